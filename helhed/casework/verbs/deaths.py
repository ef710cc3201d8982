"""A death: everything planned is stopped, nothing is sent, and those around are looked after."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.contacts import verbs as contacts
from helhed.core import clock
from helhed.stays import verbs as stays
from helhed.stays.models import Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment

CARE_WITHIN = timedelta(days=1)


def _because() -> str:
    return gettext("The citizen has died.")


@transaction.atomic
def record_death(
    citizen: Citizen, *, by: User | None, at: datetime, system_actor: str = ""
) -> Citizen:
    """Note the death, call off appointments, end the stay, and open one duty: care for others.

    The enrolment stays until a colleague ends it by `end_enrolment`: the team can take leave.
    A repeated report changes nothing. Source: medcom.md 5 (MORS).
    """
    citizen = Citizen.objects.select_for_update().get(pk=citizen.pk)
    if citizen.deceased_on is not None:
        return citizen
    day = timezone.localdate(at)
    citizen.deceased_on = day
    citizen.version += 1
    citizen.save(update_fields=["deceased_on", "version"])
    contacts.call_off_after_death(citizen, by=by, at=at, system_actor=system_actor)
    teams.withdraw_duties(citizen, by=by, because=_because(), system_actor=system_actor)
    _end_stays(citizen, by=by, at=at, day=day, system_actor=system_actor)
    enrolment = Enrolment.objects.filter(citizen=citizen, until_day__isnull=True).first()
    teams.open_duty(
        citizen,
        Duty.Kind.DEATH,
        by=by,
        cause=f"death:{day}",
        due_at=clock.now() + CARE_WITHIN,
        reason=gettext("Tell the colleagues, call the network as agreed, stop letters."),
        team=enrolment.team if enrolment else None,
        owner=stays.own_person(citizen),
        system_actor=system_actor,
    )
    _log("casework.record_death", citizen, by=by, system_actor=system_actor)
    return citizen


@transaction.atomic
def cancel_death(citizen: Citizen, *, by: User | None, system_actor: str = "") -> Citizen:
    """The death was a mistake: what it closed is opened again. Source: medcom.md 5 (AN_MORS)."""
    citizen = Citizen.objects.select_for_update().get(pk=citizen.pk)
    died_on = citizen.deceased_on
    if died_on is None:
        return citizen
    citizen.deceased_on = None
    citizen.version += 1
    citizen.save(update_fields=["deceased_on", "version"])
    stay = Stay.objects.standing().filter(citizen=citizen, tonight=Stay.DECEASED).first()
    if stay is not None:
        stays.reopen_stay(stay, by=by, system_actor=system_actor)
    contacts.plan_again(citizen, by=by, called_off_since=died_on, system_actor=system_actor)
    teams.withdraw_duty(
        citizen,
        Duty.Kind.DEATH,
        f"death:{died_on}",
        by=by,
        because=gettext("The citizen is alive; the death was reported by mistake."),
        system_actor=system_actor,
    )
    _open_duties_again(citizen, by=by, system_actor=system_actor)
    for enrolment in Enrolment.objects.filter(
        citizen=citizen, end_reason=Enrolment.EndReason.DEATH
    ):
        teams.reopen_enrolment(enrolment, by=by, system_actor=system_actor)
    contacts.follow_up(citizen, by=by, system_actor=system_actor)
    _log("casework.cancel_death", citizen, by=by, system_actor=system_actor)
    return citizen


def _log(action: str, citizen: Citizen, *, by: User | None, system_actor: str) -> None:
    audit.record(action, by=by, obj=citizen, citizen_id=citizen.pk, system_actor=system_actor)


def _end_stays(
    citizen: Citizen, *, by: User | None, at: datetime, day: date, system_actor: str
) -> None:
    for stay in Stay.objects.open().filter(citizen=citizen):
        stays.end_stay(
            stay,
            by=by,
            until_day=max(day, stay.from_night),
            tonight=Stay.DECEASED,
            ended_at=at,
            system_actor=system_actor,
        )


def _open_duties_again(citizen: Citizen, *, by: User | None, system_actor: str) -> None:
    for duty in Duty.objects.filter(citizen=citizen, withdrawn_because=_because()):
        teams.open_duty(
            citizen,
            duty.kind,
            by=by,
            cause=duty.cause,
            due_at=max(duty.due_at, clock.now() + CARE_WITHIN),
            text=duty.text,
            reason=duty.reason,
            team=duty.team,
            owner=duty.owner,
            acute=duty.acute,
            system_actor=system_actor,
        )
