from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from helhed.access.connection import Asking, acting_as, asking_as
from helhed.contacts import verbs
from helhed.contacts.models import Enquiry, EnquiryStep
from helhed.contacts.tests.moments import DENMARK, moment
from helhed.contacts.verbs.enquiries import AlreadyThere, SayWhatWasAnswered
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.teams.models import Duty

pytestmark = pytest.mark.django_db


def ask(team, by=None, **told):
    told.setdefault("received_at", clock.now())
    return verbs.receive_enquiry(
        by=by,
        team=team,
        sender=told.pop("sender", "relative"),
        text=told.pop("text", "Min bror svarer ikke."),
        channel=told.pop("channel", "phone"),
        **told,
    )


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (moment(), moment(date(2026, 3, 5), 16)),
        (moment(date(2026, 3, 6), 15), moment(date(2026, 3, 10), 16)),  # over a weekend
        (moment(date(2026, 4, 1), 9), moment(date(2026, 4, 8), 16)),  # over Easter
    ],
)
def test_an_enquiry_is_answered_within_two_working_days(syd, amira, received, due):
    assert ask(syd, amira, received_at=received).answer_by == due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (moment(hour=9), moment(hour=13)),
        (moment(hour=22), moment(hour=23, minute=59)),
    ],
)
def test_an_urgent_enquiry_is_answered_the_same_day(syd, amira, received, due):
    assert ask(syd, amira, received_at=received, urgent=True).answer_by == due


def test_a_repeated_post_is_one_enquiry(syd, amira):
    key = new_id()
    assert ask(syd, amira, enquiry_id=key) == ask(syd, amira, enquiry_id=key)
    assert Enquiry.objects.count() == 1


def test_taking_and_answering_names_a_person(syd, amira, lene):
    enquiry = ask(syd, amira)

    verbs.take_enquiry(enquiry, by=lene)
    verbs.answer_enquiry(enquiry, by=lene, answer="Vi har talt sammen.", at=clock.now())

    enquiry.refresh_from_db()
    assert enquiry.answered_by == lene
    assert not Enquiry.objects.waiting().exists()


def test_the_database_refuses_an_answer_by_nobody(syd, amira):
    ask(syd, amira)
    with pytest.raises(IntegrityError, match="answered_by_somebody"), transaction.atomic():
        Enquiry.objects.update(answered_at=clock.now())


def test_an_answer_says_something_and_stands(syd, amira, lene):
    enquiry = ask(syd, amira)
    with pytest.raises(SayWhatWasAnswered):
        verbs.answer_enquiry(enquiry, by=amira, answer=" ", at=clock.now())

    verbs.answer_enquiry(enquiry, by=amira, answer="Ja.", at=clock.now())
    verbs.answer_enquiry(enquiry, by=amira, answer="Ja.", at=clock.now())

    with pytest.raises(verbs.AlreadyAnswered):
        verbs.answer_enquiry(enquiry, by=lene, answer="Nej.", at=clock.now())


def test_never_a_wrong_door_whoever_sends_it_on_follows_it_to_the_answer(
    syd, nord, amira, bo, mads
):
    enquiry = ask(syd, amira)
    with acting_as(amira):
        verbs.forward_enquiry(enquiry, by=amira, to_team=nord, reason="Han bor i nord.")
        assert Enquiry.objects.get().team == nord
    with acting_as(bo):
        mine = Enquiry.objects.get()
        verbs.take_enquiry(mine, by=bo)
        verbs.answer_enquiry(mine, by=bo, answer="Vi tager ud til ham.", at=clock.now())
    with acting_as(amira):
        told = [step.what for step in EnquiryStep.objects.order_by("pk")]
        assert told == ["received", "forwarded", "taken", "answered"]
        assert Enquiry.objects.get().answer == "Vi tager ud til ham."
    with acting_as(mads):
        assert not Enquiry.objects.exists()
        assert not EnquiryStep.objects.exists()


def test_sending_on_needs_a_reason_and_another_team_and_keeps_the_time(syd, nord, amira):
    enquiry = ask(syd, amira)
    with pytest.raises(verbs.SayWhySentOn):
        verbs.forward_enquiry(enquiry, by=amira, to_team=nord, reason=" ")
    with pytest.raises(AlreadyThere):
        verbs.forward_enquiry(enquiry, by=amira, to_team=syd, reason="hertil")

    sent = verbs.forward_enquiry(enquiry, by=amira, to_team=nord, reason="Han bor i nord.")

    assert sent.answer_by == enquiry.answer_by


def test_the_public_form_writes_without_anybody_signed_in_and_reads_nothing(syd):
    with asking_as(Asking(role="helhed_app")):
        ask(syd, channel="public_form")
        assert not Enquiry.objects.exists()
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            ask(syd, channel="phone")

    assert Enquiry.objects.get().noted_by is None


def test_an_enquiry_about_a_citizen_is_a_duty_until_it_is_answered(karen, syd, amira, lene):
    enquiry = ask(syd, amira)
    verbs.take_enquiry(enquiry, by=lene)

    verbs.link_enquiry(enquiry, by=lene, citizen=karen)

    duty = Duty.objects.open().get(citizen=karen, kind="enquiry")
    assert (duty.owner, duty.due_at) == (lene, datetime(2026, 3, 5, 16, tzinfo=DENMARK))

    verbs.answer_enquiry(enquiry, by=lene, answer="Svaret.", at=clock.now())
    assert not Duty.objects.open().filter(citizen=karen, kind="enquiry").exists()


def test_the_duty_goes_with_the_enquiry_to_whoever_takes_it(karen, syd, nord, amira, lene):
    enquiry = ask(syd, amira)
    verbs.link_enquiry(enquiry, by=amira, citizen=karen)

    verbs.take_enquiry(enquiry, by=lene)
    assert Duty.objects.open().get(kind="enquiry").owner == lene

    verbs.forward_enquiry(enquiry, by=lene, to_team=nord, reason="De kender ham.")
    duty = Duty.objects.open().get(kind="enquiry")
    assert (duty.owner, duty.team) == (None, nord)
