"""Receiving a question or a referral, sending it on inside, answering it: never a wrong door."""

from datetime import datetime, timedelta
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
from helhed.contacts.models import Enquiry, EnquiryStep
from helhed.core import clock
from helhed.core.days import day_begins, end_of_work, working_days_after
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Team

What = EnquiryStep.What

# Agreed answer time, in working days after the day it came.
ANSWER_WITHIN = 2
URGENT_HOURS = 4


class AlreadyAnswered(Refused):
    message = _("The enquiry has been answered already.")


class SayWhySentOn(Refused):
    message = _("Write in a few words why you send it on, so that nobody has to ask again.")


class SayWhatWasAnswered(Refused):
    message = _("Write what was answered.")


class AlreadyThere(Refused):
    message = _("The enquiry lies with that team already.")


def answer_by(received_at: datetime, *, urgent: bool) -> datetime:
    """The agreed time: the second working day at 16; urgent within hours of the same day."""
    day = timezone.localdate(received_at)
    if not urgent:
        return end_of_work(working_days_after(day, ANSWER_WITHIN))
    soon = received_at + timedelta(hours=URGENT_HOURS)
    midnight = day_begins(day + timedelta(days=1))
    return min(soon, midnight - timedelta(minutes=1))


@transaction.atomic
def receive_enquiry(
    *,
    by: User | None,
    team: Team,
    sender: str,
    text: str,
    channel: str,
    received_at: datetime,
    sender_name: str = "",
    sender_phone: str = "",
    about: str = "",
    place: str = "",
    urgent: bool = False,
    enquiry_id: UUID | None = None,
) -> Enquiry:
    """Note the enquiry with the time it must be answered by. `by` is None for the public form.

    A repeated `enquiry_id` from a colleague changes nothing and returns what stands.
    """
    if by and enquiry_id and (standing := Enquiry.objects.filter(pk=enquiry_id).first()):
        return standing
    enquiry = Enquiry(
        id=enquiry_id if by and enquiry_id else new_id(),
        sender=sender,
        sender_name=sender_name.strip(),
        sender_phone=sender_phone.strip(),
        about=about.strip(),
        place=place.strip(),
        text=text.strip(),
        urgent=urgent,
        channel=channel,
        received_at=received_at,
        noted_by=by,
        team=team,
        answer_by=answer_by(received_at, urgent=urgent),
    )
    enquiry.clean_fields(exclude=("team", "noted_by", "owner", "citizen", "answered_by"))
    enquiry.save()
    _step(enquiry, What.RECEIVED, by=by, to_team=team)
    audit.record("contacts.receive_enquiry", by=by, obj=enquiry, came=channel, urgent=urgent)
    return enquiry


@transaction.atomic
def take_enquiry(enquiry: Enquiry, *, by: User) -> Enquiry:
    """A colleague takes it and will answer; taking it over from another is allowed and seen."""
    enquiry = _lock(enquiry)
    _must_wait(enquiry)
    if enquiry.owner_id != by.pk:
        enquiry.owner = by
        enquiry.save(update_fields=["owner"])
        _step(enquiry, What.TAKEN, by=by)
        audit.record("contacts.take_enquiry", by=by, obj=enquiry)
        _move_duty_along(enquiry, by=by)
    return enquiry


@transaction.atomic
def forward_enquiry(enquiry: Enquiry, *, by: User, to_team: Team, reason: str) -> Enquiry:
    """Send it to the team that can answer. The agreed time stands; the sender follows it there."""
    enquiry = _lock(enquiry)
    _must_wait(enquiry)
    if not reason.strip():
        raise SayWhySentOn
    if enquiry.team_id == to_team.pk:
        raise AlreadyThere
    if enquiry.team_id not in enquiry.passed_by:
        enquiry.passed_by = [*enquiry.passed_by, enquiry.team_id]
    enquiry.team, enquiry.owner = to_team, None
    enquiry.save(update_fields=["team", "owner", "passed_by"])
    _step(enquiry, What.FORWARDED, by=by, to_team=to_team, note=reason)
    audit.record("contacts.forward_enquiry", by=by, obj=enquiry, to=to_team.pk)
    _move_duty_along(enquiry, by=by)
    return enquiry


@transaction.atomic
def answer_enquiry(enquiry: Enquiry, *, by: User, answer: str, at: datetime) -> Enquiry:
    """Somebody answered, and what. The same answer again changes nothing."""
    enquiry = _lock(enquiry)
    if enquiry.answered_by_id == by.pk and enquiry.answer == answer.strip():
        return enquiry
    _must_wait(enquiry)
    if not answer.strip():
        raise SayWhatWasAnswered
    enquiry.answer, enquiry.answered_at, enquiry.answered_by = answer.strip(), at, by
    enquiry.owner = enquiry.owner or by
    enquiry.save(update_fields=["answer", "answered_at", "answered_by", "owner"])
    _step(enquiry, What.ANSWERED, by=by)
    audit.record("contacts.answer_enquiry", by=by, obj=enquiry)
    _keep_up(enquiry, by=by, because=_now("The enquiry is answered."))
    return enquiry


@transaction.atomic
def link_enquiry(enquiry: Enquiry, *, by: User, citizen: Citizen) -> Enquiry:
    """The enquiry is about this citizen: answering it stands among the citizen's duties."""
    enquiry = _lock(enquiry)
    before = enquiry.citizen
    if before is not None and before.pk == citizen.pk:
        return enquiry
    enquiry.citizen = citizen
    enquiry.save(update_fields=["citizen"])
    _step(enquiry, What.LINKED, by=by)
    audit.record("contacts.link_enquiry", by=by, obj=enquiry)
    _keep_up(enquiry, by=by)
    if before is not None:
        duties.keep_up(before, by=by, at=clock.now(), because=_now("It was about somebody else."))
    return enquiry


def _keep_up(enquiry: Enquiry, *, by: User, because: str = "") -> None:
    if enquiry.citizen is not None:
        duties.keep_up(enquiry.citizen, by=by, at=clock.now(), because=because)


def _move_duty_along(enquiry: Enquiry, *, by: User) -> None:
    """The citizen's duty to answer follows the enquiry to whoever has it now."""
    cause = f"enquiry:{enquiry.pk}"
    duty = Duty.objects.open().filter(citizen=enquiry.citizen_id, cause=cause).first()
    if duty is not None and enquiry.owner is not None:
        teams.assign_duty(duty, by=by, owner=enquiry.owner)
    elif enquiry.citizen is not None:
        teams.withdraw_duties(enquiry.citizen, by=by, because=_now("Sent on."), cause=cause)
        _keep_up(enquiry, by=by)


def _lock(enquiry: Enquiry) -> Enquiry:
    # Two colleagues may take the same enquiry at the same moment.
    return Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)


def _must_wait(enquiry: Enquiry) -> None:
    if enquiry.answered_at is not None:
        raise AlreadyAnswered


def _step(enquiry: Enquiry, what: str, *, by: User | None, note: str = "", **more: Any) -> None:
    EnquiryStep(
        enquiry=enquiry, what=what, at=clock.now(), by=by, note=note.strip()[:300], **more
    ).save()
