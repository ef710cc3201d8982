"""Records as Arrow tables: the columns of the snapshot, in one place."""

from dataclasses import fields
from datetime import date, datetime
from types import UnionType
from typing import Any, get_args, get_type_hints

import pyarrow as pa

from helhed.insights import records

TYPES: dict[type, pa.DataType] = {
    bool: pa.bool_(),
    int: pa.int64(),
    str: pa.string(),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
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
    return pa.field(name, TYPES[plain], nullable=empty)


SCHEMAS: dict[str, pa.Schema] = {name: schema(record) for name, record in RECORDS.items()}


def table(name: str, rows: list[Any]) -> pa.Table:
    """The records as a table with the columns of that name."""
    shape = SCHEMAS[name]
    columns = {
        field.name: pa.array([getattr(row, field.name) for row in rows], field.type)
        for field in shape
    }
    return pa.table(columns, schema=shape)


def tables(facts: records.Facts) -> dict[str, pa.Table]:
    return {name: table(name, getattr(facts, name)) for name in SCHEMAS}
