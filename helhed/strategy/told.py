"""What the strategy has told of the unit's own work, for dashboards that must not give it away."""

from collections.abc import Iterator
from datetime import date

from helhed.insights.beside import Told
from helhed.insights.delivering import DELIVERERS
from helhed.strategy.models import IndicatorValue

TOLD = (IndicatorValue.State.SHOWN, IndicatorValue.State.HIDDEN)


def told_of_our_work(first_day: date, last_day: date) -> Iterator[Told]:
    """Every value of a period that touches the days. A draft counts: it is published tomorrow."""
    values = IndicatorValue.objects.filter(
        measure__in=DELIVERERS, state__in=TOLD, first_day__lte=last_day, last_day__gte=first_day
    ).select_related("indicator")
    for value in values:
        yield Told(
            measure=value.measure,
            category=value.category or value.indicator.category,
            first_day=value.first_day,
            last_day=value.last_day,
            shown=value.state == IndicatorValue.State.SHOWN,
        )
