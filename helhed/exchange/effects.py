"""What a message does in the house: each effect is a verb of casework, called on the right stay."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from helhed.casework import verbs as casework
from helhed.citizens.models import Citizen
from helhed.core.errors import Refused
from helhed.exchange import telling
from helhed.exchange.answers import Answer
from helhed.exchange.hospital.notice import Notice
from helhed.exchange.hospital.places import department_of, hospital_of
from helhed.exchange.hospital.plan import Effect
from helhed.exchange.hospital.state import Status
from helhed.exchange.hospital.verdict import Verdict
from helhed.stays.models import Kind, Stay

ACTOR = "hospital_receiver"


def bring_about(citizen: Citizen, answer: Answer) -> None:
    """Carry out what a message calls for, in the transaction in which it is stored.

    Where a colleague has noted something that does not fit, nothing of theirs is overwritten: the
    message stands, and the team gets a duty to look. So a message is never lost to a refusal.
    """
    notice, verdict = answer.notice, answer.verdict
    if notice is None or verdict is None or not verdict.news:
        return
    try:
        with transaction.atomic():
            for effect in verdict.effects:
                _VERBS[effect](citizen, notice, verdict)
            _settle(citizen, notice, verdict)
    except Refused as refusal:
        telling.does_not_fit(citizen, notice, because=str(refusal))
    telling.tell(citizen, notice, verdict)


Verb = Callable[[Citizen, Notice, Verdict], None]


def _admit(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    stay = casework.current_admission(citizen)
    if stay is not None:
        # A colleague was told before the message came: theirs is the same stay.
        _change(citizen, notice, verdict)
        return
    casework.admit_to_hospital(
        citizen,
        by=None,
        at=notice.started,
        acute_ambulant=not notice.inpatient,
        hospital=hospital_of(notice),
        department=department_of(notice),
        episode_ids=_episodes(notice),
        source=Stay.Source.HOSPITAL_MESSAGE,
        system_actor=ACTOR,
    )


def _move(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    stay = _open_stay(citizen, notice, verdict)
    casework.move_in_hospital(
        stay,
        by=None,
        at=notice.step.sent if verdict.kind.cancels else notice.started,
        acute_ambulant=not notice.inpatient,
        hospital=hospital_of(notice),
        department=department_of(notice),
        episode_ids=_episodes(notice),
        system_actor=ACTOR,
    )


def _change(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    on_leave = verdict.after.underlying is Status.ON_LEAVE
    casework.change_hospital_stay(
        _open_stay(citizen, notice, verdict),
        by=None,
        began_at=notice.started,
        acute_ambulant=not notice.inpatient,
        first_leg=verdict.kind.base.admits and verdict.after.legs <= 1,
        on_leave_from=_leave_start(notice) if on_leave else None,
        hospital=hospital_of(notice),
        department=department_of(notice),
        episode_ids=_episodes(notice),
        system_actor=ACTOR,
    )


def _start_leave(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    stay = _open_stay(citizen, notice, verdict)
    casework.start_leave(stay, by=None, at=_leave_start(notice), system_actor=ACTOR)


def _end_leave(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    casework.end_leave(_open_stay(citizen, notice, verdict), by=None, system_actor=ACTOR)


def _cancel_leave(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    casework.cancel_leave(_open_stay(citizen, notice, verdict), by=None, system_actor=ACTOR)


def _cancel_end_of_leave(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    stay = _open_stay(citizen, notice, verdict)
    casework.cancel_end_of_leave(stay, by=None, at=_leave_start(notice), system_actor=ACTOR)


def _discharge(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    stay = casework.current_admission(citizen)
    if stay is None and (ended := _ended_stay(citizen, notice, same_episode=True)):
        # A colleague ended the stay by hand when no message came.
        casework.correct_discharge(ended, by=None, at=_end(notice), system_actor=ACTOR)
        return
    if stay is None:
        _admit(citizen, notice, verdict)
        stay = casework.current_admission(citizen)
    if stay is not None:
        casework.discharge_from_hospital(stay, by=None, at=_end(notice), system_actor=ACTOR)


def _correct_discharge(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    stay = _ended_stay(citizen, notice)
    if stay is None:
        _discharge(citizen, notice, verdict)
    else:
        casework.correct_discharge(stay, by=None, at=_end(notice), system_actor=ACTOR)


def _cancel_discharge(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    stay = _ended_stay(citizen, notice)
    if stay is not None and casework.current_admission(citizen) is None:
        casework.cancel_discharge(stay, by=None, system_actor=ACTOR)


def _cancel_admission(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    stay = casework.current_admission(citizen) or _ended_stay(citizen, notice, same_episode=True)
    if stay is not None:
        casework.cancel_admission(stay, by=None, system_actor=ACTOR)


def _die(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    casework.record_death(citizen, by=None, at=_end(notice), system_actor=ACTOR)


def _correct_death(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    casework.correct_death(citizen, by=None, at=_end(notice), system_actor=ACTOR)


def _cancel_death(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    casework.cancel_death(citizen, by=None, system_actor=ACTOR)


_VERBS: dict[Effect, Verb] = {
    Effect.ADMIT: _admit,
    Effect.MOVE: _move,
    Effect.CHANGE: _change,
    Effect.START_LEAVE: _start_leave,
    Effect.END_LEAVE: _end_leave,
    Effect.CANCEL_LEAVE: _cancel_leave,
    Effect.CANCEL_END_OF_LEAVE: _cancel_end_of_leave,
    Effect.DISCHARGE: _discharge,
    Effect.CORRECT_DISCHARGE: _correct_discharge,
    Effect.CANCEL_DISCHARGE: _cancel_discharge,
    Effect.CANCEL_ADMISSION: _cancel_admission,
    Effect.DEATH: _die,
    Effect.CORRECT_DEATH: _correct_death,
    Effect.CANCEL_DEATH: _cancel_death,
}


def _settle(citizen: Citizen, notice: Notice, verdict: Verdict) -> None:
    """After something was taken back: in hospital or on leave, as it was before."""
    status = verdict.after.status
    if not verdict.kind.cancels or not status.open:
        return
    stay = _open_stay(citizen, notice, verdict)
    if status is Status.ON_LEAVE and stay.on_leave_from is None:
        casework.start_leave(stay, by=None, at=_leave_start(notice), system_actor=ACTOR)


def _open_stay(citizen: Citizen, notice: Notice, verdict: Verdict) -> Stay:
    """The stay that the hospital says is open; opened here if it is not."""
    stay = casework.current_admission(citizen)
    if stay is not None:
        return stay
    ended = _ended_stay(citizen, notice, same_episode=True)
    if ended is not None:
        return casework.cancel_discharge(ended, by=None, system_actor=ACTOR)
    return casework.admit_to_hospital(
        citizen,
        by=None,
        at=notice.started,
        acute_ambulant=not notice.inpatient,
        hospital=hospital_of(notice),
        department=department_of(notice),
        episode_ids=_episodes(notice),
        source=Stay.Source.HOSPITAL_MESSAGE,
        system_actor=ACTOR,
    )


def _ended_stay(citizen: Citizen, notice: Notice, *, same_episode: bool = False) -> Stay | None:
    """The latest ended stay in hospital: of this episode; of any, unless `same_episode`."""
    ended = (
        Stay.objects.standing()
        .filter(citizen=citizen, kind=Kind.HOSPITAL, until_day__isnull=False)
        .order_by("-until_day", "-from_night", "-id")
    )
    of_episode = ended.filter(episode_ids__overlap=_episodes(notice)).first()
    return of_episode if of_episode or same_episode else ended.first()


def _leave_start(notice: Notice) -> datetime:
    return notice.leave_started or notice.step.sent


def _end(notice: Notice) -> datetime:
    return notice.ended or notice.step.sent


def _episodes(notice: Notice) -> list[str]:
    """All episode ids, the one to answer with first."""
    first = notice.answer_episode
    return [first.value, *(e.value for e in notice.episodes if e != first)]
