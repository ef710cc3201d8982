"""What an Acknowledgement must hold; our own are held to it. Source: acknowledgement 2.0.3."""

from typing import Final

from helhed.exchange.fhir import terminology as terms
from helhed.exchange.fhir.bundle import Bundle, Entry
from helhed.exchange.fhir.check_message import check_bundle, check_header, check_provenances
from helhed.exchange.fhir.check_shape import wrong_shapes
from helhed.exchange.fhir.findings import Findings
from helhed.exchange.fhir.issues import HL7_SYSTEM, MEDCOM_SYSTEM, Code, Issue
from helhed.exchange.fhir.nodes import coding, node, nodes

_RESPONSES: Final = frozenset({"ok", "transient-error", "fatal-error"})
_SEVERITIES: Final = frozenset({"fatal", "error", "warning", "information"})
_ACTIVITIES: Final = terms.HOSPITAL_ACTIVITIES | {
    "acknowledgement",
    "new-message",
    "reply-message",
    "forward-message",
}


def broken_rules(bundle: Bundle) -> list[Issue]:
    """Everything in which an acknowledgement breaks the profile; empty when it is valid."""
    found = Findings()
    found.issues.extend(wrong_shapes(bundle.content))
    check_bundle(found, bundle)
    check_provenances(found, bundle, activities=_ACTIVITIES)
    if header := bundle.header:
        check_header(found, bundle, header, event=terms.ACKNOWLEDGEMENT)
        _response(found, bundle, header)
    return found.issues


def _response(found: Findings, bundle: Bundle, header: Entry) -> None:
    response = node(found.require(header.resource, header.path, "response")["response"])
    where = f"{header.path}.response"
    code = found.require(response, where, "identifier", "code")["code"]
    if isinstance(code, str) and code not in _RESPONSES:
        found.outside(f"{where}.code", code, _RESPONSES)
    if code == "ok":
        return
    outcome = found.refers(bundle, response, where, "details", "OperationOutcome")
    if outcome:
        _outcome(found, outcome)


def _outcome(found: Findings, outcome: Entry) -> None:
    found.require(outcome.resource, outcome.path, "issue")
    for index, issue in enumerate(nodes(outcome.resource.get("issue"))):
        where = f"{outcome.path}.issue[{index}]"
        severity = found.require(issue, where, "severity", "code")["severity"]
        if isinstance(severity, str) and severity not in _SEVERITIES:
            found.outside(f"{where}.severity", severity, _SEVERITIES)
        for one in coding(issue.get("details")):
            system = MEDCOM_SYSTEM if one.get("system") == MEDCOM_SYSTEM else HL7_SYSTEM
            listed = {str(known) for known in Code if known.system == system}
            found.coded(one, f"{where}.details.coding", system=system, codes=listed)
