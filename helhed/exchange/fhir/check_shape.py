"""Whether every element we know has the type and the number that FHIR says."""

import re
from collections.abc import Iterator
from typing import Any, Final

from helhed.exchange.fhir.issues import Code, Issue
from helhed.exchange.fhir.shapes import PRIMITIVES, RESOURCES, SHAPES, one
from helhed.exchange.fhir.times import moment

_MAX_TEXT: Final = 100_000
_ID: Final = re.compile(r"[A-Za-z0-9\-.]+", re.ASCII)
_CODE: Final = re.compile(r"\S+( \S+)*")


def wrong_shapes(value: Any, kind: str = "Bundle", path: str = "Bundle") -> Iterator[Issue]:
    """Every element of a known type that has another type, repeats, or is empty.

    Elements not in the shapes are not looked at: unknown extra content is ignored.
    """
    if kind == "Resource":
        yield from _resource(value, path)
    elif kind in PRIMITIVES:
        yield from _primitive(value, kind, path)
    elif not isinstance(value, dict):
        yield Issue(Code.JSON_OBJECT, path, "should be an object")
    else:
        for name, member in SHAPES[kind].items():
            if name in value:
                yield from _member(value[name], member, f"{path}.{name}")


def _resource(value: Any, path: str) -> Iterator[Issue]:
    kind = value.get("resourceType") if isinstance(value, dict) else None
    if not isinstance(kind, str) or not kind:
        yield Issue(Code.REQUIRED, path, "should be a resource with a resourceType")
    elif kind in RESOURCES:
        yield from wrong_shapes(value, kind, f"{path}.ofType({kind})")


def _member(value: Any, kind: str, path: str) -> Iterator[Issue]:
    if not kind.startswith("*"):
        if isinstance(value, list):
            yield Issue(Code.NO_REPEAT, path, "should not repeat")
        else:
            yield from wrong_shapes(value, kind, path)
    elif not isinstance(value, list) or not value:
        yield Issue(Code.JSON_OBJECT, path, "should be a list with something in it")
    else:
        for index, item in enumerate(value):
            yield from wrong_shapes(item, one(kind), f"{path}[{index}]")


def _primitive(value: Any, kind: str, path: str) -> Iterator[Issue]:
    if kind == "boolean":
        if not isinstance(value, bool):
            yield Issue(Code.DATATYPE, path, "should be true or false")
    elif not isinstance(value, str):
        yield Issue(Code.DATATYPE, path, "should be text")
    elif not value.strip():
        yield Issue(Code.REQUIRED, path, "is empty")
    elif len(value) > _MAX_TEXT:
        yield Issue(Code.TOO_LONG, path, f"is longer than {_MAX_TEXT} characters")
    elif not _writable(value):
        yield Issue(Code.DATATYPE, path, "has control characters in it")
    else:
        yield from _formed(value, kind, path)


def _writable(value: str) -> bool:
    """Neither control characters nor halves of a surrogate pair, which no database can keep."""
    return not any((c < " " and c not in "\t\r\n") or "\ud800" <= c <= "\udfff" for c in value)


def _formed(value: str, kind: str, path: str) -> Iterator[Issue]:
    if kind in ("dateTime", "instant"):
        if moment(value) is None:
            text = "should be a moment with a time zone, such as 2023-03-01T12:00:00+01:00"
            yield Issue(Code.DATE_FORMAT, path, text)
    elif kind == "id":
        if len(value) > 64:
            yield Issue(Code.ID_TOO_LONG, path, "is longer than 64 characters")
        elif not _ID.fullmatch(value):
            yield Issue(Code.ID_INVALID, path, "may hold A-Z, a-z, 0-9, '-' and '.' only")
    elif kind == "code" and not _CODE.fullmatch(value):
        yield Issue(Code.DATATYPE, path, "is not a code")
