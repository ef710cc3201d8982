"""Figures for pages: counted once for each snapshot, kept beside it, and read from there."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.db import connection

from helhed.core.later import when_used
from helhed.insights import engines
from helhed.insights.figures import Figure, figures
from helhed.insights.hiding import Group
from helhed.insights.measures import MEASURES, Unit
from helhed.insights.measures.tables import Tables, together
from helhed.insights.places import root
from helhed.insights.records import Asked
from helhed.insights.snapshot import Snapshot, current

if TYPE_CHECKING:
    from ibis.expr import types as ir

ibis = when_used("ibis")

SEP = "\n"
KEPT_SECONDS = 3600
A_YEAR = timedelta(days=364)
YEARS = 3
# Counting is shared work of a machine; a page that counts takes no more than this.
PAGE_THREADS, PAGE_MEMORY = 2, "1GB"


def standing() -> Snapshot:
    """The snapshot that pages count from. Raises NoSnapshot."""
    return current(root())


def usual(taken: Snapshot, *, scope: str = "DK_ALL") -> Asked:
    """The year that ends with the last whole day of the snapshot."""
    last = taken.made_at.date() - timedelta(days=1)
    return Asked(last - A_YEAR, last, last, scope)


def closed_years(taken: Snapshot) -> list[int]:
    """The calendar years that are over and closed, the newest first."""
    newest = taken.made_at.year - 1
    if taken.made_at.date() <= closed_on(newest):
        newest -= 1
    return [newest - n for n in range(YEARS)]


def closed_on(year: int) -> date:
    """The day after which later entries no longer change what is told of the year."""
    return date(year + 1, 3, 1)


def year_as_closed(year: int) -> Asked:
    """The whole year, as known when it was closed."""
    last = date(year, 12, 31)
    known_at = datetime.combine(closed_on(year), datetime.min.time())
    return Asked(date(year, 1, 1), last, last, known_at=known_at)


def answer(name: str, asked: Asked, taken: Snapshot) -> list[Figure]:
    """The figures of a measure, from what was kept or counted now."""
    cache, key = caches["local"], f"insights:{taken.folder.name}:{_key(name, asked)}"
    found: list[Figure] | None = cache.get(key)
    if found is None:
        found = _kept(name, asked, taken)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _kept(name: str, asked: Asked, taken: Snapshot) -> list[Figure]:
    path = taken.folder / "answers" / f"{_key(name, asked)}.json"
    if path.exists():
        return [_read(one) for one in json.loads(path.read_text(encoding="utf-8"))]
    found = figures(MEASURES[name], _opened(taken), asked)
    _write(path, [asdict(one) for one in found])
    return found


def _key(name: str, asked: Asked) -> str:
    told = "|".join(str(part) for part in (name, *asdict(asked).values()))
    return sha256(told.encode()).hexdigest()[:32]


def groups_of(names: tuple[str, ...], asked: Asked, taken: Snapshot) -> dict[Group, int]:
    """How many persons stand in the same rows of the measures. Shape: {rows: persons}."""
    key = _key(" ".join(names), asked)
    cache, cached = caches["local"], f"groups:{taken.folder.name}:{key}"
    found: dict[Group, int] | None = cache.get(cached)
    if found is None:
        found = _groups_kept(names, asked, taken, taken.folder / "answers" / f"groups-{key}.json")
        cache.set(cached, found, KEPT_SECONDS)
    return found


def _groups_kept(
    names: tuple[str, ...], asked: Asked, taken: Snapshot, path: Path
) -> dict[Group, int]:
    if path.exists():
        told = json.loads(path.read_text(encoding="utf-8"))
        return {frozenset((m, r, what) for m, r, what in marks): number for marks, number in told}
    found = grouped(names, _opened(taken), asked)
    _write(path, [(sorted(group), persons) for group, persons in found.items()])
    return found


def grouped(names: tuple[str, ...], facts: Tables, asked: Asked) -> dict[Group, int]:
    """As `groups_of`, counted now. Lines that tell of nobody in particular stand in no group."""
    marks = together(_marks(name, MEASURES[name].universe(facts, asked)) for name in names)
    marks = marks.distinct()
    each = marks.group_by("person").agg(group=marks.mark.group_concat(SEP, order_by=marks.mark))
    found = each.group_by("group").agg(persons=each.count()).to_pyarrow().to_pylist()
    return {
        frozenset(tuple(mark.split("|")) for mark in one["group"].split(SEP)): one["persons"]
        for one in found
    }


def _marks(name: str, lines: ir.Table) -> ir.Table:
    """A mark for each row a person is counted among, and one where they are in the number."""
    lines = lines.filter(lines.person.notnull())
    in_number = lines.filter(lines.value > 0)
    among = lines.filter((lines.value > 0) | (lines.of > 0))
    return together(
        part.select("person", mark=ibis.literal(f"{name}|") + part.row + f"|{what}")
        for part, what in ((in_number, "v"), (among, "u"))
    )


def _opened(taken: Snapshot) -> Any:
    engine = engines.duckdb(threads=PAGE_THREADS, memory=PAGE_MEMORY)
    return engines.open_snapshot(taken.folder, engine)


def _read(one: dict[str, Any]) -> Figure:
    return Figure(**{**one, "unit": Unit(one["unit"])})


def _write(path: Path, told: list[Any]) -> None:
    """Beside the snapshot; another process that counts the same writes the same."""
    try:
        path.parent.mkdir(exist_ok=True, mode=0o700)
        passing = path.with_suffix(f".{datetime.now().timestamp()}.new")
        passing.write_text(json.dumps(told), encoding="utf-8")
        passing.replace(path)
    except OSError:
        # A page may be allowed to read the snapshot and not to write there.
        return


def people_behind(name: str, row: str, asked: Asked, taken: Snapshot) -> set[int]:
    """The pseudonyms in the numerator of a row."""
    lines = MEASURES[name].universe(_opened(taken), asked)
    lines = lines.filter((lines.row == row) & (lines.value > 0) & lines.person.notnull())
    found = lines.select("person").distinct().to_pyarrow()
    return set(found["person"].to_pylist())


def open_pseudonyms(may: str) -> dict[int, Any]:
    """The pseudonyms of the citizens open to whoever asks the database: {pseudonym: key}."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, citizen_id FROM insights_open_pseudonyms(%s)", [may])
        return dict(cursor.fetchall())


def pseudonyms_of(what: str, keys: list[Any]) -> dict[int, Any]:
    """Houses or teams by their pseudonym: {pseudonym: key}."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pseudonym, key FROM insights_pseudonyms_of(%s, %s::uuid[])", [what, keys]
        )
        return dict(cursor.fetchall())


def months_back(asked: Asked, count: int) -> list[Asked]:
    """The same question for the last day of each of the months before, the oldest first."""
    found = [asked]
    last = asked.last.replace(day=1) - timedelta(days=1)
    for _month in range(count - 1):
        found.append(Asked(last - A_YEAR, last, last, asked.scope, asked.known_at))
        last = last.replace(day=1) - timedelta(days=1)
    return found[::-1]


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
