"""Duties that facts of the plan open, and close again."""

from datetime import date, datetime, time

from django.utils import timezone

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.plans.models import Plan
from helhed.teams import verbs as teams
from helhed.teams.models import Caseload, Duty

# The end of a working day: what is due on a day is late when colleagues have gone home.
DUE = time(16)


def end_of(day: date) -> datetime:
    """The moment a duty due on the day is late."""
    return timezone.make_aware(datetime.combine(day, DUE))


def who_follows(citizen: Citizen, plan: Plan, by: User | None) -> User | None:
    """Who owns what the plan asks for: the coordinator, else the own person, else who wrote it."""
    if plan.lead_coordinator is not None and plan.lead_coordinator.is_active:
        return plan.lead_coordinator
    own = (
        Caseload.objects.filter(citizen=citizen, until_day__isnull=True, worker__is_active=True)
        .select_related("worker")
        .order_by("-from_day", "-id")
        .first()
    )
    return own.worker if own else by


def finish(
    citizen: Citizen,
    kind: str,
    cause: str,
    *,
    by: User | None,
    note: str,
    system_actor: str = "",
) -> None:
    """Close the open duty of this cause: done by whoever did it, withdrawn by a message."""
    duty = Duty.objects.open().filter(citizen=citizen, kind=kind, cause=cause).first()
    if duty is None:
        return
    if by is not None:
        teams.complete_duty(duty, by=by, note=note)
    else:
        teams.withdraw_duty(citizen, kind, cause, by=None, because=note, system_actor=system_actor)
