"""The pseudonymised snapshot: Parquet in a folder of its own, exchanged for the last one whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from helhed.audit import verbs as audit
from helhed.core.errors import Refused
from helhed.core.later import when_used
from helhed.insights.arrow import RECORDS, schema_of
from helhed.insights.sources import STATEMENTS

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq
else:
    pa, pq = when_used("pyarrow"), when_used("pyarrow.parquet")

pc = when_used("pyarrow.compute")

AT_A_TIME = 50_000
# Large tables lie in a folder for each year of this column.
BY_YEAR = {"stays": "from_night", "contacts": "day"}
# Raised when the tables change: pages wait for a snapshot that has them all.
FORMAT = 4
CURRENT = "current"
STAMP = "%Y-%m-%dT%H%M%SZ"
KEPT_DAYS = 14
KEPT_MONTHS = 36


class NoSnapshot(Refused):
    message = _("There is no snapshot yet. It is made every night, or by `helhed snapshot`.")


class NamesClash(Refused):
    message = _("Two persons got the same pseudonym, so the snapshot was not made.")


@dataclass(frozen=True)
class Snapshot:
    """A snapshot that stands: its folder, when it was made (UTC) and its rows by table."""

    folder: Path
    made_at: datetime
    rows: dict[str, int]
    format: int = FORMAT


def take(root: Path, *, at: datetime) -> Snapshot:
    """Write a snapshot below `root` and make it the current one.

    All tables are read in one repeatable transaction by whoever asks the database, a system actor
    with listed areas. A failure leaves the last snapshot as it was. Raises NamesClash.
    """
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    making = root / f".making-{uuid4().hex}"
    making.mkdir(mode=0o700)
    try:
        rows = _write(making)
        manifest = {"format": FORMAT, "made_at": at.strftime(STAMP), "rows": rows}
        (making / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        made = root / at.strftime(STAMP)
        if made.exists():
            shutil.rmtree(made)
        making.rename(made)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    _switch(root, made)
    audit.record(
        "insights.take_snapshot", by=None, system_actor="snapshot_maker", channel="job", rows=rows
    )
    return read(made)


def _write(folder: Path) -> dict[str, int]:
    inside = connection.in_atomic_block
    with transaction.atomic():
        if not inside:
            # Every table as it stood at one moment, whatever is written meanwhile.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        _refuse_clashes()
        return {name: _write_table(folder / name, name) for name in RECORDS}


def _refuse_clashes() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) <> count(DISTINCT insights_pseudonym('citizen', id))"
            " FROM citizens_citizen"
        )
        if cursor.fetchone() == (True,):
            raise NamesClash


def _write_table(folder: Path, name: str) -> int:
    """Write a table batch by batch; here and not in a thread of Arrow's, which would read through
    a connection of its own, outside the transaction and the rights of whoever asks."""
    folder.mkdir()
    written = 0
    with ExitStack() as files:
        writers: dict[str, pq.ParquetWriter] = {}
        for batch in _batches(name):
            for place, part in _parts(batch, name):
                if place not in writers:
                    writers[place] = files.enter_context(_writer(folder / place, name))
                writers[place].write_batch(part)
            written += batch.num_rows
        if not writers:
            # An empty table is a table too: the engines ask for its columns.
            files.enter_context(_writer(folder, name)).write_table(schema_of(name).empty_table())
    return written


def _writer(folder: Path, name: str) -> pq.ParquetWriter:
    folder.mkdir(exist_ok=True)
    return pq.ParquetWriter(folder / "part-0.parquet", schema_of(name), compression="zstd")


def _parts(batch: pa.RecordBatch, name: str) -> Iterator[tuple[str, pa.RecordBatch]]:
    """The batch by the folder it belongs to: one for each year, or the table's own."""
    if name not in BY_YEAR:
        yield "", batch
        return
    years = pc.year(batch[BY_YEAR[name]])
    for year in sorted(pc.unique(years).to_pylist()):
        yield f"year={year}", batch.filter(pc.equal(years, year))


def _batches(name: str) -> Iterator[pa.RecordBatch]:
    shape = schema_of(name)
    with connection.chunked_cursor() as cursor:
        cursor.execute(STATEMENTS[name], [])
        while rows := cursor.fetchmany(AT_A_TIME):
            columns = [
                pa.array(column, field.type)
                for column, field in zip(zip(*rows, strict=True), shape, strict=True)
            ]
            yield pa.RecordBatch.from_arrays(columns, schema=shape)


def _switch(root: Path, made: Path) -> None:
    """Point `current` to the snapshot in one step: whoever reads sees the old one or the new."""
    link = root / f".current-{uuid4().hex}"
    link.symlink_to(made.name)
    os.replace(link, root / CURRENT)


def read(folder: Path) -> Snapshot:
    """What the folder says of itself. Raises NoSnapshot."""
    try:
        told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except OSError as missing:
        raise NoSnapshot from missing
    made_at = datetime.strptime(told["made_at"] + "+0000", STAMP + "%z")
    return Snapshot(folder.resolve(), made_at, told["rows"], told["format"])


def current(root: Path) -> Snapshot:
    """The snapshot that stands now, made by this version. Raises NoSnapshot."""
    found = read(root / CURRENT)
    if found.format != FORMAT:
        raise NoSnapshot
    return found


def standing(root: Path) -> list[Snapshot]:
    """Every snapshot that is kept, the oldest first."""
    folders = [path for path in root.iterdir() if (path / "manifest.json").exists()]
    return sorted(
        (read(path) for path in folders if not path.is_symlink()), key=lambda one: one.made_at
    )


def clear(root: Path, *, at: datetime) -> list[Path]:
    """Remove old snapshots: the last 14 days stay, and the first of each of 36 months.

    Returns the folders removed. The current one always stays.
    """
    here = (root / CURRENT).resolve()
    months: set[tuple[int, int]] = set()
    removed = []
    for one in standing(root):
        month = (one.made_at.year, one.made_at.month)
        age = at - one.made_at
        first = month not in months and age < timedelta(days=31 * KEPT_MONTHS)
        months.add(month)
        if not first and age > timedelta(days=KEPT_DAYS) and one.folder != here:
            shutil.rmtree(one.folder)
            removed.append(one.folder)
    return removed
