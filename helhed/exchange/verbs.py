"""Receiving messages, and setting up who may send them and where to."""

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.audit.models import Channel
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.exchange.answers import Ack, Answer, Outcome, answer, failed
from helhed.exchange.connection import acting_as_receiver
from helhed.exchange.effects import ACTOR, bring_about
from helhed.exchange.fhir import acknowledgement
from helhed.exchange.fhir.bundle import Bundle
from helhed.exchange.fhir.envelope import Envelope, envelope_of
from helhed.exchange.fhir.issues import Unreadable
from helhed.exchange.fhir.nodes import nodes
from helhed.exchange.fhir.reading import looks_like, read
from helhed.exchange.masking import masked
from helhed.exchange.memory import DatabaseMemory
from helhed.exchange.models import (
    Acknowledgement,
    Message,
    Original,
    ReceiverAddress,
    ReceiverToken,
)
from helhed.exchange.whole.files import Choices, as_json, as_paper
from helhed.exchange.whole.gathering import gather
from helhed.exchange.whose import citizen_of, has_basis

log = logging.getLogger(__name__)


class NameIsTaken(Refused):
    message = _("There is a key of that name already. Choose another name.")


class SayWhyItIsHeldBack(Refused):
    message = _("Write why something is held back. The citizen reads it on the first page.")


@dataclass(frozen=True)
class Received:
    """The answer, and the Acknowledgement to send; None where nobody can or may be answered."""

    answer: Answer
    acknowledgement: acknowledgement.Resource | None


def receive_from_file(data: bytes) -> Answer:
    """Take in one message read from a file."""
    return receive(data, channel=Message.Channel.FILE).answer


def receive(data: bytes, *, channel: str) -> Received:
    """Take in one message: store it, carry out what it calls for, and answer. Never raises.

    All in one transaction, so what was acknowledged `ok` is there afterwards (P10). A fault of
    ours leaves nothing behind but the line that tells of it, and the sender is asked to repeat.
    """
    with acting_as_receiver(ACTOR):
        try:
            return _take_in(data, channel=channel)
        except Exception as fault:
            # Whatever it is, the sender must be answered; and the trace may hold values of the
            # message, so the kind of fault is enough for a log.
            log.error("A message could not be taken in: %s", type(fault).__name__)
            return _ask_again(data, channel=channel)


@transaction.atomic
def _take_in(data: bytes, *, channel: str) -> Received:
    memory = DatabaseMemory()
    given = answer(data, memory)
    message = _store(given, channel=channel)
    citizen = memory.citizen if given.notice is not None else None
    if given.outcome in (Outcome.ACCEPTED, Outcome.HISTORY, Outcome.REJECTED):
        _keep_original(message, data, given, citizen)
    if citizen is not None:
        bring_about(citizen, given)
    audit.record(
        "exchange.receive",
        by=None,
        obj=message,
        citizen_id=citizen.pk if citizen else None,
        channel=Channel.MESSAGE,
        system_actor=ACTOR,
        kind=message.kind,
        outcome=message.outcome,
    )
    return Received(given, _acknowledge(message, given))


def _store(given: Answer, *, channel: str) -> Message:
    envelope, known = given.envelope, given.outcome is not Outcome.NOT_OURS
    usable = given.readable and given.ack is not Ack.TRANSIENT
    message = Message(
        channel=channel,
        message_id=envelope.message_id or "",
        bundle_id=envelope.bundle_id or "",
        kind=given.kind or "",
        sender_sor=envelope.sender.sor or "",
        sender_gln=envelope.sender.gln or "",
        sender_name=envelope.sender.name or "",
        receiver_sor=(envelope.receiver.sor or "") if known else "",
        receiver_gln=(envelope.receiver.gln or "") if known else "",
        outcome=given.outcome,
        ack=given.ack,
        issues=[
            {"code": str(one.code), "path": one.path, "text": one.text} for one in given.issues
        ],
        effects=[str(effect) for effect in given.effects],
        holds_id=usable and bool(envelope.message_id) and given.outcome is not Outcome.DUPLICATE,
        counts=usable and bool(envelope.bundle_id),
    )
    message.save()
    return message


def _keep_original(message: Message, data: bytes, given: Answer, citizen: Citizen | None) -> None:
    if citizen is None and not _may_keep(data, given):
        return
    Original(citizen=citizen, message=message, format=given.form, data=data).save()


