"""Asks an interface whatever could be asked of it, and holds the answer against its description."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from hypothesis import strategies as st
from ninja import NinjaAPI

NASTY = st.sampled_from(("\0", "'", "%s", "{}", "-1", "null", "æ" * 3000))
ANYTHING = st.one_of(st.text(max_size=60), st.uuids().map(str), st.integers().map(str), NASTY)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
FORMS = {"uuid": UUID, "date": date.fromisoformat, "date-time": datetime.fromisoformat}
KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


@dataclass(frozen=True)
class Question:
    """One question to an operation: as it is asked, and what its description says of it."""

    method: str
    path: str
    operation: dict[str, Any]
    address: str
    data: dict[str, str]


def description(api: NinjaAPI) -> dict[str, Any]:
    """As a program reads it."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return found


@st.composite
def questions(draw: Any, described: dict[str, Any], known: tuple[str, ...]) -> Question:
    """Any described operation with any values; `known` are keys of what there is."""
    path, methods = draw(st.sampled_from(sorted(described["paths"].items())))
    method, operation = draw(st.sampled_from(sorted(methods.items())))
    values = st.one_of(st.sampled_from(known), ANYTHING) if known else ANYTHING
    address = path
    for parameter in operation.get("parameters", []):
        # A slash, or nothing, would be another address.
        value = draw(values.filter(lambda text: text not in ("", ".", "..") and "/" not in text))
        address = address.replace(f"{{{parameter['name']}}}", quote(value, safe=""))
    data = draw(st.dictionaries(st.text(max_size=8), ANYTHING, max_size=2))
    return Question(method.upper(), path, operation, address, data)


def fits(value: Any, shape: dict[str, Any], described: dict[str, Any]) -> bool:
    """Whether what came has the shape the description tells (the words of it we use)."""
    if "$ref" in shape:
        shape = described["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    if "anyOf" in shape:
        return any(fits(value, one, described) for one in shape["anyOf"])
    if shape["type"] == "array":
        return isinstance(value, list) and all(fits(v, shape["items"], described) for v in value)
    if shape["type"] == "object":
        return isinstance(value, dict) and _fields_fit(value, shape, described)
    return isinstance(value, KINDS[shape["type"]]) and _reads(value, shape.get("format"))


def _fields_fit(value: dict[str, Any], shape: dict[str, Any], described: dict[str, Any]) -> bool:
    fields = shape.get("properties", {})
    more = shape.get("additionalProperties")
    return set(shape.get("required", [])) <= set(value) and all(
        fits(one, fields.get(name) or more, described) for name, one in value.items()
    )


def _reads(value: Any, form: str | None) -> bool:
    if form is None:
        return True
    try:
        FORMS[form](value)
    except ValueError:
        return False
    return True


def as_described(answer: Any, question: Question, described: dict[str, Any]) -> bool:
    """Whether the status is one the operation names, and the body has its shape."""
    told = question.operation["responses"].get(str(answer.status_code))
    if told is None:
        return False
    shape = told["content"]["application/json"]["schema"]
    return fits(answer.json(), shape, described)
