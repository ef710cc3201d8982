"""Exits, placements and returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from helhed.core.later import when_used
from helhed.insights.measures.nights import (
    HOUSED,
    INSTITUTIONS,
    TRANSITIONAL,
    counted,
    followed,
    leaving,
)
from helhed.insights.measures.registry import Unit, measure
from helhed.insights.measures.tables import (
    FAR,
    Tables,
    line,
    number,
    stays,
    together,
    with_death,
)
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

ibis = when_used("ibis")

# A programme gives somebody a bed; leaving one is an exit.
PROGRAMMES = ("night_shelter", "shelter", "acute_home", "hotel", "transitional")
TEMPORARY = (
    *("transitional", "residence", "crisis_centre", "treatment", "hospital", "prison"),
    *("family_friends", "acute_home", "shelter"),
)
NOT_KNOWN = ("", "unanswered", "unknown")
WITHOUT_HOME = ("street", "night_shelter", "other")
EXCLUDED = ("deceased", "hospital")
WITHIN = {"6_months": 180, "12_months": 365, "24_months": 730}
FOLLOW_UP_DAYS = 730


def ended(facts: Tables, asked: Asked, kinds: tuple[str, ...]) -> ir.Table:
    """Stays of the kinds that ended in the period, with `went`: a kind, deceased or unknown."""
    every = stays(facts, asked)
    opens, closes = number(asked.first), number(asked.last)
    rows = every.filter(every.kind.isin(kinds) & every.until.between(opens, closes))
    after = every.filter(every["first"].between(opens, closes))
    rows = with_death(followed(rows, after), facts)
    said = ibis.ifelse(rows.tonight.isin(NOT_KNOWN), "unknown", rows.tonight)
    dead = (rows.tonight == "deceased") | (rows.died <= rows.until)
    went = ibis.ifelse(dead, "deceased", rows.to.fill_null(said))
    return rows.mutate(went=went, dead=dead)


def _destination(went: Any) -> Any:
    return ibis.cases(
        (went.isin(HOUSED), "permanent"),
        (went.isin(EXCLUDED), "excluded"),
        (went.isin(WITHOUT_HOME), "without_home"),
        (went == "unknown", "unknown"),
        else_="temporary",
    )


@measure(
    _("Where people went"),
    how=_("Every end of a stay in a shelter, night shelter, acute or transitional home."),
    unit=Unit.TIMES,
    rows={
        "all": _("All"),
        "permanent": _("A home of their own or a residence"),
        "temporary": _("Somewhere for a time"),
        "without_home": _("Outdoors, night shelter or hut"),
        "excluded": _("Hospital or death"),
        "unknown": _("Not known"),
    },
)
def exits(facts: Tables, asked: Asked) -> ir.Table:
    """Exits from programmes by destination.

    Definition: ends in the period of certain stays in night shelter, shelter, acute home, hotel or
      transitional home; destination = the stay of the next night, else what was answered.
    Unit: exits (one person may have several).
    Source: measures.md 7, Danish destinations (proposal, to be validated by domain staff).
    Missing: exits of which nobody knows where they led.
    """
    rows = ended(facts, asked, PROGRAMMES)
    row = _destination(rows.went)
    return together(
        [line(rows, row, value=1), line(rows, "all", value=1, missing=rows.went == "unknown")]
    )


def _last(rows: ir.Table) -> ir.Table:
    """Each person's last exit."""
    latest = rows.group_by("person").agg(latest=rows.until.max())
    together = rows.join(latest, "person")
    return together.filter(together.until == together.latest)


