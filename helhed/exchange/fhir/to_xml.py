"""FHIR JSON to FHIR XML, in the order of elements that FHIR's XML schema demands."""

from typing import Any, Final
from xml.etree import ElementTree

_FHIR: Final = "http://hl7.org/fhir"
# JSON objects keep the order they were built in, which is FHIR's; only these come out differently.
_FIRST: Final[tuple[str, ...]] = ("id", "meta", "text", "extension")


def to_xml(resource: dict[str, Any]) -> bytes:
    """The resource as an XML document in UTF-8.

    Only for resources this program built itself: element order is taken from the dict, and
    narrative must be well-formed.
    """
    ElementTree.register_namespace("", _FHIR)
    root = _resource(resource)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _resource(resource: dict[str, Any]) -> ElementTree.Element:
    element = ElementTree.Element(f"{{{_FHIR}}}{resource['resourceType']}")
    _fill(element, {k: v for k, v in resource.items() if k != "resourceType"})
    return element


def _fill(element: ElementTree.Element, content: dict[str, Any]) -> None:
    names = [name for name in _FIRST if name in content]
    names += [name for name in content if name not in _FIRST]
    for name in names:
        value = content[name]
        for item in value if isinstance(value, list) else [value]:
            _put(element, name, item)


def _put(parent: ElementTree.Element, name: str, value: Any) -> None:
    if name == "url" and parent.tag == f"{{{_FHIR}}}extension":
        parent.set("url", value)
    elif name == "div":
        narrative = ElementTree.fromstring(value)  # noqa: S314 our own words, see to_xml
        parent.append(narrative)
    else:
        child = ElementTree.SubElement(parent, f"{{{_FHIR}}}{name}")
        _value(child, value)


def _value(element: ElementTree.Element, value: Any) -> None:
    if not isinstance(value, dict):
        element.set("value", str(value).lower() if isinstance(value, bool) else str(value))
    elif "resourceType" in value:
        element.append(_resource(value))
    else:
        _fill(element, value)
