"""FHIR XML to the same form as FHIR JSON, by the shapes we know."""

from collections.abc import Iterator
from typing import Any, Final, Protocol, Self

from helhed.exchange.fhir.issues import Code, Issue, Unreadable
from helhed.exchange.fhir.shapes import PRIMITIVES, SHAPES, one

FHIR: Final = "{http://hl7.org/fhir}"


class Element(Protocol):
    """What the two XML libraries have in common: one that refuses, one that mends."""

    @property
    def tag(self) -> Any: ...
    def get(self, key: str, /) -> str | None: ...
    def __iter__(self) -> Iterator[Self]: ...


class TooDeep(Exception):
    """Nested beyond what any message needs."""


def resource_from(root: Element, depth: int) -> dict[str, Any]:
    """The resource as FHIR JSON.

    Raises Unreadable for another namespace, TooDeep beyond `depth`.
    """
    if not _local(root):
        issue = Issue(Code.WRONG_NS, "(root)", "the root is not in http://hl7.org/fhir")
        raise Unreadable(issue)
    return _resource(root, depth)


def _local(element: Element) -> str:
    """The name of a FHIR element; empty for elements of other namespaces, such as narrative."""
    tag = element.tag
    return tag.removeprefix(FHIR) if isinstance(tag, str) and tag.startswith(FHIR) else ""


def _resource(element: Element, depth: int) -> dict[str, Any]:
    name = _local(element)
    return {"resourceType": name, **_children(element, name, depth)}


def _children(element: Element, kind: str, depth: int) -> dict[str, Any]:
    if depth < 0:
        raise TooDeep
    shape = SHAPES.get(kind, {})
    found: dict[str, Any] = {}
    if kind == "Extension" and element.get("url"):
        found["url"] = element.get("url")
    for child in element:
        name = _local(child)
        if name in shape:
            _put(found, name, shape[name], _value(child, one(shape[name]), depth - 1))
    return found


def _put(found: dict[str, Any], name: str, kind: str, value: Any) -> None:
    if value is None:
        return
    if kind.startswith("*"):
        found.setdefault(name, []).append(value)
    elif name in found:
        # Left as a list on purpose: the shape check then says that the element repeats.
        before = found[name]
        found[name] = [*before, value] if isinstance(before, list) else [before, value]
    else:
        found[name] = value


def _value(element: Element, kind: str, depth: int) -> Any:
    if kind in PRIMITIVES:
        return _primitive(element.get("value"), kind)
    if kind == "Resource":
        inner = next((child for child in element if _local(child)), None)
        return None if inner is None else _resource(inner, depth)
    return _children(element, kind, depth)


def _primitive(value: str | None, kind: str) -> Any:
    if kind == "boolean":
        return {"true": True, "false": False}.get(value or "", value)
    return value
