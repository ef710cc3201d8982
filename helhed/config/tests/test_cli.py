"""Which database role a command works as, and in which set-up."""

import os
import subprocess
import sys

import pytest

from helhed import cli
from helhed.config import database, env, roles


@pytest.mark.parametrize(
    ("command", "role"),
    [
        ("serve", roles.APP),
        ("doctor", roles.APP),
        ("anything-new", roles.APP),
        ("worker", roles.JOBS),
        ("receive", roles.JOBS),
        ("migrate", roles.OWNER),
        ("demo", roles.OWNER),
        ("backup", roles.OWNER),
        ("restore", roles.OWNER),
        # Sees every row, and erases what no page may.
        ("retention", roles.OWNER),
    ],
)
def test_a_command_gets_the_least_role_that_does(command, role):
    assert cli.role_for(command) == role


@pytest.mark.parametrize(
    ("arguments", "needs"),
    [
        (["migrate"], True),
        (["receive", "a.xml"], True),
        (["receive", "--rehearse", "a.xml"], False),
        (["check"], False),
        ([], False),
    ],
)
def test_the_database_is_started_only_for_those_who_need_it(arguments, needs):
    assert cli.needs_database(arguments) is needs


def test_a_named_database_means_real_people(monkeypatch):
    monkeypatch.delenv("HELHED_SETTINGS", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert cli.settings_module() == "helhed.config.settings.dev"

    monkeypatch.setenv("DATABASE_URL", "postgresql://helhed_app@db/helhed")
    assert cli.settings_module() == "helhed.config.settings.prod"


def test_each_role_has_its_own_way_in(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://helhed_app:a@db/helhed?sslmode=require")
    monkeypatch.setenv("HELHED_JOBS_DATABASE_URL", "postgresql://helhed_jobs:j@db/helhed")

    assert database.settings_for(roles.APP)["USER"] == "helhed_app"
    assert database.settings_for(roles.APP)["OPTIONS"]["sslmode"] == "require"
    assert database.settings_for(roles.JOBS)["USER"] == "helhed_jobs"


@pytest.mark.parametrize("missing", ["HELHED_SECRET_KEY", "HELHED_CPR_KEY", "HELHED_HOSTS"])
def test_prod_starts_with_no_key_of_its_own_making(tmp_path, missing):
    encoded = "a2V5LWZvci1hLXRlc3QtdGhhdC1pcy0zMi1ieXRlcyE="
    given = {
        "PATH": os.environ["PATH"],
        "HELHED_PGDATA": str(tmp_path),
        "HELHED_SETTINGS": "prod",
        "HELHED_SECRET_KEY": "x" * 60,
        "HELHED_CPR_KEY": encoded,
        "HELHED_CPR_INDEX_KEY": encoded,
        "HELHED_HOSTS": "helhed.example.org",
    }
    del given[missing]

    done = subprocess.run(
        [sys.executable, "-m", "helhed.cli", "check"],
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert missing in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "secrets").exists()


def test_only_the_embedded_database_itself_is_marked_as_invented(monkeypatch, tmp_path):
    monkeypatch.setenv("HELHED_PGDATA", str(tmp_path))

    database.mark_as_demo("db.example.org")
    assert not (tmp_path / "demo").exists()

    database.mark_as_demo(str(tmp_path / "postgres" / "socket"))
    assert (tmp_path / "demo").exists()


class TestEnvironment:
    def test_only_true_and_false_are_flags(self, monkeypatch):
        monkeypatch.setenv("HELHED_X", "false")

        with pytest.raises(env.ImproperlyConfigured, match="True or False"):
            env.flag("HELHED_X", default=True)

    def test_a_secret_may_stand_in_a_file(self, monkeypatch, tmp_path):
        (tmp_path / "key").write_text("quiet\n")
        monkeypatch.setenv("HELHED_X_FILE", str(tmp_path / "key"))
        monkeypatch.setenv("HELHED_X", "loud")

        assert env.secret("HELHED_X") == "quiet"

    def test_a_kept_secret_stays_the_same_and_is_for_its_owner_only(self, tmp_path):
        first = env.kept_secret("HELHED_X", tmp_path / "secrets")

        assert env.kept_secret("HELHED_X", tmp_path / "secrets") == first
        assert len(env.key("HELHED_X", first)) == env.KEY_BYTES
        assert (tmp_path / "secrets" / "helhed_x").stat().st_mode & 0o777 == 0o600

    def test_writing_once_never_overwrites(self, tmp_path):
        env.write_once(tmp_path / "key", "first")
        env.write_once(tmp_path / "key", "second")

        assert (tmp_path / "key").read_text() == "first"
        assert list(tmp_path.iterdir()) == [tmp_path / "key"]

    @pytest.mark.parametrize("encoded", ["short", "a" * 60, "not base64 at all!"])
    def test_a_key_of_the_wrong_size_is_refused(self, encoded):
        with pytest.raises(env.ImproperlyConfigured, match="32 bytes"):
            env.key("HELHED_X", encoded)
