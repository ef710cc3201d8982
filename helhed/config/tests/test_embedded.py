"""The embedded PostgreSQL: shut to strangers, shared by processes, and able to be killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from helhed.config import roles
from helhed.config.embedded import SUPERUSER, Server

SMALL = {"shared_buffers": "16MB", "max_connections": "20"}
USE_AND_WAIT = """
import pathlib, sys, time
from helhed.config.embedded import Server
server = Server(pathlib.Path(sys.argv[1]))
server.start()
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("embedded")
    # The database's own user must be able to reach its data.
    for path in (folder, *folder.parents):
        if path.stat().st_uid == os.geteuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o011)
    return folder / "helhed"


@pytest.fixture(scope="module")
def server(home):
    running = Server(home, settings=SMALL)
    running.start(stop_at_exit=False)
    yield running
    running.revive()
    running.release()
    assert not (home / "postgres/postmaster.pid").exists()


def pid_of(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def test_nobody_enters_without_a_password(server):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(**{**server.connection(roles.APP), "password": "guess"})
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(**{**server.connection(SUPERUSER), "password": ""})


def test_it_listens_on_no_network(server):
    with server.admin() as admin:
        assert admin.execute("SHOW listen_addresses").fetchone() == ("",)


def test_passwords_are_for_their_owners_eyes_only(server):
    assert {path.stat().st_mode & 0o777 for path in server.secrets.iterdir()} == {0o600}
    assert server.secrets.stat().st_mode & 0o777 == 0o700


def test_starting_twice_changes_nothing(server):
    before = pid_of(server)
    other = Server(server.home, settings=SMALL)

    other.start(stop_at_exit=False)
    other.release()

    assert pid_of(server) == before


def test_a_killed_database_starts_again_with_all_it_had_promised(server):
    with server.admin("helhed") as connection:
        connection.execute("CREATE TABLE promised (word text)")
        connection.execute("INSERT INTO promised VALUES ('kept')")
    os.kill(pid_of(server), signal.SIGKILL)

    server.revive()

    with server.admin("helhed") as connection:
        assert connection.execute("SELECT word FROM promised").fetchone() == ("kept",)
        connection.execute("DROP TABLE promised")


def test_a_pid_file_that_names_somebody_else_is_no_running_server(server):
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n0\n5432\n\n\n\n")

    server.revive()

    assert psutil.Process(pid_of(server)).name() == "postgres"


def test_a_killed_process_does_not_hold_the_server_for_ever(tmp_path_factory, home):
    own = Server(home.parent / "second", settings=SMALL)
    user = subprocess.Popen(  # noqa: S603 (our own words)
        [sys.executable, "-c", USE_AND_WAIT, str(own.home)], stdout=subprocess.PIPE
    )
    assert user.stdout is not None
    assert user.stdout.readline() == b"ready\n"
    user.kill()
    user.wait()
    user.stdout.close()

    own.start(stop_at_exit=False)
    own.release()

    deadline = time.monotonic() + 5
    while (own.data / "postmaster.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not (own.data / "postmaster.pid").exists()


class TestRoles:
    @pytest.fixture(autouse=True)
    def a_table(self, server):
        with psycopg.connect(**server.connection(roles.OWNER), autocommit=True) as owner:
            owner.execute("CREATE TABLE figures (n int)")
            yield
            owner.execute("DROP TABLE figures")

    @pytest.mark.parametrize("role", roles.ROLES)
    def test_none_is_more_than_it_needs_to_be(self, server, role):
        with server.admin() as admin:
            found = admin.execute(
                "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb"
                " FROM pg_roles WHERE rolname = %s",
                [role],
            ).fetchone()
        assert found == (False, False, False, False)

    @pytest.mark.parametrize("role", [roles.APP, roles.JOBS])
    def test_pages_and_jobs_read_and_write_but_never_truncate(self, server, role):
        with psycopg.connect(**server.connection(role), autocommit=True) as connection:
            connection.execute("INSERT INTO figures VALUES (1)")
            assert connection.execute("SELECT count(*) FROM figures").fetchone() == (1,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("TRUNCATE figures")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("CREATE TABLE mine (n int)")

    def test_the_public_site_sees_nothing_until_it_is_given(self, server):
        with (
            psycopg.connect(**server.connection(roles.PUBLIC)) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("SELECT * FROM figures")

    def test_setting_the_roles_up_again_changes_nothing(self, server):
        with server.admin() as admin:
            roles.ensure_roles(admin, {role: server.password(role) for role in roles.ROLES})
        with psycopg.connect(**server.connection(roles.APP)) as connection:
            assert connection.execute("SELECT count(*) FROM figures").fetchone() == (0,)
