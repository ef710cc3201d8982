"""A consistent, encrypted copy of the whole database, and the way back."""

import os
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import psycopg

from helhed.config import env, roles, sealed
from helhed.config.embedded import Server

# PostgreSQL 17 made this setting, and a dump by a newer pg_dump names it to an older server.
TOO_NEW_FOR_16 = b"SET transaction_timeout = 0;\n"

EMPTY_THE_SCHEMA = """
SET client_min_messages = warning;
DO $$
DECLARE thing record;
BEGIN
  FOR thing IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT viewname AS name FROM pg_views WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP VIEW IF EXISTS public.%I CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'i') LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT typname AS name FROM pg_type LEFT JOIN pg_class ON typrelid = pg_class.oid
      WHERE typnamespace = 'public'::regnamespace
      AND (typtype IN ('e', 'd', 'r') OR relkind = 'c') LOOP
    EXECUTE format('DROP TYPE IF EXISTS public.%I CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP SEQUENCE IF EXISTS public.%I CASCADE', thing.name);
  END LOOP;
END $$;
"""


class BackupFailed(Exception):
    """The copy was not made, or not brought back; nothing was changed."""


class Feeder(threading.Thread):
    """Writes into a program while we read what comes out of it."""

    def __init__(self, pieces: Iterable[bytes], pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.pieces, self.pipe = pieces, pipe
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            with self.pipe:
                self.pipe.writelines(self.pieces)
        except (OSError, sealed.CannotOpen) as failure:
            self.failure = failure


class NotEmpty(BackupFailed):
    """The database holds something, and nobody said that it may be replaced."""


def back_up(target: Path, database: Mapping[str, Any], key: bytes) -> None:
    """Write the database, encrypted with `key`, to `target`, which appears whole or not at all.

    Sessions are left out: a copy brought back must not sign anybody in.
    """
    draft = target.with_name(f".{target.name}.part")
    dump = ("pg_dump", "--format=custom", "--exclude-table-data=public.django_session")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            sealed.seal(_output_of(dump, database), file, key)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def restore(source: Path, database: Mapping[str, Any], key: bytes, *, replace: bool) -> None:
    """Bring the copy back in one transaction: all of it, or nothing is changed.

    Raises NotEmpty, sealed.CannotOpen or BackupFailed.
    """
    with psycopg.connect(**connection_of(database)) as connection:
        if not replace:
            _refuse_unless_empty(connection)
        is_old = connection.info.server_version < 170_000
    with source.open("rb") as file:
        # The whole file is tried before anything in the database is touched.
        for _piece in sealed.unseal(file, key):
            pass
        file.seek(0)
        script = _script_of(sealed.unseal(file, key))
        _run_script(_fit_for(script, is_old=is_old), database)


def backup_key(given: Path | None) -> bytes:
    """The key in the file, else in HELHED_BACKUP_KEY(_FILE), else one kept with the other keys."""
    encoded = (
        given.read_text().strip()
        if given
        else env.kept_secret("HELHED_BACKUP_KEY", env.home() / "secrets")
    )
    return env.key("HELHED_BACKUP_KEY", encoded)


def connection_of(database: Mapping[str, Any]) -> dict[str, Any]:
    """Django's settings of a database as psycopg and libpq name them."""
    options = {name: value for name, value in database["OPTIONS"].items() if name.startswith("ssl")}
    return {
        "host": database["HOST"],
        "port": database["PORT"] or 5432,
        "user": database["USER"],
        "password": database["PASSWORD"],
        "dbname": database["NAME"],
        **options,
    }


def _refuse_unless_empty(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    if connection.execute("SELECT FROM pg_tables WHERE schemaname = 'public' LIMIT 1").rowcount:
        raise NotEmpty(
            "The database is not empty. To replace all that is in it, repeat with --replace."
        )


def _environment(database: Mapping[str, Any]) -> dict[str, str]:
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    names |= {"dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    found = connection_of(database)
    return {
        **os.environ,
        **{names[key]: str(value) for key, value in found.items() if key in names},
    }


def _start(arguments: tuple[str, ...], **streams: Any) -> "subprocess.Popen[bytes]":
    program = Server(env.home()).program(arguments[0])
    return subprocess.Popen([str(program), *arguments[1:]], **streams)  # noqa: S603


def _output_of(arguments: tuple[str, ...], database: Mapping[str, Any]) -> Iterator[bytes]:
    process = _start(arguments, env=_environment(database), stdout=subprocess.PIPE)
    yield from sealed.in_pieces(_pipe(process.stdout))
    if process.wait() != 0:
        raise BackupFailed(f"{arguments[0]} failed; what it said stands above.")


def _script_of(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The SQL of a dump, line by line."""
    arguments = ("pg_restore", "--no-owner", "--file=-")
    process = _start(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    feeder = Feeder(pieces, _pipe(process.stdin))
    feeder.start()
    yield from _pipe(process.stdout)
    feeder.join()
    if process.wait() != 0 or feeder.failure:
        raise BackupFailed("pg_restore could not read the copy.") from feeder.failure


def _fit_for(script: Iterable[bytes], *, is_old: bool) -> Iterator[bytes]:
    return (line for line in script if not (is_old and line == TOO_NEW_FOR_16))


def _run_script(script: Iterable[bytes], database: Mapping[str, Any]) -> None:
    process = _start(
        # Terse: what a broken rule says in full quotes the row.
        (
            *("psql", "--no-psqlrc", "--quiet", "--output=/dev/null"),
            *("--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse"),
        ),
        env=_environment(database),
        stdin=subprocess.PIPE,
    )
    complete = False
    # psql closes the pipe at the first fault, having said itself what was wrong.
    with suppress(BrokenPipeError), _pipe(process.stdin) as pipe:
        pipe.write(f"BEGIN;\n{EMPTY_THE_SCHEMA}\n{roles.NO_DEFAULTS}\n".encode())
        pipe.writelines(script)
        # Without the last line PostgreSQL forgets everything above it.
        pipe.write(f"{roles.DEFAULTS}\nCOMMIT;\n".encode())
        complete = True
    code = process.wait()
    if code != 0 or not complete:
        raise BackupFailed("psql failed; what it said stands above. Nothing was changed.")


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise BackupFailed("The program gave no way to speak with it.")
    return stream
