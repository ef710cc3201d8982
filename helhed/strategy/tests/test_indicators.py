from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from helhed.core.checking import AgainstARule
from helhed.core.errors import Conflict
from helhed.strategy.models import Indicator
from helhed.strategy.periods import Period, period_of, whole_periods
from helhed.strategy.tests.factories import a_goal, an_initiative
from helhed.strategy.tests.following import a_published_value, a_value, an_indicator
from helhed.strategy.tests.moments import NOW, TODAY
from helhed.strategy.verbs import indicators as verbs
from helhed.strategy.verbs import values
from helhed.strategy.verbs.indicators import Links, Target

pytestmark = pytest.mark.django_db
Q4 = date(2025, 10, 1)
TEN = Target(kind="number", number=Decimal(10))


def defined(signe, **fields):
    known = {
        "by": signe,
        "title": "Boliger under 3.500 kr.",
        "unit": "homes",
        "direction": "up",
        "frequency": "quarter",
        "text": "Boliger, der er klar til indflytning.",
        "source": "Boligkontoret",
        "threshold": 0,
        "target": TEN,
    }
    return verbs.define_indicator(**{**known, **fields})


def entered(indicator, signe, number, **fields):
    known = {"day": Q4, "on": TODAY, "missing_share": Decimal(0)}
    said = None if number is None else Decimal(number)
    return values.enter_value(indicator, by=signe, number=said, **{**known, **fields})


def test_an_indicator_has_its_definition_and_tells_about_goals(signe):
    goal = a_goal()

    indicator = defined(signe, links=Links(goals=[goal]))

    assert indicator.definition.text == "Boliger, der er klar til indflytning."
    assert list(indicator.goals.all()) == [goal]
    assert indicator.baseline is None


def test_a_fed_indicator_takes_unit_words_and_source_from_its_measure(signe):
    indicator = defined(
        signe, measure="forgotten_citizens", text="", source="", unit="homes", threshold=5
    )

    assert indicator.unit == Indicator.Unit.PERSONS
    assert indicator.definition.measure_version == 1
    assert indicator.definition.threshold == 5
    assert indicator.definition.source


def test_a_definition_without_words_or_source_is_refused(signe):
    with pytest.raises(AgainstARule):
        defined(signe, source=" ")


@pytest.mark.parametrize(
    "target",
    [
        Target(kind="number"),
        Target(kind="milestone"),
        Target(kind="text"),
        Target(kind="direction", number=Decimal(3)),
    ],
)
def test_a_goal_says_what_its_kind_needs(signe, target):
    with pytest.raises(AgainstARule):
        defined(signe, target=target)


def test_counting_otherwise_is_a_new_definition_and_old_figures_keep_theirs(signe):
    indicator = defined(signe)
    old = entered(indicator, signe, 6)

    verbs.redefine_indicator(
        indicator,
        by=signe,
        based_on=indicator.version,
        text="Boliger, nogen er flyttet ind i.",
        source="Boligkontoret",
        threshold=0,
        why="Tomme boliger hjælper ingen.",
        in_force_from=TODAY,
    )

    assert indicator.definition.number == 2
    assert old.definition_version == 1
    assert indicator.definitions.get(number=1).text.startswith("Boliger, der er klar")


def test_two_who_change_the_same_indicator_see_each_others_words(signe):
    indicator = defined(signe)
    same = Indicator.objects.get(pk=indicator.pk)
    verbs.edit_indicator(indicator, by=signe, based_on=1, title="Billige boliger", target=TEN)

    with pytest.raises(Conflict):
        verbs.edit_indicator(same, by=signe, based_on=1, title="Boliger", target=TEN)


def test_a_small_count_entered_by_hand_is_hidden_and_not_stored(signe):
    indicator = defined(signe, unit="persons", threshold=5)

    value = entered(indicator, signe, 3)

    assert value.is_hidden
    assert value.number is None


def test_a_share_is_hidden_when_few_are_on_either_side(signe):
    indicator = defined(signe, unit="share", threshold=5)

    assert entered(indicator, signe, 95, people=40).is_hidden
    assert entered(indicator, signe, 50, people=40).number == 50
    with pytest.raises(values.HowManyPeople):
        entered(indicator, signe, 50)


def test_a_number_of_homes_is_shown_however_small(signe):
    assert entered(defined(signe), signe, 1).number == 1


def test_nobody_knows_is_a_figure_of_its_own(signe):
    value = entered(defined(signe), signe, None, missing_share=None)

    assert value.is_missing
    assert value.missing_share == 100


def test_a_figure_says_how_much_is_missing(signe):
    with pytest.raises(values.HowMuchIsMissing):
        entered(defined(signe), signe, 6, missing_share=None)


