"""A copy taken in the midst of work brings back everything on an empty machine."""

import secrets
import shutil
import tempfile
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helhed.config import roles
from helhed.config.embedded import Server
from tests import own_server
from tests.campaigns.proof import LONG, campaign
from tests.own_server import PREPARE, SMALL, python, seal_the_log
from tests.test_p10_killed import WRITE

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own server")]

WRITERS = 4 if LONG else 1
ENOUGH = 200 if LONG else 10
DEMO = ("demo", "--citizens", "80", "--years", "1", "--build-only")
# Sessions are left out: a copy brought back must not sign anybody in.
LEFT_OUT = {"django_session"}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
CHECKSUM = """
SELECT count(*), coalesce(md5(string_agg(line, '' ORDER BY line)), '')
FROM (SELECT md5(t::text) AS line FROM public."{}" t) AS lines
"""
LOGGED = """
SELECT c.id::text, (SELECT count(*) FROM audit_event e WHERE e.object_id = c.id::text)
FROM contacts_contact c WHERE c.id = ANY(%s::uuid[])
"""


class Writer(threading.Thread):
    """A colleague who notes contacts until told to stop."""

    def __init__(self, server, people) -> None:
        super().__init__(daemon=True)
        self.acknowledged: list[str] = []
        self.process = python(server, roles.APP, WRITE, *people)

    def run(self) -> None:
        for line in self.process.stdout:
            if line.startswith("noted "):
                self.acknowledged.append(line.split()[1])


def helhed(server: Server, *words: str) -> str:
    """What one of our commands said; it must have ended well."""
    done = own_server.helhed(server, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def checksums(server: Server) -> dict[str, tuple[object, ...] | None]:
    """Each table's number of rows and a sum over all that stands in them."""
    with server.admin("helhed") as admin:
        tables = [str(name) for (name,) in admin.execute(TABLES) if name not in LEFT_OUT]
        return {name: admin.execute(CHECKSUM.format(name)).fetchone() for name in tables}


@contextmanager
def a_server(prefix: str) -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    # The database's own user must reach its data.
    folder.chmod(0o711)
    server = Server(folder / "helhed", settings=SMALL)
    try:
        yield server
    finally:
        server.revive()
        server.release()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def works(request):
    """Where people work, and two of them: Amira's, or in the long form a whole municipality."""
    if not LONG:
        yield request.getfixturevalue("own_server"), request.getfixturevalue("amira_and_karen")
        return
    with a_server("helhed-town-") as server:
        helhed(server, *DEMO)
        server.start(stop_at_exit=False)
        said, fault = python(server, roles.OWNER, PREPARE).communicate(timeout=300)
        assert said, fault
        yield server, said.split()


@pytest.fixture
def elsewhere():
    """An empty machine."""
    with a_server("helhed-new-") as server:
        server.start(stop_at_exit=False)
        yield server


def test_p10_a_copy_made_while_people_work_brings_everything_back(works, elsewhere, tmp_path):
    works, people = works
    with campaign("restore", __doc__) as (report, _lot):
        key = tmp_path / "key"
        key.write_text(b64encode(secrets.token_bytes(32)).decode())
        writers = [Writer(works, people) for _one in range(WRITERS)]
        for writer in writers:
            writer.start()
        wait_for(writers, ENOUGH)
        before = {one for writer in writers for one in writer.acknowledged}
        helhed(works, "backup", str(tmp_path / "busy"), "--key", str(key))
        written_meanwhile = sum(len(writer.acknowledged) for writer in writers) - len(before)
        for writer in writers:
            writer.process.kill()
            writer.process.wait()
        assert seal_the_log(works) > 0
        helhed(works, "backup", str(tmp_path / "quiet"), "--key", str(key))
        there = checksums(works)

        helhed(elsewhere, "restore", str(tmp_path / "busy"), "--key", str(key))
        with elsewhere.admin("helhed") as admin:
            found = dict(admin.execute(LOGGED, [list(before)]).fetchall())
        assert before - set(found) == set(), "What was acknowledged before the copy is missing."
        assert set(found.values()) == {1}, "A contact and its line in the log belong together."
        report.tell("contacts acknowledged before the copy, all found again, once", len(before))
        report.tell("contacts written while the copy was made", written_meanwhile)

        helhed(elsewhere, "restore", str(tmp_path / "quiet"), "--key", str(key), "--replace")
        here = checksums(elsewhere)
        differing = {name for name in there if here.get(name) != there[name]}
        assert differing == set(), "Tables came back otherwise than they were."
        assert set(here) == set(there)
        report.tell("tables with the same checksum on the empty machine", len(here))
        report.tell("rows in them", sum(int(str(row[0])) for row in here.values() if row))
        report.tell("size of the encrypted copy, bytes", (tmp_path / "quiet").stat().st_size)
        said = helhed(elsewhere, "audit", "verify")
        report.tell("the log's chain of seals, on the empty machine", said.strip().splitlines()[-1])
        report.note(
            "Attachments (letters, documents, messages) stand in tables and are in the sums."
        )
        report.note("There is no earlier release, so no upgrade from one was tried.")


def wait_for(writers: list[Writer], enough: int) -> None:
    done = threading.Event()
    for _tenth in range(1200):
        if sum(len(writer.acknowledged) for writer in writers) >= enough:
            return
        done.wait(0.1)
    raise AssertionError("The writers wrote too little.")
