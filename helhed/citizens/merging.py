"""Two records are one person: seen beforehand, done in one breath, and undone exactly."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen, Merge, NameToken
from helhed.citizens.verbs.people import note_names
from helhed.core import clock
from helhed.core.errors import Refused

# What the remaining record takes over where it has nothing itself.
FILLED = (
    "street_name",
    "description",
    "birth_date",
    "birth_year",
    "cpr_encrypted",
    "cpr_index",
)
# Whoever was protected stays so in the record that remains.
PROTECTION = ("protected", "protected_until")


class TheSameRecord(Refused):
    message = _("It is the same record. Choose two.")


class AlreadyMerged(Refused):
    message = _("One of the two has been merged already. Open the one that remains.")


class TwoCprNumbers(Refused):
    message = _("The two have different CPR numbers, so they are two people.")


class NeedsTwoColleagues(Refused):
    message = _("One of the two is protected. A second colleague must look and say yes.")


class SayWhyTheyAreOne(Refused):
    message = _("Write how you know that it is the same person.")


class NameTheOneThatRemains(Refused):
    message = _("Open the person who has a name, and bring the one without a name into it.")


class UndoTheLaterFirst(Refused):
    message = _("The page has been brought into a third one since. Undo that first.")


class AlreadyUndone(Refused):
    message = _("The merge has been undone already.")


# A model, and its field that holds the key of a citizen.
Kind = tuple[type[models.Model], "models.Field[Any, Any]"]


@dataclass(frozen=True)
class Moving:
    """How many rows of one kind move."""

    label: str
    model: str
    count: int


def tables() -> "list[Kind]":
    """Every model with a key to a citizen, and that field; no room is known by name.

    Records merged earlier come along: they lead to the one that remains. Pieces of names do not
    move, they are noted anew.
    """
    return [
        (model, field)
        for model in apps.get_models()
        if model not in (Merge, NameToken) and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if field.related_model is Citizen
    ]


def preview(source: Citizen, *, into: Citizen) -> list[Moving]:
    """What would move from `source`, by kind, also what the user may not read."""
    _check(source, into)
    rows = []
    for model, field in tables():
        count = len(_keys(model, field, source, into))
        if count:
            name = str(model._meta.verbose_name_plural)
            rows.append(Moving(label=name, model=model._meta.label, count=count))
    return rows


def standing(citizen: Citizen) -> models.QuerySet[Merge]:
    """Merges into this record that were not undone, newest first."""
    done = Merge.objects.filter(citizen=citizen, undone_at__isnull=True, waiting=False)
    return done.order_by("-created_at", "-id")


def waiting(citizen: Citizen) -> models.QuerySet[Merge]:
    """Merges into this record that a second colleague has not confirmed yet."""
    return Merge.objects.filter(citizen=citizen, waiting=True).order_by("created_at", "id")


def needs_two(source: Citizen, into: Citizen) -> bool:
    """Whether a second colleague must confirm, since one of them is protected."""
    return source.protected or into.protected


@transaction.atomic
def merge(
    source: Citizen, *, into: Citizen, by: User, reason: str, confirmed_by: User | None = None
) -> Merge:
    """Move everything of `source` to `into`; the old key goes on leading to the one that remains.

    Raises NeedsTwoColleagues when one of them is protected and no second colleague has confirmed,
    TwoCprNumbers, AlreadyMerged, TheSameRecord, SayWhyTheyAreOne. Undone by `undo`.
    """
    if needs_two(source, into) and confirmed_by in (None, by):
        raise NeedsTwoColleagues
    record = _written(source, into, by=by, reason=reason)
    record.confirmed_by = confirmed_by
    return _carry_out(record, by=by)


@transaction.atomic
def ask_to_merge(source: Citizen, *, into: Citizen, by: User, reason: str) -> Merge:
    """Ask a second colleague to look, where one of the two is protected. Nothing moves yet."""
    asked = Merge.objects.filter(citizen=into, source=source, waiting=True).first()
    if asked is not None:
        return asked
    record = _written(source, into, by=by, reason=reason)
    record.waiting = True
    record.save()
    audit.record("citizens.ask_to_merge", by=by, obj=record, source=source.pk)
    return record


@transaction.atomic
def confirm(record: Merge, *, by: User) -> Merge:
    """The second colleague says yes, and the two become one.

    Raises NeedsTwoColleagues for the colleague who asked, AlreadyMerged when it is done already.
    """
    record = Merge.objects.select_for_update().get(pk=record.pk)
    if not record.waiting:
        raise AlreadyMerged
    if by.pk == record.merged_by_id:
        raise NeedsTwoColleagues
    _check(record.source, record.citizen)
    record.waiting, record.confirmed_by = False, by
    return _carry_out(record, by=by)


def _written(source: Citizen, into: Citizen, *, by: User, reason: str) -> Merge:
    _check(source, into)
    if not reason.strip():
        raise SayWhyTheyAreOne
    return Merge(citizen=into, source=source, reason=reason.strip()[:300], merged_by=by)


def _carry_out(record: Merge, *, by: User) -> Merge:
    source, into = record.source, record.citizen
    record.source_before = {
        "source": _values(source, FILLED),
        "target": _values(into, (*FILLED, *PROTECTION)),
    }
    record.save()
    # First of all: from then on the source is open where the target is, whatever moves.
    Citizen.objects.filter(pk=source.pk).update(merged_into=into)
    record.moved = _move_all(source, into)
    _fill(source, into)
    record.save(update_fields=["moved"])
    audit.record("citizens.merge", by=by, obj=record, source=source.pk)
    return record


@transaction.atomic
def undo(record: Merge, *, by: User) -> Merge:
    """Put back exactly what was moved; what was written since stays where it was written."""
    record = Merge.objects.select_for_update().get(pk=record.pk)
    if record.undone_at is not None or record.waiting:
        raise AlreadyUndone
    source, target = record.source, record.citizen
    if target.merged_into_id is not None:
        raise UndoTheLaterFirst
    ways = [(model, field) for model, field in tables() if _opens(model)]
    _move_back(record, [row for row in tables() if row not in ways])
    # The target's values first: two records cannot have the same CPR number for a moment.
    Citizen.objects.filter(pk=target.pk).update(**_stored(record.source_before["target"]))
    Citizen.objects.filter(pk=source.pk).update(**_stored(record.source_before["source"]))
    for citizen in (source, target):
        citizen.refresh_from_db()
    # Noted while the source is open by the target, before they part.
    source.merged_into = None
    note_names(source)
    Citizen.objects.filter(pk=source.pk).update(merged_into=None)
    note_names(target)
    record.undone_at = clock.now()
    record.save(update_fields=["undone_at"])
    audit.record("citizens.undo_merge", by=by, obj=record, source=source.pk)
    # Last, since one of the two may then be closed to the user.
    _move_back(record, sorted(ways, key=lambda row: _opens(row[0])))
    return record


def _opens(model: type[models.Model]) -> int:
    """Whether rows of the model open a record to somebody, and in which order they move back."""
    return int(getattr(model, "opens_the_record", 0))


def _move_back(record: Merge, kinds: list[Kind]) -> None:
    for model, field in kinds:
        keys = record.moved.get(f"{model._meta.label}.{field.name}", [])
        if keys:
            back = [UUID(key) for key in keys]
            _move_rows(model, field, record.citizen, record.source, back)


def _check(source: Citizen, into: Citizen) -> None:
    if source.pk == into.pk:
        raise TheSameRecord
    if source.merged_into_id or into.merged_into_id:
        raise AlreadyMerged
    if into.unnamed and not source.unnamed:
        raise NameTheOneThatRemains
    one, other = source.cpr_index, into.cpr_index
    if one and other and bytes(one) != bytes(other):
        raise TwoCprNumbers


def _move_all(source: Citizen, into: Citizen) -> dict[str, list[str]]:
    """Keys of the moved rows by model and field; a row that the target has already stays."""
    moved = {}
    for model, field in tables():
        keys = _keys(model, field, source, into)
        if keys and (gone := _move(model, field, source, into, keys)):
            moved[f"{model._meta.label}.{field.name}"] = gone
    return moved


def _move(
    model: type[models.Model],
    field: "models.Field[Any, Any]",
    source: Citizen,
    into: Citizen,
    keys: list[UUID],
) -> list[str]:
    """Move the rows together; one at a time when the target has some of them already."""
    try:
        with transaction.atomic():
            return _move_rows(model, field, source, into, keys)
    except IntegrityError:
        if len(keys) == 1:
            return []
        return [moved for key in keys for moved in _move(model, field, source, into, [key])]


def _move_rows(
    model: type[models.Model],
    field: "models.Field[Any, Any]",
    source: Citizen,
    into: Citizen,
    keys: list[UUID],
) -> list[str]:
    # By a function of the database, since some of the rows may be closed to the user.
    table, column = model._meta.db_table, field.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM citizens_move_rows(%s, %s, %s, %s, %s)",
            [source.pk, into.pk, table, column, keys],
        )
        return [key for (key,) in cursor.fetchall()]


def _keys(
    model: type[models.Model], field: "models.Field[Any, Any]", source: Citizen, into: Citizen
) -> list[UUID]:
    table, column = model._meta.db_table, field.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM citizens_rows_to_move(%s, %s, %s, %s)",
            [source.pk, into.pk, table, column],
        )
        return [key for (key,) in cursor.fetchall()]


def _fill(source: Citizen, into: Citizen) -> None:
    wanted = {name: getattr(source, name) for name in FILLED if not getattr(into, name)}
    if source.protected:
        until = _later(into, source.protected_until) if into.protected else source.protected_until
        wanted |= {"protected": True, "protected_until": until}
    if wanted.get("cpr_index"):
        Citizen.objects.filter(pk=source.pk).update(cpr_index=None, cpr_encrypted=None)
    Citizen.objects.filter(pk=into.pk).update(**wanted)
    into.refresh_from_db()
    source.refresh_from_db()
    note_names(into)
    note_names(source)


def _later(citizen: Citizen, until: date | None) -> date | None:
    """The later of the two days; None when one of the protections has no end."""
    mine = citizen.protected_until
    return None if mine is None or until is None else max(mine, until)


def _values(citizen: Citizen, names: tuple[str, ...]) -> dict[str, Any]:
    kept: dict[str, Any] = defaultdict(None)
    for name in names:
        value = getattr(citizen, name)
        if isinstance(value, bytes | memoryview):
            value = {"bytes": bytes(value).hex()}
        elif value is not None and not isinstance(value, str | int | bool):
            value = value.isoformat()
        kept[name] = value
    return dict(kept)


def _stored(kept: dict[str, Any]) -> dict[str, Any]:
    return {
        name: bytes.fromhex(value["bytes"]) if isinstance(value, dict) else value
        for name, value in kept.items()
    }
