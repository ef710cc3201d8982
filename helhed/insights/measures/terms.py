"""Whose choice a home was, and on what terms (methods.md 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from helhed.access.may import May
from helhed.insights.measures.registry import Unit, measure
from helhed.insights.measures.tables import Tables, days, ends, line, number, together
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

ENOUGH_HOMES = 2


@measure(
    _("Choice and terms of homes"),
    how=_(
        "Of those who moved into a home: who had two different homes offered, or had said where"
        " in town they wish to live. Of homes offered: those with no condition tied to them. Of"
        " homes lived in: those whose lease does not demand help, from a landlord who does not"
        " also give it."
    ),
    unit=Unit.SHARE,
    rows={
        "choice": _("Had a real choice"),
        "no_conditions": _("Offered without conditions"),
        "conditions": _("Conditions tied to offers"),
        "separate": _("Home and help are two things"),
    },
    row_units={"conditions": Unit.TIMES},
    opens_with=May.READ_HOMES,
)
def housing_terms(facts: Tables, asked: Asked) -> ir.Table:
    """Choice, readiness conditions and separation of housing and support.

    Definition: choice = tenancies moved into in the period whose person had at least two different
      homes offered, or had said a part of town, by that day; no_conditions = offers made in the
      period with no condition; conditions = how many were tied to them; separate = tenancies lived
      in on the day, without a demand for support and with a landlord who is no organisation of a
      team that helps the person.
    Unit: percent; conditions.
    Source: methods.md 2 (choice_offered, readiness_conditions, separation).
    Missing: separation where no landlord is known and the lease demands nothing; as known now, for
      offers and leases keep no earlier versions here.
    """
    moved = _moved_in(facts, asked)
    made = facts.offers.mutate(on=days(facts.offers.offered_on))
    made = made.filter(made.on.between(number(asked.first), number(asked.last)))
    return together(
        [
            line(moved, "choice", value=moved.chose, of=1),
            line(made, "no_conditions", value=made.conditions == 0, of=1),
            line(made, "conditions", value=made.conditions),
            _separate(facts, asked),
        ]
    )


def _moved_in(facts: Tables, asked: Asked) -> ir.Table:
    """Tenancies moved into in the period, and whether the person chose: `person, chose`."""
    rows = facts.tenancies
    rows = rows.filter(rows.moved_in_on.notnull())
    rows = rows.mutate(moved_in=days(rows.moved_in_on))
    rows = rows.filter(rows.moved_in.between(number(asked.first), number(asked.last)))
    rows = rows.select("person", "tenancy", "moved_in")
    offers = facts.offers.select("person", "bed", on=days(facts.offers.offered_on))
    both = rows.join(offers, "person")
    both = both.filter(both.on <= both.moved_in)
    counts = both.group_by("tenancy").agg(beds=both.bed.nunique())
    wishes = facts.wished.select("person", on=days(facts.wished.said_on))
    told = rows.join(wishes, "person")
    told = told.filter(told.on <= told.moved_in).select("tenancy").distinct().mutate(told=True)
    found = rows.left_join(counts, "tenancy").drop("tenancy_right")
    found = found.left_join(told, "tenancy")
    chose = (found.beds.fill_null(0) >= ENOUGH_HOMES) | found.told.fill_null(False)
    return found.select("person", chose=chose)


def _separate(facts: Tables, asked: Asked) -> ir.Table:
    rows = facts.tenancies
    rows = rows.filter(rows.moved_in_on.notnull())
    rows = rows.mutate(moved_in=days(rows.moved_in_on), until=ends(rows.ended_on))
    night = number(asked.on)
    rows = rows.filter((rows.moved_in <= night) & (rows.until > night))
    unknown = rows.landlord_helps.isnull() & ~rows.demands_support
    apart = ~rows.demands_support & ~rows.landlord_helps.fill_null(True)
    return line(rows, "separate", value=apart, of=~unknown, missing=unknown)
