"""Nobody speaks of a sanction without the evidence of attempts to reach the citizen beside it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from helhed.contacts import verbs
from helhed.contacts.models import Contact
from helhed.contacts.tests.moments import moment
from helhed.core import clock
from helhed.plans import verbs as plans
from helhed.plans.models import AuthorityRequest


@pytest.fixture
def plan(karen, amira):
    return plans.start_plan(karen, by=amira, on=clock.today())


def speak_of_a_sanction(plan, by):
    return plans.ask_authority(
        plan,
        by=by,
        on=clock.today(),
        about="sanction",
        authority="Ydelsescentret",
        asked="Karen kom ikke til to samtaler. Vi mener ikke, at det skal have følger.",
        answer_by=clock.today() + timedelta(days=7),
    )


def contact(citizen, by, outcome, days_ago):
    at = moment() - timedelta(days=days_ago)
    return verbs.note_contact(citizen, by=by, contact_id=None, outcome=outcome, at=at)


@pytest.mark.parametrize(
    "what", [(), ((Contact.Outcome.NO_SHOW, 2),), ((Contact.Outcome.NOT_FOUND, 120),)]
)
def test_las_no_sanction_is_spoken_of_before_somebody_tried_to_reach_the_citizen(
    karen, amira, plan, what
):
    for outcome, days_ago in what:
        contact(karen, amira, outcome, days_ago)

    with pytest.raises(plans.NobodyTriedToReach):
        speak_of_a_sanction(plan, amira)


def test_what_was_tried_stands_beside_it_as_it_was_known_that_day(karen, amira, plan):
    contact(karen, amira, Contact.Outcome.NOT_FOUND, 3)
    contact(karen, amira, Contact.Outcome.PHONE, 2)

    row = speak_of_a_sanction(plan, amira)
    contact(karen, amira, Contact.Outcome.MET, 0)

    assert len(AuthorityRequest.objects.get(pk=row.pk).tried) == 2


def test_p1_the_database_keeps_no_sanction_without_what_was_tried(karen, amira, plan):
    day = date(2026, 11, 16)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuthorityRequest.objects.create(
            citizen=karen,
            plan=plan,
            about="sanction",
            authority="X",
            asked="Y",
            asked_on=day,
            asked_by=amira,
            answer_by=day,
        )
