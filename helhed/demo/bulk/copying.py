"""Copying a district: `INSERT … SELECT` with other keys and names, until the size is reached."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

from django.db import connection, connections

from helhed.citizens.models import Citizen
from helhed.demo.bulk.definitions import SCHEMA, bring_back, put_away, waiting
from helhed.demo.bulk.other_names import make_other_names, statement_for_names
from helhed.demo.bulk.other_words import columns_with_other_names, marked
from helhed.demo.bulk.tables import MOST_COPIES, Table, district_tables

# Told (what is done, how much, of how much).
Progress = Callable[[str, int, int], None]
ROWS_AT_A_TIME = 400_000
WRITERS = 2
# Two names, each as written and as heard.
TOKENS_EACH = 4


class TooManyCopies(ValueError):
    """A key has room for a million copies."""


def copy_district(copies: int, *, progress: Progress | None = None, writers: int = WRITERS) -> None:
    """Add `copies` districts like the one in the database, each with keys and names of its own.

    Rows are written with indexes and foreign keys put away; these come back checked. Not one
    transaction: `finish_what_was_begun` mends what an interruption left.
    """
    if not 0 < copies <= MOST_COPIES:
        raise TooManyCopies(copies)
    tables = district_tables()
    put_away([table.name for table in tables])
    sizes = _set_originals_aside(tables)
    make_other_names(copies)
    tables = [marked(table) for table in tables]
    _write(list(_portions(tables, sizes, copies)), writers, progress)
    bring_back(lambda done, of: progress("indexes", done, of) if progress else None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def finish_what_was_begun() -> bool:
    """Mend the tables after an interrupted copy. Returns whether there was anything to mend."""
    if not waiting():
        return False
    bring_back()
    return True


def _set_originals_aside(tables: list[Table]) -> dict[str, int]:
    """The rows to copy, apart from the tables they are copied into. Shape: {table: rows}."""
    sizes: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f'CREATE UNLOGGED TABLE {SCHEMA}."{table.name}" AS'  # noqa: S608 - names of our own
                f' SELECT * FROM "{table.name}" b WHERE {table.where}'
            )
            sizes[table.name] = cursor.rowcount
            cursor.execute(f'ANALYZE {SCHEMA}."{table.name}"')
    return sizes


def _portions(tables: list[Table], sizes: dict[str, int], copies: int) -> Iterator[tuple[str, int]]:
    """Statements of a bearable length, the largest tables first: (statement, rows)."""
    for table in sorted(tables, key=lambda table: -sizes[table.name]):
        rows = sizes[table.name]
        at_a_time = max(1, ROWS_AT_A_TIME // max(rows, 1))
        for first in range(1, copies + 1, at_a_time):
            last = min(first + at_a_time - 1, copies)
            yield _statement(table, first, last), rows * (last - first + 1)
    people = sizes[Citizen._meta.db_table]
    at_a_time = max(1, ROWS_AT_A_TIME // (people * TOKENS_EACH))
    for first in range(1, copies + 1, at_a_time):
        last = min(first + at_a_time - 1, copies)
        yield statement_for_names(first, last), people * TOKENS_EACH * (last - first + 1)


def _statement(table: Table, first: int, last: int) -> str:
    source, columns, join = columns_with_other_names(table)
    into = ", ".join(f'"{name}"' for name in columns)
    what = ", ".join(columns.values())
    return (
        f'INSERT INTO "{table.name}" ({into}) SELECT {what}'  # noqa: S608 - names of our own
        f" FROM {SCHEMA}.{source} b CROSS JOIN generate_series({first}, {last}) k {join}"
    )


def _write(portions: list[tuple[str, int]], writers: int, progress: Progress | None) -> None:
    done, of = 0, sum(rows for _statement, rows in portions)
    if writers == 1:
        for statement, rows in portions:
            _run(statement)
            done += rows
            if progress:
                progress("rows", done, of)
        return
    with ThreadPoolExecutor(writers) as pool:
        running = {pool.submit(_run_in_thread, statement): rows for statement, rows in portions}
        for finished in as_completed(running):
            finished.result()
            done += running[finished]
            if progress:
                progress("rows", done, of)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(statement)


def _run_in_thread(statement: str) -> None:
    try:
        _run(statement)
    finally:
        connections.close_all()
