"""Reminding owners: one digest per person, with a link of their own."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.audit.models import Channel
from helhed.core.errors import Refused
from helhed.strategy.models import DigestLink, FollowUpRound, Reminder
from helhed.strategy.rounds.asked import Owner, owners_who_owe
from helhed.strategy.rounds.links import LASTS, new_secret
from helhed.strategy.rounds.mail import digest
from helhed.strategy.rounds.schedule import reminder_is_due

# Makes the whole address of a link out of its secret.
Address = Callable[[str], str]


class NobodyToRemind(Refused):
    message = _("Everybody has answered, or was reminded today already.")


class NoAddress(Refused):
    message = _("The colleague has no e-mail address here. Call instead.")


def send_due_digests(*, at: datetime, address: Address) -> list[Reminder]:
    """The day's reminders by the schedule, each person's in a transaction of its own."""
    on = timezone.localdate(at)
    last = _last_reminders()
    due = [
        owner
        for owner in _owing(on)
        if owner.user.email and reminder_is_due(owner.due_on, on=on, last=last.get(owner.user.pk))
    ]
    return [send_digest(owner, by=None, at=at, address=address) for owner in due]


def remind_late(*, by: User, at: datetime, address: Address) -> list[Reminder]:
    """Everybody who is late is reminded now, but nobody twice on one day."""
    on = timezone.localdate(at)
    last = _last_reminders()
    late = [
        owner
        for owner in _owing(on)
        if owner.user.email and owner.is_late(on) and last.get(owner.user.pk) != on
    ]
    if not late:
        raise NobodyToRemind
    return [send_digest(owner, by=by, at=at, address=address) for owner in late]


@transaction.atomic
def send_digest(owner: Owner, *, by: User | None, at: datetime, address: Address) -> Reminder:
    """One mail about everything asked of the person. Its link closes all earlier ones."""
    if not owner.user.email:
        raise NoAddress
    on = timezone.localdate(at)
    secret, kept = new_secret()
    _revoke(owner.user, at=at)
    DigestLink(owner=owner.user, created_at=at, token_hash=kept, expires_at=at + LASTS).save()
    subject, text = digest(owner, url=address(secret), on=on)
    reminder = Reminder(
        owner=owner.user,
        sent_on=on,
        by_hand=by is not None,
        initiatives=len(owner.questions),
        demo_text=text if settings.HELHED_DEMO else "",
    )
    reminder.save()
    audit.record(
        "strategy.send_digest",
        by=by,
        obj=reminder,
        channel=Channel.PAGE if by else Channel.JOB,
        system_actor="" if by else "plan_follower",
        owner=owner.user.pk,
        initiatives=len(owner.questions),
    )
    # Once everything else is written: a mail cannot be taken back.
    transaction.on_commit(lambda: _post(owner.user, subject, text))
    return reminder


@transaction.atomic
def revoke_links(owner: User, *, by: User, at: datetime) -> int:
    """The person's links open nothing any more. Returns how many were open."""
    closed = _revoke(owner, at=at)
    audit.record("strategy.revoke_links", by=by, owner=owner.pk, closed=closed)
    return closed


def _revoke(owner: User, *, at: datetime) -> int:
    return DigestLink.objects.filter(owner=owner, revoked_at__isnull=True).update(revoked_at=at)


def _post(owner: User, subject: str, text: str) -> None:
    EmailMessage(subject, text, to=[owner.email]).send()


def _owing(on: date) -> list[Owner]:
    rounds = FollowUpRound.objects.under_way_on(on).select_related("plan")
    return owners_who_owe(rounds, on=on)


def _last_reminders() -> dict[UUID, date]:
    rows = Reminder.objects.values("owner").annotate(last=Max("sent_on"))
    return {row["owner"]: row["last"] for row in rows}
