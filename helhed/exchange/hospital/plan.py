"""Which verbs of casework a message calls for, as docs/medcom.md lists them."""

from enum import StrEnum

from helhed.exchange.hospital.kinds import Base, Change, Kind
from helhed.exchange.hospital.state import State, Status


class Effect(StrEnum):
    """A verb of casework, by its name there."""

    ADMIT = "admit_to_hospital"
    MOVE = "move_in_hospital"
    CHANGE = "change_hospital_stay"
    START_LEAVE = "start_leave"
    END_LEAVE = "end_leave"
    CANCEL_LEAVE = "cancel_leave"
    CANCEL_END_OF_LEAVE = "cancel_end_of_leave"
    DISCHARGE = "discharge_from_hospital"
    CORRECT_DISCHARGE = "correct_discharge"
    CANCEL_DISCHARGE = "cancel_discharge"
    CANCEL_ADMISSION = "cancel_admission"
    DEATH = "record_death"
    CORRECT_DEATH = "correct_death"
    CANCEL_DEATH = "cancel_death"


Effects = tuple[Effect, ...]


def effects_of(kind: Kind, before: State, after: State, *, original_known: bool) -> Effects:
    """The verbs, in the order they are to be called; empty when nothing here changes."""
    if kind.base is Base.MORS:
        return _death(kind, before, after)
    if after.status is Status.DECEASED:
        # A hospital closing its books on somebody who died there: nothing more is to be done.
        return ()
    if before.status is Status.DECEASED:
        # The message knows of a cancelled death whose cancellation never came, or comes later.
        alive = _living(kind, before.underlying, after.status, original_known)
        return (Effect.CANCEL_DEATH, *alive)
    return _living(kind, before.status, after.status, original_known)


def _living(kind: Kind, before: Status, after: Status, original_known: bool) -> Effects:
    if kind.change is Change.CANCELLED:
        return _cancelled(kind, before, after, original_known)
    if kind.change is Change.REVISED and original_known:
        return _revised(kind, before, after)
    return _told(kind.base, before)


def _death(kind: Kind, before: State, after: State) -> Effects:
    if not kind.cancels:
        known = before.status is Status.DECEASED
        return (Effect.CORRECT_DEATH if known else Effect.DEATH,)
    if before.status is Status.DECEASED:
        return (Effect.CANCEL_DEATH, *_put_in_place(before.underlying, after.status))
    return _put_in_place(before.status, after.status)


def _told(base: Base, before: Status) -> Effects:
    """Something new, or a correction of something never heard of, which tells as much."""
    if base is Base.SLHJ:
        return (Effect.DISCHARGE,)
    if base.admits:
        return _admission(before)
    opened: Effects = () if before.open else (Effect.ADMIT,)
    if base is Base.STOR:
        again = before is Status.ON_LEAVE
        return (*opened, Effect.CHANGE if again else Effect.START_LEAVE)
    return (*opened, Effect.END_LEAVE) if before is Status.ON_LEAVE else opened


def _admission(before: Status) -> Effects:
    if before is Status.ON_LEAVE:
        return (Effect.END_LEAVE, Effect.MOVE)
    return (Effect.MOVE,) if before.open else (Effect.ADMIT,)


def _revised(kind: Kind, before: Status, after: Status) -> Effects:
    if kind.base is Base.SLHJ:
        return (Effect.CORRECT_DISCHARGE,)
    if before == after:
        return (Effect.CHANGE,)
    return _told(kind.base, before)


def _cancelled(kind: Kind, before: Status, after: Status, original_known: bool) -> Effects:
    if kind.base.admits:
        if after.open:
            moved: Effects = (Effect.MOVE,) if before.open else ()
            return (*moved, *_put_in_place(before, after))
        return (Effect.CANCEL_ADMISSION,) if before.open or original_known else ()
    if not original_known or before == after:
        return _put_in_place(before, after)
    return {
        Base.STOR: (Effect.CANCEL_LEAVE,),
        Base.SLOR: (Effect.CANCEL_END_OF_LEAVE,),
        Base.SLHJ: (Effect.CANCEL_DISCHARGE,),
    }[kind.base]


def _put_in_place(before: Status, after: Status) -> Effects:
    """From one status to the other when what was taken back never came here."""
    if before == after:
        return ()
    if not after.open:
        return (Effect.DISCHARGE,)
    opened: Effects = () if before.open else (Effect.ADMIT,)
    if after is Status.ON_LEAVE:
        return (*opened, Effect.START_LEAVE)
    return (*opened, Effect.END_LEAVE) if before is Status.ON_LEAVE else opened
