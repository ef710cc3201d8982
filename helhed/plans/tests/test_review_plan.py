from datetime import UTC, date, datetime

import pytest

from helhed.core.errors import Refused
from helhed.plans import verbs
from helhed.plans.models import NetworkMeeting, Plan, Review
from helhed.teams.models import Duty

MONDAY = date(2026, 11, 16)
LATER = date(2026, 12, 12)
SPRING = date(2027, 3, 1)


def review(plan, by, **changed):
    usual = {
        "on": MONDAY,
        "took_part": ["Amira", "Gerda"],
        "agreement": Review.Agreement.YES,
        "next_review_on": LATER,
    }
    return verbs.review_plan(plan, by=by, **{**usual, **changed})


def test_it_sets_the_next_day_and_somebody_to_keep_it(plan, amira):
    review(plan, amira)

    assert Plan.objects.get().next_review_on == LATER
    duty = Duty.objects.open().get(kind=Duty.Kind.REVIEW_PLAN)
    assert (duty.owner, duty.due_at.date()) == (amira, LATER)


def test_the_next_review_finishes_the_duty_of_the_first(plan, amira):
    review(plan, amira)
    review(plan, amira, on=LATER, next_review_on=SPRING)

    assert [duty.due_at.date() for duty in Duty.objects.open()] == [SPRING]
    assert Duty.objects.filter(done_at__isnull=False).count() == 1


def test_the_next_day_lies_ahead(plan, amira):
    with pytest.raises(verbs.NextReviewLiesBehind):
        review(plan, amira, next_review_on=MONDAY)


def test_somebody_took_part(plan, amira):
    with pytest.raises(verbs.SomebodyTakesPart):
        review(plan, amira, took_part=[], citizen_took_part=False)


def test_agreement_is_one_of_four_answers(plan, amira):
    with pytest.raises(Refused):
        review(plan, amira, agreement="maybe")


def test_the_citizen_decides_who_comes_to_a_network_meeting(plan, amira):
    noon = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    with pytest.raises(verbs.CitizenChoosesWhoTakesPart):
        verbs.plan_network_meeting(
            plan, by=amira, at=noon, purpose="Julen", chosen_by_citizen=False
        )

    meeting = verbs.plan_network_meeting(
        plan, by=amira, at=noon, purpose="Julen", participants=["Gerda"]
    )
    verbs.note_network_meeting(
        meeting, by=amira, participants=["Gerda", "Poul"], agreed="Gerda henter Karen."
    )

    kept = NetworkMeeting.objects.get()
    assert (kept.held, kept.participants) == (True, ["Gerda", "Poul"])