def test_a_period_that_is_not_over_has_no_figure(signe):
    with pytest.raises(values.PeriodNotOver):
        entered(defined(signe), signe, 6, day=TODAY)


def test_a_fed_figure_is_not_entered_by_hand(signe):
    indicator = an_indicator(measure="forgotten_citizens")

    with pytest.raises(values.FedByAMeasure):
        entered(indicator, signe, 6)


def test_a_draft_may_be_entered_anew_and_a_published_figure_not(signe):
    indicator = defined(signe)
    entered(indicator, signe, 6)
    entered(indicator, signe, 7)
    values.publish_values(indicator, by=signe, at=NOW)

    assert [value.number for value in indicator.values.published()] == [7]
    with pytest.raises(values.PublishedAlready):
        entered(indicator, signe, 8)
    with pytest.raises(values.NothingToPublish):
        values.publish_values(indicator, by=signe, at=NOW)


def test_a_correction_stands_beside_the_old_figure(signe):
    indicator = defined(signe)
    entered(indicator, signe, 6)
    (old,) = values.publish_values(indicator, by=signe, at=NOW)

    (new,) = values.correct_value(
        old,
        by=signe,
        at=NOW,
        reason="En bolig var talt to gange.",
        number=Decimal(5),
        missing_share=Decimal(0),
    )

    assert (new.edition, new.corrects) == (2, old)
    assert list(indicator.values.latest_editions()) == [new]
    with pytest.raises(values.CorrectedAlready):
        values.correct_value(old, by=signe, at=NOW, reason="Igen", number=Decimal(4))


def test_a_correction_says_why(signe):
    with pytest.raises(values.WhyCorrected):
        values.correct_value(a_published_value(), by=signe, at=NOW, reason=" ", number=Decimal(5))


def test_a_draft_is_not_corrected(signe):
    value = a_value(an_indicator(), date(2025, 1, 1), date(2025, 3, 31))

    with pytest.raises(values.NotPublished):
        values.correct_value(value, by=signe, at=NOW, reason="Fejl", number=Decimal(5))


def test_a_retired_indicator_gets_no_more_figures(signe):
    indicator = defined(signe)
    verbs.retire_indicator(indicator, by=signe, on=TODAY)

    with pytest.raises(verbs.HasRetired):
        entered(indicator, signe, 6)


@pytest.mark.parametrize(
    ("frequency", "name", "short"),
    [
        ("month", "oktober 2025", "okt.|2025"),
        ("quarter", "4. kvartal 2025", "4. kv.|2025"),
        ("half_year", "2. halvår 2025", "2. halvår|2025"),
        ("year", "2025", "2025"),
    ],
)
def test_periods_have_names(frequency, name, short):
    period = period_of(Q4, frequency)

    assert (period.name, period.short) == (name, short)


def test_only_whole_periods_that_are_over_are_told():
    found = list(whole_periods("quarter", since=date(2025, 5, 1), today=date(2026, 1, 1)))

    assert found == [
        Period(date(2025, 7, 1), date(2025, 9, 30)),
        Period(date(2025, 10, 1), date(2025, 12, 31)),
    ]


def test_the_secretary_defines_enters_and_publishes_on_the_pages(client, signe):
    client.force_login(signe)
    client.post(
        reverse("strategy:indicator-new"),
        {
            "title": "Søndage med åbent",
            "unit": "times",
            "direction": "up",
            "frequency": "year",
            "text": "Søndage, hvor værestedet havde åbent.",
            "source": "Værestedets kalender",
            "threshold": "0",
            "target_kind": "count_per_year",
            "target": "52",
        },
    )
    indicator = Indicator.objects.get(title="Søndage med åbent")

    address = reverse("strategy:indicator-enter", args=[indicator.pk])
    client.post(address, {"day": "2025-01-01", "number": "41", "missing_share": "0"})
    client.post(reverse("strategy:indicator-publish", args=[indicator.pk]))

    page = client.get(reverse("strategy:indicator", args=[indicator.pk])).content.decode()
    assert "intet udgangspunkt endnu" in page
    assert "41" in page
    assert "52" in page
    assert "<svg" in page
    assert 'style="' not in page


def test_pressing_count_now_asks_a_job(client, signe, django_assert_max_num_queries):
    indicator = an_indicator(measure="forgotten_citizens")
    client.force_login(signe)

    answer = client.post(reverse("strategy:indicator-collect", args=[indicator.pk]))

    assert answer.status_code == 302
    assert not indicator.values.exists()


def test_the_list_asks_as_often_for_many_as_for_few(client, signe, django_assert_max_num_queries):
    initiative = an_initiative()
    for _number in range(12):
        a_published_value().indicator.initiatives.add(initiative)
    client.force_login(signe)

    with django_assert_max_num_queries(15):
        client.get(reverse("strategy:indicators"))
