"""Homes kept, days to a home, beds in use, and an address after every stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from helhed.core.later import when_used
from helhed.insights.measures.moves import NOT_KNOWN, WITHIN, ended
from helhed.insights.measures.nights import clipped, homeless_on, of_these, tenancies
from helhed.insights.measures.registry import Unit, measure
from helhed.insights.measures.tables import (
    FAR,
    Tables,
    days,
    ends,
    enrolments,
    line,
    nobody,
    number,
    stays,
    together,
    with_death,
)
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

ibis = when_used("ibis")

AGAIN_WITHIN_DAYS = 30
LEFT_FROM = ("hospital", "prison", "shelter")


def moved_in(facts: Tables, asked: Asked, *, first: int, last: int) -> ir.Table:
    """Move-ins in the days: `person, moved_in`; a home one came with is no move-in."""
    every = stays(facts, asked)
    own = every.filter((every.kind == "own_home") & every["first"].between(first, last))
    theirs = of_these(every, own.select("person").distinct())
    spells = tenancies(theirs, on=number(asked.on))
    begins = theirs.group_by("person").agg(known=theirs["first"].min())
    rows = spells.join(begins, "person")
    return rows.filter((rows.known < rows.moved_in) & rows.moved_in.between(first, last)).select(
        "person", "moved_in"
    )


@measure(
    _("Homes kept"),
    how=_(
        "Of the homes moved into in the period: who has a home of their own on day 180, 365 and"
        " 730. Another flat within 14 days counts as kept."
    ),
    unit=Unit.SHARE,
    rows={
        "6_months": _("After 6 months"),
        "12_months": _("After 12 months"),
        "24_months": _("After 24 months"),
    },
)
def retention(facts: Tables, asked: Asked) -> ir.Table:
    """Housing First retention.

    Definition: of move-ins in the period, share with an own tenancy on day 180, 365 and 730; a gap
      of at most 14 days is a change of flat; a home kept during an absence goes on.
    Unit: percent of move-ins whose day has come.
    Source: measures.md 5, methods.md 2 (tenancy_sustainment).
    Missing: move-ins whose day has not come yet, and those who died before it.
    """
    rows = moved_in(facts, asked, first=number(asked.first), last=number(asked.last))
    homes = tenancies(
        of_these(stays(facts, asked), rows.select("person").distinct()), on=number(asked.on)
    ).rename(began="moved_in")
    rows = with_death(rows, facts)
    return together([_kept(row, within, rows, homes, asked) for row, within in WITHIN.items()])


def _kept(row: str, within: int, rows: ir.Table, homes: ir.Table, asked: Asked) -> ir.Table:
    rows = rows.mutate(day=rows.moved_in + within)
    seen = (rows.day <= number(asked.on)) & (rows.died > rows.day)
    both = rows.join(homes, "person")
    there = both.filter((both.began <= both.day) & (both.day < both.lost))
    there = there.select("person", there_from="moved_in")
    found = rows.mutate(seen=seen).left_join(
        there, (rows.person == there.person) & (rows.moved_in == there.there_from)
    )
    kept = found.seen & found.there_from.notnull()
    return line(found, row, value=kept, of=found.seen, missing=~found.seen)


@measure(
    _("Days to a home"),
    how=_("Days from the first enrolment to the first home moved into after it, in the period."),
    unit=Unit.DAYS,
    rows={"all": _("All")},
)
def days_to_home(facts: Tables, asked: Asked) -> ir.Table:
    """Days from enrolment to move-in.

    Definition: from the first day of the first enrolment to the first move-in on or after it, for
      move-ins in the period.
    Unit: days, mean and median.
    Source: methods.md 2 (days_to_home); a home begins with the move-in, not with the lease.
    Missing: enrolled persons homeless on the day, who have not moved in yet.
    """
    every = enrolments(facts)
    enrolled = every.group_by("person").agg(enrolled=every["first"].min())
    moves = moved_in(facts, asked, first=-FAR, last=number(asked.on))
    later = moves.join(enrolled, "person")
    later = later.filter(later.moved_in >= later.enrolled)
    first = later.group_by("person").agg(
        moved_in=later.moved_in.min(), enrolled=later.enrolled.min()
    )
    inside = first.filter(first.moved_in.between(number(asked.first), number(asked.last)))
    waiting = enrolled.filter(enrolled.enrolled <= number(asked.on)).anti_join(first, "person")
    waiting = waiting.semi_join(homeless_on(facts, asked, number(asked.on)), "person")
    return line(inside, "all", value=inside.moved_in - inside.enrolled, of=1).union(
        line(waiting, "all", missing=1)
    )


@measure(
    _("Beds in use"),
    how=_(
        "Nights somebody slept in a house, of the nights its beds could be used. A house can be"
        " more than full, and that is shown."
    ),
    unit=Unit.SHARE,
    rows={"all": _("All")},
    open_rows=True,
)
def occupancy(facts: Tables, asked: Asked) -> ir.Table:
    """Utilisation of beds.

    Definition: person-nights in houses with beds / bed-nights available in the period, by kind of
      house and by house, counted night by night and never from rounded averages.
    Unit: percent of bed-nights.
    Source: measures.md 6.
    Missing: houses whose number of beds is not known are left out of both.
    """
    opens, closes = number(asked.first), number(asked.last)
    beds = facts.capacities
    beds = beds.mutate(first=days(beds.from_day), until=ends(beds.until_day))
    beds = clipped(beds, first=opens, last=closes)
    slept = clipped(stays(facts, asked), first=opens, last=closes).drop("kind")
    houses = facts.capacities.select("site", "kind").distinct()
    slept = slept.join(houses, "site")
    parts = []
    for row in (_kind, _house, _all):
        parts.append(line(beds, row(beds), of=beds.nights * beds.beds, person=nobody()))
        parts.append(line(slept, row(slept), value=slept.nights))
    return together(parts)


def _kind(rows: ir.Table) -> Any:
    return rows.kind


def _house(rows: ir.Table) -> Any:
    return ibis.literal("house:").concat(rows.site.cast("string"))


def _all(rows: ir.Table) -> Any:
    return "all"


@measure(
    _("Discharged to an address"),
    how=_("Ends of stays in hospital, prison and shelter where the next night had a known place."),
    unit=Unit.SHARE,
    rows={
        "all": _("All"),
        "hospital": _("Hospital"),
        "prison": _("Prison"),
        "shelter": _("Shelter"),
    },
)
def discharge_to_address(facts: Tables, asked: Asked) -> ir.Table:
    """Nobody is discharged to the street (promise P3).

    Definition: ends in the period of stays in hospital, prison and shelter, the dead left out; in
      the numerator when the next night is known and not outdoors.
    Unit: percent of ends.
    Source: methods.md 10 (discharge_to_address).
    Missing: ends of which nobody knows the next night; they count as without an address.
    """
    rows = ended(facts, asked, LEFT_FROM)
    rows = rows.filter(~rows.dead)
    where = rows.to.fill_null(rows.tonight)
    known = ~where.isin(NOT_KNOWN)
    value = known & (where != "street")
    return line(rows, rows.kind, value=value, of=1, missing=~known).union(
        line(rows, "all", value=value, of=1, missing=~known)
    )


@measure(
    _("Repeated stays in crisis centres"),
    how=_("Of stays in a crisis centre begun in the period: those after an earlier one."),
    unit=Unit.SHARE,
    rows={"all": _("All")},
)
def repeated_crisis_stays(facts: Tables, asked: Asked) -> ir.Table:
    """Stays in a crisis centre after an earlier one.

    Definition: certain stays in a crisis centre begun in the period; in the numerator when the
      person stayed in one before.
    Unit: percent of stays.
    Source: figures.md 8 (35 % had an earlier stay, Statistics Denmark 2013).
    Missing: earlier stays elsewhere, and stays without a name.
    """
    every = stays(facts, asked)
    crisis = every.filter(every.kind == "crisis_centre").select("person", "first")
    earliest = crisis.group_by("person").agg(earliest=crisis["first"].min())
    rows = crisis.join(earliest, "person")
    rows = rows.filter(rows["first"].between(number(asked.first), number(asked.last)))
    return line(rows, "all", value=rows.earliest < rows["first"], of=1)


@measure(
    _("Admitted again"),
    how=_("Of discharges from hospital in the period: those followed by a new stay in 30 days."),
    unit=Unit.SHARE,
    rows={"30_days": _("Within 30 days")},
)
def readmissions(facts: Tables, asked: Asked) -> ir.Table:
    """Readmissions.

    Definition: ends in the period of stays in hospital, the dead left out; in the numerator when
      the next stay in hospital begins within 30 days.
    Unit: percent of discharges.
    Source: methods.md 10 and mechanisms of follow-up; the region's own figures may differ.
    Missing: discharges whose 30 days are not over.
    """
    rows = ended(facts, asked, ("hospital",))
    rows = rows.filter(~rows.dead)
    every = stays(facts, asked)
    wards = every.filter(every.kind == "hospital").select(again="person", back="first")
    both = rows.select("person", "until").join(wards, rows.person == wards.again)
    both = both.filter((both.back >= both.until) & (both.back - both.until <= AGAIN_WITHIN_DAYS))
    soon = both.select("person", "until").distinct().mutate(soon=True)
    found = rows.left_join(soon, ["person", "until"])
    came = found.soon.notnull()
    seen = came | (found.until + AGAIN_WITHIN_DAYS <= number(asked.on))
    return line(found, "30_days", value=came, of=seen, missing=~seen)
