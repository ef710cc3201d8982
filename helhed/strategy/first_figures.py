"""The figures initiatives are followed by, as before, now and goal: one each, or all of one."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from helhed.strategy.models import Indicator, IndicatorValue, Initiative
from helhed.strategy.rounds.figures import Figure, figure

Shown = tuple[Indicator, Figure]


def first_figures(initiatives: Iterable[UUID]) -> dict[str, Shown]:
    """{initiative's key as text: its first indicator by title, with its figures}. Three queries."""
    pairs = Indicator.initiatives.through.objects.filter(
        initiative__in=list(initiatives), indicator__retired_on__isnull=True
    )
    first = pairs.order_by("initiative", "indicator__title").distinct("initiative")
    chosen = {row.initiative_id: row.indicator_id for row in first}
    shown = {
        one.pk: (one, found)
        for one, found in _with_figures(Indicator.objects.filter(pk__in=chosen.values()))
    }
    return {str(key): shown[indicator] for key, indicator in chosen.items()}


def figures_of_one(initiative: Initiative) -> list[Shown]:
    """All running indicators of the initiative with their figures. Two queries."""
    return _with_figures(initiative.indicators.running().order_by("title"))


def _with_figures(indicators: Any) -> list[Shown]:
    rows: defaultdict[UUID, list[IndicatorValue]] = defaultdict(list)
    found = list(indicators)
    values = IndicatorValue.objects.filter(indicator__in=found).published().latest_editions()
    for value in values.whole().in_order():
        rows[value.indicator_id].append(value)
    return [(one, figure(one, rows[one.pk], None)) for one in found]
