"""Ask for each main page as colleagues of different teams; print what it took as JSON."""

import gc
import json
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as time_of_day
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helhed.config.settings.dev")
os.environ["HELHED_DB_ROLE"] = "helhed_app"

import django

from helhed.config import env
from helhed.config.embedded import Server

Server(env.home()).start()
django.setup()

import bench_cases  # noqa: E402
import bench_strategy  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from helhed.access import door  # noqa: E402
from helhed.access.connection import acting_as  # noqa: E402
from helhed.access.may import May  # noqa: E402
from helhed.accounts.models import User  # noqa: E402
from helhed.core import clock  # noqa: E402
from helhed.decisions.models import CaseFile  # noqa: E402
from helhed.demo.models import Built  # noqa: E402

COLLEAGUES = 12
CARDS = re.compile(r'hx-get="([^"]+)"[^>]*hx-trigger="(?:load|revealed)')
CARDS_REVERSED = re.compile(r'hx-trigger="(?:load|revealed)[^"]*"[^>]*hx-get="([^"]+)"')


class Counter:
    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


def ask(client: Client, url: str, data: dict[str, str] | None = None) -> tuple[float, int]:
    """Milliseconds and queries of the page and of the cards it fetches when it is loaded."""
    counter = Counter()
    with connection.execute_wrapper(counter):
        took, html = timed(lambda: client.get(url, data or {}, SERVER_NAME="localhost"))
        for card in dict.fromkeys(CARDS.findall(html) + CARDS_REVERSED.findall(html)):
            more, _html = timed(
                lambda card=card: client.get(
                    card.replace("&amp;", "&"),
                    SERVER_NAME="localhost",
                    headers={"HX-Request": "true"},
                )
            )
            took += more
    return took, counter.queries


def timed(get: Callable[[], Any]) -> tuple[float, str]:
    began = time.perf_counter()
    response = get()
    took = (time.perf_counter() - began) * 1000
    if response.status_code != 200:
        raise SystemExit(f"{response.request['PATH_INFO']} answered {response.status_code}")
    return took, response.content.decode()


def colleagues(role: str, count: int) -> list[User]:
    query = User.objects.filter(memberships__role=role, is_active=True).order_by("id").distinct()
    everybody = list(query[:2000])
    random.Random(7).shuffle(everybody)  # noqa: S311 - a choice of samples
    return everybody[:count]


def measure(rounds: int) -> dict[str, dict[str, float]]:
    settings.ROOT_URLCONF = "scripts.bench_urls"
    settings.DEBUG = False
    as_a_worker_begins()
    workers, leaders = colleagues("act_worker", COLLEAGUES), colleagues("team_leader", COLLEAGUES)
    street = colleagues("outreach_worker", COLLEAGUES) or workers
    chief = colleagues("unit_leader", 1)
    coordinators = colleagues("housing_coordinator", COLLEAGUES)
    caseworkers = colleagues("authority_caseworker", 10 * COLLEAGUES)
    bench_cases.fill(caseworkers[:COLLEAGUES])
    deciding = [user for user in caseworkers if cases_of(user)][:COLLEAGUES]
    nurses = colleagues("social_nurse", COLLEAGUES)
    controllers = colleagues("controller", 1)
    pages: dict[str, tuple[list[User], Callable[[User], tuple[str, dict[str, str]]]]] = {
        "bare view": (workers, lambda user: ("/bare/", {})),
        "board": (workers, lambda user: ("/", {})),
        "citizen": (workers, lambda user: (f"/citizens/{someone(user)}/", {})),
        "plan": (workers, lambda user: (f"/plans/{someone(user)}/", {})),
        "search: name": (workers, lambda user: ("/search/", {"q": word(user)})),
        "search: part of a name": (workers, lambda user: ("/search/", {"q": word(user)[:3]})),
        "search: head of unit": (chief, lambda user: ("/search/", {"q": "jens"})),
        "outreach list": (street, lambda user: ("/contacts/outreach/", {})),
        "leader": (leaders, lambda user: ("/leader/", {})),
        "duties": (workers, lambda user: ("/duties/", {})),
        "homes": (coordinators, lambda user: ("/housing/", {})),
        "free beds": (workers, lambda user: ("/night/free/", {})),
        "by-name list": (leaders, lambda user: ("/stays/by-name/", {})),
        "figures": (leaders, lambda user: ("/insights/", {})),
        "decisions": (leaders, lambda user: ("/decisions/", {"whose": "all"})),
        "case": (deciding, lambda user: (reverse("decisions:case", args=cases_of(user)[:1]), {})),
        "assessments": (
            caseworkers[:COLLEAGUES],
            lambda user: (f"/assessments/{someone(user)}/", {}),
        ),
        "health record": (nurses, lambda user: (f"/health/{someone(user)}/", {})),
        "money": (controllers, lambda user: ("/money/", {})),
    }
    bench_strategy.fill(clock.today())
    secretary = colleagues("committee_secretary", 1)
    for name, where in bench_strategy.addresses(clock.today()).items():
        pages[name] = (secretary, lambda user, where=where: (where, {}))
    found: dict[str, dict[str, float]] = {}
    for name, (people, where) in pages.items():
        if people:
            found[name] = page(people, where, rounds)
        else:
            sys.stderr.write(
                f"Not measured: {name}. Nobody in this municipality has one to open.\n"
            )
    found["facts"] = facts()
    return found


