"""Templates of the tests' database kept as dumps, so that another server need not migrate again.

A dump is named by the digest of all migrations and the server's version, and lies in the machine's
folder for passing things (HELHED_TEST_TEMPLATES names another). Without it, only time is lost.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from helhed.config.embedded import SUPERUSER, Server


def folder() -> Path:
    named = os.environ.get("HELHED_TEST_TEMPLATES")
    found = Path(named) if named else Path(tempfile.gettempdir()) / "helhed-test-templates"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def restore(running: Server, name: str) -> bool:
    """Fill the empty database `name` from its dump. False when there is none."""
    dump = _dump_of(running, name)
    return dump.exists() and _run(running, "pg_restore", name, "--exit-on-error", str(dump))


def keep(running: Server, name: str) -> None:
    """Dump the database `name`, whole or not at all."""
    dump = _dump_of(running, name)
    draft = dump.with_suffix(f".{os.getpid()}")
    if _run(running, "pg_dump", name, "--format=custom", "--compress=1", f"--file={draft}"):
        draft.rename(dump)


def _dump_of(running: Server, name: str) -> Path:
    with running.admin() as admin:
        return folder() / f"{name}-{admin.info.server_version}.dump"


def _run(running: Server, program: str, database: str, *arguments: str) -> bool:
    how = running.connection(SUPERUSER)
    place = {"PGHOST": how["host"], "PGPORT": str(how["port"]), "PGUSER": how["user"]}
    environment = {**os.environ, **place, "PGPASSWORD": how["password"]}
    done = subprocess.run(  # noqa: S603 (PostgreSQL's own programs)
        [str(running.program(program)), f"--dbname={database}", *arguments],
        env=environment,
        capture_output=True,
        check=False,
    )
    return done.returncode == 0
