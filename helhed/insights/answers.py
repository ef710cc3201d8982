"""Figures for pages: counted once for each snapshot, kept beside it, and read from there."""

import json
from dataclasses import asdict
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.db import connection

from helhed.insights import engines
from helhed.insights.figures import Figure, figures
from helhed.insights.measures import MEASURES, Unit
from helhed.insights.places import root
from helhed.insights.records import Asked
from helhed.insights.snapshot import Snapshot, current

KEPT_SECONDS = 3600
A_YEAR = timedelta(days=364)
# Counting is shared work of a machine; a page that counts takes no more than this.
PAGE_THREADS, PAGE_MEMORY = 2, "1GB"


def standing() -> Snapshot:
    """The snapshot that pages count from. Raises NoSnapshot."""
    return current(root())


def usual(taken: Snapshot, *, scope: str = "DK_ALL") -> Asked:
    """The year that ends with the last whole day of the snapshot."""
    last = taken.made_at.date() - timedelta(days=1)
    return Asked(last - A_YEAR, last, last, scope)


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
    _write(path, found)
    return found


def _key(name: str, asked: Asked) -> str:
    told = "|".join(str(part) for part in (name, *asdict(asked).values()))
    return sha256(told.encode()).hexdigest()[:32]


def _opened(taken: Snapshot) -> Any:
    engine = engines.duckdb(threads=PAGE_THREADS, memory=PAGE_MEMORY)
    return engines.open_snapshot(taken.folder, engine)


def _read(one: dict[str, Any]) -> Figure:
    return Figure(**{**one, "unit": Unit(one["unit"])})


def _write(path: Path, found: list[Figure]) -> None:
    """Beside the snapshot; another process that counts the same writes the same."""
    try:
        path.parent.mkdir(exist_ok=True, mode=0o700)
        passing = path.with_suffix(f".{datetime.now().timestamp()}.new")
        passing.write_text(json.dumps([asdict(one) for one in found]), encoding="utf-8")
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
