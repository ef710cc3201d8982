"""Notes of a copy call people by the names they have there, not by the original's."""

from dataclasses import replace

from django.db import connection, models

from helhed.citizens.models import Citizen, NameToken
from helhed.demo.bulk.definitions import SCHEMA
from helhed.demo.bulk.other_names import NAMES, OTHER
from helhed.demo.bulk.tables import Table

# Stands where the original's first name stood; a sign nobody writes (private use).
MARK = "\ue000"
CITIZEN = "citizen_id"
# A name as a word of its own, also with the s of possession.
NAMED = r"'\m' || s.first || '(s?)\M'"


def marked(table: Table) -> Table:
    """Put a mark for the name in the originals set aside, and in how their columns are copied.

    Columns in which nobody is called by name are copied as before, which is quicker.
    """
    if CITIZEN not in table.columns or table.model is NameToken:
        return table
    columns = dict(table.columns)
    for name in columns_of_words(table):
        if _mark(table.name, name):
            columns[name] = f"replace({columns[name]}, '{MARK}', coalesce(called.first, ''))"
    return replace(table, columns=columns)


def columns_of_words(table: Table) -> list[str]:
    """Columns in which people write what they like."""
    return [
        str(field.column)
        for field in table.model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and table.columns.get(str(field.column)) == f'b."{field.column}"'
    ]


def _mark(table: str, column: str) -> bool:
    """Returns whether anybody is called by name there."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE {SCHEMA}."{table}" b'  # noqa: S608 - names of our own
            f""" SET "{column}" = regexp_replace(b."{column}", {NAMED}, %s, 'g')"""
            f" FROM {SCHEMA}.people s WHERE s.citizen = b.{CITIZEN} AND NOT s.unnamed"
            f""" AND b."{column}" ~ ({NAMED})""",
            [MARK + r"\1"],
        )
        return bool(cursor.rowcount > 0)


def columns_with_other_names(table: Table) -> tuple[str, dict[str, str], str]:
    """The source, columns and joins of a copy: (source, {column: SQL}, SQL)."""
    source = f'"{table.name}"'
    if table.model is Citizen:
        return source, {**table.columns, **OTHER}, NAMES
    if table.model is NameToken:
        return source, table.columns, f"JOIN {SCHEMA}.kept ON kept.token = b.id"
    if any("called.first" in how for how in table.columns.values()):
        called = f"ON called.citizen = b.{CITIZEN} AND called.copy = k"
        return source, table.columns, f"LEFT JOIN {SCHEMA}.called {called}"
    return source, table.columns, ""
