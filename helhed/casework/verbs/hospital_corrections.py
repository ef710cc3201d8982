"""What a hospital puts right or takes back afterwards: values move, and the days that hang on them.

The old values stay in the history of the rows. Source: medcom.md 5 (RE_x, AN_STOR, AN_SLOR).
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.casework.verbs.hospital import (
    ASK_ON_LEAVE_WITHIN,
    CONTACT_WARD_WITHIN,
    FOLLOW_UP_WITHIN,
    end_leave,
    note_ward,
    start_leave,
)
from helhed.citizens.models import Citizen
from helhed.stays import verbs as stays
from helhed.stays.models import Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Duty


@transaction.atomic
def change_hospital_stay(
    stay: Stay,
    *,
    by: User | None,
    began_at: datetime,
    acute_ambulant: bool,
    first_leg: bool = True,
    on_leave_from: datetime | None = None,
    hospital: str = "",
    department: str = "",
    episode_ids: list[str] | None = None,
    system_actor: str = "",
) -> Stay:
    """The hospital corrects an open stay: another time, department or leave. A quiet note.

    Due times of the duties that depend on the moment move along; nobody is called anew. After a
    transfer (`first_leg` False) `began_at` is of the last leg, and the stay keeps its beginning.
    """
    if first_leg:
        stay = _move_beginning(stay, by=by, began_at=began_at, system_actor=system_actor)
    stay = stays.correct_stay(
        stay,
        by=by,
        system_actor=system_actor,
        acute_ambulant=acute_ambulant,
        on_leave_from=on_leave_from,
        episode_ids=_joined(stay.episode_ids, episode_ids or []),
    )
    _correct_ward(stay, hospital=hospital, department=department, at=began_at)
    _move_duty(
        stay, Duty.Kind.WARD, by=by, due_at=began_at + CONTACT_WARD_WITHIN, actor=system_actor
    )
    if on_leave_from is not None:
        due = on_leave_from + ASK_ON_LEAVE_WITHIN
        _move_duty(stay, Duty.Kind.ON_LEAVE, by=by, due_at=due, actor=system_actor)
    audit.record("casework.change_hospital_stay", by=by, obj=stay, system_actor=system_actor)
    return stay


@transaction.atomic
def correct_discharge(stay: Stay, *, by: User | None, at: datetime, system_actor: str = "") -> Stay:
    """The hospital corrects when the stay ended; "where tonight?" and the follow-up move along."""
    day = max(timezone.localdate(at), stay.from_night)
    stay = stays.correct_stay(stay, by=by, system_actor=system_actor, ended_at=at, until_day=day)
    due = stays.answer_by(at)
    _move_duty(stay, Duty.Kind.TONIGHT, by=by, due_at=due, actor=system_actor)
    due = at + FOLLOW_UP_WITHIN
    _move_duty(stay, Duty.Kind.AFTER_DISCHARGE, by=by, due_at=due, actor=system_actor)
    audit.record("casework.correct_discharge", by=by, obj=stay, system_actor=system_actor)
    return stay


@transaction.atomic
def cancel_leave(stay: Stay, *, by: User | None, system_actor: str = "") -> Stay:
    """The leave never was: the citizen is in the ward, and the leave's duty goes."""
    because = gettext("The hospital has cancelled the leave.")
    return end_leave(stay, by=by, because=because, system_actor=system_actor)


@transaction.atomic
def cancel_end_of_leave(
    stay: Stay, *, by: User | None, at: datetime, system_actor: str = ""
) -> Stay:
    """The citizen did not come back from leave: on leave still, since `at`."""
    return start_leave(stay, by=by, at=at, system_actor=system_actor)


@transaction.atomic
def correct_death(
    citizen: Citizen, *, by: User | None, at: datetime, system_actor: str = ""
) -> Citizen:
    """The hospital corrects when the citizen died. What the death closed stays closed."""
    citizen = Citizen.objects.select_for_update().get(pk=citizen.pk)
    day = timezone.localdate(at)
    for stay in Stay.objects.standing().filter(citizen=citizen, tonight=Stay.DECEASED):
        stays.correct_stay(
            stay,
            by=by,
            system_actor=system_actor,
            ended_at=at,
            until_day=max(day, stay.from_night),
        )
    told = citizen.deceased_on
    if told is not None and told != day:
        citizen.deceased_on = day
        citizen.version += 1
        citizen.save(update_fields=["deceased_on", "version"])
        _rename_death_duty(citizen, by=by, told=told, day=day, actor=system_actor)
    audit.record(
        "casework.correct_death",
        by=by,
        obj=citizen,
        citizen_id=citizen.pk,
        system_actor=system_actor,
        told=told,
        corrected=day,
    )
    return citizen


def _rename_death_duty(
    citizen: Citizen, *, by: User | None, told: date, day: date, actor: str
) -> None:
    # The duty's cause is the day of the death, by which a cancelled death finds it.
    because = gettext("The hospital has corrected the time.")
    duty = teams.withdraw_duty(
        citizen, Duty.Kind.DEATH, f"death:{told}", by=by, because=because, system_actor=actor
    )
    if duty is not None:
        teams.open_duty(
            citizen,
            Duty.Kind.DEATH,
            by=by,
            cause=f"death:{day}",
            due_at=duty.due_at,
            reason=duty.reason,
            team=duty.team,
            owner=duty.owner,
            system_actor=actor,
        )


def _move_beginning(stay: Stay, *, by: User | None, began_at: datetime, system_actor: str) -> Stay:
    night = timezone.localdate(began_at)
    before = stay.interrupts
    touching = before is not None and before.until_day == stay.from_night
    earlier = night < stay.from_night
    if before is not None and touching and earlier:
        # No two places on one night: the stay before gives way first.
        _end_before(before, by=by, night=night, system_actor=system_actor)
    stay = stays.correct_stay(
        stay, by=by, system_actor=system_actor, began_at=began_at, from_night=night
    )
    if before is not None and touching and not earlier:
        _end_before(before, by=by, night=night, system_actor=system_actor)
    return stay


def _end_before(before: Stay, *, by: User | None, night: date, system_actor: str) -> None:
    stays.correct_stay(
        before, by=by, system_actor=system_actor, until_day=max(night, before.from_night)
    )


def _correct_ward(stay: Stay, *, hospital: str, department: str, at: datetime) -> None:
    latest = stay.wards.order_by("-from_at", "-id").first()
    told = (hospital[:160], department[:160])
    if latest is None or (latest.hospital, latest.department) != told:
        note_ward(stay, hospital=hospital, department=department, at=at)


def _joined(known: list[str], told: list[str]) -> list[str]:
    return [*known, *(episode for episode in told if episode not in known)]


def _move_duty(
    stay: Stay, kind: Duty.Kind, *, by: User | None, due_at: datetime, actor: str
) -> None:
    cause = f"stay:{stay.pk}"
    duty = Duty.objects.open().filter(citizen=stay.citizen, kind=kind, cause=cause).first()
    if duty is None or duty.due_at == due_at:
        return
    because = gettext("The hospital has corrected the time.")
    teams.withdraw_duty(stay.citizen, kind, cause, by=by, because=because, system_actor=actor)
    teams.open_duty(
        stay.citizen,
        kind,
        by=by,
        cause=cause,
        due_at=due_at,
        text=duty.text,
        reason=duty.reason,
        team=duty.team,
        owner=duty.owner,
        acute=duty.acute,
        system_actor=actor,
    )
