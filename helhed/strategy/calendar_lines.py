"""A plan over time: where the bars and marks of each initiative stand on a line of months."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from helhed.strategy.models import ActionPlan, Milestone
from helhed.strategy.overview import Row

# The units of the drawing; the page scales it.
WIDTH = 1000


@dataclass(frozen=True)
class Mark:
    """A milestone on the line. `kind` is done, late or coming."""

    x: float
    kind: str
    title: str
    day: date


@dataclass(frozen=True)
class Line:
    """One initiative's line: a bar from `x` of that `width`, and its milestones."""

    row: Row
    x: float
    width: float
    begins: date
    due: date
    marks: list[Mark]

    @property
    def late(self) -> int:
        return sum(mark.kind == "late" for mark in self.marks)


@dataclass(frozen=True)
class Span:
    """The years shown. `ticks` are (place, label) of each quarter, years spelled out."""

    first: date
    last: date
    ticks: list[tuple[float, str]]
    today_x: float | None

    def x(self, day: date) -> float:
        """The place of a day, kept inside the drawing."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(min(max(share, 0), 1) * WIDTH, 1)


def span_of(plan: ActionPlan, rows: Sequence[Row], *, today: date) -> Span:
    """Whole years around the plan and whatever its initiatives say of their own days."""
    days = [date(plan.first_year, 1, 1), plan.last_day]
    days += [row.initiative.starts_on for row in rows if row.initiative.starts_on]
    days += [row.due for row in rows]
    first, last = date(min(days).year, 1, 1), date(max(days).year, 12, 31)
    bare = Span(first, last, [], None)
    today_x = bare.x(today) if first <= today <= last else None
    return Span(first, last, _ticks(bare), today_x)


def _ticks(span: Span) -> list[tuple[float, str]]:
    years = range(span.first.year, span.last.year + 1)
    # More than three years in quarters cannot be read on a phone.
    months = (1, 4, 7, 10) if len(years) <= 3 else (1,)
    return [
        (span.x(date(year, month, 1)), str(year) if month == 1 else "")
        for year in years
        for month in months
    ]


def lines_of(rows: Sequence[Row], span: Span, *, today: date) -> list[Line]:
    """A line for each row, with one query for all milestones."""
    steps: defaultdict[UUID, list[Milestone]] = defaultdict(list)
    wanted = Milestone.objects.filter(initiative__in=[row.initiative.pk for row in rows])
    for step in wanted.exclude(state=Milestone.State.DROPPED).order_by("due_on", "id"):
        steps[step.initiative_id].append(step)
    return [_line(row, steps[row.initiative.pk], span, today) for row in rows]


def _line(row: Row, steps: list[Milestone], span: Span, today: date) -> Line:
    begins = row.initiative.starts_on or date(row.initiative.plan.first_year, 1, 1)
    x = span.x(begins)
    marks = [
        Mark(span.x(step.due_on), _kind(step, today), step.title, step.due_on) for step in steps
    ]
    width = round(max(span.x(row.due) - x, 4), 1)
    return Line(row, x, width, begins, row.due, marks)


def _kind(step: Milestone, today: date) -> str:
    if step.state == Milestone.State.DONE:
        return "done"
    return "late" if step.due_on < today else "coming"
