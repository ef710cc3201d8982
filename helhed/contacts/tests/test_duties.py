from datetime import date

import pytest
from django.db import IntegrityError, transaction

from helhed.contacts import duties, verbs
from helhed.contacts.models import Appointment, Contact
from helhed.contacts.tests.moments import NEXT_MONDAY, TUESDAY, days_later, moment
from helhed.contacts.verbs.appointments import HasDied, NotYetTime
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment
from helhed.teams.tests.factories import CitizenFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(karen, amira):
    """Karen, met this morning, so that nothing is too long ago."""
    return note(karen, amira, "met")


def note(citizen, by, outcome, **told):
    return verbs.note_contact(
        citizen, by=by, contact_id=new_id(), outcome=outcome, at=clock.now(), **told
    )


def agree(citizen, by, at=None):
    return verbs.make_appointment(citizen, by=by, at=at or days_later(2), worker=by)


def open_duties(citizen):
    return {duty.kind: duty for duty in Duty.objects.open().filter(citizen=citizen)}


def test_p1_a_no_show_opens_a_duty_to_look_with_an_owner_and_a_day(karen, amira, met):
    appointment = agree(karen, amira, moment(hour=9))

    verbs.note_outcome(appointment, by=amira, outcome="no_show", at=clock.now())

    duty = open_duties(karen)["outreach"]
    assert duty.owner == amira
    assert duty.due_at == moment(date(2026, 3, 4), 16)


def test_p1_no_number_of_no_shows_ends_or_pauses_anything(karen, amira, syd):
    before = Enrolment.objects.get(citizen=karen)

    for _time in range(5):
        appointment = agree(karen, amira, moment(hour=9))
        verbs.note_outcome(appointment, by=amira, outcome="no_show", at=clock.now())

    after = Enrolment.objects.get(citizen=karen)
    assert (after.until_day, after.end_reason, after.version) == (None, "", before.version)
    assert Duty.objects.open().filter(citizen=karen, kind="outreach").count() == 1


def test_p1_the_database_knows_no_end_by_no_show(karen, amira):
    enrolment = Enrolment.objects.filter(citizen=karen)

    with pytest.raises(IntegrityError, match="ends_only_for_four_reasons"), transaction.atomic():
        enrolment.update(until_day=TUESDAY, end_reason="no_show", ended_by=amira)


def test_p1_another_appointment_does_not_hide_a_no_show(karen, amira, met):
    missed = agree(karen, amira, moment(hour=9))
    agree(karen, amira, days_later(9))

    verbs.note_outcome(missed, by=amira, outcome="no_show", at=clock.now())

    assert "outreach" in open_duties(karen)


def test_looking_ends_when_the_citizen_is_met(karen, amira, met):
    verbs.note_outcome(
        agree(karen, amira, moment(hour=9)), by=amira, outcome="no_show", at=clock.now()
    )

    with clock.frozen(moment(hour=15)):
        note(karen, amira, "met")

    assert "outreach" not in open_duties(karen)


def test_looking_ends_when_a_new_meeting_is_agreed(karen, amira, met):
    verbs.note_outcome(
        agree(karen, amira, moment(hour=9)), by=amira, outcome="no_show", at=clock.now()
    )

    with clock.frozen(moment(hour=15)):
        agree(karen, amira)

    assert open_duties(karen) == {}


def test_having_seen_the_citizen_from_afar_does_not_end_the_looking(karen, amira, met):
    verbs.note_outcome(
        agree(karen, amira, moment(hour=9)), by=amira, outcome="no_show", at=clock.now()
    )

    with clock.frozen(moment(hour=15)):
        note(karen, amira, "seen")

    assert "outreach" in open_duties(karen)


def test_not_found_opens_a_duty_only_where_it_is_agreed_how_often_we_meet(karen, amira, met):
    with clock.frozen(moment(hour=11)):
        note(karen, amira, "not_found")
    assert "outreach" not in open_duties(karen)

    with clock.frozen(moment(hour=12)):
        verbs.agree_how_often(karen, by=amira, days=3, on=TUESDAY)

    assert "outreach" in open_duties(karen)


def test_looking_stays_with_the_colleague_who_took_it_on(karen, amira, lene, met):
    verbs.note_outcome(
        agree(karen, amira, moment(hour=9)), by=amira, outcome="no_show", at=clock.now()
    )
    teams.assign_duty(open_duties(karen)["outreach"], by=amira, owner=lene)

    with clock.frozen(moment(hour=12)):
        note(karen, amira, "no_show")

    assert open_duties(karen)["outreach"].owner == lene


