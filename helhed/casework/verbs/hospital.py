"""Into hospital and out again: stays, services and duties move together."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.errors import Refused
from helhed.plans import verbs as plans
from helhed.stays import verbs as stays
from helhed.stays.models import Kind, Stay, Ward
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment, Team

# Until a discharge is planned with the ward, somebody should have called it.
CONTACT_WARD_WITHIN = timedelta(hours=24)
ASK_ON_LEAVE_WITHIN = timedelta(hours=8)
FOLLOW_UP_WITHIN = timedelta(days=3)


class NotInHospital(Refused):
    message = _("The citizen is not in hospital.")


class AlreadyInHospital(Refused):
    message = _("The citizen is in hospital already.")


def current_admission(citizen: Citizen) -> Stay | None:
    """The open stay in hospital, if there is one."""
    return Stay.objects.open().filter(citizen=citizen, kind=Kind.HOSPITAL).first()


@transaction.atomic
def admit_to_hospital(
    citizen: Citizen,
    *,
    by: User | None,
    at: datetime,
    acute_ambulant: bool = False,
    hospital: str = "",
    department: str = "",
    episode_ids: list[str] | None = None,
    source: str = Stay.Source.WORKER,
    system_actor: str = "",
) -> Stay:
    """A stay in hospital begins; what the citizen slept in before is remembered and can be kept.

    The team is told by a duty to contact the ward; running services rest, with the hospital first.
    Source: medcom.md 5 (STAA, STIN first).
    """
    if current_admission(citizen) is not None:
        raise AlreadyInHospital
    night = _day(at)
    left = _leave_for_hospital(citizen, by=by, night=night, system_actor=system_actor)
    stay = stays.begin_stay(
        citizen,
        by=by,
        kind=Kind.HOSPITAL,
        from_night=night,
        certain=not _sleeps_elsewhere(citizen, night),
        began_at=at,
        interrupts=left,
        acute_ambulant=acute_ambulant,
        episode_ids=episode_ids or [],
        source=source,
        evidence=Stay.Evidence.PROVIDER_RECORD,
        system_actor=system_actor,
    )
    note_ward(stay, hospital=hospital, department=department, at=at)
    _tell_the_team(stay, by=by, at=at, system_actor=system_actor)
    plans.pause_for_hospital(citizen, by=by, on=night, system_actor=system_actor)
    audit.record("casework.admit_to_hospital", by=by, obj=stay, system_actor=system_actor)
    return stay


def note_ward(stay: Stay, *, hospital: str, department: str, at: datetime) -> Ward | None:
    """Keep hospital and department in the area of health, where they belong."""
    if not hospital and not department:
        return None
    ward = Ward(
        citizen_id=stay.citizen_id,
        stay=stay,
        hospital=hospital[:160],
        department=department[:160],
        from_at=at,
    )
    ward.save()
    return ward


@transaction.atomic
def move_in_hospital(
    stay: Stay,
    *,
    by: User | None,
    at: datetime,
    acute_ambulant: bool,
    hospital: str = "",
    department: str = "",
    episode_ids: list[str] | None = None,
    system_actor: str = "",
) -> Stay:
    """The same stay, another hospital, department or class; no discharge is asked about."""
    known = [*stay.episode_ids]
    known += [episode for episode in episode_ids or [] if episode not in known]
    stay = stays.correct_stay(
        stay,
        by=by,
        system_actor=system_actor,
        acute_ambulant=acute_ambulant,
        episode_ids=known,
        on_leave_from=None,
    )
    note_ward(stay, hospital=hospital, department=department, at=at)
    teams.open_duty(
        stay.citizen,
        Duty.Kind.TRANSFERRED,
        by=by,
        cause=f"transfer:{stay.pk}:{at:%Y%m%d%H%M}",
        due_at=at + CONTACT_WARD_WITHIN,
        owner=stays.own_person(stay.citizen),
        team=team_of(stay.citizen),
        system_actor=system_actor,
    )
    audit.record("casework.move_in_hospital", by=by, obj=stay, system_actor=system_actor)
    return stay


@transaction.atomic
def start_leave(stay: Stay, *, by: User | None, at: datetime, system_actor: str = "") -> Stay:
    """Home on leave: the hospital keeps the responsibility, services keep resting."""
    stay = stays.correct_stay(stay, by=by, system_actor=system_actor, on_leave_from=at)
    teams.open_duty(
        stay.citizen,
        Duty.Kind.ON_LEAVE,
        by=by,
        cause=f"stay:{stay.pk}",
        due_at=at + ASK_ON_LEAVE_WITHIN,
        owner=stays.own_person(stay.citizen),
        team=team_of(stay.citizen),
        system_actor=system_actor,
    )
    audit.record("casework.start_leave", by=by, obj=stay, system_actor=system_actor)
    return stay


@transaction.atomic
def end_leave(stay: Stay, *, by: User | None, because: str = "", system_actor: str = "") -> Stay:
    """Back from leave (or the leave never was): the leave's duty goes."""
    stay = stays.correct_stay(stay, by=by, system_actor=system_actor, on_leave_from=None)
    teams.withdraw_duty(
        stay.citizen,
        Duty.Kind.ON_LEAVE,
        f"stay:{stay.pk}",
        by=by,
        because=because or gettext("Back in hospital."),
        system_actor=system_actor,
    )
    audit.record("casework.end_leave", by=by, obj=stay, system_actor=system_actor)
    return stay


