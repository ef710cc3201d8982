"""A step of the cold-weather plan: its extra beds open and close, and somebody goes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.stays.models import Bed, BedPeriod, ColdShift, ColdStep, Site
from helhed.stays.verbs import beds
from helhed.teams import verbs as teams
from helhed.teams.models import Team


@dataclass(frozen=True)
class ExtraShift:
    """Somebody goes out on a cold night."""

    team: Team
    user: User
    starts_at: datetime
    ends_at: datetime
    phone: str


@transaction.atomic
def open_extra_beds(
    step: ColdStep,
    *,
    by: User,
    from_night: date,
    until_day: date | None = None,
    shifts: Iterable[ExtraShift] = (),
) -> list[Bed]:
    """A step of the cold-weather plan begins: its extra beds open, and shifts outdoors are planned.

    Returns the beds of the step; those open already stay so.
    """
    extra = list(Bed.objects.filter(site=step.site, extra=True).order_by("pk")[: step.extra_beds])
    for bed in extra:
        if not BedPeriod.objects.on_night(from_night).filter(bed=bed, state="open").exists():
            beds.set_period(
                bed,
                by=by,
                state=BedPeriod.State.OPEN,
                from_night=from_night,
                until_day=until_day,
                reason=gettext("Cold weather, step %(number)s.") % {"number": step.number},
                cold_step=step,
            )
    for shift in shifts:
        plan_cold_shift(step, by=by, shift=shift)
    audit.record("stays.open_extra_beds", by=by, obj=step, beds=len(extra), from_night=from_night)
    return extra


@transaction.atomic
def plan_cold_shift(step: ColdStep, *, by: User, shift: ExtraShift) -> ColdShift:
    """An extra shift of the step: somebody goes out, and the step knows that it has one more."""
    planned = teams.plan_shift(
        shift.team,
        by=by,
        user=shift.user,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        phone=shift.phone,
    )
    row = ColdShift(step=step, shift=planned)
    row.save()
    audit.record("stays.plan_cold_shift", by=by, obj=row, step=step.number)
    return row


@transaction.atomic
def close_extra_beds(site: Site, *, by: User, on: date) -> list[Bed]:
    """The cold is over from the night of `on`. Returns beds left open: nobody is put out."""
    left = []
    for bed in Bed.objects.filter(site=site, extra=True).order_by("pk"):
        try:
            beds.set_period(bed, by=by, state=BedPeriod.State.CLOSED, from_night=on)
        except beds.SomebodyHasIt:
            left.append(bed)
    audit.record("stays.close_extra_beds", by=by, obj=site, on=on, left=len(left))
    return left
