"""What a sheet holds of a plan: plain rows, the same in the file and in the database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.strategy.models import ActionPlan, Criterion, Initiative, Milestone

Value = str | int | Decimal | date | tuple[str, ...] | None


@dataclass(frozen=True)
class Column:
    """One column: `name` stands in the file's first, hidden row; `label` is for people."""

    name: str
    label: str | Promise
    kind: str = "text"  # text, line, int, number, day, list
    choices: type[TextChoices] | None = None
    needed: bool = False
    longest: int = 0


@dataclass(frozen=True)
class Row:
    """Cells by the names of the columns. `ref` is the row's key, empty for one that is new."""

    ref: str
    cells: dict[str, Value] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Value:
        return self.cells[name]


@dataclass(frozen=True)
class PlanSheet:
    """A whole plan. `plan` is its key, so that a file is not read into another plan."""

    plan: str
    initiatives: tuple[Row, ...] = ()
    milestones: tuple[Row, ...] = ()
    criteria: tuple[Row, ...] = ()


INITIATIVE = (
    Column("number", _("Number"), "int"),
    Column("title", _("Title"), "line", needed=True, longest=300),
    Column("kind", _("Kind"), choices=Initiative.Kind, needed=True),
    Column("goals", _("Goals (their keys)"), "list"),
    Column("committees", _("Committees, the leading one first"), "list"),
    Column("department", _("Carried out by"), "line", longest=200),
    Column("target_group", _("Target group")),
    Column("challenge", _("Challenge")),
    Column("description", _("What is done")),
    Column("success_criteria", _("Success criteria as written")),
    Column("partners", _("Partners"), "list"),
    Column("partners_text", _("Partners as written")),
    Column("carried_over", _("Carried over"), choices=Initiative.CarriedOver, needed=True),
    Column("carried_over_text", _("Carried over, in words")),
    Column("origin", _("Origin"), choices=Initiative.Origin, needed=True),
    Column("origin_text", _("Origin, in words"), "line", longest=300),
    Column("overview_title", _("Title in the overview"), "line", longest=300),
    Column("starts_on", _("Begins"), "day"),
    Column("due_on", _("Deadline"), "day"),
)
MILESTONE = (
    Column("initiative", _("Initiative (its key)"), "line", needed=True),
    Column("title", _("Milestone"), "line", needed=True, longest=300),
    Column("due_on", _("Due"), "day", needed=True),
    Column("note", _("Note"), "line", longest=300),
    Column("state", _("State"), choices=Milestone.State),
)
CRITERION = (
    Column("initiative", _("Initiative (its key)"), "line", needed=True),
    Column("text", _("Criterion"), "line", needed=True),
    Column("kind", _("Kind"), choices=Criterion.Kind, needed=True),
    Column("direction", _("Direction"), choices=Criterion.Direction),
    Column("baseline", _("Starting point"), "number"),
    Column("target", _("Goal"), "number"),
    Column("unit", _("Unit"), "line", longest=40),
    Column("due_on", _("Deadline"), "day"),
)
# Name of the sheet in the file, which is not translated: files travel between languages.
SHEETS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "Indsatser": ("initiatives", INITIATIVE),
    "Milepæle": ("milestones", MILESTONE),
    "Succeskriterier": ("criteria", CRITERION),
}
# What a person may leave empty when the row is new.
DEFAULTS: dict[str, str] = {
    "kind": Initiative.Kind.DEVELOPMENT,
    "carried_over": Initiative.CarriedOver.UNKNOWN,
    "origin": Initiative.Origin.UNKNOWN,
}


def content_of(plan: ActionPlan) -> PlanSheet:
    """The plan as it stands. Five queries for any number of initiatives."""
    initiatives = list(
        plan.initiatives.select_related("department")
        .prefetch_related("goals", "partners", "under_committees__committee")
        .in_order()
    )
    milestones = Milestone.objects.filter(initiative__plan=plan)
    criteria = Criterion.objects.filter(initiative__plan=plan)
    return PlanSheet(
        plan=str(plan.pk),
        initiatives=tuple(_row(one, INITIATIVE, INITIATIVE_CELLS) for one in initiatives),
        milestones=tuple(_row(one, MILESTONE, OWN_KEY) for one in _ordered(milestones)),
        criteria=tuple(_row(one, CRITERION, OWN_KEY) for one in _ordered(criteria)),
    )


def _ordered(rows: Any) -> Iterable[Any]:
    order = ("initiative__kind", "initiative__number", "initiative__title", "created_at", "pk")
    return rows.order_by(*order)  # type: ignore[no-any-return]


Cell = Callable[[Any], Value]
INITIATIVE_CELLS: dict[str, Cell] = {
    "goals": lambda one: tuple(goal.key for goal in one.goals.all()),
    "committees": lambda one: tuple(row.committee.name for row in one.under_committees.all()),
    "partners": lambda one: tuple(sorted(party.name for party in one.partners.all())),
    "department": lambda one: one.department.name if one.department else "",
}
OWN_KEY: dict[str, Cell] = {"initiative": lambda one: str(one.initiative_id)}


def _row(one: Any, columns: Iterable[Column], cells: dict[str, Cell]) -> Row:
    usual = {
        column.name: cells.get(column.name, lambda row, name=column.name: getattr(row, name))
        for column in columns
    }
    return Row(str(one.pk), {name: cell(one) for name, cell in usual.items()})


def rows_of(sheet: PlanSheet) -> dict[str, tuple[Row, ...]]:
    """{"initiatives": …, "milestones": …, "criteria": …}"""
    return {one.name: getattr(sheet, one.name) for one in fields(sheet) if one.name != "plan"}


def key_of(ref: str) -> UUID | None:
    try:
        return UUID(ref)
    except ValueError:
        return None
