"""What reading a file in would change: shown before anybody accepts it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from helhed.strategy.models import ActionPlan, Committee, Goal
from helhed.strategy.sheets.content import (
    SHEETS,
    Column,
    PlanSheet,
    Row,
    Value,
    content_of,
    key_of,
    rows_of,
)
from helhed.strategy.sheets.reading import Problem, ProblemsInSheet


@dataclass(frozen=True)
class CellChange:
    """One cell; `before` and `after` as people read them."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One row that is new (no `before`) or changed."""

    part: str
    row: Row
    title: str
    before: Row | None = None
    cells: list[CellChange] = field(default_factory=list)


@dataclass(frozen=True)
class Changes:
    """`staying` stands in the plan and not in the file: it is left as it is."""

    rows: list[RowChange] = field(default_factory=list)
    staying: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The same for the same changes, so that what is accepted is what was shown."""
        told = repr([(one.part, one.row, one.before) for one in self.rows])
        return hashlib.sha256(told.encode()).hexdigest()


def changes(plan: ActionPlan, sheet: PlanSheet) -> Changes:
    """Compare the file with the plan as it stands. Raises ProblemsInSheet for what cannot be."""
    if sheet.plan != str(plan.pk):
        said = _("The file belongs to another plan.")
        raise ProblemsInSheet([Problem("Om", 1, "B", said)])
    now, wanted = rows_of(content_of(plan)), rows_of(sheet)
    problems = list(_problems(plan, now, wanted))
    if problems:
        raise ProblemsInSheet(problems)
    found = Changes()
    for part, columns in SHEETS.values():
        known = {row.ref: row for row in now[part]}
        found.rows.extend(_changed(part, columns, known, wanted[part]))
        kept = {row.ref for row in wanted[part]}
        found.staying.extend(_title(row) for ref, row in known.items() if ref not in kept)
    return found


def _changed(
    part: str, columns: Iterable[Column], known: dict[str, Row], rows: Iterable[Row]
) -> Iterator[RowChange]:
    for row in rows:
        before = known.get(row.ref)
        cells = [
            CellChange(column.label, _said(before, column), _said(row, column))
            for column in columns
            if (before[column.name] if before else EMPTY.get(column.kind, "")) != row[column.name]
        ]
        if before is None or cells:
            yield RowChange(part, row, _title(row), before, cells)


EMPTY: dict[str, Value] = {"int": None, "number": None, "day": None, "list": ()}


def _said(row: Row | None, column: Column) -> str:
    value = row[column.name] if row else None
    if isinstance(value, tuple):
        return ", ".join(value)
    if column.choices is not None and value:
        return str(column.choices(str(value)).label)
    return "" if value is None else str(value)


def _title(row: Row) -> str:
    return str(row.cells.get("title") or row.cells.get("text") or "")


def _problems(
    plan: ActionPlan, now: dict[str, tuple[Row, ...]], wanted: dict[str, tuple[Row, ...]]
) -> Iterator[Problem]:
    """Rows that point at what is not there; the number of a row as Excel counts it."""
    goals = set(Goal.objects.filter(policy=plan.policy_id).values_list("key", flat=True))
    committees = set(Committee.objects.values_list("name", flat=True))
    initiatives = {row.ref for row in now["initiatives"]}
    new = {row.ref for row in wanted["initiatives"] if row.ref and key_of(row.ref) is None}
    for name, (part, _columns) in SHEETS.items():
        known = {row.ref: row for row in now[part]}
        seen: set[str] = set()
        for number, row in enumerate(wanted[part], start=3):
            for column, said in _wrong_in(row, part, known, seen):
                yield Problem(name, number, column, said)
            for column, said in _unknown(row, goals, committees, initiatives | new):
                yield Problem(name, number, column, said)


def _wrong_in(
    row: Row, part: str, known: dict[str, Row], seen: set[str]
) -> Iterator[tuple[str, str]]:
    if row.ref:
        if row.ref in seen:
            yield "A", _("The same key stands in two rows. In a new row it is empty.")
        seen.add(row.ref)
        # A word of one's own names a new initiative, so that its milestones can point at it.
        if row.ref not in known and (part != "initiatives" or key_of(row.ref) is not None):
            yield "A", _("The plan has no such row. In a new row the key is empty.")
    before = known.get(row.ref)
    if before is not None and part != "initiatives" and before["initiative"] != row["initiative"]:
        yield "B", _("A row cannot be moved to another initiative.")
    state = before["state"] if before is not None and "state" in before.cells else "planned"
    if row.cells.get("state", "") not in ("", state):
        yield "F", _("A milestone is done or dropped on its own page, not in the file.")


def _unknown(
    row: Row, goals: set[str], committees: set[str], initiatives: set[str]
) -> Iterator[tuple[str, str]]:
    for name, known, said in (
        ("goals", goals, _("The policy has no goal with the key “%(name)s”.")),
        ("committees", committees, _("There is no committee called “%(name)s”.")),
    ):
        for one in _listed(row, name):
            if one not in known:
                yield name, said % {"name": one}
    if "initiative" in row.cells and row["initiative"] not in initiatives:
        yield "B", _("The plan has no such initiative.")


def _listed(row: Row, name: str) -> tuple[str, ...]:
    value = row.cells.get(name)
    return value if isinstance(value, tuple) else ()
