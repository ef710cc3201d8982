"""Agreeing to meet, moving it, calling it off, and noting how it went."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.contacts import duties
from helhed.contacts.models import Appointment, Contact
from helhed.contacts.verbs.contacts import note_contact
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.teams.models import Team

Outcome = Appointment.Outcome

# The contact that stands behind an outcome, where nothing more precise is said.
SEEN_AS = {Outcome.HELD: Contact.Outcome.MET, Outcome.NO_SHOW: Contact.Outcome.NO_SHOW}


class BeginsInThePast(Refused):
    message = _("That day is over. Choose today or a day to come.")


class HasDied(Refused):
    message = _("A death is noted, so nothing more is agreed. You can still write a note.")


class NotYetTime(Refused):
    message = _("The day of the appointment has not come yet. Move it, or call it off.")


class AlreadyNoted(Refused):
    message = _("It has already been noted how the appointment went.")


@transaction.atomic
def make_appointment(
    citizen: Citizen,
    *,
    by: User,
    at: datetime,
    worker: User,
    team: Team | None = None,
    place: str = "",
    what: str = "",
    loose_time: str = "",
    appointment_id: UUID | None = None,
) -> Appointment:
    """Agree to meet at `at`; a repeated `appointment_id` changes nothing."""
    if appointment_id is not None:
        standing = Appointment.objects.filter(pk=appointment_id, citizen=citizen).first()
        if standing is not None:
            return standing
    appointment = _write(
        citizen,
        by=by,
        at=at,
        worker=worker,
        team=team,
        place=place,
        what=what,
        loose_time=loose_time,
        key=appointment_id,
    )
    audit.record("contacts.make_appointment", by=by, obj=appointment, at=at)
    duties.keep_up(citizen, by=by, at=clock.now(), because=_now("The next contact is agreed."))
    return appointment


def _write(
    citizen: Citizen, *, by: User, at: datetime, key: UUID | None, **told: Any
) -> Appointment:
    if citizen.deceased_on is not None:
        raise HasDied
    if timezone.localdate(at) < clock.today():
        raise BeginsInThePast
    appointment = Appointment(id=key or new_id(), citizen=citizen, at=at, made_by=by, **told)
    appointment.clean_fields(exclude=("citizen", "worker", "team", "made_by", "moved_to"))
    appointment.save()
    return appointment


@transaction.atomic
def move_appointment(
    appointment: Appointment,
    *,
    by: User,
    at: datetime,
    loose_time: str = "",
    worker: User | None = None,
    place: str | None = None,
) -> Appointment:
    """Move the appointment to another time. Returns the new one; the old one points at it.

    Moved to where it stands already (a repeated post), it returns what stands.
    """
    old = _lock(appointment)
    if old.outcome == Outcome.MOVED and old.moved_to and old.moved_to.at == at:
        return old.moved_to
    _must_be_planned(old)
    new = _write(
        old.citizen,
        by=by,
        at=at,
        worker=worker or old.worker,
        team=old.team,
        place=old.place if place is None else place,
        what=old.what,
        loose_time=loose_time,
        key=None,
    )
    _note(old, Outcome.MOVED, moved_to=new)
    audit.record("contacts.move_appointment", by=by, obj=old, to=new.pk, at=at)
    duties.keep_up(old.citizen, by=by, at=clock.now())
    return new


@transaction.atomic
def cancel_appointment(appointment: Appointment, *, by: User) -> Appointment:
    """Call the appointment off. Whoever then has no next contact gets a duty (P2)."""
    appointment = _lock(appointment)
    if appointment.outcome == Outcome.CANCELLED:
        return appointment
    _must_be_planned(appointment)
    _note(appointment, Outcome.CANCELLED)
    audit.record("contacts.cancel_appointment", by=by, obj=appointment)
    duties.keep_up(appointment.citizen, by=by, at=clock.now())
    return appointment


@transaction.atomic
def note_outcome(
    appointment: Appointment,
    *,
    by: User,
    outcome: str,
    at: datetime,
    contact_id: UUID | None = None,
    **told: Any,
) -> Contact:
    """Note that the appointment was held or that we did not meet, as the contact it became.

    `told` goes to the contact (place, note, minutes …). A no-show opens a duty to look for the
    citizen; it ends, pauses and sanctions nothing (P1).
    """
    appointment = _lock(appointment)
    if appointment.outcome == outcome:
        standing = appointment.contacts.standing().first()
        if standing is not None:
            return standing
    _must_be_planned(appointment)
    if timezone.localdate(appointment.at) > clock.today():
        raise NotYetTime
    told.setdefault("place", appointment.place)
    told.setdefault("team", appointment.team)
    return note_contact(
        appointment.citizen,
        by=by,
        contact_id=contact_id,
        outcome=SEEN_AS[Outcome(outcome)],
        at=at,
        appointment=appointment,
        **told,
    )


def _lock(appointment: Appointment) -> Appointment:
    # Two colleagues may note the same appointment at the same moment.
    return Appointment.objects.select_for_update().get(pk=appointment.pk)


def _must_be_planned(appointment: Appointment) -> None:
    if appointment.outcome != Outcome.PLANNED:
        raise AlreadyNoted


def _note(appointment: Appointment, outcome: str, **more: Any) -> None:
    appointment.outcome, appointment.outcome_at = outcome, clock.now()
    for name, value in more.items():
        setattr(appointment, name, value)
    appointment.save(update_fields=["outcome", "outcome_at", *more])
