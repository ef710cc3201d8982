"""Open data as tables: one row per thing, safe to open in a spreadsheet."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import StringIO
from typing import Any

from helhed.core.cells import plain
from helhed.public_site.helping import help_now
from helhed.public_site.reading import Kind, Page, once, pages
from helhed.public_site.site import Site

Row = list[Any]


def safe(value: Any) -> Any:
    """Text that a spreadsheet would run gets an apostrophe; numbers are left as they are."""
    return plain(value) if isinstance(value, str) else value


def as_csv(headings: list[str], rows: Iterable[Row]) -> str:
    """RFC 4180 with commas; the mark at the beginning lets Excel read it as UTF-8."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([safe(value) for value in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def initiatives(site: Site, at: datetime) -> tuple[list[str], Iterator[Row]]:
    headings = ["plan", "number", "title", "status", "status_text", "department", "due", "goals"]
    rows = (
        [
            one.plan,
            one.data["number"],
            one.data["title"],
            one.data["status"],
            one.data["status_text"],
            one.data["department"],
            one.data["due"],
            "; ".join(one.data["goals"]),
        ]
        for one in pages(site, Kind.INITIATIVE)
    )
    return headings, rows


def figures(site: Site, at: datetime) -> tuple[list[str], Iterator[Row]]:
    """Every value: a hidden one has no value and says so, and so has a missing one."""
    headings = [
        *("indicator", "title", "unit", "first_day", "last_day", "part", "state", "value"),
        *("missing_share", "published_at"),
    ]
    rows = (row for one in once(pages(site, Kind.INDICATOR)) for row in values_of(one))
    return headings, rows


def values_of(page: Page) -> Iterator[Row]:
    """The rows of one indicator; `part` is empty for the whole."""
    data, published = page.data, page.row.publication.published_at.isoformat()
    for row in data["rows"]:
        parts = [*zip(data["columns"], row["parts"], strict=True), ("", row["total"])]
        for name, cell in parts:
            yield [
                *(page.key, data["title"], data["unit"], row["first_day"], row["last_day"]),
                *(name, cell["state"], cell["value"], row["missing_share"], published),
            ]


def proposals(site: Site, at: datetime) -> tuple[list[str], Iterator[Row]]:
    headings = ["council", "title", "text", "said_on", "outcome", "came_of_it"]
    rows = ([one.data[name] for name in headings] for one in pages(site, Kind.PROPOSAL))
    return headings, rows


def help_places(site: Site, at: datetime) -> tuple[list[str], Iterator[Row]]:
    headings = ["kind", "name", "what", "phone", "area", "always_open", "hours"]
    rows = (
        [
            *(one.kind, one.name, one.what, one.phone, one.area, one.always_open),
            "; ".join(f"{days} {hours}" for days, hours in one.week if hours),
        ]
        for one in help_now(site, at=at)
    )
    return headings, rows


Table = Callable[[Site, datetime], tuple[list[str], Iterator[Row]]]
TABLES: dict[str, Table] = {
    "initiatives": initiatives,
    "figures": figures,
    "proposals": proposals,
    "help": help_places,
}
