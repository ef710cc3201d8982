"""Where the lines and bars of our small charts go. Numbers only; the templates draw."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import dates

from helhed.design.nights import Look, look

Readings = Sequence[tuple[date, int | float]]

WIDTH, HEIGHT, TOP, BOTTOM = 132, 44, 4, 40
# A number of 12 px stands on this line when it just fits under the upper edge.
HIGHEST_LABEL = 10
LABEL_GAP = 10


@dataclass(frozen=True)
class Line:
    points: str
    end_x: float
    end_y: float
    end: int | float
    label_y: float


@dataclass
class TwoLines:
    """Both views of a goal on the scale 0-10, and the same as rows for a table."""

    citizen: Line | None = None
    professional: Line | None = None
    rows: list[tuple[date, Any, Any]] = field(default_factory=list)


def two_lines(citizen: Readings, professional: Readings) -> TwoLines:
    """Never averaged: each view has its own line, over the days they have in common."""
    citizen, professional = sorted(citizen), sorted(professional)
    days = sorted({day for day, _value in (*citizen, *professional)})
    if not days:
        return TwoLines()
    first, span = days[0], max((days[-1] - days[0]).days, 1)
    mine, theirs = dict(citizen), dict(professional)
    chart = TwoLines(rows=[(day, mine.get(day), theirs.get(day)) for day in days])
    ends = label_heights(citizen[-1][1] if citizen else None, professional)
    chart.citizen = line(citizen, first, span, ends[0])
    chart.professional = line(professional, first, span, ends[1])
    return chart


def line(readings: Readings, first: date, span: int, label_y: float) -> Line | None:
    if not readings:
        return None
    places = [(WIDTH * (day - first).days / span, height(value)) for day, value in readings]
    if len(places) == 1:
        places = [(max(places[0][0] - 24, 0), places[0][1]), *places]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return Line(points, round(places[-1][0], 1), places[-1][1], readings[-1][1], label_y)


def height(value: int | float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * float(value) / 10, 1)


def label_heights(citizen: int | float | None, professional: Readings) -> tuple[float, float]:
    """The two numbers at the ends, pushed apart so that neither hides the other."""
    above = _label(citizen if citizen is not None else 0)
    below = _label(professional[-1][1] if professional else 0)
    if citizen is None or not professional or abs(above - below) >= LABEL_GAP:
        return above, below
    # The pair moves as one where an edge of the drawing is near.
    middle = max((above + below) / 2, HIGHEST_LABEL + LABEL_GAP / 2)
    middle = min(middle, HEIGHT - LABEL_GAP / 2)
    sign = 1 if citizen >= professional[-1][1] else -1
    return middle - sign * LABEL_GAP / 2, middle + sign * LABEL_GAP / 2


def _label(value: int | float) -> float:
    return max(height(value) + 4, HIGHEST_LABEL)


@dataclass(frozen=True)
class Night:
    """One piece of the bar; x and width in per cent of the whole."""

    x: float
    width: float
    look: Look
    label: str
    from_day: date
    until_day: date | None

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def nights_bar(
    stays: Iterable[Any], today: date, months: int = 12
) -> tuple[list[Night], list[tuple[float, str]]]:
    """Stays of the last `months` as pieces of a bar that ends today, and the months below it.

    A stay has `kind`, `label`, `arrived_on`, `left_on` (the first night not there, or None), as
    attributes or keys. Shape of the months: [(x in per cent, short name)].
    """
    first = months_back(today, months)
    days = (today - first).days
    pieces = [piece(stay, first, today, days) for stay in stays]
    ticks = [months_back(today.replace(day=1), n) for n in range(months - 1, -1, -1)]
    names = [
        (round(100 * (t - first).days / days, 2), str(dates.MONTHS_AP[t.month]))
        for t in ticks
        if t >= first
    ]
    return [p for p in pieces if p], names


def piece(stay: Any, first: date, today: date, days: int) -> Night | None:
    arrived, left = reads(stay, "arrived_on"), reads(stay, "left_on")
    begins, ends = max(arrived, first), min(left or today, today)
    if ends <= begins:
        return None
    shown = look(reads(stay, "kind"))
    return Night(
        x=round(100 * (begins - first).days / days, 2),
        width=round(100 * (ends - begins).days / days, 2),
        look=shown,
        label=str(reads(stay, "label") or shown.label),
        from_day=arrived,
        until_day=left,
    )


def reads(stay: Any, name: str) -> Any:
    return stay.get(name) if isinstance(stay, Mapping) else getattr(stay, name, None)


def months_back(day: date, months: int) -> date:
    """The same day of the month `months` ago, or the last one that month has."""
    month = (day.year * 12 + day.month - 1) - months
    start = date(month // 12, month % 12 + 1, 1)
    end = date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return start.replace(day=min(day.day, end.day))
