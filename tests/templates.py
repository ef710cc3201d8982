"""Templates of the tests' database kept as dumps, so that another server need not migrate again.

A dump is named by the digest of all migrations and the server's version, and lies in the machine's
folder for passing things (HELHED_TEST_TEMPLATES names another). Without it, only time is lost. That
of an older server serves a newer one, as it would when a municipality changes its server. One lies
there only when every migration ran from nothing: so a change to any of them is proved once.
"""

import fcntl
import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helhed.config.embedded import SUPERUSER, Server


def folder() -> Path:
    named = os.environ.get("HELHED_TEST_TEMPLATES")
    found = Path(named) if named else Path(tempfile.gettempdir()) / "helhed-test-templates"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def name() -> str:
    """Changes when any migration does, our own or of a library."""
    digest = hashlib.sha256()
    for path in sorted(Path("helhed").glob("*/migrations/*.py")):
        digest.update(path.as_posix().encode() + path.read_bytes())
    digest.update(Path("uv.lock").read_bytes())
    # The roles' rights are part of what migrating leaves behind.
    for path in ("config/roles.py", "access/roles.py", "access/publish.py"):
        digest.update(Path("helhed", path).read_bytes())
    # Operations that migrations import from core shape the tables too.
    digest.update(b"".join(path.read_bytes() for path in sorted(Path("helhed/core").glob("*.py"))))
    return f"template_{digest.hexdigest()[:16]}"


@contextmanager
def made_by_one(running: Server) -> Iterator[None]:
    """One process at a time looks for the dump, or makes it: the next one finds it there."""
    with (folder() / f"{name()}-{_version(running)}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def restore(running: Server, template: str, into: str) -> bool:
    """Fill the empty database `into` from the template's dump. False when there is none."""
    version = _version(running)
    kept = sorted(folder().glob(f"{template}-*.dump"), key=_made_by, reverse=True)
    dump = next((found for found in kept if _made_by(found) <= version), None)
    return dump is not None and _run(running, "pg_restore", into, "--exit-on-error", str(dump))


def keep(running: Server, template: str, database: str) -> None:
    """Dump the database as the template, whole or not at all."""
    dump = folder() / f"{template}-{_version(running)}.dump"
    draft = dump.with_suffix(f".{os.getpid()}")
    if _run(running, "pg_dump", database, "--format=custom", "--compress=1", f"--file={draft}"):
        draft.rename(dump)


def _version(running: Server) -> int:
    with running.admin() as admin:
        return admin.info.server_version


def _made_by(dump: Path) -> int:
    """The version of the server whose dump it is."""
    return int(dump.stem.rpartition("-")[2])


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
