"""Moving an invented municipality along, so that its last day is today."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models, transaction

from helhed.config.rooms import ROOMS
from helhed.demo.bulk.tables import has_keys

# People do not get younger because the demo is shown again.
# A month of the ledger is its first day, and a birth date is no day of the story.
STANDS_STILL = frozenset({("citizens_citizen", "birth_date"), ("money_posting", "month")})
# Texts that name the day of a contact.
DAY_IN_REASON = """
    UPDATE teams_duty d
    SET reason = regexp_replace(d.reason, '\\d{1,2}\\.\\d{1,2}\\.', to_char(c.at, 'FMDD.FMMM.'))
    FROM contacts_contact c
    WHERE d.kind = 'outreach' AND d.cause = 'contact:' || c.id::text
"""
# A month whose rows lie in the default partition already keeps them there.
MONTHS_TO_COME = """
    SELECT audit_make_partition(month::date) FROM generate_series(
        date_trunc('month', (SELECT max(at) FROM audit_event)) + interval '1 month',
        (SELECT max(at) FROM audit_event) + make_interval(days => greatest(%(days)s, 0)),
        interval '1 month') month
"""
RULES_OF_NIGHTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'x' AND conparentid = 0
"""


@transaction.atomic
def move_along(days: int) -> None:
    """Let every day and moment of the rooms' tables be `days` later, by the clock on the wall.

    Rules about overlapping nights are checked once, afterwards; the log's seals no longer fit and
    are taken off. Only for invented data.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(MONTHS_TO_COME, {"days": days})
        cursor.execute(RULES_OF_NIGHTS)
        rules = cursor.fetchall()
        for table, name, _definition in rules:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for table, columns in _moving_columns():
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            moves = ", ".join(f'"{column}" = {moved}' for column, moved in columns)
            cursor.execute(f'UPDATE "{table}" SET {moves}', {"days": days})  # noqa: S608
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        for table, name, definition in rules:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        cursor.execute(DAY_IN_REASON)


def _moving_columns() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Tables with their columns of time and the SQL of the later time."""
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.app_label not in ROOMS or not meta.managed or meta.proxy:
            continue
        # A law does not begin later because the demo is shown again.
        if "code" in {field.name for field in meta.concrete_fields} and not has_keys(model):
            continue
        columns = [
            (str(field.column), _later(field))
            for field in meta.concrete_fields
            if isinstance(field, models.DateField)
            and (meta.db_table, field.column) not in STANDS_STILL
        ]
        if columns:
            yield meta.db_table, columns


def _later(field: models.Field) -> str:  # type: ignore[type-arg]
    column = f'"{field.column}"'
    if isinstance(field, models.DateTimeField):
        # A day later by the clock on the wall is an hour more or less when summer time changes.
        wall = f"({column} AT TIME ZONE 'Europe/Copenhagen')"
        return f"({wall} + make_interval(days => %(days)s)) AT TIME ZONE 'Europe/Copenhagen'"
    return f"{column} + %(days)s"
