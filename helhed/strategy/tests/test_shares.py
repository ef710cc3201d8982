"""Indicators fed by shares and medians: hidden where few, and one length of period each."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from helhed.insights import delivering
from helhed.insights.counting import Counted
from helhed.insights.delivering import DELIVERERS, Deliverer
from helhed.insights.measures import MEASURES
from helhed.insights.suppression import HIDDEN, MISSING, Rule, Shown, median, share
from helhed.strategy import collecting
from helhed.strategy.models import Indicator
from helhed.strategy.tests.following import an_indicator
from helhed.strategy.verbs import indicators as verbs
from helhed.strategy.verbs import values

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime(2026, 2, 3, 4, 40))
SHARE, MEDIAN = "discharged_to_address", "days_to_home"


def answers(monkeypatch, name, **counted):
    """Let the measure answer that for every period."""
    known = {"by_category": {}, "among": 0, "people": 0, "missing": 0, "median": None}
    told = Counted(**{**known, **counted})
    measure = Deliverer(**{**DELIVERERS[name].__dict__, "count": lambda first, until: told})
    monkeypatch.setitem(delivering.DELIVERERS, name, measure)


def collected(name, unit):
    indicator = an_indicator(measure=name, unit=unit, frequency="half_year")
    values.collect_values(indicator, at=AT, since=date(2025, 7, 1))
    return indicator.values.get()


def test_a_share_comes_in_whole_per_cent(monkeypatch):
    answers(monkeypatch, SHARE, by_category={"all": 25}, among=33, people=30, missing=2)

    value = collected(SHARE, "share")

    assert value.number == 76
    assert value.category == ""
    assert value.missing_share == Decimal("6.1")


def test_p11_a_share_is_hidden_when_few_lie_on_either_side_of_it(monkeypatch):
    answers(monkeypatch, SHARE, by_category={"all": 31}, among=33, people=30)

    value = collected(SHARE, "share")

    assert value.is_hidden
    assert value.number is None


@pytest.mark.parametrize(
    ("part", "whole", "people", "figure"),
    [
        (5, 10, 10, Shown(Decimal(50))),
        (4, 10, 10, HIDDEN),
        (6, 10, 10, HIDDEN),
        (0, 30, 30, HIDDEN),
        (20, 40, 4, HIDDEN),
        (0, 0, 0, MISSING),
    ],
)
def test_p11_a_share_needs_enough_people_on_both_sides(part, whole, people, figure):
    assert share(part, whole, people, rule=Rule()) == figure


@pytest.mark.parametrize(
    ("people", "figure"), [(0, MISSING), (10, HIDDEN), (11, Shown(Decimal(88)))]
)
def test_p11_a_median_of_few_is_the_value_of_one_of_them(people, figure):
    assert median(Decimal("87.5"), people, rule=Rule()) == figure


def test_the_median_of_days_is_followed(monkeypatch):
    answers(
        monkeypatch,
        MEDIAN,
        by_category={"all": 4000},
        among=40,
        people=40,
        median=Decimal("87.5"),
    )

    assert collected(MEDIAN, "days").number == 88


def followed(measure, frequency, **more):
    return verbs.define_indicator(
        title=f"Tal {Indicator.objects.count()}",
        direction="up",
        frequency=frequency,
        target=verbs.Target(kind="direction"),
        measure=measure,
        **more,
    )


def test_p11_a_share_is_followed_by_one_length_of_period_only(signe):
    followed(SHARE, "quarter", by=signe)

    with pytest.raises(verbs.OnePeriodEach):
        followed(SHARE, "year", by=signe)
    assert followed(SHARE, "quarter", by=signe).unit == Indicator.Unit.SHARE


def test_a_share_has_no_categories_to_choose(signe):
    with pytest.raises(verbs.NoSuchCategory):
        followed(SHARE, "quarter", by=signe, category="all")


def test_every_row_that_is_delivered_is_one_of_its_measure():
    rows = [(measure, row) for _n, _t, _d, _u, measure, row, _s in delivering.FROM_SNAPSHOTS]

    assert all(row in MEASURES[measure].rows for measure, row in rows)


def test_without_a_snapshot_the_other_measures_are_asked_all_the_same(settings, tmp_path):
    settings.HELHED_SNAPSHOTS = tmp_path
    an_indicator(measure=SHARE, unit="share", frequency="half_year")
    other = an_indicator(measure="forgotten_citizens", frequency="half_year")

    assert collecting.collect_figures(0) > 0
    assert other.values.exists()
