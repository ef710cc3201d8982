"""How the published figures of initiatives move, as their status needs to know it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from helhed.strategy.models import Indicator, IndicatorValue
from helhed.strategy.status import Course

# Behind by less of the way than this is still on course: figures move in steps.
SLACK = Decimal("0.25")


@dataclass(frozen=True)
class Way:
    """From where, to where and by when a figure shall move. More is better when `up`."""

    baseline: Decimal | None
    target: Decimal | None
    up: bool
    begins: date
    due: date


def course(now: Decimal | None, at: date | None, way: Way) -> Course:
    """The course of a figure that was `now` on the day `at`; a hidden one says nothing."""
    if now is None or at is None:
        return Course.UNKNOWN
    sign = 1 if way.up else -1
    if way.target is not None and sign * (now - way.target) >= 0:
        return Course.REACHED
    if way.baseline is None:
        return Course.UNKNOWN
    if sign * (now - way.baseline) < 0:
        return Course.AWAY
    return _between(now, at, way)


def _between(now: Decimal, at: date, way: Way) -> Course:
    """Better than at the beginning and not there yet: far enough for the time gone?"""
    if way.target is None or way.target == way.baseline or way.baseline is None:
        return Course.ON_COURSE if now != way.baseline else Course.UNKNOWN
    gone = (now - way.baseline) / (way.target - way.baseline)
    days = max((way.due - way.begins).days, 1)
    elapsed = Decimal(max((at - way.begins).days, 0)) / days
    return Course.BEHIND if gone < min(elapsed, Decimal(1)) - SLACK else Course.ON_COURSE


def courses_of(initiatives: Iterable[UUID]) -> dict[UUID, list[Course]]:
    """{initiative's key: the courses of its indicators}, by published figures. Two queries."""
    pairs = Indicator.initiatives.through.objects.filter(
        initiative__in=list(initiatives), indicator__retired_on__isnull=True
    ).select_related("indicator", "initiative__plan")
    rows = list(pairs)
    latest = _latest([row.indicator_id for row in rows])
    found: defaultdict[UUID, list[Course]] = defaultdict(list)
    for row in rows:
        plan = row.initiative.plan
        indicator = row.indicator
        way = Way(
            indicator.baseline,
            indicator.target,
            indicator.direction == Indicator.Direction.UP,
            date(plan.first_year, 1, 1),
            indicator.target_on or plan.last_day,
        )
        now, at = latest.get(row.indicator_id, (None, None))
        found[row.initiative_id].append(course(now, at, way))
    return dict(found)


def _latest(keys: list[UUID]) -> dict[UUID, tuple[Decimal | None, date]]:
    """{indicator's key: (the figure of its latest period or None, that period's last day)}."""
    if not keys:
        return {}
    values = IndicatorValue.objects.published().latest_editions().whole().filter(indicator__in=keys)
    newest = values.order_by("indicator", "-last_day", "-edition").distinct("indicator")
    facts = newest.values_list("indicator", "number", "last_day")
    return {key: (number, last_day) for key, number, last_day in facts}
