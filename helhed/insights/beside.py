"""Figures of our own work that a higher room publishes, and that can be laid beside a dashboard.

Whoever sees no people sees both: four quarters in the strategy and the year here. The year less
three quarters is the fourth, so what is published counts as known when a dashboard is hidden (P11).
A room says what it has told by `tells_figures` in its AppConfig: the dotted name of a function from
(first day, last day) to `Told`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.apps import apps
from django.utils.module_loading import import_string

from helhed.insights.delivering import DELIVERERS, FROM_SNAPSHOTS
from helhed.insights.hiding import Row
from helhed.insights.records import Asked

DAY: Final = timedelta(days=1)
# (measure that is delivered, its category) -> the rows here that count the same or a part of it.
SAME: Final[dict[tuple[str, str], tuple[Row, ...]]] = {
    ("discharges_without_address", "hospital"): (
        ("discharge_to_address", "hospital"),
        ("discharge_to_address", "all"),
    ),
    ("discharges_without_address", "shelter"): (
        ("discharge_to_address", "shelter"),
        ("discharge_to_address", "all"),
    ),
    ("discharges_without_address", "prison"): (
        ("discharge_to_address", "prison"),
        ("discharge_to_address", "all"),
    ),
    ("discharges_without_address", ""): (("discharge_to_address", "all"),),
    ("stays_by_category", "outdoors"): (("homeless_count", "1"),),
    ("stays_by_category", "shelters"): (("homeless_count", "2"), ("homeless_count", "3")),
    ("stays_by_category", "with_others"): (("homeless_count", "5"),),
    ("stays_by_category", "institutions"): (("homeless_count", "7"), ("homeless_count", "8")),
    ("stays_by_category", "other"): tuple(("homeless_count", row) for row in "3469"),
    ("stays_by_category", ""): (("homeless_count", "all"),),
    **{
        (name, ""): ((measure, row),)
        for name, _title, _definition, _unit, measure, row, _stands in FROM_SNAPSHOTS
    },
}


@dataclass(frozen=True)
class Told:
    """A figure of a delivered measure and a whole period; `shown`, or known to be hidden."""

    measure: str
    category: str
    first_day: date
    last_day: date
    shown: bool


def told_between(first_day: date, last_day: date) -> Iterator[Told]:
    """What every room has told of periods that touch these days."""
    for config in apps.get_app_configs():
        name = getattr(config, "tells_figures", "")
        if name:
            yield from import_string(name)(first_day, last_day)


def known_beside(names: Iterable[str], asked: Asked) -> dict[Row, bool]:
    """The rows of the measures that are told elsewhere too: {row: whether it may stand here}.

    A row may stand when everything told of it is shown and makes up the whole of what is asked. One
    hidden period, or one that is not told yet, and the row here would give it away.
    """
    wanted = set(names)
    told: dict[Row, list[Told]] = {}
    for one in told_between(asked.first, asked.last):
        # How it stood on another day is no part of how it stands on this one.
        if DELIVERERS[one.measure].stands and one.last_day != asked.on:
            continue
        for row in SAME.get((one.measure, one.category), ()):
            if row[0] in wanted:
                told.setdefault(row, []).append(one)
    return {row: _whole(of, asked) for row, of in told.items()}


def _whole(told: list[Told], asked: Asked) -> bool:
    if not all(one.shown for one in told):
        return False
    by_measure: dict[str, list[Told]] = {}
    for one in told:
        by_measure.setdefault(one.measure, []).append(one)
    return all(DELIVERERS[name].stands or _covered(of, asked) for name, of in by_measure.items())


def _covered(told: list[Told], asked: Asked) -> bool:
    """Whether the periods lie end to end from the first day asked to the last."""
    reached = asked.first
    for one in sorted(told, key=lambda one: one.first_day):
        if one.first_day <= reached:
            reached = max(reached, one.last_day + DAY)
    return reached > asked.last
