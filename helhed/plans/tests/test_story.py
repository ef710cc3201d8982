"""The story of a plan: told in order, month by month, with the words before and after."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from helhed.core import clock
from helhed.plans import verbs
from helhed.plans.models import Goal, Service
from helhed.plans.story import Told, months, story_of

MARCH = date(2026, 3, 10)
MAY = date(2026, 5, 4)
days = st.dates(min_value=date(2023, 1, 1), max_value=date(2026, 12, 31))
told = st.lists(st.builds(Told, on=days, sentence=st.text(max_size=5)))


@given(told)
def test_nothing_is_told_twice_or_left_out(story):
    retold = [one for month in months(story, oldest_first=True) for one in month.told]

    assert sorted(map(id, retold)) == sorted(map(id, story))


@given(told)
def test_it_is_told_in_the_order_it_happened(story):
    cut = months(story, oldest_first=True)
    in_order = [one.on for month in cut for one in month.told]

    assert in_order == sorted(in_order)
    assert len({month.first_day for month in cut}) == len(cut)


@given(told)
def test_the_latest_month_first_is_the_same_story(story):
    assert months(story) == months(story, oldest_first=True)[::-1]


@pytest.fixture
def sentences(karen):
    return lambda: {one.sentence: one for one in story_of(karen)}


def test_a_pause_says_what_came_first(plan, service, amira, sentences):
    verbs.pause_service(
        service,
        by=amira,
        from_day=MARCH,
        comes_first="et sted at sove",
        resume_on=MAY,
        resumed_by=amira,
    )
    verbs.resume_service(service, by=amira, on=MAY)

    story = sentences()
    paused = "I satte Bostøtte på pause, for noget andet kom først: et sted at sove."
    assert story[paused].on == MARCH
    assert story["I tog Bostøtte op igen."].on == MAY


def test_a_pause_undone_the_same_day_never_was(plan, service, amira, sentences):
    verbs.pause_service(
        service, by=amira, from_day=MARCH, comes_first="ro", resume_on=MAY, resumed_by=amira
    )
    verbs.resume_service(service, by=amira, on=MARCH)

    assert not any("pause" in sentence for sentence in sentences())


def test_new_words_stand_beside_the_old(plan, hope, goal, amira, sentences):
    with clock.frozen(datetime(2026, 5, 4, 8, 0, tzinfo=UTC)):
        verbs.reword_hope(hope, by=amira, words="En dør med lås.", on=MAY, based_on=1)
        verbs.reword_goal(goal, by=amira, wording="Egen nøgle", based_on=1)

    story = sentences()
    hope_told = story["Karen sagde det på en ny måde."]
    assert (hope_told.before, hope_told.after, hope_told.on) == (
        "Jeg vil have en dør, jeg selv kan låse.",
        "En dør med lås.",
        MAY,
    )
    goal_told = story["I gav et mål nye ord."]
    assert (goal_told.before, goal_told.after) == ("Flytte ind et sted med egen dør", "Egen nøgle")


def test_three_wordings_are_two_changes_in_order(plan, goal, amira, karen):
    for number, wording in enumerate(["Egen nøgle", "Egen dør og nøgle"], start=1):
        with clock.frozen(datetime(2026, 5, number, 8, 0, tzinfo=UTC)):
            verbs.reword_goal(goal, by=amira, wording=wording, based_on=number)

    changes = [one for one in story_of(karen) if one.sentence == "I gav et mål nye ord."]
    assert [(one.before, one.after, one.on) for one in changes] == [
        ("Flytte ind et sted med egen dør", "Egen nøgle", date(2026, 5, 1)),
        ("Egen nøgle", "Egen dør og nøgle", date(2026, 5, 2)),
    ]


def test_other_changes_of_a_row_are_no_new_words(plan, hope, goal, amira, sentences):
    verbs.put_hope_first(hope, by=amira)
    verbs.end_goal(goal, by=amira, end=Goal.End.REACHED, on=MAY)

    assert "I gav et mål nye ord." not in sentences()
    assert sentences()["I nåede målet ”Flytte ind et sted med egen dør”."].on == MAY


def test_a_goal_that_found_its_hope_began_without_one(plan, hope, amira, sentences):
    goal = verbs.set_goal(
        plan,
        by=amira,
        wording="Betale husleje",
        no_hope_reason="Ikke endnu",
        ask_again_on=MAY,
        on=MARCH,
    )
    with clock.frozen(datetime(2026, 5, 4, 8, 0, tzinfo=UTC)):
        verbs.point_goal_at(goal, by=amira, hope=hope)

    story = sentences()
    assert story["I satte målet ”Betale husleje”. Det pegede ikke på et håb endnu."].on == MARCH
    found = story["Målet ”Betale husleje” fandt sit håb."]
    assert (found.on, found.words) == (MAY, hope.words)


def test_reviews_steps_meetings_and_hard_times_are_told(plan, goal, service, amira, sentences):
    step = verbs.add_step(goal, by=amira, text="Ringe til Gerda", by_citizen=True)
    verbs.complete_step(step, by=amira, on=MAY)
    verbs.review_plan(
        plan,
        by=amira,
        on=MARCH,
        took_part=["Amira"],
        agreement="partly",
        next_review_on=MAY,
    )
    verbs.write_crisis_plan(plan, by=amira, on=MARCH, helps="Kaffe")
    verbs.write_crisis_plan(plan, by=amira, on=MAY, helps="Kaffe og ro", based_on=1)
    verbs.end_service(service, by=amira, end=Service.End.COMPLETED, on=date(2026, 11, 20))

    story = sentences()
    assert story["Gjort: Ringe til Gerda (Karen)."].on == MAY
    assert story["I talte planen igennem: Karen, Amira. Karen var delvist enig."].on == MARCH
    assert story["I ændrede, hvad der hjælper, når det bliver svært."].before == "Kaffe"
    assert "Bostøtte sluttede: den er gjort færdig." in story


def test_no_plan_is_no_story(client, amira, karen):
    client.force_login(amira)

    page = client.get(reverse("plans:story", args=[karen.pk])).content.decode()

    assert "Historien begynder med de første ord." in page
