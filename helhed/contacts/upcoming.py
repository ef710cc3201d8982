"""The next appointment, for the papers that the citizen carries."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from helhed.citizens.models import Citizen
from helhed.contacts.models import Appointment
from helhed.plans.upcoming import Upcoming


def next_appointment(citizen: Citizen, at: datetime) -> Iterable[Upcoming]:
    """The first appointment ahead, if any. Named in `ContactsConfig.what_happens_next`."""
    appointment = (
        Appointment.objects.ahead_on(timezone.localdate(at))
        .filter(citizen=citizen)
        .select_related("worker")
        .order_by("at", "id")
        .first()
    )
    if appointment is not None:
        loose = str(appointment.loose_words or "")
        yield Upcoming(
            on=timezone.localdate(appointment.at),
            what=appointment.what,
            at=None if loose else appointment.at,
            loose=loose,
            who=appointment.worker.get_short_name(),
            place=appointment.place,
        )
