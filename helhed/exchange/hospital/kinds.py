"""Which of MedCom's types a notification is: by deceased, then activity, then role.

Class and status are used as a check only: published and real messages do not always follow them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from helhed.exchange.hospital.notice import Notice, Step


class Base(StrEnum):
    STAA = "STAA"
    STIN = "STIN"
    STOR = "STOR"
    SLOR = "SLOR"
    SLHJ = "SLHJ"
    MORS = "MORS"

    @property
    def admits(self) -> bool:
        return self in (Base.STAA, Base.STIN)


class Change(StrEnum):
    NEW = ""
    REVISED = "RE_"
    CANCELLED = "AN_"


@dataclass(frozen=True)
class Kind:
    """A type such as STIN, RE_SLHJ or AN_MORS."""

    base: Base
    change: Change = Change.NEW

    def __str__(self) -> str:
        return f"{self.change}{self.base}"

    @property
    def cancels(self) -> bool:
        return self.change is Change.CANCELLED

    @property
    def revises(self) -> bool:
        return self.change is Change.REVISED


_PREFIXES: Final = {"revise": Change.REVISED, "cancel": Change.CANCELLED}
_BASES: Final = {
    "admit-emergency": Base.STAA,
    "admit-inpatient": Base.STIN,
    "start-leave-inpatient": Base.STOR,
    "end-leave-inpatient": Base.SLOR,
    "discharge-emergency-home": Base.SLHJ,
    "discharge-inpatient-home": Base.SLHJ,
}


def by_activity(activity: str) -> Kind | None:
    """The kind the activity alone tells of; None for a code that is not the hospital's."""
    prefix, _, rest = activity.partition("-")
    if prefix in _PREFIXES and rest in _BASES:
        return Kind(_BASES[rest], _PREFIXES[prefix])
    return Kind(_BASES[activity]) if activity in _BASES else None


def step_kind(step: Step) -> Kind:
    """The kind of an earlier message of which only the Provenance is known.

    A death leaves the activity as it was, so it reads as the admission it followed; a removal that
    is no `cancel-…` can only be a death taken back.
    """
    told = by_activity(step.activity) or Kind(Base.STIN)
    if step.role == "removal" and not told.cancels:
        return Kind(Base.MORS, Change.CANCELLED)
    return told


def kind_of(notice: Notice, *, follows_death: bool | None = None) -> Kind:
    """The kind of a message.

    `follows_death`: whether the message it follows is a death; None when that one was never seen.
    """
    told = by_activity(notice.step.activity) or Kind(Base.STIN)
    if notice.deceased:
        corrects = _follows_unseen_death(notice) if follows_death is None else follows_death
        return Kind(Base.MORS, Change.REVISED if corrects else Change.NEW)
    if told.cancels and not (follows_death and notice.deceased is False):
        return told
    if follows_death and (notice.step.role == "removal" or notice.deceased is False):
        return Kind(Base.MORS, Change.CANCELLED)
    if notice.step.role == "removal":
        return _removal(notice, told)
    return told


def _removal(notice: Notice, told: Kind) -> Kind:
    # Only a death is cancelled without a cancel-… activity, but a sender may have forgotten it.
    if notice.deceased is None and notice.status == "entered-in-error":
        return Kind(told.base, Change.CANCELLED)
    return Kind(Base.MORS, Change.CANCELLED)


def _follows_unseen_death(notice: Notice) -> bool:
    """Whether the previous message, known from its Provenance alone, must have been a death.

    A death leaves the activity as it was, and so looks like a transfer; but nobody is transferred
    after they died, and a death is told then.
    """
    by_id = {step.message_id: step for step in notice.past}
    previous = by_id.get(notice.step.previous or "")
    before = by_id.get(previous.previous or "") if previous else None
    if previous is None or before is None or notice.ended is None:
        return False
    return previous.activity == before.activity and previous.sent >= notice.ended
