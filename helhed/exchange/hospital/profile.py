"""What a HospitalNotification must hold. Source: hospitalnotification 3.0.2."""

import re
from typing import Final

from helhed.exchange.fhir import terminology as terms
from helhed.exchange.fhir.bundle import Bundle, Entry
from helhed.exchange.fhir.check_message import (
    check_bundle,
    check_header,
    check_organization,
    check_provenances,
)
from helhed.exchange.fhir.check_shape import wrong_shapes
from helhed.exchange.fhir.findings import Findings
from helhed.exchange.fhir.issues import Code, Issue
from helhed.exchange.fhir.nodes import Node, extensions, node, nodes
from helhed.exchange.fhir.times import moment

# Ten digits, no more: valid numbers fail modulus 11, and test numbers fail the date.
_CPR: Final = re.compile(r"\d{10}", re.ASCII)
_NEVER_TOLD: Final = (
    "type",
    "serviceType",
    "priority",
    "basedOn",
    "participant",
    "appointment",
    "length",
    "reasonCode",
    "reasonReference",
    "diagnosis",
    "account",
    "hospitalization",
    "location",
    "partOf",
)


def broken_rules(bundle: Bundle) -> list[Issue]:
    """Everything in which the message breaks the profile; empty when it is valid.

    Class and status are held against their value sets only: whether they fit the activity is no
    rule, since real messages do not follow it.
    """
    if bundle.content.get("resourceType") != "Bundle":
        return [Issue(Code.TYPE_MISMATCH, "(root)", "should be a Bundle")]
    shapes = list(wrong_shapes(bundle.content))
    found = Findings()
    check_bundle(found, bundle)
    if header := bundle.header:
        check_header(found, bundle, header, event=terms.HOSPITAL_NOTIFICATION)
        _report_of_admission(found, header)
        _focus(found, bundle, header)
    check_provenances(found, bundle, activities=terms.HOSPITAL_ACTIVITIES)
    _patient(found, bundle)
    told = tuple(issue.path for issue in shapes)
    # An element of the wrong type is told once, not again for what is missing inside it.
    return shapes + [issue for issue in found.issues if not told or not _below(issue.path, told)]


def _below(path: str, others: tuple[str, ...]) -> bool:
    return any(path == other or path.startswith((f"{other}.", f"{other}[")) for other in others)


def _report_of_admission(found: Findings, header: Entry) -> None:
    for url, value in (
        (terms.REPORT_OF_ADMISSION, "valueBoolean"),
        (terms.REPORT_RECIPIENT, "valueReference"),
    ):
        given = extensions(header.resource, url)
        where = f"{header.path}.extension"
        if len(given) > 1:
            found.add(Code.NO_REPEAT, where, f"{url.rsplit('/', 1)[-1]} stands more than once")
        for one in given:
            found.require(one, where, value)


def _focus(found: Findings, bundle: Bundle, header: Entry) -> None:
    where = f"{header.path}.focus"
    focus = nodes(header.resource.get("focus"))
    if len(focus) != 1:
        found.add(
            Code.NO_REPEAT if focus else Code.REQUIRED, where, "should point at one Encounter"
        )
    for one in focus:
        encounter = found.points(bundle, one, where, "Encounter")
        if encounter:
            _encounter(found, bundle, encounter)


def _encounter(found: Findings, bundle: Bundle, entry: Entry) -> None:
    resource, path = entry.resource, entry.path
    wanted = found.require(resource, path, "status", "class", "period", "episodeOfCare")
    status = wanted["status"]
    if isinstance(status, str) and status not in terms.STATUSES:
        found.outside(f"{path}.status", status, terms.STATUSES)
    if wanted["class"]:
        where = f"{path}.class"
        found.coded(wanted["class"], where, system=terms.CLASS_SYSTEM, codes=terms.CLASSES)
    if wanted["period"]:
        _period(found, node(wanted["period"]), f"{path}.period")
    found.refers(bundle, resource, path, "subject", "Patient")
    provider = found.refers(bundle, resource, path, "serviceProvider", "Organization")
    if provider:
        check_organization(found, provider, gln=False)
    _leave(found, resource, path)
    _episodes(found, resource, path)
    found.forbid(resource, path, *_NEVER_TOLD)


def _period(found: Findings, period: Node, path: str) -> None:
    found.require(period, path, "start")
    start, end = moment(period.get("start")), moment(period.get("end"))
    if start and end and end < start:
        found.add(Code.PARAM_INVALID, path, "ends before it starts")


def _leave(found: Findings, resource: Node, path: str) -> None:
    leaves = extensions(resource, terms.LEAVE_PERIOD)
    where = f"{path}.extension(leavePeriod).valuePeriod"
    if len(leaves) > 1:
        found.add(Code.NO_REPEAT, where, "one message tells of one leave")
    for leave in leaves:
        _period(found, node(leave.get("valuePeriod")), where)
    if not leaves and resource.get("status") == "onleave":
        found.add(Code.REQUIRED, f"{where}.start", "is required when the status is onleave")


def _episodes(found: Findings, resource: Node, path: str) -> None:
    for index, episode in enumerate(nodes(resource.get("episodeOfCare"))):
        where = f"{path}.episodeOfCare[{index}]"
        found.forbid(episode, where, "reference")
        identifier = node(found.require(episode, where, "identifier")["identifier"])
        if not identifier:
            continue
        # Whether an LPR3 id is a UUID of version 5 is not asked: published ones are not always.
        found.require(identifier, f"{where}.identifier", "value")


def _patient(found: Findings, bundle: Bundle) -> None:
    patients = list(bundle.of_kind("Patient"))
    if len(patients) != 1:
        code = Code.NO_REPEAT if patients else Code.REQUIRED
        found.add(code, "Bundle.entry", "should hold exactly one Patient")
    for entry in patients:
        _cpr(found, entry)
        wanted = found.require(entry.resource, entry.path, "name")
        official = [name for name in nodes(wanted["name"]) if name.get("use") == "official"]
        if wanted["name"] and len(official) != 1:
            found.add(Code.REQUIRED, f"{entry.path}.name", "should hold one official name")
        for name in official:
            found.require(name, f"{entry.path}.name", "family")


def _cpr(found: Findings, entry: Entry) -> None:
    given = nodes(found.require(entry.resource, entry.path, "identifier")["identifier"])
    where = f"{entry.path}.identifier"
    if len(given) > 1:
        found.add(Code.NO_REPEAT, where, "should be the official CPR number and nothing else")
    for one in given:
        if one.get("system") != terms.CPR_SYSTEM:
            found.add(Code.CODE_SYSTEM, f"{where}.system", f"should be {terms.CPR_SYSTEM}")
        elif not isinstance(one.get("value"), str) or not _CPR.fullmatch(one["value"]):
            found.add(Code.ID_INVALID, f"{where}.value", "is no CPR number: ten digits")
