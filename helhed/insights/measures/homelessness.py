"""Who is homeless, since when and for how long."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from helhed.insights.measures.nights import (
    INSTITUTIONS,
    TRANSITIONAL,
    category,
    clipped,
    counted,
    homeless,
    homeless_on,
    joined,
    of_these,
    waits,
)
from helhed.insights.measures.registry import Unit, measure
from helhed.insights.measures.tables import (
    FAR,
    Tables,
    enrolled,
    greatest,
    line,
    number,
    stays,
    together,
)
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

BREAK_NIGHTS = 7
BRIDGE_NIGHTS = 90
YEAR, LONG = 365, 730
# No statutory threshold: the municipality's own, never used to decide who gets help.
DANISH_NIGHTS = 365
CANADIAN_YEAR, CANADIAN_THREE_YEARS = 180, 546
LOOKBACK_YEARS = 7
# Before anybody was born whose nights stand here.
LONG_AGO = -99_999


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@measure(
    _("Homeless on the day"),
    how=_(
        "Persons whose night of the day is homeless, by the nine situations of the national count."
        " Each person counts once."
    ),
    unit=Unit.PERSONS,
    rows={
        "all": _("All"),
        "1": _("Street, stairwell, shed"),
        "2": _("Night shelter"),
        "3": _("Shelter or acute home"),
        "4": _("Hotel because of homelessness"),
        "5": _("With family or friends"),
        "6": _("Transitional home"),
        "7": _("Leaves prison within a month without a home"),
        "8": _("Leaves hospital or treatment within a month without a home"),
        "9": _("Hut, caravan or other"),
    },
    period="day",
)
def homeless_count(facts: Tables, asked: Asked) -> ir.Table:
    """Homeless on the night of a day, by situation.

    Definition: persons with a certain stay on the night whose kind is homeless in the scope;
      LITERAL = categories 1-3 and a hotel in the municipality's own register, DK_ALL = 1-9, where
      7 and 8 need the leaving within 30 days and no home kept.
    Unit: persons.
    Source: measures.md 1 and 8; VIVE, the national count, week 6; ETHOS Light (FEANTSA 2017).
    Missing: enrolled persons of whom nobody knows where they slept that night.
    """
    night = number(asked.on)
    here = homeless_on(facts, asked, night)
    every = stays(facts, asked)
    known = every.filter(
        (every["first"] <= night) & (every.until > night) & (every.kind != "unknown")
    )
    unknown = enrolled(facts, night).anti_join(known, "person")
    return together(
        [
            line(here, category(here.kind), value=1),
            line(here, "all", value=1),
            line(unknown, "all", missing=1),
        ]
    )


def since(facts: Tables, asked: Asked) -> ir.Table:
    """For everybody homeless on the day: `began` and the homeless `nights` of it so far.

    Fewer than 7 nights elsewhere in a row do not break it, nor does an institution for less than
    90 nights with nothing to come back to.
    """
    night = number(asked.on)
    now = homeless_on(facts, asked, night).select("person")
    every = of_these(stays(facts, asked), now)
    without = homeless(every, asked.scope).mutate(homeless=True)
    wards = every.filter(every.kind.isin(INSTITUTIONS) & ~waits(every) & (every.until < FAR))
    bridges = wards.filter(wards.until - wards["first"] < BRIDGE_NIGHTS).mutate(homeless=False)
    columns = ("person", "first", "until", "homeless")
    spells = clipped(
        together([without.select(*columns), bridges.select(*columns)]), first=LONG_AGO, last=night
    )
    islands = joined(spells, gap=BREAK_NIGHTS - 1)
    found = islands.group_by("person", "island").agg(
        began=islands["first"].min(where=islands.homeless),
        until=islands.until.max(where=islands.homeless),
        nights=islands.nights.sum(where=islands.homeless),
    )
    return found.filter(found.until == night + 1).select("person", "began", "nights")


@measure(
    _("How long they have been homeless"),
    how=_(
        "Persons homeless on the day, by the time since this homelessness began. Fewer than seven"
        " nights elsewhere, or less than 90 nights in hospital or prison, do not begin it anew."
    ),
    unit=Unit.SHARE,
    rows={
        "under_1y": _("Less than 1 year"),
        "1_2y": _("1-2 years"),
        "over_2y": _("More than 2 years"),
    },
    period="day",
)
def homeless_duration(facts: Tables, asked: Asked) -> ir.Table:
    """Duration of the homelessness that stands on the day.

    Definition: days since its first night: under 365, 365-729, 730 and more. Broken only by 7
      nights in a row elsewhere (unknown nights count as elsewhere); institutions under 90 nights
      bridge.
    Unit: percent of the persons homeless on the day.
    Source: measures.md 4 (break rule of HUD); figures.md 4.
    Missing: time before the first night known here is not counted, so durations are the least.
    """
    rows = since(facts, asked)
    rows = rows.mutate(days=number(asked.on) - rows.began)
    bands = {
        "under_1y": rows.days < YEAR,
        "1_2y": (rows.days >= YEAR) & (rows.days < LONG),
        "over_2y": rows.days >= LONG,
    }
    return together([line(rows, row, value=inside, of=1) for row, inside in bands.items()])


@measure(
    _("Long-term homeless"),
    how=_(
        "Persons homeless on the day who have been so for at least 365 nights (the municipality's"
        " threshold), and by the Canadian rule: 180 nights of the last year or 546 of three."
    ),
    unit=Unit.SHARE,
    rows={"danish": _("At least 365 nights"), "canadian": _("By the Canadian rule")},
    period="day",
)
def chronic(facts: Tables, asked: Asked) -> ir.Table:
    """Long-term (chronic) homelessness; never a condition for help.

    Definition: danish = at least 365 homeless nights in the homelessness that stands on the day;
      canadian = at least 180 homeless nights in the last 365 or 546 in the last three years.
    Unit: percent of the persons homeless on the day.
    Source: measures.md 4 (no statutory Danish threshold; Reaching Home).
    Missing: HUD's rule needs a recorded disability, which is not collected for figures.
    """
    running = since(facts, asked)
    counts = recent_nights(facts, asked)
    canadian = (counts.year >= CANADIAN_YEAR) | (counts.three_years >= CANADIAN_THREE_YEARS)
    return together(
        [
            line(running, "danish", value=running.nights >= DANISH_NIGHTS, of=1),
            line(counts, "canadian", value=canadian, of=1),
        ]
    )


def recent_nights(facts: Tables, asked: Asked) -> ir.Table:
    """For everybody homeless on the day: homeless nights in the last `year` and `three_years`."""
    night = number(asked.on)
    first_of_three = number(years_before(asked.on, 3)) + 1
    now = homeless_on(facts, asked, night).select("person")
    rows = homeless(of_these(stays(facts, asked), now), asked.scope)
    rows = clipped(rows, first=first_of_three, last=night)
    in_year = greatest(rows.until - greatest(rows["first"], night - YEAR + 1), 0)
    return rows.group_by("person").agg(year=in_year.sum(), three_years=rows.nights.sum())


@measure(
    _("Homeless nights in three years"),
    how=_("Nights without a home in the last three years, of persons homeless on the day."),
    unit=Unit.DAYS,
    rows={"all": _("All")},
    period="day",
)
def homeless_nights_3y(facts: Tables, asked: Asked) -> ir.Table:
    """Homeless nights in the three years that end with the day.

    Definition: distinct homeless nights in (day - 3 years, day] of persons homeless on the day.
    Unit: nights, mean and median.
    Source: measures.md 3 (a common priority of waiting lists in CAS).
    Missing: nights nobody noted.
    """
    counts = recent_nights(facts, asked)
    return line(counts, "all", value=counts.three_years, of=1)


@measure(
    _("Time homeless"),
    how=_(
        "Nights without a home in the year up to the last such night in the period, and those"
        " before that hang together with it, of everybody homeless in the period."
    ),
    unit=Unit.DAYS,
    rows={
        "seen": _("As seen"),
        "with_transitional": _("With transitional homes"),
        "told": _("With nights told afterwards"),
    },
)
def time_homeless(facts: Tables, asked: Asked) -> ir.Table:
    """Length of time homeless (SPM 1).

    Definition: nights H in the scope from 7 years before the period to its end; of persons with
      one in the period: the nights from 365 days before their last one on, and the unbroken nights
      that lead to them.
    Unit: nights, mean and median.
    Source: measures.md 3, HUD System Performance Measure 1; variant b as `told`.
    Missing: persons with no night known; nights told afterwards stand in a row of their own.
    """
    start = number(years_before(asked.first, LOOKBACK_YEARS))
    every = stays(facts, asked)
    own = homeless(every, asked.scope)
    transitional = every.filter((every.kind == TRANSITIONAL) & ~every.told_later)
    transitional = transitional.filter(~counted(transitional, asked.scope))
    columns = ("person", "first", "until")
    seen = own.filter(~own.told_later).select(*columns)
    told = own.filter(own.told_later).select(*columns)
    plain = _since(seen, start, asked)
    by_sight = _lengths(plain, asked, start)
    more = {
        "with_transitional": _since(transitional.select(*columns), start, asked),
        "told": _since(told, LONG_AGO, asked),
    }
    rows = {"seen": by_sight}
    for row, nights in more.items():
        # Only those with such nights are counted anew.
        theirs = nights.select("person").distinct()
        anew = _lengths(of_these(plain, theirs).union(nights), asked, start)
        rows[row] = by_sight.anti_join(theirs, "person").union(anew)
    return together(
        [line(lengths, row, value=lengths.nights, of=1) for row, lengths in rows.items()]
    )


def _since(rows: ir.Table, first: int, asked: Asked) -> ir.Table:
    return clipped(rows, first=first, last=number(asked.last))


def _lengths(nights: ir.Table, asked: Asked, start: int) -> ir.Table:
    """Nights kept of everybody homeless in the period: `person, nights`."""
    inside = nights.filter(nights.until > number(asked.first))
    last = inside.group_by("person").agg(last=inside.until.max() - 1)
    theirs = nights.join(last, "person")
    theirs = theirs.mutate(client_start=greatest(theirs["last"] - YEAR, start))
    islands = joined(theirs, gap=0, apart=True)
    spells = islands.group_by("person", "island").agg(
        until=islands.until.max(),
        nights=islands.nights.sum(),
        client_start=islands.client_start.max(),
    )
    kept = spells.filter(spells.until > spells.client_start)
    return kept.group_by("person").agg(nights=kept.nights.sum())
