"""What every MedCom message must hold. Source: messaging 2.1.0, core 2.0.0."""

import re
from collections.abc import Collection
from typing import Final

from helhed.exchange.fhir import terminology as terms
from helhed.exchange.fhir.bundle import Bundle, Entry
from helhed.exchange.fhir.envelope import GLN, SOR
from helhed.exchange.fhir.findings import Findings
from helhed.exchange.fhir.issues import Code
from helhed.exchange.fhir.nodes import Node, coding, extensions, node, nodes, text

_SOR: Final = re.compile(r"\d{3,20}", re.ASCII)
_GLN: Final = re.compile(r"\d{13}", re.ASCII)


def check_bundle(found: Findings, bundle: Bundle) -> None:
    """Bundle of type message: one MessageHeader first, one or more Provenances."""
    wanted = found.require(bundle.content, "Bundle", "id", "type", "timestamp", "entry")
    if isinstance(wanted["type"], str) and wanted["type"] != "message":
        found.outside("Bundle.type", wanted["type"], {"message"})
    headers = list(bundle.of_kind("MessageHeader"))
    if bundle.entries and bundle.entries[0].kind != "MessageHeader":
        found.add(Code.REQUIRED, "Bundle.entry[0].resource", "should be the MessageHeader")
    if len(headers) > 1:
        found.add(Code.NO_REPEAT, "Bundle.entry", "has more than one MessageHeader")
    if not bundle.provenances():
        found.add(Code.REQUIRED, "Bundle.entry", "has no Provenance")


def check_header(found: Findings, bundle: Bundle, header: Entry, *, event: str) -> None:
    """Ids, event, one primary destination, sender and source."""
    resource, path = header.resource, header.path
    found.require(resource, path, "id", code=Code.ID_MISSING)
    wanted = found.require(resource, path, "eventCoding", "destination", "source")
    if wanted["eventCoding"]:
        where = f"{path}.eventCoding"
        found.coded(wanted["eventCoding"], where, system=terms.EVENT_SYSTEM, codes={event})
    if wanted["source"]:
        found.require(node(wanted["source"]), f"{path}.source", "endpoint")
    _destination(found, bundle, resource, path)
    sender = found.refers(bundle, resource, path, "sender", "Organization")
    if sender:
        check_organization(found, sender, gln=True)


def _destination(found: Findings, bundle: Bundle, resource: Node, path: str) -> None:
    destinations = nodes(resource.get("destination"))
    if len(destinations) > 1:
        found.add(Code.NO_REPEAT, f"{path}.destination", "should be one primary receiver")
    for index, destination in enumerate(destinations):
        where = f"{path}.destination[{index}]"
        found.require(destination, where, "endpoint")
        uses = extensions(destination, terms.DESTINATION_USE)
        if len(uses) != 1:
            found.add(Code.REQUIRED, f"{where}.extension", "should say once that use is primary")
        for use in uses:
            found.coded(
                use.get("valueCoding"),
                f"{where}.extension.valueCoding",
                system=terms.DESTINATION_USE_SYSTEM,
                codes={"primary"},
            )
        receiver = found.refers(bundle, destination, where, "receiver", "Organization")
        if receiver:
            check_organization(found, receiver, gln=True, missing=Code.RECEIVER_MISSING)


def check_organization(
    found: Findings, entry: Entry, *, gln: bool, missing: Code = Code.REQUIRED
) -> None:
    """SOR once; GLN once as well for whoever sends and receives."""
    _identifier(found, entry, (SOR,), "SOR", missing)
    if gln:
        _identifier(found, entry, GLN, "GLN", missing)


def _identifier(
    found: Findings, entry: Entry, systems: Collection[str], name: str, missing: Code
) -> None:
    mine = [i for i in nodes(entry.resource.get("identifier")) if text(i.get("system")) in systems]
    where = f"{entry.path}.identifier"
    if len(mine) != 1:
        found.add(missing if not mine else Code.NO_REPEAT, where, f"should hold one {name} number")
    for one in mine:
        value = one.get("value")
        if not isinstance(value, str):
            found.add(missing, f"{where}.value", f"has no {name} number")
        elif not (_SOR.fullmatch(value) if name == "SOR" else is_gln(value)):
            found.add(Code.ID_INVALID, f"{where}.value", f"is no {name} number")


def is_gln(value: str) -> bool:
    """13 digits of which the last is the modulus 10 check digit, weights 1 and 3."""
    if not _GLN.fullmatch(value):
        return False
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(value[:12]))
    return (10 - total % 10) % 10 == int(value[12])


def check_provenances(found: Findings, bundle: Bundle, *, activities: Collection[str]) -> None:
    """One per message of the history; one of them tells of this message.

    Whether their agents are in the Bundle is not asked: published messages do not carry them all.
    """
    for entry in bundle.provenances():
        _provenance(found, entry, activities)
    header, current = bundle.header, bundle.current_provenance()
    if header and bundle.provenances() and current is None:
        found.add(Code.REQUIRED, "Bundle.entry", "no Provenance has this MessageHeader as target")


def _provenance(found: Findings, entry: Entry, activities: Collection[str]) -> None:
    wanted = found.require(
        entry.resource, entry.path, "target", "occurredDateTime", "recorded", "activity", "agent"
    )
    if len(nodes(wanted["target"])) > 1:
        found.add(Code.NO_REPEAT, f"{entry.path}.target", "should be one message")
    if wanted["activity"]:
        _activity(found, entry, activities)
    for index, agent in enumerate(nodes(wanted["agent"])):
        found.require(agent, f"{entry.path}.agent[{index}]", "who")
    for index, entity in enumerate(nodes(entry.resource.get("entity"))):
        where = f"{entry.path}.entity[{index}]"
        role = found.require(entity, where, "role", "what")["role"]
        if isinstance(role, str) and role not in terms.ENTITY_ROLES:
            found.outside(f"{where}.role", role, terms.ENTITY_ROLES)


def _activity(found: Findings, entry: Entry, activities: Collection[str]) -> None:
    given = coding(entry.resource.get("activity"))
    where = f"{entry.path}.activity.coding"
    if not given:
        found.add(Code.REQUIRED, where, "is required")
    elif not any(text(one.get("code")) in activities for one in given):
        found.outside(f"{where}.code", given[0].get("code"), activities)
    elif not any(
        text(one.get("code")) in activities and one.get("system") == terms.ACTIVITY_SYSTEM
        for one in given
    ):
        found.add(Code.CODE_SYSTEM, f"{where}.system", f"should be {terms.ACTIVITY_SYSTEM}")
