"""How the published figures of initiatives move, as their status needs to know it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection

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


# The same rule as `course`, asked of the database: plans have thousands of figures, and only how
# many of each initiative move which way is wanted. A test holds the two together.
MOVES = """
SELECT followed.initiative_id,
    CASE
        WHEN latest.number IS NULL THEN 'unknown'
        WHEN way.sign * (latest.number - figure.target) >= 0 THEN 'reached'
        WHEN figure.baseline IS NULL THEN 'unknown'
        WHEN way.sign * (latest.number - figure.baseline) < 0 THEN 'away'
        WHEN figure.target IS NULL OR figure.target = figure.baseline THEN
            CASE WHEN latest.number = figure.baseline THEN 'unknown' ELSE 'on_course' END
        WHEN (latest.number - figure.baseline) / (figure.target - figure.baseline)
            < least(greatest(latest.last_day - way.begins, 0)::numeric
                / greatest(way.due - way.begins, 1), 1) - %(slack)s THEN 'behind'
        ELSE 'on_course'
    END AS course,
    count(*)
FROM unnest(%(initiatives)s::uuid[]) AS wanted (id)
JOIN strategy_indicator_initiatives followed ON followed.initiative_id = wanted.id
JOIN strategy_initiative initiative ON initiative.id = followed.initiative_id
JOIN strategy_actionplan plan ON plan.id = initiative.plan_id
JOIN strategy_indicator figure ON figure.id = followed.indicator_id
CROSS JOIN LATERAL (
    SELECT CASE figure.direction WHEN 'up' THEN 1 ELSE -1 END AS sign,
        make_date(plan.first_year, 1, 1) AS begins,
        coalesce(figure.target_on, plan.ends_on, make_date(plan.last_year, 12, 31)) AS due
) way
LEFT JOIN LATERAL (
    SELECT number, last_day FROM strategy_indicatorvalue
    WHERE indicator_id = figure.id AND published_at IS NOT NULL AND category = ''
    ORDER BY last_day DESC, edition DESC LIMIT 1
) latest ON true
WHERE figure.retired_on IS NULL
GROUP BY 1, 2"""


def courses_of(initiatives: Iterable[UUID]) -> dict[UUID, list[Course]]:
    """{initiative's key: the courses of its indicators}, by published figures. One query."""
    keys = list(initiatives)
    found: defaultdict[UUID, list[Course]] = defaultdict(list)
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(MOVES, {"initiatives": keys, "slack": SLACK})
        for key, moves, count in cursor.fetchall():
            found[key] += [Course(moves)] * count
    return dict(found)
