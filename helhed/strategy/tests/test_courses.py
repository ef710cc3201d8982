from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.core import clock
from helhed.strategy.courses import Way, course, courses_of
from helhed.strategy.models import Indicator, IndicatorValue
from helhed.strategy.status import Course
from helhed.strategy.tests.factories import a_plan, an_initiative

BEGINS, MIDDLE, DUE = date(2025, 1, 1), date(2025, 12, 31), date(2026, 12, 31)
UP = Way(Decimal(0), Decimal(100), True, BEGINS, DUE)
DOWN = Way(Decimal(19), Decimal(0), False, BEGINS, DUE)


@pytest.mark.parametrize(
    ("now", "way", "expected"),
    [
        (100, UP, Course.REACHED),
        (120, UP, Course.REACHED),
        (-1, UP, Course.AWAY),
        (50, UP, Course.ON_COURSE),
        (26, UP, Course.ON_COURSE),
        (20, UP, Course.BEHIND),
        (0, DOWN, Course.REACHED),
        (20, DOWN, Course.AWAY),
        (10, DOWN, Course.ON_COURSE),
        (19, DOWN, Course.BEHIND),
    ],
)
def test_half_way_through_the_time(now, way, expected):
    assert course(Decimal(now), MIDDLE, way) == expected


def test_nothing_known_says_nothing():
    assert course(None, None, UP) == Course.UNKNOWN
    assert course(None, MIDDLE, UP) == Course.UNKNOWN
    no_baseline = Way(None, Decimal(10), True, BEGINS, DUE)
    assert course(Decimal(5), MIDDLE, no_baseline) == Course.UNKNOWN


def test_a_direction_alone_tells_better_or_worse():
    more = Way(Decimal(5), None, True, BEGINS, DUE)

    assert course(Decimal(6), MIDDLE, more) == Course.ON_COURSE
    assert course(Decimal(4), MIDDLE, more) == Course.AWAY
    assert course(Decimal(5), MIDDLE, more) == Course.UNKNOWN


NUMBERS = st.decimals(-1000, 1000, places=1)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    now=NUMBERS,
    baseline=st.none() | NUMBERS,
    target=st.none() | NUMBERS,
    up=st.booleans(),
    at=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_up_and_down_are_each_others_mirror(now, baseline, target, up, at):
    way = Way(baseline, target, up, BEGINS, DUE)
    mirrored = Way(
        None if baseline is None else -baseline,
        None if target is None else -target,
        not up,
        BEGINS,
        DUE,
    )

    assert course(now, at, way) == course(-now, at, mirrored)


@pytest.mark.django_db
@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize("baseline", [None, 0, 40])
@pytest.mark.parametrize("target", [None, 0, 100])
def test_the_database_and_the_rule_say_the_same(amira, direction, baseline, target):
    plan = a_plan(first_year=2025, last_year=2026)
    initiative = an_initiative(plan=plan)
    way = Way(_decimal(baseline), _decimal(target), direction == "up", BEGINS, DUE)
    expected = [Course.UNKNOWN]
    for number in range(-10, 121, 10):
        one = _followed(initiative, f"Figure {number}", direction, way)
        _published(one, number, amira)
        expected.append(course(Decimal(number), MIDDLE, way))
    _followed(initiative, "Not counted yet", direction, way)

    assert sorted(courses_of([initiative.pk])[initiative.pk]) == sorted(expected)


def _decimal(number):
    return None if number is None else Decimal(number)


def _followed(initiative, title, direction, way):
    one = Indicator.objects.create(
        title=title,
        unit="persons",
        direction=direction,
        frequency="year",
        baseline=way.baseline,
        target=way.target,
        target_kind="direction" if way.target is None else "number",
    )
    one.initiatives.add(initiative)
    return one


def _published(indicator, number, who):
    IndicatorValue.objects.create(
        indicator=indicator,
        first_day=BEGINS,
        last_day=MIDDLE,
        state="shown",
        number=number,
        missing_share=0,
        source="Counted",
        definition_version=1,
        entered_by=who,
        published_at=clock.now(),
        published_by=who,
    )