def _may_keep(data: bytes, given: Answer) -> bool:
    """Whether a refused message may be kept for support.

    Not where it can be read that it is about somebody we have no basis to know of.
    """
    if not given.readable:
        return True
    patients = Bundle.of(read(data).content).of_kind("Patient")
    numbers = [
        one["value"]
        for patient in patients
        for one in nodes(patient.resource.get("identifier"))
        if isinstance(one.get("value"), str)
    ]
    citizens = [citizen_of(number) for number in numbers]
    return all(one is not None and has_basis(one, on=clock.today()) for one in citizens)


def _acknowledge(message: Message, given: Answer) -> acknowledgement.Resource | None:
    if not given.acknowledged:
        return None
    step = given.step
    content = acknowledgement.build(
        given.envelope,
        code=given.ack,
        issues=given.issues,
        step=acknowledgement.ReceivedStep(step.activity, step.sent, step.role, step.previous)
        if step and step.activity
        else None,
        at=clock.now(),
    )
    Acknowledgement(message=message, content=content).save()
    return content


def _ask_again(data: bytes, *, channel: str) -> Received:
    given = failed(_envelope(data), looks_like(data), clock.now())
    try:
        with transaction.atomic():
            message = _store(given, channel=channel)
            return Received(given, _acknowledge(message, given))
    except Exception as fault:
        log.error("Nor could the fault be noted: %s", type(fault).__name__)
        return Received(given, None)


def _envelope(data: bytes) -> Envelope:
    try:
        return envelope_of(Bundle.of(read(data).content))
    except Unreadable:
        return Envelope()


def show_raw(message: Message, *, by: User) -> str | None:
    """The message as it came, the person covered; logged. None where nothing was kept of it."""
    original = Original.objects.filter(message=message).first()
    if original is None:
        return None
    audit.record("exchange.show_raw", by=by, obj=original, citizen_id=original.citizen_id)
    return masked(bytes(original.data))


# Setting up


def make_receiver_token(name: str, *, by: User | None = None) -> str:
    """A new key for a system that delivers messages. Shown once: only its hash is kept."""
    if ReceiverToken.objects.filter(name=name).exists():
        raise NameIsTaken
    secret = f"hlh_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        token = ReceiverToken(name=name, secret_hash=hash_of(secret))
        token.save()
        audit.record(
            "exchange.make_receiver_token",
            by=by,
            obj=token,
            channel=Channel.COMMAND,
            system_actor="" if by else "command",
        )
    return secret


@transaction.atomic
def revoke_receiver_token(token: ReceiverToken, *, by: User | None = None) -> ReceiverToken:
    """The key opens nothing any more."""
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    audit.record(
        "exchange.revoke_receiver_token",
        by=by,
        obj=token,
        channel=Channel.COMMAND,
        system_actor="" if by else "command",
    )
    return token


@transaction.atomic
def answer_for(*, sor: str, gln: str, name: str, by: User | None = None) -> ReceiverAddress:
    """From now on messages to this SOR number are ours."""
    address, _made = ReceiverAddress.objects.update_or_create(
        sor=sor, defaults={"gln": gln, "name": name, "closed_on": None}
    )
    audit.record(
        "exchange.answer_for",
        by=by,
        obj=address,
        channel=Channel.COMMAND,
        system_actor="" if by else "command",
    )
    return address


def hash_of(secret: str) -> str:
    """What is kept of a key: it is long and random, so a plain hash cannot be guessed from."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def give_whole_record(
    citizen: Citizen, *, by: User, choices: Choices, form: str, at: datetime
) -> bytes:
    """All that is written about the citizen and open to `by`, as `pdf` or `json` (GDPR art. 15).

    The log tells that it was given, how the citizen was known, and what was held back and why.
    Raises SayWhyItIsHeldBack.
    """
    if choices.held and not choices.because.strip():
        raise SayWhyItIsHeldBack
    whole = gather(by, citizen)
    made = (as_json if form == "json" else as_paper)(whole, choices, at=at)
    audit.record(
        "exchange.give_whole_record",
        by=by,
        citizen_id=citizen.pk,
        purpose=choices.because,
        channel=Channel.EXPORT,
        form=form,
        identified=choices.identified,
        handed=choices.handed,
        held=sorted(str(part) for part in choices.held),
        closed=[kind.code for kind in whole.closed],
        rows=sum(len(rows) for rows in whole.rows.values()),
    )
    return made