@transaction.atomic
def discharge_from_hospital(
    stay: Stay,
    *,
    by: User | None,
    at: datetime,
    tonight: str = Stay.UNANSWERED,
    citizen_said_yes: bool | None = None,
    although: str = "",
    system_actor: str = "",
) -> Stay:
    """The stay ends at `at`; somebody answers today where the citizen sleeps tonight (P3).

    Opens follow-up (P5) and takes resting services up again. A message says nothing of tonight, so
    the answer is left open and the duty stands until a colleague has found out. Raises DecideFirst
    when somebody who came from a shelter does not go back there before support is decided, unless
    `although` says why.
    """
    teams.withdraw_duties(
        stay.citizen,
        by=by,
        because=gettext("The citizen has been discharged."),
        kinds=(Duty.Kind.WARD, Duty.Kind.ON_LEAVE, Duty.Kind.TRANSFERRED),
        system_actor=system_actor,
    )
    stay = stays.end_stay(
        stay,
        by=by,
        until_day=max(_day(at), stay.from_night),
        tonight=tonight,
        ended_at=at,
        citizen_said_yes=citizen_said_yes,
        although=although,
        system_actor=system_actor,
    )
    teams.open_duty(
        stay.citizen,
        Duty.Kind.AFTER_DISCHARGE,
        by=by,
        cause=f"stay:{stay.pk}",
        due_at=at + FOLLOW_UP_WITHIN,
        owner=stays.own_person(stay.citizen),
        team=team_of(stay.citizen),
        system_actor=system_actor,
    )
    plans.resume_after_hospital(stay.citizen, by=by, on=_day(at), system_actor=system_actor)
    audit.record("casework.discharge_from_hospital", by=by, obj=stay, system_actor=system_actor)
    return stay


@transaction.atomic
def cancel_admission(
    stay: Stay, *, by: User | None, because: str = "", system_actor: str = ""
) -> Stay:
    """The admission never was: the nights go back to where the citizen was, and the duties go."""
    why = because or gettext("The hospital has cancelled the admission.")
    stay = stays.cancel_stay(stay, by=by, because=why, system_actor=system_actor)
    _withdraw_hospital_duties(stay, by=by, because=why, system_actor=system_actor)
    before = stay.interrupts
    gave_way = before is not None and before.tonight == Kind.HOSPITAL
    if before is not None and gave_way and not _sleeps_elsewhere(stay.citizen, stay.from_night):
        stays.reopen_stay(before, by=by, system_actor=system_actor)
    plans.resume_after_hospital(stay.citizen, by=by, on=stay.from_night, system_actor=system_actor)
    audit.record("casework.cancel_admission", by=by, obj=stay, system_actor=system_actor)
    return stay


@transaction.atomic
def cancel_discharge(stay: Stay, *, by: User | None, system_actor: str = "") -> Stay:
    """The discharge never was: the stay is open again, and what it opened is withdrawn."""
    why = gettext("The hospital has cancelled the discharge.")
    for later in Stay.objects.standing().filter(
        citizen=stay.citizen, from_night__gte=stay.until_day, certain=True
    ):
        # An answer to "where tonight?" given on the strength of a discharge that never was.
        stays.cancel_stay(later, by=by, because=why, system_actor=system_actor)
    stay = stays.reopen_stay(stay, by=by, system_actor=system_actor)
    teams.withdraw_duty(
        stay.citizen,
        Duty.Kind.AFTER_DISCHARGE,
        f"stay:{stay.pk}",
        by=by,
        because=why,
        system_actor=system_actor,
    )
    plans.pause_for_hospital(stay.citizen, by=by, on=stay.from_night, system_actor=system_actor)
    audit.record("casework.cancel_discharge", by=by, obj=stay, system_actor=system_actor)
    return stay


def _leave_for_hospital(
    citizen: Citizen, *, by: User | None, night: date, system_actor: str
) -> Stay | None:
    stay = Stay.objects.open().filter(citizen=citizen, certain=True).first()
    if stay is None or stay.from_night > night:
        return None
    # "Where tonight?" has its answer: in hospital.
    return stays.end_stay(
        stay, by=by, until_day=night, tonight=Kind.HOSPITAL, system_actor=system_actor
    )


def _sleeps_elsewhere(citizen: Citizen, night: date) -> bool:
    # A message can come late, when colleagues have noted other nights since. Both are kept: the
    # duty to contact the ward settles which of them is right.
    nights = Stay.objects.standing().filter(citizen=citizen, certain=True)
    return nights.filter(Q(until_day__isnull=True) | Q(until_day__gt=night)).exists()


def _tell_the_team(stay: Stay, *, by: User | None, at: datetime, system_actor: str) -> None:
    teams.open_duty(
        stay.citizen,
        Duty.Kind.WARD,
        by=by,
        cause=f"stay:{stay.pk}",
        due_at=at + CONTACT_WARD_WITHIN,
        owner=stays.own_person(stay.citizen),
        team=team_of(stay.citizen),
        system_actor=system_actor,
    )


def _withdraw_hospital_duties(
    stay: Stay, *, by: User | None, because: str, system_actor: str
) -> None:
    teams.withdraw_duties(
        stay.citizen,
        by=by,
        because=because,
        kinds=(
            Duty.Kind.WARD,
            Duty.Kind.ON_LEAVE,
            Duty.Kind.TRANSFERRED,
            Duty.Kind.AFTER_DISCHARGE,
        ),
        system_actor=system_actor,
    )


def team_of(citizen: Citizen) -> Team | None:
    """The team the citizen is enrolled in, the first where there are more."""
    enrolment = (
        Enrolment.objects.filter(citizen=citizen, until_day__isnull=True)
        .select_related("team")
        .order_by("from_day", "id")
        .first()
    )
    return enrolment.team if enrolment else None


def _day(moment: datetime) -> date:
    # Midnight in Denmark: a discharge at 00.30 belongs to the evening's night before in UTC.
    return timezone.localdate(moment)
