"""Duties: opened and withdrawn by the facts that cause them, kept by people."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.teams.models import Duty, DutyStep, Team

What = DutyStep.What


class DutyIsClosed(Refused):
    message = _("The duty is done already, or no longer needed.")


class SayWhy(Refused):
    message = _("Write in a few words why it is moved.")


class SayWhat(Refused):
    message = _("Write what you ask your colleague to do.")


@transaction.atomic
def open_duty(
    citizen: Citizen,
    kind: str,
    *,
    by: User | None,
    cause: str,
    due_at: datetime,
    text: str = "",
    reason: str = "",
    team: Team | None = None,
    owner: User | None = None,
    acute: bool = False,
    system_actor: str = "",
) -> Duty:
    """Open the duty of this (citizen, kind, cause), once: a repeated fact changes nothing.

    A withdrawn duty whose fact has come back is opened again with the new due time; a duty that
    was done stays done.
    """
    duty = Duty.objects.filter(citizen=citizen, kind=kind, cause=cause).first()
    if duty is not None and duty.withdrawn_at is None:
        return duty
    if duty is None:
        duty = Duty(citizen=citizen, kind=kind, cause=cause)
    duty.text, duty.reason, duty.due_at, duty.acute = text, reason, due_at, acute
    duty.team, duty.owner = team, owner
    duty.withdrawn_at, duty.withdrawn_because = None, ""
    duty.opened_at = clock.now()
    again = not duty._state.adding
    duty.save()
    _step(duty, What.REOPENED if again else What.OPENED, by=by, owner=owner, due_at=due_at)
    audit.record(
        "teams.open_duty", by=by, obj=duty, system_actor=system_actor, kind=kind, cause=cause
    )
    return duty


@transaction.atomic
def withdraw_duty(
    citizen: Citizen,
    kind: str,
    cause: str,
    *,
    by: User | None,
    because: str,
    system_actor: str = "",
) -> Duty | None:
    """Take back the open duty of this (citizen, kind, cause), if any; its history stays."""
    duty = (
        Duty.objects.open()
        .select_for_update()
        .filter(citizen=citizen, kind=kind, cause=cause)
        .first()
    )
    if duty is not None:
        _withdraw(duty, by=by, because=because, system_actor=system_actor)
    return duty


@transaction.atomic
def withdraw_duties(
    citizen: Citizen,
    *,
    by: User | None,
    because: str,
    kinds: tuple[str, ...] | None = None,
    cause: str | None = None,
    system_actor: str = "",
) -> list[Duty]:
    """Take back all open duties of the citizen, of these kinds or this cause where given."""
    duties = Duty.objects.open().select_for_update().filter(citizen=citizen)
    if kinds is not None:
        duties = duties.filter(kind__in=kinds)
    if cause is not None:
        duties = duties.filter(cause=cause)
    taken_back = list(duties.order_by("id"))
    for duty in taken_back:
        _withdraw(duty, by=by, because=because, system_actor=system_actor)
    return taken_back


@transaction.atomic
def complete_duty(duty: Duty, *, by: User, note: str = "") -> Duty:
    """The duty is done. Raises DutyIsClosed when it is closed already by somebody else."""
    duty = _lock(duty)
    if duty.done_at is not None and duty.done_by_id == by.pk:
        return duty
    _must_be_open(duty)
    duty.done_at, duty.done_by, duty.done_note = clock.now(), by, note[:300]
    duty.save(update_fields=["done_at", "done_by", "done_note"])
    _step(duty, What.DONE, by=by, note=note)
    audit.record("teams.complete_duty", by=by, obj=duty, kind=duty.kind)
    return duty


@transaction.atomic
def reopen_duty(duty: Duty, *, by: User) -> Duty:
    """Undo that the duty was ticked off."""
    duty = _lock(duty)
    if duty.done_at is None:
        return duty
    duty.done_at, duty.done_by, duty.done_note = None, None, ""
    duty.save(update_fields=["done_at", "done_by", "done_note"])
    _step(duty, What.REOPENED, by=by, owner=duty.owner, due_at=duty.due_at)
    audit.record("teams.reopen_duty", by=by, obj=duty, kind=duty.kind)
    return duty


@transaction.atomic
def assign_duty(duty: Duty, *, by: User, owner: User) -> Duty:
    """Give the duty to a colleague."""
    duty = _lock(duty)
    _must_be_open(duty)
    duty.owner = owner
    duty.save(update_fields=["owner"])
    _step(duty, What.ASSIGNED, by=by, owner=owner)
    audit.record("teams.assign_duty", by=by, obj=duty, owner=owner.pk)
    return duty


@transaction.atomic
def move_duty(
    duty: Duty, *, by: User | None, due_at: datetime, reason: str, system_actor: str = ""
) -> Duty:
    """Move the duty to another time; why is kept in its history."""
    duty = _lock(duty)
    _must_be_open(duty)
    if not reason.strip():
        raise SayWhy
    duty.due_at = due_at
    duty.save(update_fields=["due_at"])
    _step(duty, What.MOVED, by=by, due_at=due_at, note=reason)
    audit.record("teams.move_duty", by=by, obj=duty, system_actor=system_actor, due_at=due_at)
    return duty


@transaction.atomic
def ask_colleague(
    citizen: Citizen,
    *,
    by: User,
    owner: User,
    text: str,
    due_at: datetime,
    reason: str = "",
    team: Team | None = None,
) -> Duty:
    """Ask a colleague to do something for the citizen; it stands in the same list as all duties."""
    if not text.strip():
        raise SayWhat
    duty = Duty(
        citizen=citizen,
        kind=Duty.Kind.ASKED,
        cause=f"asked:{new_id()}",
        text=text,
        reason=reason,
        due_at=due_at,
        team=team,
        owner=owner,
        asked_by=by,
        opened_at=clock.now(),
    )
    duty.save()
    _step(duty, What.OPENED, by=by, owner=owner, due_at=due_at)
    audit.record("teams.ask_colleague", by=by, obj=duty, owner=owner.pk)
    return duty


def _withdraw(duty: Duty, *, by: User | None, because: str, system_actor: str) -> None:
    duty.withdrawn_at, duty.withdrawn_because = clock.now(), str(because)[:300]
    duty.save(update_fields=["withdrawn_at", "withdrawn_because"])
    _step(duty, What.WITHDRAWN, by=by, note=because)
    audit.record("teams.withdraw_duty", by=by, obj=duty, system_actor=system_actor, kind=duty.kind)


def _lock(duty: Duty) -> Duty:
    # Two colleagues may tick the same box at the same moment.
    return Duty.objects.select_for_update().get(pk=duty.pk)


def _must_be_open(duty: Duty) -> None:
    if duty.done_at is not None or duty.withdrawn_at is not None:
        raise DutyIsClosed


def _step(
    duty: Duty,
    what: str,
    *,
    by: User | None,
    owner: User | None = None,
    due_at: datetime | None = None,
    note: str = "",
) -> None:
    DutyStep(
        citizen_id=duty.citizen_id,
        duty=duty,
        what=what,
        at=clock.now(),
        by=by,
        owner=owner,
        due_at=due_at,
        note=str(note)[:300],
    ).save()
