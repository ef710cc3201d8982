"""helhed doctor says what is wrong, and says nothing is wrong only when it is so."""

import os

import psycopg
import pytest
from django.db import connection
from psycopg.rows import dict_row

from helhed.config import backup, database, doctor, roles
from helhed.config.findings import State
from helhed.config.testing import server

pytestmark = pytest.mark.django_db


def sign_in(role):
    found = {**connection.settings_dict, "USER": role}
    return psycopg.connect(**backup.connection_of(found), autocommit=True, row_factory=dict_row)


@pytest.fixture
def pages():
    with sign_in(roles.APP) as connected:
        yield connected


@pytest.fixture
def superuser():
    with server(os.environ).admin(connection.settings_dict["NAME"]) as admin:
        yield admin


def states(findings):
    return [finding.state for finding in findings]


def test_pages_that_sign_in_as_the_application_are_fine(pages):
    assert states(doctor.rights_of_pages(pages)) == [State.FINE]


@pytest.mark.parametrize("role", [roles.OWNER, "postgres"])
def test_pages_that_could_pass_by_row_level_security_are_wrong(role):
    with sign_in(role) as connected:
        found = list(doctor.rights_of_pages(connected))

    assert found
    assert set(states(found)) == {State.WRONG}
    assert all(role in finding.what and finding.mend for finding in found)


def test_pages_that_could_become_the_owner_are_wrong(superuser):
    superuser.execute("CREATE ROLE test_climber LOGIN PASSWORD 'only-for-tests'")
    superuser.execute("GRANT helhed_owner TO test_climber")
    try:
        with sign_in("test_climber") as connected:
            found = list(doctor.rights_of_pages(connected))
    finally:
        superuser.execute("DROP ROLE test_climber")

    assert State.WRONG in states(found)


def test_an_open_table_about_a_citizen_is_wrong(pages, superuser):
    assert list(doctor.closed_tables(pages)) == []
    superuser.execute("CREATE TABLE test_open (citizen_id uuid)")
    superuser.execute("GRANT SELECT ON test_open TO helhed_app")
    try:
        found = list(doctor.closed_tables(pages))
    finally:
        superuser.execute("DROP TABLE test_open")

    assert states(found) == [State.WRONG]
    assert "test_open" in found[0].what


def test_a_database_that_does_not_answer_is_told_without_a_trace(monkeypatch):
    monkeypatch.setattr(
        database,
        "settings_for",
        lambda role: {**connection.settings_dict, "PASSWORD": "another", "USER": role},
    )

    found = doctor.reach(roles.APP)

    assert isinstance(found, doctor.Finding)
    assert found.state is State.WRONG
    assert "DATABASE_URL" in found.mend
    assert "another" not in found.what


def test_a_silent_worker_is_noticed(pages, superuser):
    assert states(doctor.worker(pages)) == [State.LOOK]
    superuser.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    try:
        assert states(doctor.worker(pages)) == [State.FINE]
    finally:
        superuser.execute("DELETE FROM procrastinate_workers")


def test_a_database_older_than_the_program_is_wrong(monkeypatch):
    assert states(doctor.migrations()) == [State.FINE]

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'stays'")
    assert states(doctor.migrations()) == [State.WRONG]


def test_keys_that_others_may_read_are_wrong(monkeypatch, tmp_path):
    monkeypatch.setenv("HELHED_PGDATA", str(tmp_path))
    (tmp_path / "secrets").mkdir()
    key = tmp_path / "secrets" / "helhed_cpr_key"
    key.touch(mode=0o644)

    assert State.WRONG in states(doctor.keys())

    key.chmod(0o600)
    assert State.WRONG not in states(doctor.keys())


def test_a_full_disk_is_wrong(monkeypatch):
    assert states(doctor.disk())
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 1 << 60)
    assert states(doctor.disk()) == [State.WRONG]


def test_one_key_for_two_things_is_wrong(settings):
    settings.HELHED_CPR_INDEX_KEY = settings.HELHED_CPR_KEY

    assert State.WRONG in states(doctor.keys())
