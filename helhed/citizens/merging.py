"""Two records are one person: seen beforehand, done in one breath, and undone exactly."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen, Merge
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


class AlreadyUndone(Refused):
    message = _("The merge has been undone already.")


@dataclass(frozen=True)
class Moving:
    """How many rows of one kind move."""

    label: str
    model: str
    count: int


def tables() -> list[tuple[type[models.Model], str]]:
    """Every model with a key to a citizen, and the name of that field; no room is known by name."""
    return [
        (model, field.name)
        for model in apps.get_models()
        if model not in (Citizen, Merge) and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if field.related_model is Citizen
    ]


def preview(source: Citizen, *, into: Citizen) -> list[Moving]:
    """What would move from `source`, by kind; empty kinds are left out."""
    _check(source, into)
    rows = []
    for model, field in tables():
        count = model._default_manager.filter(**{field: source}).count()
        if count:
            name = str(model._meta.verbose_name_plural)
            rows.append(Moving(label=name, model=model._meta.label, count=count))
    return rows


def standing(citizen: Citizen) -> models.QuerySet[Merge]:
    """Merges into this record that were not undone, newest first."""
    return Merge.objects.filter(citizen=citizen, undone_at__isnull=True).order_by("-created_at")


@transaction.atomic
def merge(
    source: Citizen, *, into: Citizen, by: User, reason: str, confirmed_by: User | None = None
) -> Merge:
    """Move everything of `source` to `into`; the old key goes on leading to the one that remains.

    Raises NeedsTwoColleagues when one of them is protected and no second colleague has confirmed,
    TwoCprNumbers, AlreadyMerged, TheSameRecord, SayWhyTheyAreOne. Undone by `undo`.
    """
    _check(source, into)
    if not reason.strip():
        raise SayWhyTheyAreOne
    if (source.protected or into.protected) and confirmed_by in (None, by):
        raise NeedsTwoColleagues
    before = {
        "source": _values(source, (*FILLED, "unnamed", "sort_key", "name")),
        "target": _values(into, FILLED),
    }
    moved = {
        f"{model._meta.label}.{field}": _move(model, field, source, into)
        for model, field in tables()
    }
    record = Merge(
        citizen=into,
        source=source,
        moved={label: keys for label, keys in moved.items() if keys},
        source_before=before,
        reason=reason.strip()[:300],
        merged_by=by,
        confirmed_by=confirmed_by,
    )
    record.save()
    _fill(source, into)
    audit.record("citizens.merge", by=by, obj=record, source=source.pk)
    return record


@transaction.atomic
def undo(record: Merge, *, by: User) -> Merge:
    """Put back exactly what was moved; what was written since stays where it was written."""
    record = Merge.objects.select_for_update().get(pk=record.pk)
    if record.undone_at is not None:
        raise AlreadyUndone
    source, target = record.source, record.citizen
    Citizen.objects.filter(pk=source.pk).update(merged_into=None)
    # First the numbers go back: two records cannot have the same CPR number for a moment.
    Citizen.objects.filter(pk=target.pk).update(**_stored(record.source_before["target"]))
    Citizen.objects.filter(pk=source.pk).update(**_stored(record.source_before["source"]))
    for model, field in tables():
        keys = record.moved.get(f"{model._meta.label}.{field}", [])
        model._default_manager.filter(pk__in=keys, **{field: target}).update(**{field: source})
    record.undone_at = clock.now()
    record.save(update_fields=["undone_at"])
    audit.record("citizens.undo_merge", by=by, obj=record, source=source.pk)
    return record


def _check(source: Citizen, into: Citizen) -> None:
    if source.pk == into.pk:
        raise TheSameRecord
    if source.merged_into_id or into.merged_into_id:
        raise AlreadyMerged
    one, other = source.cpr_index, into.cpr_index
    if one and other and bytes(one) != bytes(other):
        raise TwoCprNumbers


def _move(model: type[models.Model], field: str, source: Citizen, into: Citizen) -> list[str]:
    """Move the rows one kind at a time; a row that the target has already stays with the source."""
    rows = model._default_manager.filter(**{field: source})
    keys = list(rows.values_list("pk", flat=True))
    try:
        with transaction.atomic():
            rows.update(**{field: into})
            return [str(key) for key in keys]
    except IntegrityError:
        return [str(key) for key in keys if _move_one(model, field, key, into)]


def _move_one(model: type[models.Model], field: str, key: Any, into: Citizen) -> bool:
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=key).update(**{field: into})
    except IntegrityError:
        return False
    return True


def _fill(source: Citizen, into: Citizen) -> None:
    wanted = {name: getattr(source, name) for name in FILLED if not getattr(into, name)}
    source_changes: dict[str, Any] = {"merged_into": into}
    if wanted.get("cpr_index"):
        source_changes |= {"cpr_index": None, "cpr_encrypted": None}
    Citizen.objects.filter(pk=source.pk).update(**source_changes)
    Citizen.objects.filter(pk=into.pk).update(**wanted)
    into.refresh_from_db()


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
