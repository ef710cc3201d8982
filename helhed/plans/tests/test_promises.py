"""P4 and P5, as the citizen is promised them."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from helhed.core.errors import Refused
from helhed.plans import verbs
from helhed.plans.models import Goal, Pause, Service
from helhed.plans.tests.factories import GoalFactory, PlanFactory
from helhed.teams.models import Duty

MONDAY = date(2026, 11, 16)
LATER = date(2026, 12, 12)


def at_four(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 16))


def test_p4_a_goal_without_a_hope_says_why_and_somebody_asks_again(plan, amira):
    goal = verbs.set_goal(
        plan,
        by=amira,
        wording="Undgå at få spærret sit kort",
        no_hope_reason="Vil ikke tale om penge endnu",
        ask_again_on=LATER,
        on=MONDAY,
    )

    duty = Duty.objects.open().get(kind=Duty.Kind.ASK_HOPE)
    assert (duty.citizen, duty.owner, duty.due_at) == (goal.citizen, amira, at_four(LATER))


@pytest.mark.parametrize("half", [{"no_hope_reason": "Senere"}, {"ask_again_on": LATER}, {}])
def test_p4_a_goal_with_neither_hope_nor_reason_is_refused_in_words(plan, amira, half):
    with pytest.raises(Refused, match="håb"):
        verbs.set_goal(plan, by=amira, wording="Betale husleje", on=MONDAY, **half)

    assert not Goal.objects.exists()


def test_p4_the_database_itself_wants_a_hope_or_a_reason(plan):
    with pytest.raises(IntegrityError, match="points_at_a_hope"), transaction.atomic():
        GoalFactory(plan=plan, hope=None)


def test_p4_a_hope_that_goals_point_at_is_not_put_away_from_under_them(hope, goal, amira):
    with pytest.raises(verbs.HopeHasGoals):
        verbs.put_hope_away(hope, by=amira, on=MONDAY)


def test_p4_a_pause_names_what_comes_first_and_who_takes_it_up_again_when(service, amira, lene):
    pause = verbs.pause_service(
        service,
        by=amira,
        from_day=MONDAY,
        comes_first="et sted at sove",
        resume_on=LATER,
        resumed_by=lene,
    )

    duty = Duty.objects.open().get(kind=Duty.Kind.RESUME_SERVICE)
    assert (duty.owner, duty.due_at, duty.reason) == (lene, at_four(LATER), "et sted at sove")
    assert duty.cause == f"pause:{pause.pk}"


def test_p4_a_pause_that_names_nothing_is_refused(service, amira):
    with pytest.raises(Refused):
        verbs.pause_service(
            service,
            by=amira,
            from_day=MONDAY,
            comes_first=" ",
            resume_on=LATER,
            resumed_by=amira,
        )

    assert not Duty.objects.filter(kind=Duty.Kind.RESUME_SERVICE).exists()


def test_p4_the_database_itself_wants_to_know_what_comes_first(service, amira):
    pause = Pause(
        citizen=service.citizen,
        service=service,
        from_day=MONDAY,
        comes_first="",
        resume_on=LATER,
        resumed_by=amira,
    )
    with pytest.raises(IntegrityError, match="names_what_comes_first"), transaction.atomic():
        pause.save()


def test_p5_no_help_has_an_end_date_of_its_own(plan, amira):
    service = verbs.start_service(
        plan, by=amira, name="Bostøtte", provider="ACT-team Syd", from_day=MONDAY
    )

    in_thirty_years = MONDAY + timedelta(days=30 * 365)
    assert service in Service.objects.running_on(in_thirty_years)


@pytest.mark.parametrize(
    "end", [value for value in Service.End.values if value != Service.End.DEATH]
)
def test_p5_aftercare_follows_the_end_of_every_help(service, amira, end):
    verbs.end_service(service, by=amira, end=end, on=MONDAY)

    duty = Duty.objects.open().get(kind=Duty.Kind.AFTERCARE)
    assert duty.owner == amira
    assert at_four(MONDAY) < duty.due_at <= at_four(MONDAY + timedelta(days=14))


def test_p5_whoever_is_left_without_help_is_followed_up_within_days(service, amira):
    verbs.end_service(service, by=amira, end=Service.End.PROVIDER_STOPPED, on=MONDAY)

    duty = Duty.objects.open().get(kind=Duty.Kind.AFTERCARE)
    assert duty.due_at <= at_four(MONDAY + timedelta(days=2))


def test_p1_not_having_met_is_no_reason_to_end_help(service, amira):
    with pytest.raises(Refused):
        verbs.end_service(service, by=amira, end="no_show", on=MONDAY)
    with (
        pytest.raises(IntegrityError, match="ends_with_a_reason"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            'UPDATE plans_service SET until_day = from_day, "end" = %s WHERE id = %s',
            ["no_show", service.pk],
        )


def test_a_goal_may_not_point_at_somebody_elses_hope(plan, hope, amira, syd):
    other = PlanFactory(citizen=type(plan.citizen).objects.create(name="Ib", sort_key="ib"))

    with pytest.raises(verbs.HopeBelongsToAnotherPlan):
        verbs.set_goal(other, by=amira, wording="Sove", hope=hope, on=MONDAY)
