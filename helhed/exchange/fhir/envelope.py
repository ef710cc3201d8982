"""Who sent what to whom: read before anything is checked, so that a broken message is answered."""

import re
from dataclasses import dataclass
from typing import Any, Final

from helhed.exchange.fhir.bundle import Bundle, Entry
from helhed.exchange.fhir.nodes import Node, node, nodes, text

SOR: Final = "urn:oid:1.2.208.176.1.1"
# The newest source of dk-core writes the system with http.
GLN: Final = ("https://www.gs1.org/gln", "http://www.gs1.org/gln")
_FHIR_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Address:
    """An organisation as sender or receiver of messages."""

    sor: str | None = None
    gln: str | None = None
    name: str | None = None
    endpoint: str | None = None


@dataclass(frozen=True)
class Envelope:
    """What can be told of a message before trusting it. Holds nothing about the citizen."""

    message_id: str | None = None
    bundle_id: str | None = None
    event: str | None = None
    sender: Address = Address()
    receiver: Address = Address()

    @property
    def answerable(self) -> bool:
        """Whether an acknowledgement can be addressed: to what, and to whom."""
        return is_fhir_id(self.message_id) and bool(self.sender.endpoint or self.sender.sor)


def is_fhir_id(value: str | None) -> bool:
    return value is not None and _FHIR_ID.fullmatch(value) is not None


def envelope_of(bundle: Bundle) -> Envelope:
    """Read the envelope as far as it can be read; never raises."""
    header = bundle.header
    if header is None:
        return Envelope(bundle_id=_clean(bundle.content.get("id")))
    destination = next(iter(nodes(header.resource.get("destination"))), Node())
    return Envelope(
        message_id=_clean(header.resource.get("id")),
        bundle_id=_clean(bundle.content.get("id")),
        event=_clean(node(header.resource.get("eventCoding")).get("code")),
        sender=_address(
            bundle.resolve(header.resource.get("sender")), node(header.resource.get("source"))
        ),
        receiver=_address(bundle.resolve(destination.get("receiver")), destination),
    )


def _clean(value: Any) -> str | None:
    """Text fit for a log line and a column: no control characters, not endless."""
    found = text(value)
    return "".join(c for c in found if c.isprintable())[:200] or None if found else None


def _address(organization: Entry | None, endpoint_holder: Node) -> Address:
    resource = organization.resource if organization else Node()
    return Address(
        sor=identifier(resource, SOR),
        gln=identifier(resource, *GLN),
        name=_clean(resource.get("name")),
        endpoint=_clean(endpoint_holder.get("endpoint")),
    )


def identifier(resource: Node, *systems: str) -> str | None:
    """The first identifier of one of the systems."""
    return next(
        (
            _clean(found.get("value"))
            for found in nodes(resource.get("identifier"))
            if text(found.get("system")) in systems
        ),
        None,
    )
