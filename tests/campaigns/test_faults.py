"""The database goes and comes back, the disk is full, a clock is set back: nothing is lost."""

import fcntl
import http.client
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helhed.audit import sealing
from helhed.config import roles
from helhed.config.embedded import Server
from helhed.contacts import verbs
from helhed.core import clock
from helhed.core.ids import new_id
from tests.campaigns.house import SIGNED_IN, House, kill_database, wait_until
from tests.campaigns.proof import LONG, campaign
from tests.campaigns.test_crash import kept
from tests.campaigns.town import Town
from tests.own_server import PREPARE, SMALL, fill_with_tables, python

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own server")]

NUMBERED = b"H-"


@pytest.fixture(scope="module")
def report():
    with campaign("faults", __doc__) as (report, _lot):
        yield report


def town_on(server: Server, people: list[str]) -> Town:
    said, fault = python(server, roles.OWNER, SIGNED_IN, people[0]).communicate(timeout=120)
    assert said, fault
    token, cookies = said.strip().split(" ", 1)
    return Town(people[1], people[0], token, cookies, "", "")


@contextmanager
def opened(server: Server, people: list[str]):
    house = House(server, town_on(server, people))
    try:
        wait_until(lambda: noted(house.town))
        yield house
    finally:
        server.revive()
        house.end()


def noted(town: Town) -> str:
    """The key of a contact that the program says it has; empty if it says nothing of the kind."""
    key = str(new_id())
    path = f"/contacts/{town.citizen}/new/"
    status, to = town.form(path, outcome="met", contact_id=key)
    return key if status == 302 and key in to else ""


def page(town: Town) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", town.port, timeout=30)
    try:
        line.request("GET", "/", headers={"Cookie": town.cookies, "Accept-Language": "da"})
        answer = line.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        line.close()


def test_a_page_says_so_while_the_database_is_gone(own_server, amira_and_karen, report):
    with opened(own_server, amira_and_karen) as house:
        with (own_server.home / ".starting").open("a") as lock:
            # Nobody can start it again until we let go.
            fcntl.flock(lock, fcntl.LOCK_EX)
            kill_database(own_server)
            time.sleep(1)
            status, words = page(house.town)
            lost = noted(house.town)
        began = time.monotonic()
        wait_until(lambda: page(house.town)[0] == 200)
        back = time.monotonic() - began
        again = noted(house.town)

    assert status in (500, 503)
    assert NUMBERED in words, "The page has no number that can be told."
    assert lost == ""
    assert kept(own_server, "contacts")[again] == 1
    report.tell("without its database a page answers", f"{status}, with a number to tell")
    report.tell("seconds until it answers again, when the database may start", f"{back:.1f}")


@pytest.mark.skipif(not LONG, reason="The long form only: it needs a small disk, and root.")
def test_a_full_disk_loses_nothing_that_was_acknowledged(report):
    with small_disk() as folder:
        server = Server(folder / "helhed", settings={**SMALL, "max_wal_size": "64MB"})
        server.start(stop_at_exit=False)
        fill_with_tables(server)
        said, fault = python(server, roles.OWNER, PREPARE).communicate(timeout=180)
        assert said, fault
        with opened(server, said.split()) as house:
            before = [noted(house.town) for _one in range(20)]
            filler = folder / "full"
            with pytest.raises(OSError, match="No space"):
                fill(filler)
            during = [noted(house.town) for _one in range(200)]
            filler.unlink()
            wait_until(lambda: page(house.town)[0] == 200, 120)
            wait_until(lambda: noted(house.town))
        found = kept(server, "contacts")
        acknowledged = {key for key in (*before, *during) if key}
        assert acknowledged - set(found) == set()
        assert set(found.values()) == {1}
        server.release()
    report.tell("contacts sent to a full disk", len(during))
    report.tell("of which refused", during.count(""))
    report.tell("acknowledged before and while it was full, each there once", len(acknowledged))


def fill(filler: Path) -> None:
    with filler.open("wb") as file:
        while True:
            file.write(b"\0" * 2**20)
            file.flush()


@contextmanager
def small_disk():
    folder = Path(tempfile.mkdtemp(prefix="helhed-disk-"))
    size = ["-t", "tmpfs", "-o", "size=400m,mode=0711", "tmpfs"]
    mounted = subprocess.run(["mount", *size, str(folder)], check=False)  # noqa: S603, S607
    if mounted.returncode:
        pytest.skip("A small disk could not be mounted: it takes root.")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)  # noqa: S603, S607
        folder.rmdir()


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_is_set_back_breaks_no_chain(karen, amira, report):
    ten = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    made = []
    for at in (ten, ten - timedelta(hours=1), ten + timedelta(days=40), ten):
        with clock.frozen(at):
            verbs.note_contact(karen, by=amira, outcome="met", at=at, contact_id=new_id())
            made += sealing.seal(at=at)
    for days in (90, 91):
        made += sealing.seal(at=ten + timedelta(days=days))

    troubles = [one for one in sealing.verify() if isinstance(one, sealing.Trouble)]
    assert troubles == []
    assert made, "Nothing was sealed, so nothing is proved."
    report.tell("the log's chain of seals after a clock set back an hour and 40 days", "holds")
