"""What is written about a citizen, read through the door by whoever gives it out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from helhed.access import door
from helhed.access.door import IsOpen
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.audit.models import Event
from helhed.citizens.models import Citizen
from helhed.exchange.whole.register import BY_MODEL, KEY_FIELDS, KINDS, Kind, Part


@dataclass(frozen=True)
class Written:
    """One row; `number` tells it from others of its kind. `earlier` as it stood before a change."""

    kind: Kind
    number: int
    row: Any
    earlier: bool = False

    @property
    def name(self) -> str:
        """What the row is called in the file, such as `contact-3`."""
        return f"{self.kind.code}{'-before' if self.earlier else ''}-{self.number}"


@dataclass(frozen=True)
class Whole:
    """Everything that was open to whoever gives it out, and what was closed to them."""

    citizen: Citizen
    rows: Mapping[str, list[Written]]
    before: Mapping[str, list[Written]]
    closed: tuple[Kind, ...]
    # None where the log is closed.
    log: list[Event] | None
    names: Mapping[UUID, str] = field(default_factory=dict)
    others: Mapping[type[Model], Mapping[Any, Any]] = field(default_factory=dict)

    def written(self) -> Iterable[Written]:
        return chain.from_iterable(self.rows.values())

    def doubtful(self) -> list[Part]:
        """Parts that hold something and so must be decided on."""
        found = {
            part
            for one in self.written()
            for name, part in one.kind.parts.items()
            if getattr(one.row, name) and not is_own(one)
        }
        return [part for part in Part if part in found or part == Part.COLLEAGUES]


def is_own(one: Written) -> bool:
    """Whether it is the citizen's own row, where nothing is held back."""
    own = one.kind.own
    return own is not None and str(getattr(one.row, own[0])) == own[1]


def model_of(kind: Kind) -> type[Model]:
    return apps.get_model(kind.model)


def history_of(model: type[Model]) -> type[Model] | None:
    """The table of earlier versions, where there is one."""
    tables = (one for one in apps.get_models() if getattr(one, "pgh_tracked_model", None) is model)
    return next(tables, None)


def about(path: str, citizen: Citizen) -> Q:
    """Rows of the person, also those of records merged into this one."""
    merged = "merged_into" if path == "pk" else f"{path}__merged_into"
    return Q(**{path: citizen.pk}) | Q(**{merged: citizen.pk})


def gather(user: User, citizen: Citizen) -> Whole:
    """Read it all. A kind that is closed to the user is named, never silently missing."""
    here, closed = _open_kinds(user, citizen)
    rows = {kind.code: _numbered(kind, _rows(kind, user, citizen)) for kind in here}
    before = {
        kind.code: _numbered(kind, earlier, earlier=True)
        for kind in here
        if (earlier := _earlier(kind, user, citizen)) is not None
    }
    log = None
    if door.mays(user, citizen.pk, (May.READ_LOG,))[May.READ_LOG]:
        log = list(Event.objects.filter(citizen_id__in=_keys(citizen)).order_by("-at", "-id"))
    every = list(chain.from_iterable((*rows.values(), *before.values())))
    return Whole(citizen, rows, before, closed, log, _names(every), _others(every))


def _open_kinds(user: User, citizen: Citizen) -> tuple[list[Kind], tuple[Kind, ...]]:
    mays = door.mays(user, citizen.pk, {kind.may for kind in KINDS})
    here = [kind for kind in KINDS if mays[kind.may]]
    return here, tuple(kind for kind in KINDS if not mays[kind.may])


def _rows(kind: Kind, user: User, citizen: Citizen) -> QuerySet[Any]:
    model: Any = model_of(kind)
    rows: QuerySet[Any] = door.rows_open_to(user, model, to=kind.may)
    return rows.filter(about(model.citizen_path, citizen)).order_by("created_at", "id")


def _earlier(kind: Kind, user: User, citizen: Citizen) -> QuerySet[Any] | None:
    model = history_of(model_of(kind))
    if model is None:
        return None
    rows = model._default_manager.filter(IsOpen("citizen", user=user, may=kind.may))
    return rows.filter(about("citizen", citizen)).order_by("pgh_id")


def _numbered(kind: Kind, rows: QuerySet[Any], *, earlier: bool = False) -> list[Written]:
    return [Written(kind, number, row, earlier) for number, row in enumerate(rows, start=1)]


def _keys(citizen: Citizen) -> list[UUID]:
    merged = Citizen.objects.filter(merged_into=citizen).values_list("pk", flat=True)
    return [citizen.pk, *merged]


def _names(every: list[Written]) -> dict[UUID, str]:
    """What the rows are called, for those that point at them."""
    return {one.row.pk: one.name for one in every if not one.earlier}


def _others(every: list[Written]) -> dict[type[Model], dict[Any, Any]]:
    """Teams, colleagues and the like that rows point at, fetched kind by kind."""
    wanted: dict[type[Model], set[Any]] = {User: set()}
    for one in every:
        for column in columns(one):
            target = column.related_model
            if target is not None and target._meta.label not in BY_MODEL:
                wanted.setdefault(target, set()).add(getattr(one.row, column.attname))
        wanted[User].update(getattr(one.row, "with_colleagues", ()))
    return {
        model: {row.pk: row for row in model._default_manager.filter(pk__in=keys - {None})}
        for model, keys in wanted.items()
    }


def columns(one: Written) -> list[Any]:
    """The columns of a row that are told or explained; never the bare keys."""
    hidden = KEY_FIELDS | {"pgh_id", "pgh_obj", "pgh_created_at", "pgh_label", "pgh_context"}
    return [
        column
        for column in type(one.row)._meta.concrete_fields
        if column.name not in hidden and column.name not in one.kind.never
    ]


FIRST_DAYS = (
    *("at", "on", "said_on", "held_on", "from_night", "from_day", "given_on", "decided_on"),
    *("received_at", "received_on", "opened_on", "opened_at", "asked_at", "asked_on", "starts_at"),
    *("written_at", "written_on", "promised_on", "offered_on", "happened_on", "begun_on"),
)


def day_of(one: Written) -> date | datetime:
    """When it happened; where the row has no such day, when it was written."""
    days = (getattr(one.row, name, None) for name in FIRST_DAYS)
    found: date | datetime = next((day for day in days if day), one.row.created_at)
    return found
