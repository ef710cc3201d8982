"""Where a citizen's rows lie, in every room, so that all of them can be erased together.

No room is known by name: a table that comes to tell of citizens is found by its keys.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Model, Q

from helhed.citizens.models import Citizen

# Enough for the longest way there is: an answer of a row of a case of a citizen.
LONGEST_WAY = 4


@dataclass
class Found:
    """Keys of rows by model."""

    keys: dict[type[Model], list[Any]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(map(len, self.keys.values()))


def ways_to_a_citizen(model: type[Model], longest: int = LONGEST_WAY) -> list[str]:
    """Paths of fields from the model to a citizen: its own, else such as `enquiry__citizen`."""
    columns = model._meta.concrete_fields
    own = [column.name for column in columns if column.related_model is Citizen]
    if own or longest == 0:
        return own
    ways = []
    for column in columns:
        target = column.related_model
        if isinstance(target, type) and target is not model and not _is_history(target):
            further = ways_to_a_citizen(target, longest - 1)
            ways += [f"{column.name}__{way}" for way in further]
    return ways


def tables() -> list[tuple[type[Model], list[str]]]:
    """Every model that tells of a citizen, and its ways there; histories apart."""
    every = (
        (model, ways_to_a_citizen(model))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not _is_history(model) and model is not Citizen
    )
    return [(model, ways) for model, ways in every if ways]


def histories() -> list[tuple[type[Model], type[Model]]]:
    """The tables of earlier versions, and what they are the history of."""
    kept = {model for model, _ways in tables()} | {Citizen}
    pairs = (
        (model, getattr(model, "pgh_tracked_model", None))
        for model in apps.get_models(include_auto_created=True)
    )
    return [(model, tracked) for model, tracked in pairs if tracked in kept]


def _is_history(model: type[Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def person_keys(citizen: Citizen) -> list[UUID]:
    """The citizen and the records merged into it, also through another."""
    keys, new = [citizen.pk], [citizen.pk]
    while new:
        new = list(Citizen.objects.filter(merged_into__in=new).values_list("pk", flat=True))
        keys += new
    return keys


def find(keys: Sequence[UUID], rooms: Iterable[str] = ()) -> Found:
    """All rows about the citizens of those keys, or those of some rooms only."""
    found, only = Found(), set(rooms)
    for model, ways in tables():
        if only and model._meta.app_label not in only:
            continue
        about = Q()
        for way in ways:
            about |= Q(**{f"{way}__in": keys})
        rows = list(model._base_manager.filter(about).values_list("pk", flat=True).distinct())
        if rows:
            found.keys[model] = rows
    if not only:
        found.keys[Citizen] = list(keys)
    return found


def delete(found: Found, keys: Sequence[UUID]) -> None:
    """Erase the rows, then what the triggers kept of them; foreign keys are looked at afterwards.

    Raises IntegrityError when something still points at them: then nothing is erased.
    """
    with connection.cursor() as cursor:
        # The triggers that let nobody change what stands are told that this is no change.
        named = ",".join(map(str, keys))
        cursor.execute("SELECT set_config('helhed.erasing', %s, true)", [named])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model, rows in found.keys.items():
            _delete(cursor, model, model._meta.pk.column, rows)
        for history, tracked in histories():
            _delete(cursor, history, "pgh_obj_id", found.keys.get(tracked, []))
            _delete_orphans(cursor, history, tracked, keys)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SELECT set_config('helhed.erasing', '', true)")


def _delete(cursor: Any, model: type[Model], column: str, rows: list[Any]) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    cursor.execute(f"DELETE FROM {table} WHERE {column} = ANY (%s)", [rows])  # noqa: S608


def _delete_orphans(
    cursor: Any, history: type[Model], tracked: type[Model], keys: Sequence[UUID]
) -> None:
    """Earlier versions of rows that were taken away long ago; never those of another's row."""
    names = {column.name for column in history._meta.concrete_fields}
    if "citizen" not in names:
        return
    table, live = history._meta.db_table, tracked._meta.db_table
    cursor.execute(
        f"DELETE FROM {table} h WHERE h.citizen_id = ANY (%s)"  # noqa: S608 - names of our tables
        f" AND NOT EXISTS (SELECT 1 FROM {live} l WHERE l.id = h.pgh_obj_id)",
        [list(keys)],
    )
