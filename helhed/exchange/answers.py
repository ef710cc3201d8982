"""Receiving one message, from bytes to answer, against a memory of what came before.

The same steps serve real receiving (memory in the database) and rehearsal (memory in the process).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from helhed.exchange.fhir.bundle import Bundle
from helhed.exchange.fhir.envelope import Envelope, envelope_of
from helhed.exchange.fhir.issues import Code, Issue, Unreadable
from helhed.exchange.fhir.reading import Format, Read, looks_like, read
from helhed.exchange.fhir.salvage import salvage
from helhed.exchange.fhir.terminology import ACKNOWLEDGEMENT, HOSPITAL_NOTIFICATION
from helhed.exchange.hospital.kinds import by_activity, kind_of
from helhed.exchange.hospital.notice import Notice, Step, last_step, notice_of
from helhed.exchange.hospital.plan import Effect
from helhed.exchange.hospital.profile import broken_rules
from helhed.exchange.hospital.state import Status, state_of
from helhed.exchange.hospital.verdict import Verdict, verdict_on


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    HISTORY = "history"
    NOT_OURS = "not_ours"
    REJECTED = "rejected"


class Ack(StrEnum):
    """FHIR response codes; AA, AE and AR of older texts."""

    OK = "ok"
    FATAL = "fatal-error"
    TRANSIENT = "transient-error"


@dataclass(frozen=True)
class Earlier:
    """What was answered to a message before; `cpr` only where the message was kept."""

    ack: Ack
    kind: str | None
    issues: tuple[Issue, ...] = ()
    cpr: str | None = None


class Memory(Protocol):
    """What the receiver remembers."""

    def answered(self, message_id: str) -> Earlier | None:
        """The final answer to a message of this id; None after a transient error, to be retried."""

    def bundle_seen(self, bundle_id: str) -> bool:
        """Whether an envelope of this id came before."""

    def answers_for(self, envelope: Envelope) -> bool:
        """Whether the receiver's address is one of ours."""

    def has_basis(self, notice: Notice) -> bool:
        """Whether a case gives MedCom's legal basis for knowing of the citizen's stay."""

    def notices(self, cpr: str) -> Sequence[Notice]:
        """All valid notices kept about the citizen, in the order they came."""


@dataclass(frozen=True)
class Answer:
    """What came of one message. `notice` is there only for messages that are kept."""

    envelope: Envelope
    outcome: Outcome
    ack: Ack
    form: Format = Format.JSON
    kind: str | None = None
    status: Status | None = None
    issues: tuple[Issue, ...] = ()
    effects: tuple[Effect, ...] = ()
    report_of_admission: bool = False
    notice: Notice | None = None
    verdict: Verdict | None = None
    # The latest Provenance of the received message: the acknowledgement carries it along.
    step: Step | None = None
    cpr: str | None = field(default=None, repr=False)
    readable: bool = True

    @property
    def shown(self) -> bool:
        """Whether the team is told: only of news."""
        return self.outcome is Outcome.ACCEPTED

    @property
    def acknowledged(self) -> bool:
        """Whether an Acknowledgement goes out: never for an acknowledgement, never to nobody."""
        return self.envelope.answerable and self.envelope.event != ACKNOWLEDGEMENT


def answer(data: bytes, memory: Memory) -> Answer:
    """Read, check and judge one message. Writes nothing; raises nothing for whatever was sent."""
    try:
        message = read(data)
    except Unreadable as problem:
        return unreadable(problem, looks_like(data))
    bundle = Bundle.of(message.content)
    envelope = envelope_of(bundle)
    return _repeated(message, envelope, memory) or _fresh(message, bundle, envelope, memory)


def unreadable(problem: Unreadable, form: Format) -> Answer:
    """The answer to bytes that are no message."""
    return Answer(
        salvage(problem.text) if problem.text else Envelope(),
        Outcome.REJECTED,
        Ack.FATAL,
        form,
        issues=(problem.issue,),
        readable=False,
    )


