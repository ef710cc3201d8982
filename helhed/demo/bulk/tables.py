"""Which tables a district consists of, and how each column of a copy follows from the original.

A copy's key is the original's with the number of the copy in its last twenty bits and the version
digit 8 instead of 7: never equal to a key the program makes, and read back without a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from helhed.accounts.models import User
from helhed.audit.models import Event
from helhed.config.rooms import ROOMS
from helhed.exchange.models import ReceiverAddress
from helhed.housing.models import Rule
from helhed.stays.models import Bed, ListReport
from helhed.teams.models import Organisation

# One municipality has these once, however many districts.
SHARED: tuple[type[models.Model], ...] = (Organisation, ReceiverAddress, Rule, ListReport)
# Known by a number, which a copy's rows keep apart by this much.
NUMBERED: tuple[type[models.Model], ...] = (Bed,)
NUMBERS_APART = 1_000_000
# Sessions of work that belong to no district: devices, seals of the log, bookmarks, the marker.
LEFT_OUT = frozenset(
    {"accounts_knowndevice", "audit_seal", "audit_bookmark", "demo_built", "audit_event_default"}
)
# Politics, the public site, the books and the figures are the municipality's own, not a district's.
OF_THE_MUNICIPALITY = frozenset({"strategy", "public_site", "money", "insights"})
UUID_IN_TEXT = "([0-9a-f]{8}-[0-9a-f]{4}-)7([0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{7})[0-9a-f]{5}"
MOST_COPIES = 0xFFFFF
# Older months of the log are sealed, kept elsewhere and detached where people really work.
LOG_DAYS = 62


def key(column: str, copy: str = "k") -> str:
    """SQL for the key of copy number `copy` of the row whose key is `column`."""
    text = f"{column}::text"
    return (
        f"(left({text}, 14) || '8' || substr({text}, 16, 16) || lpad(to_hex({copy}), 5, '0'))::uuid"
    )


def text_with_keys(column: str, kind: str, copy: str = "k") -> str:
    """SQL for a text in which every key becomes that of the copy."""
    tail = f"lpad(to_hex({copy}), 5, '0')"
    changed = f"'\\18\\2' || {tail}"
    return f"regexp_replace({column}::text, '{UUID_IN_TEXT}', {changed}, 'g')::{kind}"


@dataclass(frozen=True)
class Table:
    """`columns` maps each column that is copied to the SQL it is copied by; `b` is the original."""

    name: str
    model: type[models.Model]
    columns: dict[str, str]
    where: str = "true"


def district_tables() -> list[Table]:
    """Every table of the rooms that holds rows of a district, histories included."""
    return [
        Table(model._meta.db_table, model, _columns(model), _where(model))
        for model in _models()
        if has_keys(model) and model._base_manager.exists()
    ]


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        ours = meta.app_label in ROOMS
        if meta.app_label in OF_THE_MUNICIPALITY:
            continue
        if ours and model not in SHARED and meta.db_table not in LEFT_OUT:
            yield model


def has_keys(model: type[models.Model]) -> bool:
    """Whether the table holds rows of a story, not rules of access that migrations write."""
    meta = model._meta
    keyed = any(_is_uuid(field) for field in meta.concrete_fields)
    return meta.managed and not meta.proxy and keyed


def _is_uuid(field: models.Field) -> bool:  # type: ignore[type-arg]
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return isinstance(field, models.UUIDField)


def _columns(model: type[models.Model]) -> dict[str, str]:
    return {
        str(field.column): _expression(model, field)
        for field in model._meta.concrete_fields
        # Numbers the database makes for rows of a history are made anew.
        if model in NUMBERED or not isinstance(field, models.AutoField)
    }


def _expression(model: type[models.Model], field: models.Field) -> str:  # type: ignore[type-arg]
    column = f'b."{field.column}"'
    if isinstance(field, models.ForeignKey) and field.related_model in SHARED:
        return column
    if _is_number(model, field):
        return f"{column} + k * {NUMBERS_APART}"
    if _is_uuid(field):
        return key(column)
    if isinstance(field, ArrayField) and isinstance(field.base_field, models.UUIDField):
        return f"ARRAY(SELECT {key('one')} FROM unnest({column}) one)"  # noqa: S608
    if isinstance(field, models.CharField) and field.unique:
        sign = "-" if model is User else " "
        return f"{column} || '{sign}' || (k + 1)"
    if isinstance(field, models.CharField | models.TextField | models.JSONField):
        return _words(model, field, column)
    return column


def _is_number(model: type[models.Model], field: models.Field) -> bool:  # type: ignore[type-arg]
    if isinstance(field, models.ForeignKey):
        return field.related_model in NUMBERED
    return model in NUMBERED and field.primary_key


def _words(model: type[models.Model], field: models.Field, column: str) -> str:  # type: ignore[type-arg]
    """Texts without a key in them are copied as they are, which is quicker."""
    table, kind = model._meta.db_table, field.db_type(connection) or "text"
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT EXISTS (SELECT 1 FROM "{table}" b WHERE {column}::text ~ %s)',  # noqa: S608
            [UUID_IN_TEXT],
        )
        (has_keys,) = cursor.fetchone()
    return text_with_keys(column, kind) if has_keys else column


def _where(model: type[models.Model]) -> str:
    """Of the log, what is recent, and not what tells of things all districts share."""
    if model is not Event:
        return "true"
    labels = ", ".join(f"'{shared._meta.label}'" for shared in SHARED)
    newest = "(SELECT max(at) FROM audit_event)"
    return f"b.model NOT IN ({labels}) AND b.at >= {newest} - interval '{LOG_DAYS} days'"
