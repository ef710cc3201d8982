"""What is asked of authorities that decide by their own law: asked, followed, answered."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.decisions import registers
from helhed.plans.models import AuthorityRequest, Plan
from helhed.plans.verbs import duties
from helhed.teams import verbs as teams
from helhed.teams.models import Duty

Kind = Duty.Kind
Tried = Callable[[Citizen, date], list[str]]


class NobodyTriedToReach(Refused):
    message = _(
        "Nobody has looked for the citizen yet. Try to reach the citizen first: a sanction is not"
        " spoken of without it."
    )


class NotReceivedYet(Refused):
    message = _("They cannot have received it on a day that has not come yet.")


class IsAnswered(Refused):
    message = _("It is answered or no longer asked.")


def cause_of(request: AuthorityRequest) -> str:
    return f"authority:{request.pk}"


@transaction.atomic
def ask_authority(
    plan: Plan,
    *,
    by: User,
    on: date,
    about: str,
    authority: str,
    asked: str,
    answer_by: date,
    social_test: str = "",
) -> AuthorityRequest:
    """Note what was asked of whom; it is somebody's duty to follow it up on the day.

    About a sanction, what was tried to reach the citizen is kept beside it. Raises
    NobodyTriedToReach when nothing was, AgainstARule when dental care lacks its social test.
    """
    sanction = about == AuthorityRequest.About.SANCTION
    tried = what_was_tried(plan.citizen, on=on) if sanction else []
    if sanction and not tried:
        raise NobodyTriedToReach
    row = AuthorityRequest(
        citizen_id=plan.citizen_id,
        plan=plan,
        about=about,
        authority=authority.strip(),
        asked=asked.strip(),
        asked_on=on,
        asked_by=by,
        answer_by=answer_by,
        social_test=social_test.strip(),
        tried=list(tried),
    )
    checked(row).save()
    audit.record("plans.ask_authority", by=by, obj=row, about=about)
    teams.open_duty(
        plan.citizen,
        Kind.AUTHORITY_ANSWER,
        by=by,
        cause=cause_of(row),
        due_at=duties.end_of(answer_by),
        reason=row.authority,
        owner=duties.who_follows(plan.citizen, plan, by),
    )
    return row


def what_was_tried(citizen: Citizen, *, on: date) -> Sequence[str]:
    """Times somebody looked for the citizen lately, newest first, one line each."""
    for config in apps.get_app_configs():
        path = getattr(config, "what_was_tried", "")
        if path:
            source: Tried = import_string(path)
            return source(citizen, on)
    return []


@transaction.atomic
def note_authority_answer(
    row: AuthorityRequest, *, by: User, answered_on: date, answer: str
) -> AuthorityRequest:
    """They have answered. Raises IsAnswered, AgainstARule when a day or the words are missing."""
    row = _must_wait(row)
    row.answered_on, row.answer = answered_on, answer.strip()
    checked(row).save(update_fields=["answered_on", "answer"])
    audit.record("plans.note_authority_answer", by=by, obj=row)
    duties.finish(
        row.citizen, Kind.AUTHORITY_ANSWER, cause_of(row), by=by, note=_text("They have answered.")
    )
    return row


@transaction.atomic
def move_authority_request(
    row: AuthorityRequest, *, by: User, answer_by: date, because: str
) -> AuthorityRequest:
    """Their answer is due on another day; the duty moves with it, and why is kept there.

    Raises IsAnswered, AgainstARule for a day before it was asked.
    """
    row = _must_wait(row)
    row.answer_by = answer_by
    checked(row).save(update_fields=["answer_by"])
    audit.record("plans.move_authority_request", by=by, obj=row, answer_by=answer_by)
    duty = Duty.objects.open().filter(kind=Kind.AUTHORITY_ANSWER, cause=cause_of(row)).first()
    if duty is not None:
        teams.move_duty(duty, by=by, due_at=duties.end_of(answer_by), reason=because)
    return row


@transaction.atomic
def note_authority_received(
    row: AuthorityRequest, *, by: User, on: date, received_on: date
) -> AuthorityRequest:
    """The region has received the referral (SUL § 82 c): we ask again on the day it must begin.

    Days by the register on the day of receipt. Raises IsAnswered, NotReceivedYet, AgainstARule for
    what is asked about anything else.
    """
    if received_on > on:
        raise NotReceivedYet
    row = _must_wait(row)
    row.received_on = received_on
    checked(row).save(update_fields=["received_on"])
    audit.record("plans.note_authority_received", by=by, obj=row, received_on=received_on)
    days = registers.whole("dual_diagnosis_start_days", on=received_on)
    # Already over: asked again the same day it was asked.
    begins = max(received_on + timedelta(days=days), row.asked_on)
    because = _text("%(days)d days from the region's receipt.") % {"days": days}
    return move_authority_request(row, by=by, answer_by=begins, because=because)


@transaction.atomic
def drop_authority_request(
    row: AuthorityRequest, *, by: User, on: date, because: str
) -> AuthorityRequest:
    """It is no longer asked: taken back, or noted wrongly. Raises IsAnswered."""
    row = _must_wait(row)
    row.dropped_on, row.dropped_because = on, because.strip()
    checked(row).save(update_fields=["dropped_on", "dropped_because"])
    audit.record("plans.drop_authority_request", by=by, obj=row)
    teams.withdraw_duty(
        row.citizen, Kind.AUTHORITY_ANSWER, cause_of(row), by=by, because=row.dropped_because
    )
    return row


@transaction.atomic
def keep_authority_request(row: AuthorityRequest, *, by: User) -> AuthorityRequest:
    """Undo that it was dropped: it is asked all the same."""
    if row.dropped_on is None:
        return row
    row.dropped_on, row.dropped_because = None, ""
    checked(row).save(update_fields=["dropped_on", "dropped_because"])
    audit.record("plans.keep_authority_request", by=by, obj=row)
    teams.open_duty(
        row.citizen,
        Kind.AUTHORITY_ANSWER,
        by=by,
        cause=cause_of(row),
        due_at=duties.end_of(row.answer_by),
        reason=row.authority,
        owner=duties.who_follows(row.citizen, row.plan, by),
    )
    return row


def _must_wait(row: AuthorityRequest) -> AuthorityRequest:
    row = AuthorityRequest.objects.select_for_update().get(pk=row.pk)
    if row.answered_on is not None or row.dropped_on is not None:
        raise IsAnswered
    return row