def _repeated(message: Read, envelope: Envelope, memory: Memory) -> Answer | None:
    """The answer to a message id that was answered before, whatever envelope and format now."""
    before = memory.answered(envelope.message_id) if envelope.message_id else None
    if before is None:
        return None
    return Answer(
        envelope,
        Outcome.DUPLICATE,
        before.ack,
        message.format,
        kind=before.kind,
        status=state_of(memory.notices(before.cpr)).status if before.cpr else None,
        issues=before.issues,
        step=last_step(Bundle.of(message.content)),
        cpr=before.cpr,
    )


def _fresh(message: Read, bundle: Bundle, envelope: Envelope, memory: Memory) -> Answer:
    issues = _misplaced(envelope, memory) or broken_rules(bundle)
    if issues:
        return _rejected(message, bundle, envelope, issues)
    notice = notice_of(bundle)
    if not memory.has_basis(notice):
        # Only technical facts from here on: nothing of the citizen leaves this function.
        return Answer(
            envelope,
            Outcome.NOT_OURS,
            Ack.OK,
            message.format,
            kind=str(kind_of(notice)),
            step=notice.step,
        )
    verdict = verdict_on(notice, memory.notices(notice.cpr))
    return Answer(
        envelope,
        Outcome.ACCEPTED if verdict.news else Outcome.HISTORY,
        Ack.OK,
        message.format,
        kind=str(verdict.kind),
        status=verdict.after.status,
        effects=verdict.effects,
        report_of_admission=verdict.report_of_admission,
        notice=notice,
        verdict=verdict,
        step=notice.step,
        cpr=notice.cpr,
    )


def _misplaced(envelope: Envelope, memory: Memory) -> list[Issue]:
    """What makes the message none for us before its content is looked at."""
    if envelope.event is not None and envelope.event != HOSPITAL_NOTIFICATION:
        text = f"only {HOSPITAL_NOTIFICATION} is received here"
        return [Issue(Code.UNSUPPORTED, "MessageHeader.eventCoding.code", text)]
    if envelope.bundle_id and memory.bundle_seen(envelope.bundle_id):
        text = "was used before with another MessageHeader.id"
        return [Issue(Code.DUPLICATE_ID, "Bundle.id", text)]
    receiver = envelope.receiver
    if (receiver.sor or receiver.gln) and not memory.answers_for(envelope):
        text = "the receiver is not one of ours"
        return [Issue(Code.RECEIVER_UNKNOWN, "MessageHeader.destination.receiver", text)]
    return []


def _rejected(message: Read, bundle: Bundle, envelope: Envelope, issues: Sequence[Issue]) -> Answer:
    step = last_step(bundle)
    return Answer(
        envelope,
        Outcome.REJECTED,
        Ack.FATAL,
        message.format,
        kind=_kind_as_far_as_told(bundle, step, envelope),
        issues=tuple(issues),
        step=step,
    )


def _kind_as_far_as_told(bundle: Bundle, step: Step | None, envelope: Envelope) -> str | None:
    """The type of a broken notification, by death and activity; None where they do not tell."""
    told = by_activity(step.activity) if step else None
    if told is None or envelope.event != HOSPITAL_NOTIFICATION:
        return None
    dead = any(p.resource.get("deceasedBoolean") is True for p in bundle.of_kind("Patient"))
    return "MORS" if dead else str(told)


def failed(envelope: Envelope, form: Format, at: datetime) -> Answer:
    """The answer to a message that we could not take in by a fault of ours: send it again."""
    text = f"a fault on our side at {at:%H:%M}; nothing was stored"
    return Answer(
        envelope,
        Outcome.REJECTED,
        Ack.TRANSIENT,
        form,
        issues=(Issue(Code.LOCAL_FAIL, "(receiver)", text),),
    )
