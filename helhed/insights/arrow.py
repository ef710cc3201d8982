"""Records as Arrow tables: the columns of the snapshot, in one place."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from helhed.core.later import when_used
from helhed.insights import records

if TYPE_CHECKING:
    import pyarrow as pa
else:
    pa = when_used("pyarrow")

# By the name of the function of Arrow's that makes them.
TYPES: dict[type, tuple[str, ...]] = {
    bool: ("bool_",),
    int: ("int64",),
    str: ("string",),
    date: ("date32",),
    datetime: ("timestamp", "us"),
}
RECORDS: dict[str, type] = {
    name: get_args(kind)[0] for name, kind in get_type_hints(records.Facts).items()
}


def schema(record: type) -> pa.Schema:
    """A column for each field; `None` in its type makes it one that may be empty."""
    hints = get_type_hints(record)
    return pa.schema([_field(field.name, hints[field.name]) for field in fields(record)])


def _field(name: str, kind: Any) -> pa.Field:
    empty = isinstance(kind, UnionType)
    plain = next(one for one in get_args(kind) if one is not type(None)) if empty else kind
    return pa.field(name, _type(plain), nullable=empty)


def _type(kind: type) -> pa.DataType:
    named, *further = TYPES[kind]
    return getattr(pa, named)(*further)


@cache
def schema_of(name: str) -> pa.Schema:
    """The columns of a table. Raises KeyError for a name no table has."""
    return schema(RECORDS[name])


def table(name: str, rows: list[Any]) -> pa.Table:
    """The records as a table with the columns of that name."""
    shape = schema_of(name)
    columns = {
        field.name: pa.array([getattr(row, field.name) for row in rows], field.type)
        for field in shape
    }
    return pa.table(columns, schema=shape)


def tables(facts: records.Facts) -> dict[str, pa.Table]:
    return {name: table(name, getattr(facts, name)) for name in RECORDS}
