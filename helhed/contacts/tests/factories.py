"""Contacts, appointments, promises and enquiries for tests, made by the verbs."""

from helhed.contacts import verbs
from helhed.contacts.tests.moments import moment
from helhed.core.ids import new_id


def contact_with(citizen, by, outcome="met", **told):
    told.setdefault("at", moment())
    return verbs.note_contact(citizen, by=by, contact_id=new_id(), outcome=outcome, **told)


def appointment_with(citizen, by, at=None, **told):
    return verbs.make_appointment(citizen, by=by, at=at or moment(hour=9), worker=by, **told)


def promise_to(citizen, by, text="nye strenge", **told):
    return verbs.promise(citizen, by=by, text=text, on=moment().date(), **told)


def enquiry_to(team, by, **told):
    told.setdefault("text", "Min bror svarer ikke.")
    return verbs.receive_enquiry(
        by=by, team=team, sender="relative", channel="phone", received_at=moment(), **told
    )
