"""Duties that the clocks of cases, decisions and complaints open, and facts close again.

What is said in a duty is read by all who work with the citizen, so it names no paragraph.
"""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.core.days import end_of_work
from helhed.decisions import clocks, registers
from helhed.decisions.models import (
    CaseFile,
    Complaint,
    Decision,
    FreeCard,
    PlaceNotice,
    Transition,
    TransitionMeeting,
)
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, DutyStep, Enrolment

Kind = Duty.Kind
# So early one is asked to look at the help again together.
REVIEW_AHEAD = timedelta(days=14)
# From the day we see that somebody is old enough, and before the hand-over should be agreed.
BEGIN_WITHIN = timedelta(days=28)
HAND_OVER_AHEAD = timedelta(days=60)


def cause_of(case: CaseFile) -> str:
    return f"case:{case.pk}"


def keep_case(case: CaseFile, *, by: User | None, on: date, system_actor: str = "") -> None:
    """What this case asks of its caseworker on the day."""
    if case.closed_on is not None:
        _withdraw_all(case, by=by, system_actor=system_actor)
        return
    cause = cause_of(case)
    due = min(day for day in (case.answer_by, case.leaves_on) if day is not None)
    _open_or_move(case, Kind.DECIDE, cause, by=by, due=due, system_actor=system_actor)
    if case.start_by is not None:
        kind = Kind.START_TREATMENT
        _open_or_move(case, kind, cause, by=by, due=case.start_by, system_actor=system_actor)
    if on > case.answer_by - clocks.TELL_BEFORE:
        cause, kind = cause_of_delay(case), Kind.DELAY_NOTICE
        _open_or_move(case, kind, cause, by=by, due=case.answer_by, system_actor=system_actor)


def cause_of_delay(case: CaseFile) -> str:
    """A new day promised is a new notice, should that day not be kept either."""
    return f"{cause_of(case)}:{case.answer_by.isoformat()}"


def _withdraw_all(case: CaseFile, *, by: User | None, system_actor: str) -> None:
    # Treatment is started after the decision, so that duty stays.
    kinds = (Kind.DECIDE, Kind.DELAY_NOTICE)
    mine = Duty.objects.open().filter(
        citizen=case.citizen_id, kind__in=kinds, cause__startswith=cause_of(case)
    )
    for duty in mine:
        teams.withdraw_duty(
            case.citizen,
            duty.kind,
            duty.cause,
            by=by,
            because=_("The case is decided or closed."),
            system_actor=system_actor,
        )


def _open_or_move(
    case: CaseFile, kind: str, cause: str, *, by: User | None, due: date, system_actor: str
) -> None:
    due_at = end_of_work(due)
    duty = Duty.objects.open().filter(citizen=case.citizen_id, kind=kind, cause=cause).first()
    if duty is not None and kind == Kind.DECIDE and _hurries(duty, due_at):
        due_at = duty.due_at
    if duty is not None and (duty.due_at, duty.owner_id) != (due_at, case.caseworker_id):
        teams.withdraw_duty(
            case.citizen,
            kind,
            cause,
            by=by,
            because=_("Another day or another colleague."),
            system_actor=system_actor,
        )
    teams.open_duty(
        case.citizen,
        kind,
        by=by,
        cause=cause,
        due_at=due_at,
        reason=_("It must be decided before the move.") if case.leaves_on else "",
        team=case.team,
        owner=case.caseworker,
        acute=case.leaves_on is not None and kind == Kind.DECIDE,
        system_actor=system_actor,
    )


def _hurries(duty: Duty, due_at: datetime) -> bool:
    """Somebody has left a shelter before the answer: what was hurried is not moved back."""
    moved = duty.steps.filter(what=DutyStep.What.MOVED, at__gte=duty.opened_at)
    return duty.due_at < due_at and moved.exists()


def treatment_started(case: CaseFile, *, by: User) -> None:
    finish(case.citizen, Kind.START_TREATMENT, cause_of(case), by=by, note=_("It has begun."))


def finish(citizen: Citizen, kind: str, cause: str, *, by: User, note: str) -> None:
    """The duty of this cause is done, if it is open."""
    duty = Duty.objects.open().filter(citizen=citizen, kind=kind, cause=cause).first()
    if duty is not None:
        teams.complete_duty(duty, by=by, note=note)


def open_reassessment(complaint: Complaint, *, by: User) -> None:
    case = complaint.decision.case
    teams.open_duty(
        complaint.citizen,
        Kind.REASSESS,
        by=by,
        cause=f"complaint:{complaint.pk}",
        due_at=end_of_work(complaint.reassess_by),
        team=case.team,
        owner=case.caseworker,
    )


def close_reassessment(complaint: Complaint, *, by: User, note: str) -> None:
    cause = f"complaint:{complaint.pk}"
    finish(complaint.citizen, Kind.REASSESS, cause, by=by, note=note)


