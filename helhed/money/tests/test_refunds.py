"""The refund clocks of law.md 1 and 3."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhed.money.refunds import RULE_FROM, running_years, support_after


def limit(day: date) -> int:
    return 90 if day >= date(2026, 4, 1) else 120


def night(day: date, count: int) -> tuple[date, date]:
    return day, day + timedelta(days=count)


def test_nights_before_the_rule_do_not_count():
    assert running_years([night(date(2023, 9, 20), 10)], limit) == []


def test_shelters_and_municipalities_count_together_and_a_night_once():
    (year,) = running_years(
        [night(date(2024, 1, 1), 10), night(date(2024, 1, 5), 10), night(date(2024, 3, 1), 5)],
        limit,
    )
    assert (year.anchor, year.limit, year.nights) == (date(2024, 1, 1), 120, 19)


def test_the_year_begins_anew_at_the_first_enrolment_after_it():
    years = running_years([night(date(2024, 1, 1), 3), night(date(2025, 6, 1), 3)], limit)
    assert [(year.anchor, year.nights) for year in years] == [
        (date(2024, 1, 1), 3),
        (date(2025, 6, 1), 3),
    ]


def test_the_limit_of_1_april_2026_holds_for_years_that_begin_then():
    years = running_years([night(date(2026, 3, 31), 1), night(date(2027, 4, 2), 1)], limit)
    assert [year.limit for year in years] == [120, 90]


STAYS = st.lists(
    st.tuples(st.dates(date(2023, 8, 1), date(2028, 1, 1)), st.integers(1, 200)), max_size=8
)


@given(STAYS)
def test_every_night_under_the_rule_stands_in_one_year(stays):
    spent = [night(day, count) for day, count in stays]
    nights = {
        day + timedelta(days=n)
        for day, count in stays
        for n in range(count)
        if day + timedelta(days=n) >= RULE_FROM
    }
    years = running_years(spent, limit)
    assert sum(year.nights for year in years) == len(nights)
    anchors = [year.anchor for year in years]
    assert all((b - a).days >= 365 for a, b in pairwise(anchors))
    assert running_years(list(reversed(spent)), limit) == years


@pytest.mark.parametrize(
    ("decided", "refunded", "why"),
    [
        (date(2024, 4, 30), True, ""),
        (date(2024, 5, 1), False, "decided_too_late"),
        (None, False, "not_decided"),
    ],
)
def test_support_is_refunded_when_decided_before_the_discharge(decided, refunded, why):
    clock = support_after(date(2024, 5, 1), decided, years=2)
    assert (clock.refunded, clock.why) == (refunded, why)
    assert clock.until_day == date(2026, 5, 1)


def test_two_years_from_29_february():
    assert support_after(date(2024, 2, 29), None, years=2).until_day == date(2026, 3, 1)
