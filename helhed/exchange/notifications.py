"""A citizen's hospital notifications, as colleagues in health read them: newest event first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helhed.exchange.fhir.bundle import Bundle
from helhed.exchange.fhir.reading import read
from helhed.exchange.hospital.links import Link
from helhed.exchange.hospital.notice import Notice, notice_of
from helhed.exchange.hospital.places import department_of, hospital_of
from helhed.exchange.hospital.state import State, state_of
from helhed.exchange.models import Original
from helhed.exchange.words import in_words


class Mark(StrEnum):
    """What a notification is now: the newest word, taken back, or history."""

    CURRENT = "current"
    CANCELLED = "cancelled"
    HISTORY = "history"


@dataclass(frozen=True)
class Told:
    """One notification. `event_at` is when it happened, `sent_at` when the hospital wrote it."""

    kind: str
    event_at: datetime
    sent_at: datetime
    hospital: str
    department: str
    mark: Mark

    @property
    def in_words(self) -> str:
        """The type in MedCom's words."""
        return in_words(self.kind)


def kept_of(originals: Iterable[Original]) -> tuple[Notice, ...]:
    """The notices in stored messages, in the order given."""
    return tuple(notice_of(Bundle.of(read(bytes(one.data)).content)) for one in originals)


def told_of(originals: Iterable[Original]) -> list[Told]:
    """All kept notifications of one citizen, given in the order they came; newest event first."""
    notices = kept_of(originals)
    state = state_of(notices)
    found = [_told(notice, state.links[notice.message_id], state) for notice in notices]
    return sorted(found, key=lambda told: (told.event_at, told.sent_at), reverse=True)


def _told(notice: Notice, link: Link, state: State) -> Told:
    return Told(
        kind=str(link.kind),
        event_at=link.event,
        sent_at=link.sent,
        hospital=hospital_of(notice),
        department=department_of(notice),
        mark=_mark(link.message_id, state),
    )


def _mark(message_id: str, state: State) -> Mark:
    if message_id in state.cancelled:
        return Mark.CANCELLED
    newest = state.death or state.current
    return Mark.CURRENT if message_id in newest else Mark.HISTORY
