"""Noting that we met, saw, looked for or spoke with a citizen; adding to it; taking it back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.contacts import duties
from helhed.contacts.models import Appointment, Contact, Promise
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.core.versions import save_if_unchanged
from helhed.teams.models import Membership, Relation, Team

Outcome = Contact.Outcome

ADDABLE = frozenset({"place", "minutes", "note", "own_words", "with_colleagues", "network_present"})
# What noting a contact tells of the appointment it was about.
TELLS = {
    Outcome.MET: Appointment.Outcome.HELD,
    Outcome.ACCOMPANIED: Appointment.Outcome.HELD,
    Outcome.VISIT: Appointment.Outcome.HELD,
    Outcome.PHONE: Appointment.Outcome.HELD,
    Outcome.NO_SHOW: Appointment.Outcome.NO_SHOW,
}


class LiesAhead(Refused):
    message = _("That day has not come yet. Make an appointment instead.")


class TooLateToUndo(Refused):
    message = _("A contact can be taken back on the day it was noted. Add a note instead.")


class NotYours(Refused):
    message = _("Only the colleague who noted the contact can take it back.")


class Undone(Refused):
    message = _("The contact has been taken back. Note a new one.")


@transaction.atomic
def note_contact(
    citizen: Citizen,
    *,
    by: User,
    contact_id: UUID | None,
    outcome: str,
    at: datetime,
    place: str = "",
    minutes: int | None = None,
    note: str = "",
    own_words: str = "",
    with_colleagues: Iterable[UUID] = (),
    network_present: Iterable[str] = (),
    team: Team | None = None,
    kept_by: Team | None = None,
    appointment: Appointment | None = None,
) -> Contact:
    """Note the contact, once: a repeated `contact_id` changes nothing (P10).

    What an unnamed person tells is kept by the team it was told to (P9). A no-show opens a duty
    to look for the citizen, and never anything else (P1).
    """
    if timezone.localdate(at) > clock.today():
        raise LiesAhead
    if contact_id and (standing := _of(citizen, contact_id)):
        return standing
    if citizen.unnamed and kept_by is None:
        kept_by = team or _team_that_knows(citizen, by)
    contact = Contact(
        id=contact_id or new_id(),
        citizen=citizen,
        outcome=outcome,
        at=at,
        place=place.strip(),
        minutes=minutes,
        by=by,
        team=team,
        with_colleagues=list(with_colleagues),
        network_present=list(network_present),
        note=note.strip(),
        own_words=own_words.strip(),
        appointment=appointment,
        kept_by=kept_by,
    )
    standing = _insert(contact)
    if standing is not None:
        return standing
    if appointment is not None and outcome in TELLS:
        _tell(appointment, TELLS[Outcome(outcome)], at=at)
    audit.record("contacts.note_contact", by=by, obj=contact, outcome=outcome)
    duties.keep_up(citizen, by=by, at=clock.now(), because=_because(outcome))
    return contact


def _of(citizen: Citizen, contact_id: UUID) -> Contact | None:
    return Contact.objects.filter(pk=contact_id, citizen=citizen).first()


def _insert(contact: Contact) -> Contact | None:
    """Write the row; the one already standing if the same post came at the same moment."""
    contact.clean_fields(exclude=("citizen", "by", "team", "kept_by", "appointment"))
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError:
        # The twin was still being written when we looked; it stands now.
        standing = _of(contact.citizen, contact.pk)
        if standing is not None:
            return standing
        # The key belongs to somebody else's row, of which nothing may be told.
        contact.pk = new_id()
        contact.save()
    return None


def _team_that_knows(citizen: Citizen, by: User) -> Team | None:
    mine = Membership.objects.on(clock.today()).filter(user=by).values("team")
    ways = Relation.objects.active_at(clock.now()).filter(citizen=citizen, team__in=mine)
    way = ways.select_related("team").order_by("starts_at", "id").first()
    return way.team if way else None


def _tell(appointment: Appointment, outcome: str, *, at: datetime | None) -> None:
    appointment.outcome, appointment.outcome_at = outcome, at
    appointment.save(update_fields=["outcome", "outcome_at"])


def _because(outcome: str) -> str:
    if outcome in Contact.FACE_TO_FACE:
        return _now("We have met the citizen.")
    if outcome in Contact.ATTEMPT:
        return _now("There is a newer attempt.")
    return ""


@transaction.atomic
def add_to_contact(contact: Contact, *, by: User, based_on: int, **added: Any) -> Contact:
    """Add or change note, place, own words and who took part, if nobody did so meanwhile.

    Raises Conflict with both texts when the contact has changed since version `based_on`.
    """
    unknown = added.keys() - ADDABLE
    if unknown:
        raise TypeError(f"A contact takes no {', '.join(sorted(unknown))} afterwards.")
    if Contact.objects.filter(pk=contact.pk, undone_at__isnull=False).exists():
        raise Undone
    save_if_unchanged(contact, based_on=based_on, **added)
    audit.record("contacts.add_to_contact", by=by, obj=contact, fields=sorted(added))
    return contact


@transaction.atomic
def undo_contact(contact: Contact, *, by: User) -> Contact:
    """Take the contact back on the day it was noted; what it caused is taken back with it.

    Nothing is deleted: the row stands with the time it was undone.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.undone_at is not None:
        return contact
    if contact.by_id != by.pk:
        raise NotYours
    if timezone.localdate(contact.created_at) != clock.today():
        raise TooLateToUndo
    contact.undone_at = clock.now()
    contact.save(update_fields=["undone_at"])
    if contact.appointment is not None and contact.outcome in TELLS:
        _tell(contact.appointment, Appointment.Outcome.PLANNED, at=None)
    for made in Promise.objects.open().filter(contact=contact):
        made.dropped_on = clock.today()
        made.save(update_fields=["dropped_on"])
    audit.record("contacts.undo_contact", by=by, obj=contact)
    duties.keep_up(
        contact.citizen, by=by, at=clock.now(), because=_now("The contact was taken back.")
    )
    return contact


@transaction.atomic
def open_what_was_kept(citizen: Citizen, *, by: User, team: Team) -> int:
    """The citizen wants others to read what was told to `team` (P9). Returns how many contacts."""
    told = Contact.objects.filter(citizen=citizen, kept_by=team).update(kept_by=None)
    Promise.objects.filter(citizen=citizen, kept_by=team).update(kept_by=None)
    audit.record("contacts.open_what_was_kept", by=by, citizen_id=citizen.pk, count=told)
    duties.keep_up(citizen, by=by, at=clock.now())
    return told