def as_a_worker_begins() -> None:
    """As config/wsgi.py does: the program itself is not looked through for garbage."""
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()


def page(
    people: list[User], where: Callable[[User], tuple[str, dict[str, str]]], rounds: int
) -> dict[str, float]:
    clients = []
    for user in people:
        client = Client()
        client.force_login(user)
        clients.append((client, where(user)))
    for client, (url, data) in clients:
        ask(client, url, data)
    taken = []
    queries = 0
    for number in range(rounds):
        client, (url, data) = clients[number % len(clients)]
        took, count = ask(client, url, data)
        taken.append(took)
        queries = max(queries, count)
    cuts = statistics.quantiles(taken, n=20)
    return {"p50": statistics.median(taken), "p95": cuts[18], "queries": queries}


def someone(user: User) -> str:
    with acting_as(user):
        keys = list(door.citizens_open_to(user, May.READ_PLAN).values_list("pk", flat=True)[:20])
    return str(random.Random(str(user.pk)).choice(keys))  # noqa: S311 - a choice of samples


def cases_of(user: User) -> list[UUID]:
    """Open cases of the colleague's citizens, the same ones each time."""
    with acting_as(user):
        open_here = door.rows_open_to(user, CaseFile, to=May.READ_DECISIONS)
        return list(open_here.order_by("pk").values_list("pk", flat=True)[:5])


def word(user: User) -> str:
    with acting_as(user):
        names = list(
            door.citizens_open_to(user, May.READ_BASIC)
            .exclude(name="")
            .values_list("name", flat=True)[:20]
        )
    return random.Random(str(user.pk)).choice(names).split()[0]  # noqa: S311 - samples


def facts() -> dict[str, float]:
    numbers = {}
    with connection.cursor() as cursor:
        for name, table in (
            ("citizens", "citizens_citizen"),
            ("contacts", "contacts_contact"),
            ("events", "audit_event"),
        ):
            # The planner's estimate: the role of pages counts only what is open to it.
            cursor.execute(
                "SELECT coalesce(sum(greatest(reltuples, 0)), 0) FROM pg_class"
                " WHERE oid = %s::regclass"
                " OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = %s::regclass)",
                [table, table],
            )
            numbers[name] = float(cursor.fetchone()[0])
    return numbers


def last_morning() -> datetime:
    """The story's last day: a municipality built last week is measured as it was then."""
    as_of = Built.objects.latest("built_at").as_of
    return datetime.combine(as_of, time_of_day(9), timezone.get_default_timezone())


if __name__ == "__main__":
    with clock.frozen(last_morning()):
        print(json.dumps(measure(int(sys.argv[1]))))
