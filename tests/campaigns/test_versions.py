"""An earlier version serves on while the tables are brought up, and beside the new one after it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from helhed.config import roles
from helhed.config.embedded import Server
from tests.campaigns.earlier import (
    ROOT,
    before_each_step,
    checked_out,
    machine,
    told_on,
)
from tests.campaigns.house import SIGNED_IN, wait_until
from tests.campaigns.proof import LONG, campaign
from tests.campaigns.test_crash import (
    PREPARE_CASES,
    Decider,
    all_there,
    heard,
    sent_again,
    sound,
)
from tests.campaigns.test_load import CARDS
from tests.campaigns.test_restore import a_server
from tests.campaigns.town import Asks, Books, Notes, Sends, Town, Writer
from tests.own_server import PREPARE, environment, python

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("own server"),
    pytest.mark.skipif(not LONG, reason="The long form only: it needs the repository's history."),
]

# Commits to stand beside, else those before the last that changed the tables.
BESIDE = os.environ.get("HELHED_CAMPAIGN_BESIDE", "").split()
VERSIONS = 6
EACH_WRITES = 12
KINDS: tuple[type[Writer], ...] = (Notes, Notes, Books, Asks, Sends)
EXPECTS = """
import sys
import time
from datetime import date
import django
django.setup()
from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.money import verbs
kasper, karen = User.objects.get(pk=sys.argv[1]), Citizen.objects.get(pk=sys.argv[2])
while True:
    cost = verbs.expect_cost(
        karen, by=kasper, what="Støtte", oere=650_00, per="month", from_day=date(2026, 12, 1),
        parts=[verbs.Part("municipality", 10_000)],
    )
    print("noted", cost.pk, flush=True)
    time.sleep(0.2)
"""


class Expects(Decider):
    """Notes one expected cost after the other: the newest columns are theirs."""

    kind, words, role = "costs", EXPECTS, roles.OWNER


@dataclass
class Watched(Town):
    """A town that remembers what went wrong, and how long the slowest answer took."""

    faults: list[str] = field(default_factory=list)
    slowest: float = 0

    def post(self, path: str, body: str | bytes, headers: dict[str, str]) -> tuple[int, str]:
        began = time.monotonic()
        status, to = super().post(path, body, headers)
        self._note(path, status, began)
        return status, to

    def page(self, path: str) -> str:
        began, line = time.monotonic(), http.client.HTTPConnection("127.0.0.1", self.port)
        line.request("GET", path, headers={"Cookie": self.cookies, "Accept-Language": "da"})
        answer = line.getresponse()
        words = answer.read().decode(errors="replace")
        self._note(path, answer.status, began)
        line.close()
        return words

    def _note(self, path: str, status: int, began: float) -> None:
        self.slowest = max(self.slowest, time.monotonic() - began)
        if status not in (200, 302):
            self.faults.append(f"{path}: {status}")


class Reader(threading.Thread):
    """Somebody who looks at the same citizen all the while, with every card of the page."""

    def __init__(self, town: Watched) -> None:
        super().__init__(daemon=True)
        self.town, self.over, self.pages = town, threading.Event(), 0

    def run(self) -> None:
        citizen = f"/citizens/{self.town.citizen}/"
        while not self.over.wait(0.2):
            cards = [one.replace("&amp;", "&") for one in CARDS.findall(self.town.page(citizen))]
            plans, contacts = f"/plans/{self.town.citizen}/", f"/contacts/{self.town.citizen}/"
            for path in (*dict.fromkeys(cards), "/", plans, contacts, "/search/?q=Karen"):
                self.town.page(path)
                self.pages += 1


@contextmanager
def served(server: Server, program: Path, folder: Path):
    """That version of the program as a machine of its own; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "helhed.cli", "serve", "--port", str(port), "--workers", "2"]
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 (our own program)
            words,
            cwd=program,
            env=machine(server, folder),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield port
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def run(server: Server, program: Path, *words: str) -> str:
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", "helhed.cli", *words],
        cwd=program,
        env=environment(server),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.strip().splitlines()[-1]
    return done.stdout.strip()


def said_by(server: Server, program: Path, words: str, *arguments: str) -> str:
    said, fault = python(server, roles.OWNER, words, *arguments, program=program).communicate(
        timeout=180
    )
    assert said, fault
    return said.strip()


