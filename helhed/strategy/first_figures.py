"""The figures initiatives are followed by, as before, now and goal: one each, or all of one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from helhed.strategy.courses import Way, course
from helhed.strategy.models import ActionPlan, Indicator, IndicatorValue, Initiative
from helhed.strategy.rounds.figures import Figure, figure
from helhed.strategy.status import Course

Shown = tuple[Indicator, Figure]


def first_figures(initiatives: Iterable[UUID]) -> dict[str, Shown]:
    """{initiative's key as text: its first indicator by title, with its figures}. Two queries."""
    pairs = Indicator.initiatives.through.objects.filter(
        initiative__in=list(initiatives), indicator__retired_on__isnull=True
    )
    first = pairs.order_by("initiative", "indicator__title").distinct("initiative")
    chosen = {row.initiative_id: row.indicator for row in first.select_related("indicator")}
    shown = {one.pk: (one, found) for one, found in _with_figures(set(chosen.values()))}
    return {str(key): shown[one.pk] for key, one in chosen.items()}


def figures_of_one(initiative: Initiative) -> tuple[list[Shown], list[Course]]:
    """All running indicators of the initiative with their figures, and how each moves.

    Two queries.
    """
    found = list(initiative.indicators.running().order_by("title"))
    rows = _published(found)
    courses = [_course(one, rows[one.pk], initiative.plan) for one in found]
    return [(one, figure(one, rows[one.pk], None)) for one in found], courses


def _course(indicator: Indicator, values: list[IndicatorValue], plan: ActionPlan) -> Course:
    latest = values[-1] if values else None
    way = Way(
        baseline=indicator.baseline,
        target=indicator.target,
        up=indicator.direction == Indicator.Direction.UP,
        begins=date(plan.first_year, 1, 1),
        due=indicator.target_on or plan.last_day,
    )
    if latest is None:
        return Course.UNKNOWN
    return course(latest.number, latest.last_day, way)


def _with_figures(indicators: Iterable[Indicator]) -> list[Shown]:
    found = list(indicators)
    rows = _published(found)
    return [(one, figure(one, rows[one.pk], None)) for one in found]


def _published(found: list[Indicator]) -> defaultdict[UUID, list[IndicatorValue]]:
    rows: defaultdict[UUID, list[IndicatorValue]] = defaultdict(list)
    values = IndicatorValue.objects.filter(indicator__in=found).published().latest_editions()
    for value in values.whole().in_order():
        rows[value.indicator_id].append(value)
    return rows
