"""P11: every published figure has a definition, a source and its missing share; small counts are
hidden, also against subtraction; what is published is frozen."""

import csv
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.audit.models import Event
from helhed.insights import delivering
from helhed.insights.counting import Counted
from helhed.insights.delivering import DELIVERERS, Deliverer
from helhed.insights.tests.attacks import Outsider
from helhed.strategy.measuring import Key, cells_of
from helhed.strategy.models import IndicatorValue
from helhed.strategy.tests.following import a_published_value, a_value, an_indicator
from helhed.strategy.tests.moments import NOW
from helhed.strategy.verbs import values as verbs
from helhed.strategy.verbs.indicators import CountsPeople, Target, define_indicator

pytestmark = pytest.mark.django_db

Q1, Q2 = (date(2025, 1, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2025, 6, 30))
SINCE = date(2025, 1, 1)
AFTER_2025 = timezone.make_aware(datetime(2026, 1, 5, 6, 0))


@pytest.fixture
def counted(monkeypatch):
    """What the measure will answer: {(first day, category): count}; others are 20."""
    told = {}

    def count(first_day, until_day):
        months = (until_day.year - first_day.year) * 12 + until_day.month - first_day.month
        quarters = [first_day.replace(month=first_day.month + 3 * n) for n in range(months // 3)]
        by_category = {
            category: sum(told.get((start, category), 20) for start in quarters)
            for category in original.categories
        }
        return Counted(by_category, sum(by_category.values()), None, 0)

    original = DELIVERERS["discharges_without_address"]
    measure = Deliverer(**{**original.__dict__, "count": count})
    monkeypatch.setitem(delivering.DELIVERERS, original.name, measure)
    return told


def fed(**fields):
    return an_indicator(measure="discharges_without_address", unit="times", **fields)


def standing(indicator):
    return {
        (row.first_day, row.last_day, row.category): row
        for row in indicator.values.latest_editions()
    }


def test_p11_small_counts_and_their_neighbours_are_hidden_and_not_even_stored(counted):
    counted[Q1[0], "hospital"] = 2
    counted[Q1[0], "shelter"] = 7
    indicator = fed()

    verbs.collect_values(indicator, at=AFTER_2025, since=SINCE)

    rows = standing(indicator)
    assert rows[(*Q1, "hospital")].is_hidden
    assert rows[(*Q1, "shelter")].is_hidden
    assert rows[(*Q1, "treatment")].number == 20
    assert rows[(*Q1, "")].number == 49
    assert not IndicatorValue.objects.exclude(state="shown").filter(number__isnull=False).exists()


def test_p11_another_indicator_of_the_measure_gives_no_quarter_away(counted):
    """The year less three quarters would be the fourth."""
    counted[Q2[0], "hospital"] = 1
    quarters, years = fed(), fed(frequency="year")
    verbs.collect_values(quarters, at=AFTER_2025, since=SINCE)
    assert standing(quarters)[(*Q2, "hospital")].is_hidden

    verbs.collect_values(years, at=AFTER_2025, since=SINCE)

    assert standing(years)[date(2025, 1, 1), date(2025, 12, 31), "hospital"].is_hidden


@settings(
    deadline=None,
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_p11_nothing_published_of_a_measure_can_be_undone_by_subtraction(counted, signe, data):
    """Quarters and years, published one after the other, attacked as one table."""
    with transaction.atomic():
        counted.clear()
        for month in (1, 4, 7, 10):
            for category in ("hospital", "shelter", "treatment", "prison"):
                counted[date(2025, month, 1), category] = data.draw(st.integers(0, 9))
        indicators = data.draw(st.permutations([fed(), fed(frequency="year")]))
        for indicator in indicators:
            verbs.collect_values(indicator, at=AFTER_2025, since=SINCE)
            verbs.publish_values(indicator, by=signe, at=AFTER_2025)

        measure = delivering.deliverer("discharges_without_address")
        found = {
            Key(row.first_day, row.last_day, row.category): row
            for row in IndicatorValue.objects.published()
        }
        attack = Outsider(
            {key: cells_of(key, measure) for key in found},
            {key: row.number for key, row in found.items() if row.number is not None},
            at_least=1,
        )
        for key in attack.hidden:
            low, high = attack.bounds(key)
            assert not attack.computes(key)
            assert high is None or high - low >= 5
        transaction.set_rollback(True)


def test_p11_hidden_zero_and_missing_are_three_things_everywhere(client, signe):
    indicator = an_indicator()
    for quarter, fields in {
        1: {"number": Decimal(0)},
        4: {"state": "hidden", "number": None},
        7: {"state": "missing", "number": None, "missing_share": Decimal(100)},
    }.items():
        last = {1: date(2025, 3, 31), 4: date(2025, 6, 30), 7: date(2025, 9, 30)}[quarter]
        a_value(
            indicator,
            date(2025, quarter, 1),
            last,
            published_at=NOW,
            published_by=signe,
            **fields,
        )
    client.force_login(signe)

    page = client.get(reverse("strategy:indicator", args=[indicator.pk])).content.decode()
    data = client.get(reverse("strategy:indicator-data", args=[indicator.pk])).content.decode()

    assert "skjult" in page
    assert "vides ikke" in page
    table = list(csv.DictReader(StringIO(data)))
    assert [row["state"] for row in table] == ["shown", "hidden", "missing"]
    assert [row["value"] for row in table] == ["0", "", ""]


def test_p11_published_figures_are_frozen_by_the_database():
    value = a_published_value()

    for change in (
        lambda: IndicatorValue.objects.filter(pk=value.pk).update(number=3),
        lambda: IndicatorValue.objects.filter(pk=value.pk).update(published_at=None),
        lambda: IndicatorValue.objects.filter(pk=value.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_p11_no_figure_is_published_without_source_and_missing_share(signe):
    value = a_value(an_indicator(), *Q1, missing_share=None)

    with pytest.raises(IntegrityError, match="source_and_missing"), transaction.atomic():
        IndicatorValue.objects.filter(pk=value.pk).update(published_at=NOW, published_by=signe)


def test_p11_a_definition_is_never_changed_in_place():
    definition = an_indicator().definition
    definition.text = "Noget andet."

    with pytest.raises(DatabaseError, match="new version"), transaction.atomic():
        definition.save()


def test_p11_a_measure_of_people_hides_small_counts_whatever_is_wished(signe):
    with pytest.raises(CountsPeople):
        define_indicator(
            by=signe,
            title="Udskrevet uden et sted at sove",
            direction="down",
            frequency="quarter",
            measure="discharges_without_address",
            threshold=0,
            target=Target(kind="number", number=Decimal(0)),
        )


def test_p11_a_recount_stands_beside_and_keeps_hidden_what_was_hidden(counted, signe):
    counted[Q1[0], "hospital"] = 2
    indicator = fed()
    verbs.collect_values(indicator, at=AFTER_2025, since=SINCE)
    verbs.publish_values(indicator, by=signe, at=AFTER_2025)
    whole = standing(indicator)[(*Q1, "")]
    counted[Q1[0], "hospital"] = 9

    verbs.correct_value(whole, by=signe, at=AFTER_2025, reason="Syv svar kom senere.")

    new = standing(indicator)
    assert new[(*Q1, "")].number == 69
    assert new[(*Q1, "")].corrects == whole
    assert new[(*Q1, "hospital")].is_hidden
    assert IndicatorValue.objects.get(pk=whole.pk).number == 62


def test_figures_of_a_measure_are_collected_by_the_system_actor(counted):
    verbs.collect_values(fed(), at=AFTER_2025, since=SINCE)

    event = Event.objects.get(action="strategy.collect_values")
    assert event.actor_id is None
    assert event.actor == "figure_counter"


def test_published_periods_are_not_asked_for_again(counted, signe):
    indicator = fed()
    verbs.collect_values(indicator, at=AFTER_2025, since=SINCE)
    verbs.publish_values(indicator, by=signe, at=AFTER_2025, until=Q1[1])
    counted[Q1[0], "hospital"] = 99

    verbs.collect_values(indicator, at=AFTER_2025, since=SINCE)

    assert standing(indicator)[(*Q1, "hospital")].number == 20
    assert indicator.values.drafts().whole().count() == 3
