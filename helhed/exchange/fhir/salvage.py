"""The envelope of a message that was cut off or damaged on its way.

Reads as far as the text is whole and closes what stands open. Nothing of it is believed, kept or
shown; it serves only to answer the sender.
"""

import json
from typing import Final

from lxml import etree

from helhed.exchange.fhir.bundle import Bundle
from helhed.exchange.fhir.envelope import Envelope, envelope_of
from helhed.exchange.fhir.from_xml import TooDeep, resource_from
from helhed.exchange.fhir.issues import Unreadable
from helhed.exchange.fhir.nodes import Node

# The envelope stands first; what follows is not worth the time an attacker would like to take.
_ENOUGH: Final = 400_000
_MAX_DEPTH: Final = 60


def salvage(broken: str) -> Envelope:
    """What can still be told of the sender; an empty Envelope when nothing can."""
    text = broken[:_ENOUGH].lstrip("\ufeff \t\r\n")
    content = _closed_json(text) if text.startswith("{") else _closed_xml(text)
    return envelope_of(Bundle.of(content)) if content else Envelope()


def _closed_json(text: str) -> Node | None:
    """The text up to its last whole member, with the brackets closed; None if that is no JSON."""
    cut, closers = _last_whole_member(text)
    try:
        found = json.loads(text[:cut] + "".join(reversed(closers)))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _last_whole_member(text: str) -> tuple[int, list[str]]:
    open_brackets: list[str] = []
    closers: list[str] = []
    cut = 0
    for place, sign in _outside_quotes(text):
        if sign in "{[":
            open_brackets.append("}" if sign == "{" else "]")
        elif sign == "," and open_brackets:
            cut, closers = place, list(open_brackets)
        elif sign in "}]":
            if not open_brackets or open_brackets.pop() != sign:
                break
            cut, closers = place + 1, list(open_brackets)
    return cut, closers


def _outside_quotes(text: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    quoted = escaped = False
    for place, sign in enumerate(text):
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = quoted
        elif sign == '"':
            quoted = not quoted
        elif not quoted and sign in "{}[],":
            found.append((place, sign))
    return found


def _closed_xml(text: str) -> Node | None:
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        return None
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        # The declaration goes: lxml refuses an encoding named in text that is decoded already.
        root = etree.fromstring(text.partition("?>")[2] if text.startswith("<?") else text, parser)
        return None if root is None else resource_from(root, _MAX_DEPTH)
    except (etree.XMLSyntaxError, Unreadable, TooDeep, ValueError):
        return None
