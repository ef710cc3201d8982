"""Figures by name, from a snapshot: `helhed measures homeless_count returns --as-of 2026-03-01`."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from helhed.core import clock
from helhed.core.errors import Refused
from helhed.insights import engines, snapshot
from helhed.insights.figures import Figure, figures
from helhed.insights.measures import MEASURES
from helhed.insights.places import root
from helhed.insights.records import SCOPES, Asked

A_YEAR = timedelta(days=364)


class Command(BaseCommand):
    help = "Count figures from a snapshot. Without a name: all of them. --list tells what there is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME")
        parser.add_argument("--list", action="store_true", help="what each figure is")
        parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DAY")
        parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="DAY")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="DAY", help="the day of a count"
        )
        parser.add_argument(
            "--known-at",
            type=datetime.fromisoformat,
            metavar="MOMENT",
            help="what the database held then: as reported instead of as known now",
        )
        parser.add_argument("--scope", choices=SCOPES, default="DK_ALL")
        parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
        parser.add_argument("--master", default="local[2]", help="the address of a Spark cluster")
        parser.add_argument("--snapshot", type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, **options: Any) -> None:
        names = options["names"] or list(MEASURES)
        unknown = [name for name in names if name not in MEASURES]
        if unknown:
            known = ", ".join(MEASURES)
            raise CommandError(f"{', '.join(unknown)}? {_('There are these:')} {known}")
        if options["list"]:
            self.tell(names)
            return
        try:
            taken = snapshot.read(options["snapshot"] or root() / snapshot.CURRENT)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        asked = self.asked(options)
        found = list(count(names, taken, asked, options["engine"], options["master"]))
        if options["json"]:
            self.stdout.write(json.dumps([as_json(figure) for figure in found], indent=1))
        else:
            self.show(found)

    def asked(self, options: dict[str, Any]) -> Asked:
        """What is asked about; the last whole year up to yesterday when nothing is said."""
        last = options["last"] or options["as_of"] or clock.today() - timedelta(days=1)
        first = options["first"] or last - A_YEAR
        if first > last:
            raise CommandError(_("The first day lies after the last."))
        return Asked(
            first, last, options["as_of"] or last, options["scope"], in_utc(options["known_at"])
        )

    def tell(self, names: list[str]) -> None:
        for name in names:
            self.stdout.write(f"{name}: {MEASURES[name].title}")
            for part, text in MEASURES[name].definition.items():
                self.stdout.write(f"  {part}: {text}")

    def show(self, found: list[Figure]) -> None:
        for figure in found:
            number = "–" if figure.number is None else str(figure.number)
            middle = "" if figure.median is None else f"  median {figure.median}"
            self.stdout.write(
                f"{figure.measure:22} {figure.row:28} {number:>12} {figure.unit.value:8}"
                f" {figure.value}/{figure.of} persons {figure.persons}"
                f" missing {figure.missing}{middle}"
            )


def in_utc(moment: datetime | None) -> datetime | None:
    """The moment as the snapshot keeps it; without a zone it is taken for Danish time."""
    if moment is None:
        return None
    aware = moment.astimezone(UTC) if moment.tzinfo else moment.astimezone().astimezone(UTC)
    return aware.replace(tzinfo=None)


def count(
    names: list[str], taken: snapshot.Snapshot, asked: Asked, engine: str, master: str
) -> Iterator[Figure]:
    opened = engines.open_snapshot(
        taken.folder, engines.spark(master) if engine == "spark" else engines.duckdb()
    )
    for name in names:
        yield from figures(MEASURES[name], opened, asked)


def as_json(figure: Figure) -> dict[str, Any]:
    def text(number: Any) -> str | None:
        return None if number is None else str(number)

    return {
        "measure": figure.measure,
        "row": figure.row,
        "unit": figure.unit.value,
        "number": text(figure.number),
        "median": text(figure.median),
        "value": figure.value,
        "of": figure.of,
        "persons": figure.persons,
        "universe": figure.universe,
        "missing": figure.missing,
        "missing_percent": text(figure.missing_share),
    }