@measure(
    _("Placements"),
    how=_(
        "Of those who slept outdoors: who went anywhere better. Of those who left a shelter or the"
        " like: who got a home. Of those with a home: who still has one."
    ),
    unit=Unit.SHARE,
    rows={
        "7a": _("From the street to a place"),
        "7b1": _("From a shelter or the like to a home"),
        "7b2": _("Still in a home"),
    },
)
def placement(facts: Tables, asked: Asked) -> ir.Table:
    """Successful placement and retention of housing (SPM 7).

    Definition: 7a last exit from the street of those not there on the last night: permanent or a
      specified temporary destination; 7b1 last exit from a programme: permanent; 7b2 those with a
      home in the period: there on the last night, or left for another. Death and somatic hospital
      are dropped.
    Unit: percent.
    Source: measures.md 7, HUD System Performance Measure 7.
    Missing: unknown destinations stay in the denominator, as not placed.
    """
    closes = number(asked.last)
    every = stays(facts, asked)
    on_street = every.filter(
        (every["first"] <= closes) & (every.until > closes) & (every.kind == "street")
    )
    outside = _last(ended(facts, asked, ("street",))).anti_join(on_street, "person")
    outside = outside.filter(~outside.went.isin(EXCLUDED))
    programme = _last(ended(facts, asked, PROGRAMMES))
    programme = programme.filter(~programme.went.isin(EXCLUDED))
    return together(
        [
            line(outside, "7a", value=outside.went.isin(HOUSED + TEMPORARY), of=1),
            line(programme, "7b1", value=programme.went.isin(HOUSED), of=1),
            _retained(facts, asked),
        ]
    )


def _retained(facts: Tables, asked: Asked) -> ir.Table:
    every = stays(facts, asked)
    opens, closes = number(asked.first), number(asked.last)
    homes = every.filter(
        every.kind.isin(HOUSED) & (every["first"] <= closes) & (every.until > opens)
    )
    last = homes.group_by("person").agg(until=homes.until.max())
    stayed = last.filter(last.until > closes)
    left = _last(ended(facts, asked, HOUSED)).anti_join(stayed, "person")
    left = left.filter(~left.went.isin(EXCLUDED))
    return line(stayed, "7b2", value=1, of=1).union(
        line(left, "7b2", value=left.went.isin(HOUSED), of=1)
    )


@measure(
    _("Homeless again"),
    how=_(
        "Of persons who moved from homelessness into a home two years before the period: who was"
        " homeless again within 6, 12 and 24 months."
    ),
    unit=Unit.SHARE,
    rows={
        "6_months": _("Within 6 months"),
        "12_months": _("Within 12 months"),
        "24_months": _("Within 24 months"),
        "6_months_living": _("Within 6 months, of those alive"),
        "12_months_living": _("Within 12 months, of those alive"),
        "24_months_living": _("Within 24 months, of those alive"),
    },
)
def returns(facts: Tables, asked: Asked) -> ir.Table:
    """Returns to homelessness (SPM 2).

    Definition: index exit = a person's earliest move from homelessness or a transitional home into
      a home, 730 days before the period; return = the first later stay that is homeless in the
      scope or transitional. `living` drops those who died within two years without returning.
    Unit: percent of index exits.
    Source: measures.md 5, HUD System Performance Measure 2.
    Missing: who leaves the municipality is not seen to return.
    """
    every = stays(facts, asked)
    index = _index_exits(every, facts, asked)
    entries = every.filter(counted(every, asked.scope) | (every.kind == TRANSITIONAL))
    entries = entries.filter(~entries.kind.isin(INSTITUTIONS))
    later = entries.join(index.select("person", "left"), "person")
    later = later.filter(later["first"] > later.left)
    back = later.group_by("person").agg(back=later["first"].min())
    rows = index.left_join(back, "person")
    rows = rows.select("person", "left", "died", days=rows.back.fill_null(FAR) - rows.left)
    seen = (rows.days <= FOLLOW_UP_DAYS) | (rows.died > rows.left + FOLLOW_UP_DAYS)
    living = rows.filter(seen)
    return together(
        [
            line(some, row + suffix, value=some.days <= within, of=1)
            for suffix, some in (("", rows), ("_living", living))
            for row, within in WITHIN.items()
        ]
    )


def _index_exits(every: ir.Table, facts: Tables, asked: Asked) -> ir.Table:
    opens = number(asked.first) - FOLLOW_UP_DAYS
    closes = number(asked.last) - FOLLOW_UP_DAYS
    without = counted(every, asked.scope) | (every.kind == TRANSITIONAL)
    left = every.filter(
        (without | leaving(every, asked.scope)) & every.until.between(opens, closes)
    )
    homes = every.filter(every.kind.isin(HOUSED) & every["first"].between(opens, closes))
    moved = followed(left, homes)
    moved = moved.filter(moved.to.notnull())
    earliest = moved.group_by("person").agg(left=moved.until.min())
    return with_death(earliest, facts)
