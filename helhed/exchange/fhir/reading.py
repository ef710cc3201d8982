"""From bytes to one neutral form, whether they were JSON or XML, without trusting them."""

import codecs
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from helhed.exchange.fhir.from_xml import TooDeep, resource_from
from helhed.exchange.fhir.issues import Code, Issue, Unreadable

# A notification is some 15 kB; MedCom's largest attachments are refused as another message type.
MAX_BYTES: Final = 10 * 1024 * 1024
# What a sender writes about a person fits far within this; beyond it lies an attack on the reader.
MAX_DEPTH: Final = 60


class Format(StrEnum):
    JSON = "json"
    XML = "xml"


@dataclass(frozen=True)
class Read:
    """A message that could be read. `content` is FHIR JSON, whatever the format was."""

    format: Format
    content: dict[str, Any]


def looks_like(data: bytes) -> Format:
    """The format by the first character that says something, never by a file's name."""
    start = (
        data[:200].replace(b"\x00", b"").removeprefix(codecs.BOM_UTF8).lstrip(b"\xff\xfe \t\r\n")
    )
    return Format.XML if start.startswith(b"<") else Format.JSON


def read(data: bytes, *, max_bytes: int = MAX_BYTES) -> Read:
    """Read one message.

    Raises Unreadable with MSG_BAD_SYNTAX and the line for text that is no JSON or XML, with
    MSG_Element_To_Long for more than `max_bytes` bytes, and for document types and entities,
    which are never expanded.
    """
    if len(data) > max_bytes:
        raise too_large(max_bytes)
    if not data.strip():
        raise Unreadable(Issue(Code.BAD_SYNTAX, "(file)", "the file is empty"))
    form = looks_like(data)
    content = _from_xml(data) if form is Format.XML else _from_json(data)
    return Read(form, content)


def too_large(max_bytes: int) -> Unreadable:
    text = f"larger than the {max_bytes} bytes that are received"
    return Unreadable(Issue(Code.TOO_LONG, "(file)", text))


def _from_json(data: bytes) -> dict[str, Any]:
    text = _decoded(data)
    try:
        content = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(Issue(Code.BAD_SYNTAX, where, f"no JSON: {error.msg}"), text) from None
    except RecursionError:
        raise _deep() from None
    except ValueError as error:
        raise Unreadable(Issue(Code.BAD_SYNTAX, "(file)", f"no JSON: {error}"), text) from None
    if not isinstance(content, dict):
        raise Unreadable(Issue(Code.JSON_OBJECT, "(root)", "a FHIR resource is a JSON object"))
    return content


def _decoded(data: bytes) -> str:
    try:
        return data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        text = f"no readable text: byte {error.start} is not {error.encoding}"
        issue = Issue(Code.DAMAGED, "(file)", text)
        raise Unreadable(issue, data.decode("utf-8", "replace")) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        # Which of two values counts is anybody's guess; receiver and sender may guess differently.
        raise ValueError("a name stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value")


def _from_xml(data: bytes) -> dict[str, Any]:
    try:
        root = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        text = "document types and entities are not read"
        raise Unreadable(Issue(Code.BAD_SYNTAX, "(file)", text)) from None
    except ParseError as error:
        line, column = error.position
        where = f"line {line}, column {column + 1}"
        issue = Issue(Code.BAD_SYNTAX, where, "no well-formed XML")
        raise Unreadable(issue, data.decode("utf-8", "replace")) from None
    except (LookupError, ValueError):
        issue = Issue(Code.BAD_FORMAT, "line 1", "the encoding is not known")
        raise Unreadable(issue, data.decode("utf-8", "replace")) from None
    try:
        return resource_from(root, MAX_DEPTH)
    except TooDeep:
        raise _deep() from None


def _deep() -> Unreadable:
    return Unreadable(Issue(Code.BAD_SYNTAX, "(file)", "nested deeper than any FHIR message"))
