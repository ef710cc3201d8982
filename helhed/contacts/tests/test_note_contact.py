from datetime import timedelta

import pytest

from helhed.audit.models import Event
from helhed.contacts import verbs
from helhed.contacts.models import Appointment, Contact
from helhed.contacts.tests.moments import WEDNESDAY, days_later, moment
from helhed.core import clock
from helhed.core.errors import Conflict
from helhed.core.ids import new_id
from helhed.teams.models import Duty
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db


def note(citizen, by, outcome="met", **told):
    told.setdefault("contact_id", new_id())
    told.setdefault("at", clock.now())
    return verbs.note_contact(citizen, by=by, outcome=outcome, **told)


def open_kinds(citizen):
    return sorted(Duty.objects.open().filter(citizen=citizen).values_list("kind", flat=True))


def test_a_contact_is_noted_with_one_line_in_the_log(karen, amira):
    contact = note(karen, amira, place="Havnen", note="Kaffe ved bænken.")

    assert Contact.objects.get() == contact
    assert contact.place == "Havnen"
    assert Event.objects.filter(action="contacts.note_contact", citizen_id=karen.pk).count() == 1


def test_the_log_holds_no_words_about_the_citizen(karen, amira):
    note(karen, amira, note="Sover hos en ven.", own_words="Jeg er træt.", place="Kanalen")

    told = str(list(Event.objects.values_list("details", flat=True)))
    assert "ven" not in told
    assert "træt" not in told
    assert "Kanalen" not in told


def test_p10_a_repeated_post_changes_nothing_and_answers_the_same(karen, amira):
    key = new_id()
    first = note(karen, amira, contact_id=key, note="Mødt ved kiosken.")
    rows = Event.objects.count()

    again = note(karen, amira, "seen", contact_id=key, note="noget andet")

    assert again == first
    assert again.outcome == "met"
    assert again.note == "Mødt ved kiosken."
    assert Contact.objects.count() == 1
    assert Event.objects.count() == rows


def test_a_key_that_belongs_to_somebody_else_is_replaced(karen, amira, bo, nord):
    from_elsewhere = note(karen, amira)
    anders = enrolled(nord, by=bo)

    contact = note(anders, bo, contact_id=from_elsewhere.pk)

    assert contact.pk != from_elsewhere.pk
    assert contact.citizen == anders


def test_a_contact_cannot_lie_in_the_days_to_come(karen, amira):
    with pytest.raises(verbs.LiesAhead):
        note(karen, amira, at=days_later(1))


def test_a_contact_may_be_noted_afterwards(karen, amira):
    contact = note(karen, amira, at=moment() - timedelta(days=2))

    assert contact.at < clock.now()


def test_meeting_on_an_appointment_holds_it(karen, amira):
    appointment = verbs.make_appointment(karen, by=amira, at=moment(hour=9), worker=amira)

    note(karen, amira, appointment=appointment)

    appointment.refresh_from_db()
    assert appointment.outcome == Appointment.Outcome.HELD


def test_undoing_takes_back_what_the_contact_caused(karen, amira):
    appointment = verbs.make_appointment(karen, by=amira, at=moment(hour=9), worker=amira)
    contact = verbs.note_outcome(appointment, by=amira, outcome="no_show", at=clock.now())
    assert "outreach" in open_kinds(karen)

    verbs.undo_contact(contact, by=amira)

    appointment.refresh_from_db()
    assert appointment.outcome == Appointment.Outcome.PLANNED
    assert "outreach" not in open_kinds(karen)
    assert not Contact.objects.standing().exists()
    assert Contact.objects.exists()


def test_undoing_twice_is_harmless(karen, amira):
    contact = note(karen, amira)
    verbs.undo_contact(contact, by=amira)
    rows = Event.objects.count()

    verbs.undo_contact(contact, by=amira)

    assert Event.objects.count() == rows


def test_a_contact_is_not_undone_the_day_after(karen, amira):
    contact = note(karen, amira)

    with clock.frozen(moment(WEDNESDAY)), pytest.raises(verbs.TooLateToUndo):
        verbs.undo_contact(contact, by=amira)


def test_a_contact_is_not_undone_by_a_colleague(karen, amira, lene):
    contact = note(karen, amira)

    with pytest.raises(verbs.NotYours):
        verbs.undo_contact(contact, by=lene)


def test_p10_two_who_write_the_same_note_both_keep_their_words(karen, amira, lene):
    contact = note(karen, amira)
    verbs.add_to_contact(contact, by=amira, based_on=1, note="Kommer tirsdag.")
    lenes_copy = Contact.objects.get()

    with pytest.raises(Conflict) as both:
        verbs.add_to_contact(lenes_copy, by=lene, based_on=1, note="Kommer onsdag.")

    assert both.value.mine == {"note": "Kommer onsdag."}
    assert both.value.theirs == {"note": "Kommer tirsdag."}
    assert Contact.objects.get().note == "Kommer tirsdag."


def test_earlier_words_stay_in_the_history(karen, amira):
    contact = note(karen, amira, note="Første.")

    verbs.add_to_contact(contact, by=amira, based_on=1, note="Anden.")

    assert list(contact.events.values_list("note", flat=True)) == ["Første."]


def test_nothing_is_added_to_a_contact_that_was_taken_back(karen, amira):
    contact = note(karen, amira)
    verbs.undo_contact(contact, by=amira)

    with pytest.raises(verbs.Undone):
        verbs.add_to_contact(contact, by=amira, based_on=contact.version, note="Mere.")


def test_only_what_belongs_to_the_telling_can_be_added(karen, amira):
    contact = note(karen, amira)

    with pytest.raises(TypeError):
        verbs.add_to_contact(contact, by=amira, based_on=1, kept_by=None)
