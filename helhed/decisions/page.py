"""The page of one case: clocks, what is missing, the order of days, the letter. Reads only."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helhed.accounts.models import User
from helhed.decisions import clocks, mandates
from helhed.decisions.costs import Costs, costs_of
from helhed.decisions.letter import Letter, letter_of
from helhed.decisions.missing import Line, checklist
from helhed.decisions.models import (
    CaseFact,
    CaseFile,
    Collection,
    Decision,
    DelayNotice,
    Hearing,
    LegalBasis,
)
from helhed.design.words import plain_day

SOON = timedelta(days=3)
# The line of days is drawn this wide; labels closer than this share no row.
AXIS, ROOM_FOR_A_LABEL = 1000, 210


@dataclass(frozen=True)
class Clock:
    """One counter: `number` says how much is left or over, `tone` how near it is."""

    number: str
    label: str
    day: date
    tone: str = ""
    sub: str = ""


@dataclass(frozen=True)
class Mark:
    """One day on the line. `x` is 0-1000; the label stands above (row 1, 2) or below (-1, -2)."""

    label: str
    day: date
    x: int
    row: int
    kind: str = "planned"

    @property
    def anchor(self) -> str:
        if self.x < AXIS * 0.15:
            return "start"
        return "end" if self.x > AXIS * 0.85 else "middle"

    @property
    def text_y(self) -> int:
        return {1: 44, 2: 20, -1: 92, -2: 116}[self.row]


@dataclass(frozen=True)
class Todo:
    """A line of the list with the address where it is put right."""

    line: Line
    url: str


@dataclass
class CasePage:
    """All that the page shows."""

    case: CaseFile
    decision: Decision
    on: date
    lines: list[Todo]
    letter: Letter
    order: clocks.Order | None = None
    clocks: list[Clock] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    to_hear: list[CaseFact] = field(default_factory=list)
    hearing: Hearing | None = None
    basis: LegalBasis | None = None
    may_approve: bool = False
    costs: Costs = field(default_factory=Costs)

    @property
    def made(self) -> bool:
        return self.decision.completed_at is not None

    @property
    def missing(self) -> list[Todo]:
        return [todo for todo in self.lines if not todo.line.done]

    @property
    def ready(self) -> int:
        return len(self.lines) - len(self.missing)

    @property
    def why_not(self) -> str:
        number = len(self.missing)
        return ngettext("%(n)d thing is missing", "%(n)d things are missing", number) % {
            "n": number
        }

    @property
    def today_x(self) -> int:
        return next((mark.x for mark in self.marks if mark.kind == "today"), 0)

    @property
    def clash(self) -> tuple[int, int] | None:
        """From where to where on the line the order goes wrong."""
        if self.order is None or not self.order.too_late:
            return None
        found = {mark.kind: mark.x for mark in self.marks}
        left, earliest = found.get("leaves", 0), found.get("earliest", AXIS)
        return left, earliest - left


# What a case may have many of, and often has none of.
ROWS: tuple[tuple[str, type[Any]], ...] = (
    ("facts", CaseFact),
    ("hearings", Hearing),
    ("collections", Collection),
    ("delay_notices", DelayNotice),
)


def has(rows: str) -> str:
    """The name under which the query of the case tells whether it has such rows."""
    return f"has_{rows}"


def with_all_of_it(case: CaseFile) -> CaseFile:
    """The case with everything its page tells of, asked for once; what is told to be empty, not."""
    kept: dict[str, Any] = case.__dict__.setdefault("_prefetched_objects_cache", {})
    facts = Prefetch("facts", queryset=CaseFact.objects.select_related("hearing"))
    wanted: list[str | Prefetch[Any]] = []
    for rows, model in ROWS:
        if getattr(case, has(rows), True):
            wanted.append(facts if rows == "facts" else rows)
        else:
            kept[rows] = model._default_manager.none()
    prefetch_related_objects([case], *wanted)
    return case


def case_page(case: CaseFile, *, by: User, on: date) -> CasePage:
    """Look at the case as `by` would decide it on the day."""
    decision = decision_of(case, by=by)
    hearings = sorted(case.hearings.all(), key=lambda row: (row.started_on, row.created_at, row.pk))
    hearing = hearings[-1] if hearings else None
    made = decision.completed_at is not None
    basis = decision.basis or LegalBasis.objects.with_code(case.basis_code, on=on)
    lines = [] if made else checklist(decision, by=by, on=on, basis=basis)
    order = None if made else _order(case, hearing, on)
    return CasePage(
        case=case,
        decision=decision,
        on=on,
        lines=[Todo(line, _url(line, case)) for line in lines],
        letter=letter_of(decision, by=by, on=on, basis=basis),
        order=order,
        clocks=[] if case.closed_on else clocks_of(case, hearing, on=on),
        marks=marks_of(case, hearing, order, on=on) if order and order.too_late else [],
        to_hear=[fact for fact in case.facts.all() if fact.must_be_heard],
        hearing=hearing,
        basis=basis,
        costs=costs_of(decision, on=on),
        may_approve=not made and mandates.approving(by, decision, on=on) is not None,
    )


def decision_of(case: CaseFile, *, by: User) -> Decision:
    """The draft or the decision of the case; not saved when nobody has begun to write."""
    row = (
        case.decisions.select_related("basis", "authority", "official", "approved_by", "mandate")
        .order_by("-created_at", "-id")
        .first()
    )
    if row is None:
        return Decision(case=case, citizen_id=case.citizen_id, official=by)
    row.case = case
    return row


def _url(line: Line, case: CaseFile) -> str:
    return reverse(line.action, args=[line.about or case.pk]) if line.action else ""


def _order(case: CaseFile, hearing: Hearing | None, on: date) -> clocks.Order | None:
    waits = hearing is not None and not hearing.over_on(on)
    return clocks.order_of_days(
        today=on,
        hearing_until=hearing.answer_by if hearing and waits else None,
        leaves_on=case.leaves_on,
    )


def clocks_of(case: CaseFile, hearing: Hearing | None, *, on: date) -> list[Clock]:
    """The counters of the case, the nearest first."""
    name = case.citizen.first_name
    found = [_clock(_("to the day the citizen is promised an answer"), case.answer_by, on)]
    if case.start_by is not None:
        found.append(_clock(_("to the day treatment must have begun"), case.start_by, on))
    if case.leaves_on is not None:
        found.append(_clock(_("until %(name)s moves") % {"name": name}, case.leaves_on, on))
    if hearing is not None and hearing.answered_on is None:
        found.append(_clock(_("to the answer to the hearing"), hearing.answer_by, on))
    return sorted(found, key=lambda clock: clock.day)


def _clock(label: str, day: date, on: date) -> Clock:
    left = (day - on).days
    if left < 0:
        over = ngettext("%(n)d day over", "%(n)d days over", -left) % {"n": -left}
        return Clock(over, label, day, "red", plain_day(day, on))
    number = ngettext("%(n)d day", "%(n)d days", left) % {"n": left}
    return Clock(number, label, day, "yellow" if left <= SOON.days else "", plain_day(day, on))


def marks_of(
    case: CaseFile, hearing: Hearing | None, order: clocks.Order, *, on: date
) -> list[Mark]:
    """The days on a line, the labels in rows so that none lies on another."""
    days: list[tuple[str | Promise, date, str]] = [
        (_("Asked for"), clocks.started_on(case.received_at), "done"),
        (_("Today"), on, "today"),
        (_("Moves out"), order.leaves_on, "leaves"),
        (_("Earliest decision"), order.earliest, "earliest"),
    ]
    if hearing is not None:
        days.append((_("Heard"), hearing.started_on, "done"))
        days.append((_("Answer by"), hearing.answer_by, "planned"))
    days.sort(key=lambda entry: entry[1])
    first, last = days[0][1], days[-1][1]
    length = max((last - first).days, 1)
    taken: dict[int, int] = {}
    marks = []
    for label, day, kind in days:
        x = 40 + (day - first).days * (AXIS - 80) // length
        row = _free_row(taken, x)
        taken[row] = x
        marks.append(Mark(f"{label} {plain_day(day, on)}", day, x, row, kind))
    return marks


def _free_row(taken: dict[int, int], x: int) -> int:
    free = (row for row in (1, -1, 2, -2) if x - taken.get(row, -AXIS) >= ROOM_FOR_A_LABEL)
    return next(free, 1)
