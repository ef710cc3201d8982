"""Homeless nights, homes and what follows a stay (measures.md 1 and 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helhed.core.later import when_used
from helhed.insights.measures.tables import FAR, Tables, greatest, least, stays
from helhed.insights.records import Asked
from helhed.stays.models import DANISH_COUNT, Kind

if TYPE_CHECKING:
    from ibis.expr import types as ir

ibis = when_used("ibis")

HOUSED = (str(Kind.OWN_HOME), str(Kind.RESIDENCE))
TRANSITIONAL = str(Kind.TRANSITIONAL)
INSTITUTIONS = (str(Kind.PRISON), str(Kind.HOSPITAL), str(Kind.TREATMENT))
LITERAL = (str(Kind.STREET), str(Kind.NIGHT_SHELTER), str(Kind.SHELTER), str(Kind.ACUTE_HOME))
# Categories 7 and 8: leaves within a month and has no home.
LEAVES_WITHIN_DAYS = 30
SAME_HOME_WITHIN_DAYS = 14


def category(kind: Any) -> Any:
    """The number of the Danish count as text; null where the kind is not counted."""
    return ibis.cases(
        *((kind == str(name), str(number)) for name, number in DANISH_COUNT.items()),
        else_=ibis.null("string"),
    )


def counted(rows: ir.Table, scope: str) -> Any:
    """Condition: the kind of stay is homeless in the scope, wards and prisons apart."""
    if scope == "LITERAL":
        return rows.kind.isin(LITERAL) | ((rows.kind == str(Kind.HOTEL)) & rows.by_system)
    plain = [str(kind) for kind in DANISH_COUNT if str(kind) not in INSTITUTIONS]
    return rows.kind.isin(plain)


def leaving(rows: ir.Table, scope: str) -> Any:
    """Condition: an institution that is left with no home, so that its last month counts."""
    if scope == "LITERAL":
        return ibis.literal(False)
    return rows.kind.isin(INSTITUTIONS) & ~waits(rows) & (rows.until < FAR)


def waits(rows: ir.Table) -> Any:
    """Condition: a home of their own or a place in a residence waits for whoever is away."""
    return rows.home_kept | rows.place_kept


def homeless(rows: ir.Table, scope: str) -> ir.Table:
    """The stays cut to their homeless nights: `first` until `until`."""
    found = rows.filter(counted(rows, scope) | leaving(rows, scope))
    month = found.until - LEAVES_WITHIN_DAYS
    first = ibis.ifelse(found.kind.isin(INSTITUTIONS), greatest(found.first, month), found.first)
    return found.mutate(first=first)


def homeless_on(facts: Tables, asked: Asked, night: int) -> ir.Table:
    """The stay of everybody homeless on the night, one row a person."""
    rows = homeless(stays(facts, asked), asked.scope)
    return rows.filter((rows.first <= night) & (rows.until > night))


def of_these(rows: ir.Table, persons: ir.Table) -> ir.Table:
    """Only the rows of the persons."""
    return rows.semi_join(persons, "person")


def clipped(rows: ir.Table, *, first: Any, last: int) -> ir.Table:
    """The nights between two days, both included, with their number as `nights`."""
    found = rows.filter((rows.until > first) & (rows.first <= last))
    found = found.mutate(first=greatest(found.first, first), until=least(found.until, last + 1))
    return found.mutate(nights=found.until - found.first)


def joined(rows: ir.Table, *, gap: int, apart: bool = False) -> ir.Table:
    """The rows with `island`, alike where at most `gap` days lie between a person's rows.

    Rows of a person that overlap hang together too; `apart` says that none do, which is quicker.
    """
    before = ibis.window(
        group_by="person", order_by=["first", "until"], preceding=None, following=0
    )
    rows = rows.mutate(reached=rows.until if apart else rows.until.max().over(before))
    in_order = ibis.window(group_by="person", order_by=["first", "until"])
    earlier = rows.reached.lag(1).over(in_order)
    rows = rows.mutate(begins=(earlier.isnull() | (rows.first - earlier > gap)).cast("int64"))
    return rows.mutate(island=rows.begins.sum().over(before)).drop("reached", "begins")


def followed(ended: ir.Table, every: ir.Table) -> ir.Table:
    """The ended stays with `to`: the kind of the stay that begins as they end; null where none."""
    after = every.select(next_person="person", next_first="first", to="kind")
    together = ended.left_join(
        after, (ended.person == after.next_person) & (ended.until == after.next_first)
    )
    return together.select(*ended.columns, "to")


def tenancies(rows: ir.Table, *, on: int) -> ir.Table:
    """Own tenancies as `person, moved_in, lost`; `lost` is the day after `on` while they last.

    A home kept during an absence goes on; so does one left for another within 14 days.
    """
    own = rows.kind == str(Kind.OWN_HOME)
    home = rows.filter((own | rows.home_kept) & (rows.first <= on))
    home = home.mutate(until=least(home.until, on + 1))
    islands = joined(home, gap=SAME_HOME_WITHIN_DAYS, apart=True)
    is_own = islands.kind == str(Kind.OWN_HOME)
    spells = islands.group_by("person", "island").agg(
        moved_in=islands.first.min(where=is_own), lost=islands.until.max()
    )
    return spells.filter(spells.moved_in.notnull()).select("person", "moved_in", "lost")