def open_notice(notice: PlaceNotice, *, by: User | None, owner: User | None) -> None:
    teams.open_duty(
        notice.citizen,
        Kind.TELL_PLACE,
        by=by,
        cause=f"notice:{notice.pk}",
        due_at=end_of_work(notice.tell_by),
        reason=str(notice.get_what_display()),
        owner=owner,
    )


def close_notice(notice: PlaceNotice, *, by: User) -> None:
    cause = f"notice:{notice.pk}"
    finish(notice.citizen, Kind.TELL_PLACE, cause, by=by, note=notice.told_whom)


def recompute(*, at: datetime, by: User | None = None, system_actor: str = "") -> int:
    """Time has passed: late cases, help to look at, cards to look at. Returns cases looked at."""
    on = clocks.started_on(at)
    cases = list(
        CaseFile.objects.open().select_related("citizen", "team", "caseworker").order_by("id")
    )
    for case in cases:
        keep_case(case, by=by, on=on, system_actor=system_actor)
    for decision in to_review(on):
        teams.open_duty(
            decision.citizen,
            Kind.REVIEW_HELP,
            by=by,
            cause=f"decision:{decision.pk}:{decision.review_on}",
            due_at=end_of_work(decision.review_on or on),
            team=decision.case.team,
            owner=decision.case.caseworker,
            system_actor=system_actor,
        )
    for card in FreeCard.objects.filter(ended_on__isnull=True, recheck_by__lte=on + REVIEW_AHEAD):
        teams.open_duty(
            card.citizen,
            Kind.RECHECK_CARD,
            by=by,
            cause=f"card:{card.pk}:{card.recheck_by}",
            due_at=end_of_work(card.recheck_by),
            system_actor=system_actor,
        )
    remind_of_growing_up(on, by=by, system_actor=system_actor)
    return len(cases)


# Growing up --------------------------------------------------------------------------------


def cause_of_handover(row: Transition) -> str:
    return f"transition:{row.pk}"


def open_transition_meeting(meeting: TransitionMeeting, *, by: User) -> None:
    teams.open_duty(
        meeting.citizen,
        Kind.GROWING_UP,
        by=by,
        cause=f"meeting:{meeting.pk}",
        due_at=end_of_work(meeting.on),
        reason=str(meeting.get_what_display()),
        owner=by,
    )


def transition_meeting_held(meeting: TransitionMeeting, *, by: User) -> None:
    cause = f"meeting:{meeting.pk}"
    finish(meeting.citizen, Kind.GROWING_UP, cause, by=by, note=_("It is held."))


def growing_up_begun(citizen: Citizen, *, by: User) -> None:
    finish(citizen, Kind.GROWING_UP, f"begin:{citizen.pk}", by=by, note=_("It has begun."))


def remind_of_growing_up(on: date, *, by: User | None, system_actor: str) -> None:
    """Who is 16 and not begun with, and who is soon 18 and not handed over."""
    for citizen in _young(on):
        teams.open_duty(
            citizen,
            Kind.GROWING_UP,
            by=by,
            cause=f"begin:{citizen.pk}",
            due_at=end_of_work(on + BEGIN_WITHIN),
            reason=_("Begin now, so that help is ready at eighteen."),
            system_actor=system_actor,
        )
    months = registers.whole("transition_handover_months_before", on=on)
    waits = Transition.objects.filter(
        done_on__isnull=True, adult_on__lte=clocks.add_months(on, months) + HAND_OVER_AHEAD
    )
    for row in waits.select_related("citizen").order_by("id"):
        teams.open_duty(
            row.citizen,
            Kind.GROWING_UP,
            by=by,
            cause=cause_of_handover(row),
            due_at=end_of_work(clocks.add_months(row.adult_on, -months)),
            reason=_("The hand-over to the adult team."),
            system_actor=system_actor,
        )


def _young(on: date) -> list[Citizen]:
    """Enrolled, old enough to begin and not yet of age, and nothing begun."""
    begins = registers.whole("transition_start_age", on=on)
    ends = registers.whole("transition_end_age", on=on)
    here = Enrolment.objects.open_on(on).values("citizen")
    young = Citizen.objects.filter(
        pk__in=here,
        birth_date__lte=clocks.add_months(on, -12 * begins),
        birth_date__gt=clocks.add_months(on, -12 * ends),
        deceased_on__isnull=True,
    )
    return list(young.exclude(pk__in=Transition.objects.values("citizen")).order_by("id"))


def to_review(on: date) -> list[Decision]:
    """Decisions in force whose day to be looked at again lies within two weeks."""
    ahead = Decision.objects.in_force_on(on).filter(review_on__lte=on + REVIEW_AHEAD)
    return list(ahead.select_related("citizen", "case__team", "case__caseworker").order_by("id"))
