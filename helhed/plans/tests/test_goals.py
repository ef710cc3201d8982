"""Goals, steps and how far it is."""

from datetime import date

import pytest

from helhed.core.errors import Conflict, Refused
from helhed.plans import verbs
from helhed.plans.models import Goal, Progress, Step
from helhed.teams.models import Duty

MONDAY = date(2026, 11, 16)
FRIDAY = date(2026, 11, 20)
LATER = date(2026, 12, 12)


@pytest.fixture
def without_hope(plan, amira):
    return verbs.set_goal(
        plan,
        by=amira,
        wording="Undgå at få spærret sit kort",
        no_hope_reason="Vil ikke tale om penge endnu",
        ask_again_on=LATER,
        on=MONDAY,
    )


def ask_hope() -> Duty:
    return Duty.objects.get(kind=Duty.Kind.ASK_HOPE)


def test_a_goal_that_finds_its_hope_needs_no_more_asking(without_hope, hope, amira):
    verbs.point_goal_at(without_hope, by=amira, hope=hope)

    goal = Goal.objects.get(pk=without_hope.pk)
    assert (goal.hope, goal.no_hope_reason, goal.ask_again_on) == (hope, "", None)
    assert ask_hope().done_by == amira


def test_asked_and_not_now_moves_the_duty(without_hope, amira):
    verbs.ask_about_hope_later(
        without_hope, by=amira, no_hope_reason="Efter jul", ask_again_on=date(2027, 1, 4)
    )

    duty = ask_hope()
    assert duty.due_at.date() == date(2027, 1, 4)
    assert [step.what for step in duty.steps.order_by("at", "id")] == ["opened", "moved"]


def test_a_goal_put_away_asks_for_nothing_until_it_is_taken_up_again(without_hope, amira):
    verbs.end_goal(without_hope, by=amira, end=Goal.End.PUT_AWAY, on=MONDAY)
    assert ask_hope().withdrawn_at is not None

    verbs.take_goal_up_again(without_hope, by=amira)
    assert ask_hope().withdrawn_at is None


def test_a_goal_ends_only_by_being_reached_or_put_away(goal, amira):
    with pytest.raises(Refused):
        verbs.end_goal(goal, by=amira, end="gave_up", on=MONDAY)


def test_two_who_reword_one_goal_both_keep_their_words(goal, amira, lene):
    verbs.reword_goal(goal, by=amira, wording="Egen dør", based_on=1)

    with pytest.raises(Conflict) as both:
        verbs.reword_goal(Goal.objects.get(), by=lene, wording="Egen seng", based_on=1)

    assert both.value.mine["wording"] == "Egen seng"
    assert both.value.theirs["wording"] == "Egen dør"


def test_a_goal_cannot_wish_for_more_than_ten(goal, amira):
    with pytest.raises(Refused):
        verbs.reword_goal(goal, by=amira, wording="Egen dør", wished_level=11, based_on=1)
    assert goal.wished_level == 10


def test_disagreement_is_written_and_not_smoothed_over(goal, amira):
    verbs.note_disagreement(goal, by=amira, text="Karen synes, det går bedre.", based_on=1)

    assert Goal.objects.get().disagreement == "Karen synes, det går bedre."


def test_a_step_is_somebodys(goal, amira):
    with pytest.raises(Refused, match="Vælg"):
        verbs.add_step(goal, by=amira, text="Se boligen")

    step = verbs.add_step(goal, by=amira, text="Se boligen", worker=amira, due_on=FRIDAY)
    assert (step.worker, step.due_on) == (amira, FRIDAY)


def test_a_step_done_twice_is_done_once_and_can_be_undone(goal, amira):
    step = verbs.add_step(goal, by=amira, text="Ringe til Gerda", by_citizen=True)
    verbs.complete_step(step, by=amira, on=MONDAY)
    verbs.complete_step(step, by=amira, on=FRIDAY)
    assert Step.objects.get().done_on == MONDAY

    verbs.reopen_step(step, by=amira)
    assert Step.objects.get().done_on is None


def test_a_step_that_is_done_is_not_dropped(goal, amira):
    step = verbs.add_step(goal, by=amira, text="Ringe til Gerda", by_citizen=True)
    verbs.drop_step(step, by=amira, on=MONDAY)
    verbs.complete_step(step, by=amira, on=FRIDAY)

    with pytest.raises(verbs.StepIsDone):
        verbs.drop_step(step, by=amira, on=FRIDAY)


def test_an_ended_goal_gets_no_new_steps(goal, amira):
    verbs.end_goal(goal, by=amira, end=Goal.End.REACHED, on=MONDAY)

    with pytest.raises(verbs.GoalHasEnded):
        verbs.add_step(goal, by=amira, text="Mere", by_citizen=True)


def test_two_views_are_kept_apart(goal, amira):
    verbs.note_how_far(goal, by=amira, on=MONDAY, citizen_level=6, professional_level=4)

    assert {row.view: row.level for row in goal.progress.all()} == {
        Progress.View.CITIZEN: 6,
        Progress.View.PROFESSIONAL: 4,
    }


def test_the_citizen_may_skip_the_scale(goal, amira):
    verbs.note_how_far(goal, by=amira, on=MONDAY, professional_level=4)

    assert goal.progress.get().view == Progress.View.PROFESSIONAL


def test_two_skipped_views_are_nothing_to_note(goal, amira):
    with pytest.raises(verbs.NothingToNote):
        verbs.note_how_far(goal, by=amira, on=MONDAY)


@pytest.mark.parametrize("level", [-1, 11])
def test_the_scale_goes_from_0_to_10(goal, amira, level):
    with pytest.raises(Refused):
        verbs.note_progress(goal, by=amira, view=Progress.View.CITIZEN, level=level, on=MONDAY)


def test_written_together_in_one_go(plan, amira):
    hope, goal, step = verbs.write_together(
        plan,
        by=amira,
        on=MONDAY,
        words="Sove om natten.",
        wording="Sove fem timer",
        step="Købe ørepropper",
        by_citizen=True,
    )

    assert (goal.hope, step.goal) == (hope, goal)


def test_written_together_only_as_far_as_the_talk_came(plan, amira):
    hope, goal, step = verbs.write_together(plan, by=amira, on=MONDAY, words="Fred og ro.")

    assert hope.words == "Fred og ro."
    assert (goal, step) == (None, None)