def test_p2_whoever_has_no_next_contact_has_a_duty(karen, amira, met):
    duty = open_duties(karen)["next_contact"]

    assert duty.owner == amira
    assert duty.due_at == moment(date(2026, 3, 5), 16)


def test_p2_an_agreed_meeting_takes_the_duty_away_and_calling_off_brings_it_back(karen, amira, met):
    appointment = agree(karen, amira)
    assert open_duties(karen) == {}

    verbs.cancel_appointment(appointment, by=amira)

    assert list(open_duties(karen)) == ["next_contact"]


def test_p2_ticking_off_the_duty_without_agreeing_anything_leaves_another(karen, amira, met):
    verbs.complete_duty(open_duties(karen)["next_contact"], by=amira)

    assert list(open_duties(karen)) == ["next_contact"]
    assert Duty.objects.filter(citizen=karen, kind="next_contact").count() == 2


def test_p2_an_appointment_that_passed_without_a_word_opens_the_duty_in_the_night(
    karen, amira, met
):
    agree(karen, amira, days_later(1))

    with clock.frozen(days_later(1, hour=23)):
        assert duties.recompute(at=clock.now()) == []
    with clock.frozen(days_later(2, hour=1)):
        assert duties.recompute(at=clock.now()) == [karen.pk]

    assert list(open_duties(karen)) == ["next_contact"]


def test_p2_a_newly_enrolled_citizen_has_a_duty(syd, amira, pernille):
    citizen = CitizenFactory()
    teams.enrol(citizen, by=amira, team=syd, from_day=TUESDAY, legal_bases=[])

    verbs.follow_up(citizen, by=amira)

    assert open_duties(citizen)["next_contact"].owner == pernille


def test_not_met_for_a_week_is_a_duty(karen, amira, met):
    agree(karen, amira, days_later(20))

    with clock.frozen(days_later(6)):
        duties.recompute(at=clock.now())
    assert "not_met" not in open_duties(karen)

    with clock.frozen(days_later(7)):
        duties.recompute(at=clock.now())
    assert open_duties(karen)["not_met"].due_at == days_later(7, hour=16)


def test_how_often_we_meet_is_what_is_agreed(karen, amira, met):
    verbs.agree_how_often(karen, by=amira, days=2, on=TUESDAY)

    with clock.frozen(days_later(2)):
        duties.recompute(at=clock.now())

    assert "not_met" in open_duties(karen)


def test_meeting_the_citizen_ends_the_duty_to_meet(karen, amira):
    verbs.follow_up(karen, by=amira)
    assert "not_met" in open_duties(karen)

    note(karen, amira, "visit")

    assert "not_met" not in open_duties(karen)


def test_whoever_has_left_the_team_leaves_no_duties_behind(karen, amira, met, syd):
    enrolment = Enrolment.objects.get(citizen=karen)
    teams.end_enrolment(
        enrolment, by=amira, until_day=TUESDAY, reason="handed_over", note="Overtaget af Nord."
    )

    verbs.follow_up(karen, by=amira)

    assert open_duties(karen) == {}


def test_a_moved_appointment_is_the_next_contact(karen, amira, met):
    old = agree(karen, amira)

    new = verbs.move_appointment(old, by=amira, at=moment(NEXT_MONDAY))

    old.refresh_from_db()
    assert (old.outcome, old.moved_to) == (Appointment.Outcome.MOVED, new)
    assert verbs.move_appointment(old, by=amira, at=moment(NEXT_MONDAY)) == new
    assert open_duties(karen) == {}


def test_an_outcome_is_noted_once(karen, amira, met):
    appointment = agree(karen, amira, moment(hour=9))
    first = verbs.note_outcome(appointment, by=amira, outcome="no_show", at=clock.now())

    again = verbs.note_outcome(appointment, by=amira, outcome="no_show", at=clock.now())

    assert again == first
    with pytest.raises(verbs.AlreadyNoted):
        verbs.note_outcome(appointment, by=amira, outcome="held", at=clock.now())
    assert Contact.objects.filter(outcome="no_show").count() == 1


def test_an_appointment_lies_not_in_the_past(karen, amira):
    with pytest.raises(verbs.BeginsInThePast):
        agree(karen, amira, days_later(-1))


def test_nothing_is_agreed_with_the_dead(karen, amira):
    karen.deceased_on = TUESDAY
    karen.save()

    with pytest.raises(HasDied):
        agree(karen, amira)


def test_nobody_is_absent_before_the_day(karen, amira):
    appointment = agree(karen, amira, days_later(1))

    with pytest.raises(NotYetTime):
        verbs.note_outcome(appointment, by=amira, outcome="no_show", at=clock.now())
