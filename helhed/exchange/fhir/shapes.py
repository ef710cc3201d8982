"""The shape of the few FHIR types that MedCom's messages use.

A leading `*` means that the element repeats. Elements not listed are unknown extra content, which
MedCom says is to be ignored, not rejected. Source: FHIR R4 (4.0.1).
"""

from typing import Final

Shape = dict[str, str]

_RESOURCE: Final[Shape] = {"id": "id", "meta": "Meta"}
_DOMAIN: Final[Shape] = {**_RESOURCE, "extension": "*Extension"}

SHAPES: Final[dict[str, Shape]] = {
    "Meta": {"profile": "*canonical"},
    "Extension": {
        "url": "uri",
        "valueBoolean": "boolean",
        "valueCode": "code",
        "valueString": "string",
        "valueDateTime": "dateTime",
        "valueCoding": "Coding",
        "valuePeriod": "Period",
        "valueReference": "Reference",
    },
    "Coding": {"system": "uri", "version": "string", "code": "code", "display": "string"},
    "CodeableConcept": {"coding": "*Coding", "text": "string"},
    "Identifier": {"use": "code", "system": "uri", "value": "string"},
    "Reference": {
        "reference": "string",
        "type": "uri",
        "identifier": "Identifier",
        "display": "string",
    },
    "Period": {"start": "dateTime", "end": "dateTime"},
    "HumanName": {"use": "code", "text": "string", "family": "string", "given": "*string"},
    "Bundle": {
        **_RESOURCE,
        "type": "code",
        "timestamp": "instant",
        "entry": "*BundleEntry",
    },
    "BundleEntry": {"fullUrl": "uri", "resource": "Resource"},
    "MessageHeader": {
        **_DOMAIN,
        "eventCoding": "Coding",
        "eventUri": "uri",
        "destination": "*Destination",
        "sender": "Reference",
        "source": "Source",
        "response": "Response",
        "focus": "*Reference",
        "definition": "canonical",
    },
    "Destination": {
        "extension": "*Extension",
        "name": "string",
        "endpoint": "url",
        "receiver": "Reference",
    },
    "Source": {"name": "string", "software": "string", "version": "string", "endpoint": "url"},
    "Response": {"identifier": "id", "code": "code", "details": "Reference"},
    "Patient": {
        **_DOMAIN,
        "identifier": "*Identifier",
        "name": "*HumanName",
        "deceasedBoolean": "boolean",
        "deceasedDateTime": "dateTime",
    },
    "Encounter": {
        **_DOMAIN,
        "status": "code",
        "class": "Coding",
        "subject": "Reference",
        "episodeOfCare": "*Reference",
        "period": "Period",
        "serviceProvider": "Reference",
        # Listed only because the profile forbids them: never the reason for admission.
        "type": "*CodeableConcept",
        "serviceType": "CodeableConcept",
        "priority": "CodeableConcept",
        "basedOn": "*Reference",
        "participant": "*Any",
        "appointment": "*Reference",
        "length": "Any",
        "reasonCode": "*CodeableConcept",
        "reasonReference": "*Reference",
        "diagnosis": "*Any",
        "account": "*Reference",
        "hospitalization": "Any",
        "location": "*Any",
        "partOf": "Reference",
    },
    "Organization": {**_DOMAIN, "identifier": "*Identifier", "name": "string"},
    "Provenance": {
        **_DOMAIN,
        "target": "*Reference",
        "occurredDateTime": "dateTime",
        "recorded": "instant",
        "activity": "CodeableConcept",
        "agent": "*Agent",
        "entity": "*ProvenanceEntity",
    },
    "Agent": {"who": "Reference"},
    "ProvenanceEntity": {"role": "code", "what": "Reference"},
    "OperationOutcome": {**_DOMAIN, "issue": "*OutcomeIssue"},
    "OutcomeIssue": {
        "severity": "code",
        "code": "code",
        "details": "CodeableConcept",
        "diagnostics": "string",
    },
    "Any": {},
}

PRIMITIVES: Final = frozenset(
    {"string", "code", "id", "uri", "url", "canonical", "boolean", "dateTime", "instant"}
)
RESOURCES: Final = frozenset(
    {
        "Bundle",
        "MessageHeader",
        "Patient",
        "Encounter",
        "Organization",
        "Provenance",
        "OperationOutcome",
    }
)


def one(kind: str) -> str:
    """The type of one element of `kind`: `*Coding` → `Coding`."""
    return kind.removeprefix("*")
