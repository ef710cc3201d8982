"""The facts as tables of an engine, and the few shapes every measure starts from.

Days are counted as whole numbers since 1970: both engines then add and compare them alike. What has
no end ends on the day `FAR`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

from helhed.core.later import when_used
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

ibis = when_used("ibis")

EPOCH = date(1970, 1, 1)
FAR = 99_999
FACE_TO_FACE = ("met", "accompanied", "visit")
IN_VAIN = ("not_found", "no_show")


@dataclass(frozen=True)
class Tables:
    """One Ibis table for each list of `records.Facts`, by the same names."""

    tables: dict[str, ir.Table]

    def __getattr__(self, name: str) -> ir.Table:
        try:
            return self.tables[name]
        except KeyError:
            raise AttributeError(name) from None


Universe = Callable[[Tables, Asked], "ir.Table"]


def number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def days(column: Any) -> Any:
    """The dates of a column as days since 1970; null stays null."""
    return column.delta(EPOCH, unit="day").cast("int64")


def ends(column: Any) -> Any:
    """As `days`; where there is no end, FAR."""
    return days(column).fill_null(FAR)


def as_known(table: ir.Table, at: datetime | None) -> ir.Table:
    """The rows that stood in the database at the moment; None asks for now."""
    if at is None:
        return table.filter(table.known_until.isnull())
    moment = ibis.literal(at, "timestamp")
    later = table.known_until.isnull() | (table.known_until > moment)
    return table.filter((table.known_from <= moment) & later)


def stays(facts: Tables, asked: Asked) -> ir.Table:
    """Certain stays of at least a night: `first` and `until` in days.

    The database lets no two certain stays of one person share a night, so a night has one class.
    """
    rows = as_known(facts.stays, asked.known_at)
    rows = rows.filter(rows.certain)
    rows = rows.mutate(first=days(rows.from_night), until=ends(rows.until_day))
    return rows.filter(rows.until > rows.first)


def contacts(facts: Tables, asked: Asked) -> ir.Table:
    rows = as_known(facts.contacts, asked.known_at)
    return rows.mutate(on=days(rows.day))


def met(facts: Tables, asked: Asked) -> ir.Table:
    """Contacts face to face."""
    rows = contacts(facts, asked)
    return rows.filter(rows.outcome.isin(FACE_TO_FACE))


def deaths(facts: Tables) -> ir.Table:
    rows = facts.persons
    rows = rows.filter(rows.deceased_on.notnull())
    return rows.select("person", died=days(rows.deceased_on))


def with_death(rows: ir.Table, facts: Tables) -> ir.Table:
    """The rows with `died`, FAR for the living."""
    dead = deaths(facts)
    joined = rows.left_join(dead, "person")
    return joined.select(*rows.columns, died=joined.died.fill_null(FAR))


def enrolments(facts: Tables) -> ir.Table:
    rows = facts.enrolments
    return rows.mutate(first=days(rows.from_day), until=ends(rows.until_day))


def enrolled(facts: Tables, on: int) -> ir.Table:
    """Persons enrolled on the day and alive, each once."""
    rows = enrolments(facts)
    rows = with_death(rows.filter((rows.first <= on) & (rows.until > on)), facts)
    return rows.filter(rows.died > on).select("person").distinct()


def line(
    rows: ir.Table, row: Any, *, value: Any = 0, of: Any = 0, missing: Any = 0, person: Any = None
) -> ir.Table:
    """Lines of a universe: `row, person, value, of, missing`, all whole numbers."""
    label = ibis.literal(row) if isinstance(row, str) else row
    whom = rows.person if person is None else person
    return rows.select(
        row=label.cast("string"),
        person=whom.cast("int64"),
        value=_whole(value),
        of=_whole(of),
        missing=_whole(missing),
    )


def nobody() -> Any:
    """The person of lines that tell of nobody in particular."""
    return ibis.null("int64")


def _whole(value: Any) -> Any:
    return ibis.literal(value, "int64") if isinstance(value, int) else value.cast("int64")


def together(parts: Iterable[ir.Table]) -> ir.Table:
    """All the lines of the parts."""
    return reduce(lambda one, other: one.union(other), parts)


def least(one: Any, other: Any) -> Any:
    """The smaller of two columns, or of a column and a number."""
    return ibis.least(one, other)


def greatest(one: Any, other: Any) -> Any:
    return ibis.greatest(one, other)
