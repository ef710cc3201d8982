"""What the team does when a home is new, and when one is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from helhed.core.later import when_used
from helhed.insights.measures.nights import counted, homeless, tenancies
from helhed.insights.measures.registry import Unit, measure
from helhed.insights.measures.tables import Tables, least, line, met, number, stays, together
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

ibis = when_used("ibis")

WEEKS = 4
NEW_FOR_DAYS = 91


@measure(
    _("Housing First profile"),
    how=_(
        "Whether we met those who lost their home in each of the four weeks after, days to the next"
        " home, and visits a week in the first three months and later."
    ),
    unit=Unit.RATE,
    each=_("visits a week"),
    rows={
        "support_after_loss": _("Met every week for four weeks after losing a home"),
        "days_to_next_home": _("Days from losing a home to the next"),
        "visits_first_91_days": _("Visits a week in the first three months"),
        "visits_later": _("Visits a week later"),
    },
    row_units={"support_after_loss": Unit.SHARE, "days_to_next_home": Unit.DAYS},
)
def housing_first(facts: Tables, asked: Asked) -> ir.Table:
    """Support follows the person, not the home.

    Definition: homes lost in the period (the next night homeless or not known): met face to face in
      each of the four weeks after; days to the next own tenancy. Homes moved into in the period:
      visits, times seven, of the days in the home, in its first 91 days and later.
    Unit: percent; days, mean and median; visits a week.
    Source: methods.md 2 (support_continues_after_loss, re-housing time, in-tenancy contact rate).
    Missing: losses whose four weeks are not over; losses without a new home yet.
    """
    every = stays(facts, asked)
    homes = tenancies(every, on=number(asked.on))
    in_order = ibis.window(group_by="person", order_by="moved_in")
    homes = homes.mutate(following=homes.moved_in.lead(1).over(in_order))
    found = met(facts, asked)
    lost = _weeks_met(_lost(every, homes, asked), found)
    whole = lost.lost + 7 * WEEKS <= number(asked.on)
    supported = whole & (lost.weeks_met == WEEKS)
    again = lost.following.notnull()
    days = (lost.following - lost.lost).fill_null(0)
    return together(
        [
            line(lost, "support_after_loss", value=supported, of=whole, missing=~whole),
            line(lost, "days_to_next_home", value=days, of=again, missing=~again),
            *_visits(homes, found, asked),
        ]
    )


def _lost(every: ir.Table, homes: ir.Table, asked: Asked) -> ir.Table:
    """Homes lost in the period, the next night being homeless or unknown."""
    opens, closes = number(asked.first), number(asked.last)
    lost = homes.filter(homes.lost.between(opens, closes) & (homes.lost <= number(asked.on)))
    housed = _not_homeless(every, asked)
    return lost.anti_join(
        housed,
        [
            lost.person == housed.person,
            housed["first"] <= lost.lost,
            housed.until > lost.lost,
        ],
    )


def _not_homeless(every: ir.Table, asked: Asked) -> ir.Table:
    """Nights that are known and not homeless: the rest of a ward's nights among them."""
    plain = every.filter(~counted(every, asked.scope) & (every.kind != "unknown"))
    cut = homeless(plain, asked.scope).select("person", "until", starts="first")
    rows = plain.select("person", "first", "until").left_join(cut, ["person", "until"])
    rows = rows.select("person", "first", until=rows.starts.fill_null(rows.until))
    return rows.filter(rows.until > rows["first"])


def _weeks_met(lost: ir.Table, found: ir.Table) -> ir.Table:
    days = found.select("person", "on")
    both = lost.select("person", "lost").join(days, "person")
    since = both.on - both.lost
    inside = both.filter((since >= 0) & (since < 7 * WEEKS))
    week = (inside.on - inside.lost) // 7
    weeks = inside.group_by("person", "lost").agg(weeks_met=week.nunique())
    rows = lost.left_join(weeks, ["person", "lost"])
    return rows.select("person", "lost", "following", weeks_met=rows.weeks_met.fill_null(0))


def _visits(homes: ir.Table, found: ir.Table, asked: Asked) -> list[ir.Table]:
    new = homes.filter(homes.moved_in.between(number(asked.first), number(asked.last)))
    new = new.mutate(turn=least(new.moved_in + NEW_FOR_DAYS, new.lost))
    visits = found.filter(found.outcome == "visit").select("person", "on")
    return [
        _rate(
            "visits_first_91_days", new.select("person", opens="moved_in", closes="turn"), visits
        ),
        _rate("visits_later", new.select("person", opens="turn", closes="lost"), visits),
    ]


def _rate(row: str, homes: ir.Table, visits: ir.Table) -> ir.Table:
    homes = homes.filter(homes.closes > homes.opens)
    both = homes.join(visits, "person")
    inside = both.filter((both.on >= both.opens) & (both.on < both.closes))
    counts = inside.group_by("person", "opens").agg(visits=inside.count())
    rows = homes.left_join(counts, ["person", "opens"])
    return line(rows, row, value=7 * rows.visits.fill_null(0), of=rows.closes - rows.opens)