def peopled(server: Server, program: Path) -> tuple[Watched, list[str]]:
    """The town, and who decides in it, as that version makes them."""
    amira, karen = said_by(server, program, PREPARE).split()
    token, cookies = said_by(server, program, SIGNED_IN, amira).split(" ", 1)
    key = run(server, program, "make_receiver_token", "Afdelingen").split()[-1]
    deciders = said_by(server, program, PREPARE_CASES, karen).split()
    day = time.strftime("%Y-%m-%d", time.localtime(time.time() + 3 * 86_400))
    return Watched(karen, amira, token, cookies, key, day), deciders


def at_work(server: Server, town: Watched, deciders: list[str], program: Path, lot) -> list:
    writers = [kind(town, lot) for kind in KINDS]
    writers += [kind(server, deciders, program) for kind in (Decider, Expects)]
    for writer in writers:
        writer.start()
    town.open.set()
    return writers


def all_write(writers: list, more: int = EACH_WRITES) -> None:
    wanted = {writer: len(writer.acknowledged) + more for writer in writers}
    deadline = time.monotonic() + 240
    while late := [one for one, enough in wanted.items() if len(one.acknowledged) < enough]:
        # Nobody is cut off here, so a program that ended has met something it did not know.
        for one in late:
            fault = getattr(one, "fault", "").strip().splitlines()
            assert not fault, f"{one.kind}: {' '.join(fault[-2:])}"
        assert time.monotonic() < deadline, f"No more {late[0].kind} are written."
        time.sleep(0.2)


def ended(writers: list) -> None:
    for writer in writers:
        writer.over = True
    for writer in writers:
        if isinstance(writer, Decider):
            writer.kill()
        writer.join(timeout=30)


def shown_to_the_other(writes: Watched, reads: Watched, lot) -> None:
    """What one version has just noted stands on the other's page."""
    key = Notes(writes, lot).key()
    status, _to = writes.form(f"/contacts/{writes.citizen}/new/", outcome="met", contact_id=key)
    assert status == 302
    assert key in reads.page(f"/contacts/{reads.citizen}/"), "Not seen by the other version."


def beside(server: Server, earlier: Path, folder: Path, lot, report) -> None:
    """One earlier version, from its own tables through ours."""
    run(server, earlier, "migrate", "--verbosity=0")
    town, deciders = peopled(server, earlier)
    looks, old, new = Reader(town), [], []
    try:
        with served(server, earlier, folder / "earlier") as town.port:
            wait_until(lambda: answers(town.port))
            old = at_work(server, town, deciders, earlier, lot)
            looks.start()
            all_write(old)
            brought_up(server, town, report)
            with served(server, ROOT, folder / "new") as port:
                wait_until(lambda: answers(port))
                town_too = replace(town, port=port, faults=[], open=threading.Event())
                new = at_work(server, town_too, deciders, ROOT, lot)
                all_write([*old, *new])
                looks.over.set()
                looks.join(timeout=60)
                shown_to_the_other(town, town_too, lot)
                shown_to_the_other(town_too, town, lot)
                ended([*old, *new])
                sent_to_the_other(old, town_too)
                sent_to_the_other(new, town)
    finally:
        looks.over.set()
        ended([*old, *new])
    assert town.faults == [], "The earlier version."
    assert town_too.faults == [], "The new version."
    all_there(server, [*old, *new])
    report.tell("written by the earlier one, each there once", heard(old))
    report.tell("written by the new one, each there once", heard(new))
    report.tell("pages and cards read from the earlier one, all whole", looks.pages)


def brought_up(server: Server, town: Watched, report) -> None:
    began, town.slowest = time.monotonic(), 0
    run(server, ROOT, "migrate", "--verbosity=0")
    report.tell("seconds of migrating while it served", f"{time.monotonic() - began:.1f}")
    report.tell("slowest answer meanwhile, seconds", f"{town.slowest:.1f}")


def sent_to_the_other(writers: list, town: Watched) -> None:
    for writer in writers:
        writer.town = town
    sent_again(writers)


def answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/accounts/login/")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def test_p10_an_earlier_version_writes_on_beside_the_new_one(tmp_path):
    with campaign("versions", __doc__) as (report, lot):
        commits = BESIDE or before_each_step()[:VERSIONS]
        assert commits, "There is no history: fetch it whole."
        for commit in commits:
            with checked_out(commit) as earlier, a_server("helhed-versions-") as server:
                server.start(stop_at_exit=False)
                report.tell(f"**beside {commit}**, of {told_on(commit)}", "")
                folder = tmp_path / commit
                folder.mkdir()
                beside(server, earlier, folder, lot, report)
                sound(server, report)
        report.note("All versions used the same libraries, those of the newest.")
        if BESIDE:
            report.note(f'Chosen by `HELHED_CAMPAIGN_BESIDE="{" ".join(BESIDE)}"`.')
