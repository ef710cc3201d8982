"""The plan as it is read on a day."""

from datetime import date, timedelta

import pytest

from helhed.access.may import Area
from helhed.core import clock
from helhed.plans import ffb, verbs
from helhed.plans.overview import colleagues_of, overview, plan_of
from helhed.plans.templatetags.plan_words import by_whom, whose
from helhed.plans.tests.factories import GoalFactory, ServiceFactory, StepFactory
from helhed.teams import verbs as teams

MONDAY = date(2026, 11, 16)
LATER = date(2026, 12, 14)


@pytest.fixture
def seen(plan):
    return lambda on=MONDAY: overview(plan_of(plan.citizen_id), on=on)


def test_a_hope_carries_its_goals_and_a_goal_its_steps_and_help(seen, plan, hope, goal, service):
    step = StepFactory(goal=goal)

    block = seen().blocks[0]

    assert block.hope == hope
    assert (block.ways[0].goal, block.ways[0].next_step) == (goal, step)
    assert [help_.service for help_ in block.ways[0].running] == [service]


def test_help_without_a_goal_stands_by_itself(seen, plan):
    alone = ServiceFactory(plan=plan)

    assert [help_.service for help_ in seen().other_help] == [alone]


def test_a_pause_holds_on_its_days_and_names_who(seen, service, lene):
    verbs.pause_service(
        service,
        by=lene,
        from_day=MONDAY,
        comes_first="ro",
        resume_on=LATER,
        resumed_by=lene,
    )
    assert [help_.pause.who for help_ in seen().paused] == ["Lene"]
    assert seen(MONDAY - timedelta(days=1)).paused == []

    verbs.resume_service(service, by=lene, on=LATER)

    assert seen(LATER - timedelta(days=1)).paused != []
    assert seen(LATER).paused == []
    assert len(seen(LATER).blocks[0].ways[0].running) == 1


def test_done_steps_stand_first_and_the_undated_last(seen, goal):
    someday = StepFactory(goal=goal, text="en dag")
    friday = StepFactory(goal=goal, text="fredag", due_on=date(2026, 11, 20))
    done = StepFactory(goal=goal, text="gjort", done_on=date(2026, 11, 12))
    StepFactory(goal=goal, text="opgivet", dropped_on=date(2026, 11, 12))

    assert seen().blocks[0].ways[0].steps == [done, friday, someday]


def test_the_second_number_of_a_day_corrects_the_first(seen, goal, amira):
    for level in (7, 3):
        verbs.note_how_far(goal, by=amira, on=MONDAY, citizen_level=level)

    assert seen().blocks[0].ways[0].citizen_view == [(MONDAY, 3)]


def test_ended_goals_and_hopes_put_away_are_read_no_more(seen, hope, goal, amira):
    verbs.end_goal(goal, by=amira, end="reached", on=MONDAY)
    assert seen().ways == []

    verbs.put_hope_away(hope, by=amira, on=MONDAY)
    assert seen().blocks == []


def test_the_plan_knows_its_strengths_and_its_last_review(seen, plan, amira):
    verbs.add_strength(plan, by=amira, text="Kender havnen")
    removed = verbs.add_strength(plan, by=amira, text="Har en cykel")
    verbs.remove_strength(removed, by=amira, on=MONDAY)
    for day, agreement in ((date(2026, 6, 1), "no"), (date(2026, 9, 1), "yes")):
        verbs.review_plan(
            plan, by=amira, on=day, took_part=[], agreement=agreement, next_review_on=LATER
        )

    assert [strength.text for strength in seen().strengths] == ["Kender havnen"]
    assert (seen().last_review.held_on, seen().last_review.agreement) == (date(2026, 9, 1), "yes")


def test_colleagues_are_those_who_work_with_the_citizen(karen, amira, lene, bo, nord):
    later = clock.now() + timedelta(days=30)
    teams.share(karen, by=amira, team=nord, areas=[Area.PLAN], purpose="Råd", until=later)

    assert list(colleagues_of(karen.pk, and_me=amira)) == [amira, lene]


@pytest.mark.parametrize(
    ("name", "said"),
    [("Bent", "Bents"), ("Jens", "Jens'"), ("Max", "Max'"), ("”Kaptajnen”", "”Kaptajnens”")],
)
def test_whose_it_is_in_danish(name, said):
    assert whose(name) == said


def test_who_does_a_step(goal, amira):
    step = StepFactory(goal=goal, worker=amira, by_citizen=True, with_whom="Gerda")

    assert by_whom(step, "Karen") == "Amira, Karen og Gerda"


def test_codes_have_short_danish_labels_and_no_definitions(plan, hope):
    kinds = {row.kind for row in ffb.codes()}

    assert kinds == {"theme", "change", "service", "facility"}
    assert len({row.code for row in ffb.codes()}) == len(ffb.codes())
    assert all(0 < len(row.label) <= 100 for row in ffb.codes())
    goal = GoalFactory(plan=plan, hope=hope, theme=ffb.codes()[0].code)
    assert ffb.label(goal.theme) == "Mentale funktioner"
    assert ffb.label("unknown") == ""
