"""How long people wait in hospital after the ward has said that they may leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from helhed.insights.measures.moves import ended
from helhed.insights.measures.registry import Unit, measure
from helhed.insights.measures.tables import (
    FAR,
    Tables,
    days,
    greatest,
    least,
    line,
    number,
    stays,
    together,
)
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

WARDS = ("hospital",)


@measure(
    _("Waiting to leave the hospital"),
    how=_(
        "Nights in hospital from the day the ward said that the citizen is ready to leave: those of"
        " the period, how long each wait was that ended in it, and who waits on the day."
    ),
    unit=Unit.DAYS,
    rows={
        "wait": _("Waits that ended"),
        "nights": _("Nights of the period"),
        "waiting": _("Waiting on the day"),
    },
    row_words={"wait": _("nights, mean"), "nights": _("nights")},
    row_units={"nights": Unit.TIMES, "waiting": Unit.PERSONS},
)
def ready_for_discharge(facts: Tables, asked: Asked) -> ir.Table:
    """Days ready for discharge (færdigbehandlet).

    Definition: nights in hospital on and after the day the ward said that the person is ready to
      leave. wait = of stays ended in the period with such a day, the dead left out, the nights from
      it to the end; nights = those nights that lie in the period; waiting = persons whose night
      `on` is one of them.
    Unit: nights, mean and median; nights; persons.
    Source: law.md 14 (ready-for-discharge patients, ready_for_discharge_date).
    Missing: ends of which no ready day was told; most leave the day they may, and nobody writes it.
    """
    left = ended(facts, asked, WARDS)
    left = left.filter(~left.dead)
    told = left.ready_on.notnull()
    # Engines do not agree about the greatest of a number and nothing.
    begins = greatest(days(left.ready_on).fill_null(FAR), left["first"])
    waited = greatest(left.until - begins, 0)
    every = stays(facts, asked)
    wards = every.filter(every.kind.isin(WARDS) & every.ready_on.notnull())
    wards = wards.mutate(begins=greatest(days(wards.ready_on), wards["first"]))
    first = greatest(wards.begins, number(asked.first))
    wards = wards.mutate(nights=least(wards.until, number(asked.last) + 1) - first)
    night = number(asked.on)
    here = wards.filter((wards.begins <= night) & (wards.until > night))
    within = wards.filter(wards.nights > 0)
    return together(
        [
            line(left, "wait", value=waited, of=told, missing=~told),
            line(within, "nights", value=within.nights),
            line(here, "waiting", value=1),
        ]
    )
