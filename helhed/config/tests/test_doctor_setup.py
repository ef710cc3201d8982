"""What stands around Helhed is looked at too: keys, proxy, copies and PostgreSQL's log."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from helhed.config import copies, doctor_setup, roles
from helhed.config.findings import State
from helhed.config.testing import server
from helhed.config.tests.test_doctor import sign_in
from helhed.core import clock
from tests.house import ROOT


def states(findings):
    return [finding.state for finding in findings]


def test_a_file_with_a_secret_must_be_there_and_closed_to_others(monkeypatch, tmp_path):
    path = tmp_path / "cpr-key"
    monkeypatch.setenv("HELHED_CPR_KEY_FILE", str(path))
    assert states(doctor_setup.files_with_secrets()) == [State.WRONG]

    path.touch(mode=0o640)
    [found] = doctor_setup.files_with_secrets()
    assert (found.state, found.mend) == (State.WRONG, f"chmod 400 {path}")

    path.chmod(0o400)
    assert list(doctor_setup.files_with_secrets()) == []


@pytest.fixture
def as_it_should_be(settings):
    settings.ALLOWED_HOSTS = ["helhed.example.dk"]
    settings.HELHED_ADDRESS = "https://helhed.example.dk/"
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.HELHED_SECURITY_CONTACT = "mailto:sikkerhed@example.dk"
    return settings


def test_a_proxy_set_up_as_told_is_fine(as_it_should_be):
    assert list(doctor_setup.web()) == []


@pytest.mark.parametrize(
    ("name", "value", "state"),
    [
        ("ALLOWED_HOSTS", ["*"], State.WRONG),
        ("HELHED_ADDRESS", "http://127.0.0.1:8000/", State.LOOK),
        ("SECURE_HSTS_SECONDS", 0, State.WRONG),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 0, State.LOOK),
        ("HELHED_SECURITY_CONTACT", "", State.LOOK),
    ],
)
def test_each_slip_in_front_is_noticed(as_it_should_be, name, value, state):
    setattr(as_it_should_be, name, value)

    assert states(doctor_setup.web()) == [state]


def test_an_old_copy_is_noticed(monkeypatch, tmp_path):
    monkeypatch.setenv("HELHED_PGDATA", str(tmp_path))
    assert states(doctor_setup.copy()) == [State.LOOK]

    copies.note(at=clock.now() - timedelta(days=2), size=1)
    assert states(doctor_setup.copy()) == [State.LOOK]

    copies.note(at=clock.now(), size=1)
    assert states(doctor_setup.copy()) == [State.FINE]


@pytest.fixture
def pages():
    with sign_in(roles.APP) as connected:
        yield connected


@pytest.mark.django_db
def test_a_log_of_the_database_that_quotes_people_is_wrong(pages):
    assert states(doctor_setup.words_of_the_log(pages)) == [State.FINE]
    name = connection.settings_dict["NAME"]
    with server(os.environ).admin() as admin:
        admin.execute(f"ALTER DATABASE {name} SET log_error_verbosity = 'default'")
    try:
        with sign_in(roles.APP) as connected:
            [found] = doctor_setup.words_of_the_log(connected)
    finally:
        with server(os.environ).admin() as admin:
            admin.execute(f"ALTER DATABASE {name} RESET log_error_verbosity")

    assert found.state is State.WRONG
    assert "log_error_verbosity = default" in found.what


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slip", "back"),
    [
        ("GRANT TRUNCATE ON TABLES TO helhed_app", "REVOKE TRUNCATE ON TABLES FROM helhed_app"),
        ("GRANT SELECT ON TABLES TO helhed_public", "REVOKE SELECT ON TABLES FROM helhed_public"),
        ("REVOKE INSERT ON TABLES FROM helhed_app", "GRANT INSERT ON TABLES TO helhed_app"),
    ],
)
def test_wrong_rights_to_the_tables_that_come_are_noticed(pages, slip, back):
    assert states(doctor_setup.rights_to_what_comes(pages)) == [State.FINE]
    rule = "ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner IN SCHEMA public"
    with server(os.environ).admin(connection.settings_dict["NAME"]) as admin:
        admin.execute(f"{rule} {slip}")
        try:
            found = states(doctor_setup.rights_to_what_comes(pages))
        finally:
            admin.execute(f"{rule} {back}")

    assert found == [State.WRONG]


def test_the_sql_of_an_installation_gives_what_the_embedded_database_gives():
    told = " ".join((ROOT / "deploy" / "roles.sql").read_text().split())

    for rule in roles.DEFAULTS.strip().split(";\n"):
        assert " ".join(rule.rstrip(";").split()) in told
    for role, limits in roles.LIMITS.items():
        for name, value in limits.items():
            assert f"ALTER ROLE {role} SET {name} = '{value}'" in " ".join(told.split())


def test_the_example_names_only_what_is_explained():
    explained = (ROOT / "docs" / "settings.md").read_text()
    for path in ("environment.example", "owner-environment.example"):
        lines = Path(ROOT, "deploy", path).read_text().splitlines()
        names = [line.lstrip("#").split("=")[0] for line in lines if "=" in line]
        assert names
        for name in names:
            assert f"`{name.removesuffix('_FILE')}`" in explained, name
