"""A no-show opens a duty to look for the citizen, and does nothing else (P1)."""

from datetime import datetime

from helhed.accounts.models import User
from helhed.contacts import verbs as contacts
from helhed.contacts.models import Appointment, Contact


def record_no_show(appointment: Appointment, *, by: User, at: datetime) -> Contact:
    """The citizen did not come: somebody looks for them. Nothing is ended, paused or sanctioned.

    Returns the contact it became.
    """
    return contacts.note_outcome(appointment, by=by, outcome=Appointment.Outcome.NO_SHOW, at=at)
