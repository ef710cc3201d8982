"""Building an Acknowledgement (kvittering). Source: acknowledgement 2.0.3.

The FHIR codes are used: `fatal-error` for content that breaks the profile, `transient-error` for a
fault of ours. Older MedCom texts swap the two letters codes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from helhed.exchange.fhir import terminology as terms
from helhed.exchange.fhir.envelope import GLN, SOR, Address, Envelope
from helhed.exchange.fhir.issues import Issue

_ACK: Final = "http://medcomfhir.dk/ig/acknowledgement/StructureDefinition/"
_MESSAGING: Final = "http://medcomfhir.dk/ig/messaging/StructureDefinition/"
_DIV: Final = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'
# Enough to mend a message by; a message wrong in every element is not answered line by line.
_MAX_ISSUES: Final = 20

Resource = dict[str, Any]


@dataclass(frozen=True)
class ReceivedStep:
    """The latest Provenance of the received message."""

    activity: str
    sent: datetime
    role: str | None = None
    previous: str | None = None


def build(
    envelope: Envelope,
    *,
    code: str,
    issues: Sequence[Issue],
    step: ReceivedStep | None,
    at: datetime,
) -> Resource:
    """The Acknowledgement of a message, as a FHIR Bundle in JSON form.

    `envelope` must be answerable: it names what is acknowledged and to whom. `at` is aware. Every
    call makes a new Bundle.id and MessageHeader.id: a repeated answer is a new message.
    """
    ids = _Ids()
    outcome = _outcome(ids, issues) if code != "ok" else None
    header = _header(ids, envelope, code, with_details=outcome is not None)
    resources = [
        header,
        *_provenances(ids, envelope, step, at),
        _organization(ids.receiver, envelope.receiver),
        _organization(ids.sender, envelope.sender),
        *([outcome] if outcome else ()),
    ]
    return {
        "resourceType": "Bundle",
        "id": str(uuid4()),
        "meta": {"profile": [f"{_ACK}medcom-messaging-acknowledgement"]},
        "type": "message",
        "timestamp": at.isoformat(timespec="seconds"),
        "entry": [{"fullUrl": _reference(one), "resource": one} for one in resources],
    }


class _Ids:
    """Keys of the resources of one acknowledgement."""

    def __init__(self) -> None:
        self.header: UUID = uuid4()
        self.sender: UUID = uuid4()
        self.receiver: UUID = uuid4()
        self.outcome: UUID = uuid4()


def _reference(resource: Resource) -> str:
    return f"{resource['resourceType']}/{resource['id']}"


def _header(ids: _Ids, envelope: Envelope, code: str, *, with_details: bool) -> Resource:
    response: Resource = {"identifier": envelope.message_id, "code": code}
    if with_details:
        response["details"] = {"reference": f"OperationOutcome/{ids.outcome}"}
    return {
        "resourceType": "MessageHeader",
        "id": str(ids.header),
        "meta": {"profile": [f"{_ACK}medcom-messaging-acknowledgementHeader"]},
        "text": _narrative("Kvittering"),
        "eventCoding": {"system": terms.EVENT_SYSTEM, "code": terms.ACKNOWLEDGEMENT},
        "destination": [
            {
                "extension": [
                    {
                        "url": terms.DESTINATION_USE,
                        "valueCoding": {"system": terms.DESTINATION_USE_SYSTEM, "code": "primary"},
                    }
                ],
                "endpoint": _endpoint(envelope.sender),
                "receiver": {"reference": f"Organization/{ids.sender}"},
            }
        ],
        "sender": {"reference": f"Organization/{ids.receiver}"},
        "source": {"endpoint": _endpoint(envelope.receiver)},
        "response": response,
    }


def _narrative(words: str) -> Resource:
    return {"status": "generated", "div": _DIV.format(words)}


def _endpoint(address: Address) -> str:
    return address.endpoint or f"https://sor2.sum.dsdn.dk/#id={address.sor or 'unknown'}"


def _provenances(
    ids: _Ids, envelope: Envelope, step: ReceivedStep | None, at: datetime
) -> list[Resource]:
    ours = _provenance(
        str(ids.header), "acknowledgement", at, ids.receiver, ("revision", envelope.message_id)
    )
    if step is None:
        return [ours]
    past = (step.role or "revision", step.previous) if step.previous else None
    received = envelope.message_id or ""
    return [_provenance(received, step.activity, step.sent, ids.sender, past), ours]


def _provenance(
    target: str,
    activity: str,
    at: datetime,
    agent: UUID,
    entity: tuple[str, str | None] | None,
) -> Resource:
    moment = at.isoformat(timespec="seconds")
    found: Resource = {
        "resourceType": "Provenance",
        "id": str(uuid4()),
        "meta": {"profile": [f"{_MESSAGING}medcom-messaging-provenance"]},
        "text": _narrative(activity),
        "target": [{"reference": f"MessageHeader/{target}"}],
        "occurredDateTime": moment,
        "recorded": moment,
        "activity": {"coding": [{"system": terms.ACTIVITY_SYSTEM, "code": activity}]},
        "agent": [{"who": {"reference": f"Organization/{agent}"}}],
    }
    if entity:
        role, previous = entity
        what = {"reference": f"MessageHeader/{previous}"}
        found["entity"] = [{"role": role, "what": what}]
    return found


def _organization(key: UUID, address: Address) -> Resource:
    identifiers = [
        {"system": system, "value": value}
        for system, value in ((GLN[0], address.gln), (SOR, address.sor))
        if value
    ]
    found: Resource = {
        "resourceType": "Organization",
        "id": str(key),
        "meta": {"profile": [f"{_MESSAGING}medcom-messaging-organization"]},
        "identifier": identifiers,
    }
    if address.name:
        found["name"] = address.name
    return found


def _outcome(ids: _Ids, issues: Sequence[Issue]) -> Resource:
    return {
        "resourceType": "OperationOutcome",
        "id": str(ids.outcome),
        "meta": {"profile": [f"{_ACK}medcom-acknowledgement-operationoutcome"]},
        "text": _narrative("Fejl"),
        "issue": [_issue(issue) for issue in issues[:_MAX_ISSUES]],
    }


def outcome_of(issues: Sequence[Issue]) -> Resource:
    """A bare OperationOutcome, for a sender to whom no Acknowledgement can be addressed."""
    return _outcome(_Ids(), issues)


def _issue(issue: Issue) -> Resource:
    return {
        "severity": "error",
        "code": issue.code.issue_type,
        "details": {
            "coding": [{"system": issue.code.system, "code": str(issue.code)}],
            "text": f"{issue.path}: {issue.text}",
        },
    }
