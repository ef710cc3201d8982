"""Build an invented municipality, or take the one that stands, and show it."""

import os
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import connections
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from helhed.access.connection import acting_as_system
from helhed.config import database
from helhed.core import clock
from helhed.demo import dates, standing
from helhed.demo.build import build
from helhed.demo.bulk import copy_district, finish_what_was_begun
from helhed.demo.scale import SEED
from helhed.demo.standing import VERBS_UP_TO, Wish, district_scale
from helhed.demo.strategy_shares import tell_shares
from helhed.demo.telling_visitors import welcome
from helhed.insights import snapshot
from helhed.insights.places import root
from helhed.insights.tasks import count_ahead

USUAL_CITIZENS, USUAL_YEARS = 80, 3
# Many people are for load tests, where a longer past only takes room.
YEARS_OF_MANY = 1
# The cast's stories need two weeks to happen in.
SHORTEST_DAYS = 14
# More than this, and the database is the one that is waited for.
MOST_HANDS = 4
STEPS = {"rows": "Kopierer distriktet", "indexes": "Bygger indekser", "names": "Finder navne"}


class Command(BaseCommand):
    help = "Build an invented municipality and show it. Every screen says “Syntetiske data”."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--citizens", type=int, help="enrolled today (80)")
        parser.add_argument("--years", type=float, help="how far back the story goes (3)")
        parser.add_argument("--seed", type=int, help="another story")
        parser.add_argument("--rebuild", action="store_true", help="begin again from nothing")
        parser.add_argument("--build-only", action="store_true", help="build, but do not serve")
        parser.add_argument("--hands", type=int, default=min(MOST_HANDS, os.cpu_count() or 1))
        parser.add_argument("--host", default="")
        parser.add_argument("--port", default="")

    def handle(self, *args: object, **options: Any) -> None:
        console = Console(stderr=False)
        citizens = options["citizens"] or USUAL_CITIZENS
        usual = USUAL_YEARS if citizens <= VERBS_UP_TO else YEARS_OF_MANY
        wish = Wish(
            citizens=citizens,
            days=max(SHORTEST_DAYS, round((options["years"] or usual) * 365)),
            seed=SEED if options["seed"] is None else options["seed"],
        )
        said = any(options[name] is not None for name in ("citizens", "years", "seed"))
        with _steps(console) as steps:
            steps.hands = options["hands"]
            self.make_ready(steps, wish, said=said, rebuild=options["rebuild"])
        if options["build_only"]:
            return
        address = f"http://{options['host'] or '127.0.0.1'}:{options['port'] or '8000'}/"
        console.print(welcome(address))
        serve(options["host"], options["port"])

    def make_ready(self, steps: "Steps", wish: Wish, *, said: bool, rebuild: bool) -> None:
        """Leave a database that holds the wished municipality with today as its last day."""
        standing.make_tables()
        finish_what_was_begun()
        built = standing.found()
        if built is None and standing.holds_people():
            raise CommandError(
                "Databasen rummer allerede mennesker, som demoen ikke har bygget."
                " Brug en anden database, eller tøm den først."
            )
        database.mark_as_demo(connections["default"].settings_dict["HOST"])
        today = clock.today()
        as_wished = built is not None and (not said or standing.fits(built, wish))
        if built is not None and built.whole and as_wished and not rebuild:
            move_to(today, steps)
        else:
            standing.wipe()
            shutil.rmtree(root(), ignore_errors=True)
            build_all(wish, today, steps)
        count_from(steps)


def move_to(today: date, steps: "Steps") -> None:
    """The story's last day becomes today."""
    built = standing.found()
    if built is None or built.as_of == today:
        return
    if built.copies:
        # Forty million rows take longer to move than a load test needs fresh dates.
        return
    with steps.one("Flytter dagene til i dag"):
        dates.move_along((today - built.as_of).days)


def count_from(steps: "Steps") -> None:
    """The snapshot that the pages of figures count from; not of a load test's many."""
    built = standing.found()
    if built is None or built.copies:
        return
    if not counted_today():
        with steps.one("Tager et øjebliksbillede til tallene"), acting_as_system("snapshot_maker"):
            snapshot.take(root(), at=clock.now())
        # By the worker, while the first pages are looked at.
        count_ahead.defer()
    with steps.one("Tæller det, som øjebliksbilledet fortæller"):
        tell_shares(since=built.as_of - timedelta(days=built.days))


def counted_today() -> bool:
    try:
        return snapshot.current(root()).made_at.date() == clock.today()
    except snapshot.NoSnapshot:
        return False


def build_all(wish: Wish, today: date, steps: "Steps") -> None:
    scale, copies = district_scale(wish, today)
    built = standing.begin(wish, as_of=today, copies=copies)
    told = steps.counting("Fortæller historien dag for dag")
    build(scale, progress=told, hands=steps.hands)
    if copies:
        copy_district(copies, progress=steps.counting_named(STEPS))
    standing.remember(built)


def serve(host: str, port: str) -> None:
    """Go over to `helhed serve`, which works with a page's rights and not the owner's."""
    connections.close_all()
    sys.stdout.flush()
    chosen = [*(["--host", host] if host else []), *(["--port", port] if port else [])]
    arguments = [sys.executable, "-m", "helhed.cli", "serve", "--verbosity", "0", *chosen]
    os.execv(sys.executable, arguments)  # noqa: S606 - our own program


class Steps:
    """A bar for each thing that takes more than a moment."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.hands = 1
        self._bars: dict[str, TaskID] = {}

    def count(self, what: str, done: int, of: int) -> None:
        if what not in self._bars:
            self._bars[what] = self.progress.add_task(what, total=of)
        self.progress.update(self._bars[what], completed=done)

    def counting(self, what: str) -> Any:
        return lambda done, of: self.count(what, done, of)

    def counting_named(self, names: dict[str, str]) -> Any:
        return lambda what, done, of: self.count(names[what], done, of)

    @contextmanager
    def one(self, what: str) -> Iterator[None]:
        """Something of unknown length."""
        bar = self.progress.add_task(what, total=None)
        yield
        self.progress.update(bar, total=1, completed=1)


@contextmanager
def _steps(console: Console) -> Iterator[Steps]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        yield Steps(progress)
