from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhed.strategy.status import OPEN, Course, Facts, Standing, Status, Step, standing

TODAY = date(2026, 3, 10)
BEGINS, DUE = date(2025, 1, 1), date(2026, 12, 31)


def told(**facts) -> Standing:
    return standing(Facts(**{"begins": BEGINS, "due": DUE, **facts}), on=TODAY)


def step(days, *, done=False, under_way=False):
    return Step(TODAY + timedelta(days=days), done, under_way)


def test_nothing_known_is_said_honestly():
    assert told().status == Status.NOT_FOLLOWED


def test_a_plan_that_has_not_begun_has_initiatives_that_have_not():
    assert told(begins=TODAY + timedelta(days=1)).status == Status.NOT_STARTED


def test_what_began_before_its_plan_has_begun():
    told_now = told(begins=TODAY + timedelta(days=30), started_on=TODAY)

    assert told_now.status == Status.ON_TRACK


def test_it_follows_the_plan_while_no_milestone_is_late():
    told_now = told(steps=(step(-30, done=True), step(30)))

    assert told_now.status == Status.ON_TRACK
    assert "1" in told_now.reasons[0]
    assert "2" in told_now.reasons[0]


def test_milestones_nobody_took_up_are_not_a_good_sign():
    assert told(steps=(step(30), step(60))).status == Status.NOT_STARTED


@pytest.mark.parametrize(("days", "status"), [(0, "not_started"), (-1, "late"), (-90, "late")])
def test_a_milestone_is_late_from_the_day_after(days, status):
    assert told(steps=(step(days),)).status == status


def test_three_months_late_is_a_risk():
    assert told(steps=(step(-91),)).status == Status.AT_RISK


def test_a_deadline_of_its_own_that_has_passed_is_a_risk():
    assert told(due=TODAY - timedelta(days=1), due_said=True).status == Status.AT_RISK
    assert told(due=TODAY, due_said=True, started_on=BEGINS).status == Status.ON_TRACK


def test_near_the_deadline_half_should_be_done():
    half = (step(-9, done=True), step(9))
    less = (step(-9, done=True), step(9), step(10))

    assert told(due=TODAY + timedelta(days=60), due_said=True, steps=half).status == "on_track"
    assert told(due=TODAY + timedelta(days=60), due_said=True, steps=less).status == "at_risk"
    assert told(due=TODAY + timedelta(days=61), due_said=True, steps=less).status == "on_track"


@pytest.mark.parametrize(
    ("course", "status"),
    [
        (Course.AWAY, Status.AT_RISK),
        (Course.BEHIND, Status.LATE),
        (Course.ON_COURSE, Status.ON_TRACK),
        (Course.REACHED, Status.ON_TRACK),
        (Course.UNKNOWN, Status.NOT_FOLLOWED),
    ],
)
def test_a_figure_tells(course, status):
    assert told(courses=(course,)).status == status


def test_it_should_have_begun():
    assert told(begins=TODAY, begins_said=True).status == Status.LATE
    assert told(begins=TODAY, begins_said=True, started_on=TODAY).status == Status.ON_TRACK


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("operations", Status.IN_OPERATIONS),
        ("merged", Status.MERGED),
        ("closed", Status.CLOSED),
        ("continued", Status.CONTINUED),
        ("new_phase", Status.CONTINUED),
        ("split", Status.CONTINUED),
        ("postponed", Status.POSTPONED),
    ],
)
def test_how_it_went_on_stands_before_what_was_late(kind, status):
    assert told(went_on=(kind,), steps=(step(-200),)).status == status


def test_done_stands_before_continued_and_after_daily_work():
    assert told(done_on=TODAY, went_on=("continued",)).status == Status.DONE
    assert told(done_on=TODAY, went_on=("operations",)).status == Status.IN_OPERATIONS


def test_a_pause_hides_delays():
    assert told(paused_from=TODAY, steps=(step(-200),)).status == Status.PAUSED


def test_what_a_person_says_stands_before_the_rule_and_the_rule_is_still_told():
    facts = Facts(begins=BEGINS, due=DUE, steps=(step(-5),))
    told_now = standing(facts, on=TODAY, said="on_track", reason="Aftalen er på plads.")

    assert told_now == Standing(Status.ON_TRACK, ("Aftalen er på plads.",), Status.LATE, said=True)


STEPS = st.builds(step, st.integers(-400, 400), done=st.booleans(), under_way=st.booleans())
FACTS = st.builds(
    Facts,
    begins=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    due=st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    begins_said=st.booleans(),
    due_said=st.booleans(),
    started_on=st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    steps=st.lists(STEPS, max_size=5).map(tuple),
    courses=st.lists(st.sampled_from(list(Course)), max_size=3).map(tuple),
)


@given(FACTS)
def test_whatever_the_facts_an_open_status_comes_with_a_reason(facts):
    told_now = standing(facts, on=TODAY)

    assert told_now.status in OPEN
    assert told_now.reasons
    assert all(told_now.reasons)


# What is done before its time begins it, and what has begun may turn out to be late.
@given(FACTS.filter(lambda facts: facts.begins <= TODAY))
def test_doing_the_last_milestone_never_makes_it_worse(facts):
    order = ["at_risk", "late", "not_followed", "not_started", "on_track"]
    before = standing(facts, on=TODAY).status
    done = tuple(Step(s.due_on, done=True) for s in facts.steps)
    after = standing(Facts(**{**facts.__dict__, "steps": done}), on=TODAY).status

    assert order.index(after) >= order.index(before)
