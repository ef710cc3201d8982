"""A whole day's people at once: every page answers, without a fault."""

import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import pytest

from helhed.config import roles
from helhed.config.embedded import Server
from helhed.core.ids import new_id
from tests.campaigns.house import wait_until
from tests.campaigns.proof import LONG, SEED, campaign
from tests.own_server import environment, helhed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own server")]

WORKERS, CITIZENS = (50, 200) if LONG else (4, 4)
SECONDS = int(os.environ.get("HELHED_CAMPAIGN_SECONDS", "600" if LONG else "5"))
# Seconds between two pages of one person. A page is read, and a person is spoken with.
WORKER_READS, CITIZEN_READS = ((4.0, 16.0), (15.0, 45.0)) if LONG else ((0.0, 0.3), (0.0, 0.3))
ROOT = Path(__file__).parents[2]
CARDS = re.compile(r'hx-get="([^"]+)"[^>]*hx-trigger="(?:load|revealed)')
FIRST_PAGES = {
    "outreach_worker": "/contacts/outreach/",
    "team_leader": "/leader/",
    "housing_coordinator": "/housing/",
    "night_staff": "/night/",
}
PUBLIC = ("/aaben/", "/aaben/faa-hjaelp/", "/aaben/planer/")


class Tally:
    """Milliseconds of every page, by its name, and what went wrong."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []
        self.lock = threading.Lock()

    def note(self, page: str, milliseconds: float, status: int) -> None:
        with self.lock:
            self.took[page].append(milliseconds)
            if status not in (200, 302):
                self.faults.append(f"{page}: {status}")


class Person(threading.Thread):
    """Somebody with a browser, who reads before going on."""

    reads = CITIZEN_READS

    def __init__(self, port: int, tally: Tally, seed: int, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.tally, self.over = tally, over
        self.lot = random.Random(seed)  # noqa: S311
        self.headers: dict[str, str] = {"Accept-Encoding": "gzip"}
        self.again = 0

    def ask(self, page: str, address: str, said: dict[str, str] | None = None) -> str:
        """The page, as text where it came unpacked."""
        began = time.perf_counter()
        status, body = 0, b""
        try:
            status, body = self._answer(address, said)
        except (OSError, http.client.HTTPException) as fault:
            self.line.close()
            self.tally.faults.append(f"{page}: {type(fault).__name__}")
        self.tally.note(page, (time.perf_counter() - began) * 1000, status)
        return body.decode(errors="replace") if body[:1] == b"<" else ""

    def _answer(self, address: str, said: dict[str, str] | None) -> tuple[int, bytes]:
        try:
            return self._once(address, said)
        except http.client.RemoteDisconnected:
            # A line that was quiet for long is closed, and a browser asks again on a new one.
            self.line.close()
            self.again += 1
            return self._once(address, said)

    def _once(self, address: str, said: dict[str, str] | None) -> tuple[int, bytes]:
        if said is None:
            self.line.request("GET", address, headers=self.headers)
        else:
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            self.line.request("POST", address, urlencode(said), {**self.headers, **form})
        answer = self.line.getresponse()
        return answer.status, answer.read()

    def one_thing(self) -> None:
        self.ask("public page", self.lot.choice(PUBLIC))

    def run(self) -> None:
        self.over.wait(self.lot.uniform(0, self.reads[1]))
        while not self.over.is_set():
            self.one_thing()
            self.over.wait(self.lot.uniform(*self.reads))
        self.line.close()


class Colleague(Person):
    """Somebody at work: mostly reading about citizens, now and then writing."""

    reads = WORKER_READS

    def __init__(self, told: dict, *rest) -> None:
        super().__init__(*rest)
        self.told = told
        # Unpacked, so that the cards of a page can be fetched as a browser fetches them.
        self.headers = {"Cookie": told["cookies"]}

    def one_thing(self) -> None:
        what = self.lot.random()
        first = FIRST_PAGES.get(self.told["role"], "/")
        if what < 0.30 or not self.told["citizens"]:
            self.ask(
                "bare view" if what < 0.05 else f"first page {first}",
                "/bare/" if what < 0.05 else first,
            )
            return
        key, name = self.lot.choice(self.told["citizens"])
        if what < 0.55:
            page = self.ask("citizen", f"/citizens/{key}/")
            for card in dict.fromkeys(CARDS.findall(page)):
                self.ask("a card of the citizen", card.replace("&amp;", "&"))
        elif what < 0.70:
            self.ask("plan", f"/plans/{key}/")
        elif what < 0.80:
            self.ask("timeline", f"/contacts/{key}/")
        elif what < 0.90 and name:
            self.ask("search", f"/search/?q={quote(name)}")
        else:
            said = {"outcome": "met", "contact_id": str(new_id())}
            said["csrfmiddlewaretoken"] = self.told["token"]
            self.ask("noting a contact", f"/contacts/{key}/new/", said)


@dataclass
class Day:
    """What a municipality of that size answered to the same people."""

    citizens: int
    contacts: int
    teams: int
    took: float
    tally: Tally
    memory: float
    connections: int
    again: int


@contextmanager
def standing(chosen: str) -> Iterator[Server]:
    server = Server(Path(chosen))
    server.start(stop_at_exit=False)
    try:
        yield server
    finally:
        server.release()


def homes(request) -> Iterator[Server]:
    """Municipalities that stand already (HELHED_CAMPAIGN_HOME, several with : between), or Amira's.

    They are brought up to this version's tables.
    """
    chosen = os.environ.get("HELHED_CAMPAIGN_HOME", "")
    if LONG and not chosen:
        pytest.skip("Set HELHED_CAMPAIGN_HOME to homes that `make bench` has built.")
    for one in filter(None, chosen.split(os.pathsep)):
        with standing(one) as server:
            yield server
    if not chosen:
        request.getfixturevalue("amira_and_karen")
        yield request.getfixturevalue("own_server")


def started(server: Server) -> tuple["subprocess.Popen[bytes]", int, dict[str, str]]:
    port = 8190 if LONG else 8191
    told = {**environment(server), "HELHED_HOME": str(server.home), "HELHED_SETTINGS": ""}
    told |= {"DJANGO_SETTINGS_MODULE": "tests.campaigns.load_settings", "PYTHONPATH": str(ROOT)}
    served = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "helhed.cli", "serve", "--port", str(port), "--workers", "2"],
        env=told,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return served, port, told


def answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/accounts/login/")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def connections_of(server: Server) -> int:
    with server.admin("helhed") as admin:
        found = admin.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = 'helhed' AND pid <> pg_backend_pid()"
        ).fetchone()
    return int(str(found[0])) if found else 0


def memory_mib(pid: int) -> float:
    top = psutil.Process(pid)
    return sum(one.memory_info().rss for one in (top, *top.children(recursive=True))) / 2**20


def number_in(server: Server, table: str) -> int:
    with server.admin("helhed") as admin:
        found = admin.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(str(found[0])) if found else 0


def at_work(told: dict[str, str]) -> list[dict]:
    """Colleagues who are signed in, and what each has to do."""
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", "tests.campaigns.load_people", str(SEED), str(WORKERS)],
        env={**told, "HELHED_DB_ROLE": roles.OWNER},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def a_day(server: Server) -> Day:
    done = helhed(server, "migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    served, port, told = started(server)
    over, tally = threading.Event(), Tally()
    try:
        colleagues = at_work(told)
        wait_until(lambda: answers(port), 120)
        people = [
            Colleague(one, port, tally, SEED + number, over)
            for number, one in enumerate((colleagues * WORKERS)[:WORKERS])
        ]
        people += [Person(port, tally, -number, over) for number in range(1, CITIZENS + 1)]
        began = time.monotonic()
        for person in people:
            person.start()
        over.wait(SECONDS)
        memory, connections = memory_mib(served.pid), connections_of(server)
        over.set()
        for person in people:
            person.join(timeout=120)
        took = time.monotonic() - began
    finally:
        over.set()
        served.kill()
        served.wait()
    return Day(
        number_in(server, "citizens_citizen"),
        number_in(server, "contacts_contact"),
        len({one["team"] for one in colleagues}),
        took,
        tally,
        memory,
        connections,
        sum(one.again for one in people),
    )


def test_a_days_people_at_once_are_all_answered(request):
    with campaign("load", __doc__) as (report, _lot):
        days = []
        for server in homes(request):
            days.append(a_day(server))
            tell(report, days[-1])
        if len(days) > 1:
            tell_growth(report, days)
        if LONG:
            report.note("The people and the program shared the same machine and its processors.")
        for day in days:
            assert day.tally.faults == []
            assert len(day.tally.took) > 5


def tell(report, day: Day) -> None:
    tally = day.tally
    everything = sum(len(one) for one in tally.took.values())
    report.tell(f"**{day.citizens:,} citizens with {day.contacts:,} contacts**", "")
    report.tell("people at once: colleagues, others", f"{WORKERS}, {CITIZENS}")
    report.tell("teams that the colleagues are of", day.teams)
    report.tell("pages answered", everything)
    report.tell("pages a second", f"{everything / day.took:.1f}")
    report.tell("faults", len(tally.faults) and "; ".join(tally.faults[:5]))
    bare = statistics.median(tally.took["bare view"]) if tally.took.get("bare view") else 0
    for page, times in sorted(tally.took.items()):
        figures = ", ".join(f"{one:.0f}" for one in cuts(times))
        ratio = f"; {cuts(times)[0] / bare:.1f} times the bare view" if bare else ""
        report.tell(f"{page} ({len(times)}): p50, p95, p99 in ms", figures + ratio)
    report.tell("memory of the program with its processes, MiB", f"{day.memory:.0f}")
    report.tell("connections to the database", day.connections)
    report.tell("lines closed while quiet, and opened again", day.again)


def tell_growth(report, days: list[Day]) -> None:
    """The same people in towns of different sizes, in the same run."""
    first, last = days[0], days[-1]
    head = ["p50, p95 in ms", *(f"{day.citizens:,} citizens" for day in days), "p50 grows"]
    rows = []
    for page in sorted(set(first.tally.took) & set(last.tally.took)):
        times = [day.tally.took.get(page, []) for day in days]
        told = [f"{cuts(one)[0]:.0f}, {cuts(one)[1]:.0f}" if one else "" for one in times]
        rows.append([page, *told, f"{cuts(times[-1])[0] / cuts(times[0])[0]:.1f} times"])
    report.table(head, rows)


def cuts(times: list[float]) -> tuple[float, float, float]:
    """The 50th, 95th and 99th of a hundred, in milliseconds."""
    found = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
    return found[49], found[94], found[98]
