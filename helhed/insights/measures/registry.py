"""Measures by name: what each counts, in which unit, from where, and what is missing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import getdoc

from django.utils.functional import Promise

from helhed.access.may import May
from helhed.insights.measures.tables import Universe


class Unit(StrEnum):
    """What a figure is counted in, and so how it is made of `value` and `of`."""

    PERSONS = "persons"  # the number of persons: the sum of `value`
    TIMES = "times"  # how often: the sum of `value`
    SHARE = "share"  # percent: `value` of `of`
    DAYS = "days"  # mean and median of days or nights
    RATE = "rate"  # `value` for each `of`


WHOLE = (Unit.PERSONS, Unit.TIMES)


@dataclass(frozen=True)
class Measure:
    """A figure. `universe` gives its lines; a figure is their sum and opens to their people.

    `opens_with`: what one may read of a citizen to see that they are behind it.

    `each`: what one figure of a rate is, as "kr. for each citizen"; `row_words`: what a row is
    counted in, where the word of its unit says too little.

    `rows` names the rows there can be, in order; `open_rows` says that others come too (a row for
    each house or team). `period` is `day` where it tells of one day.
    """

    name: str
    title: str | Promise
    how: str | Promise
    universe: Universe = field(repr=False)
    unit: Unit
    rows: dict[str, str | Promise]
    row_units: dict[str, Unit]
    open_rows: bool
    period: str
    opens_with: May
    each: str | Promise = ""
    row_words: dict[str, str | Promise] = field(default_factory=dict)

    def unit_of(self, row: str) -> Unit:
        return self.row_units.get(row, self.unit)

    @property
    def definition(self) -> dict[str, str]:
        """The docstring's parts: Definition, Unit, Source, Missing."""
        return parts_of(getdoc(self.universe) or "")


PARTS = ("Definition", "Unit", "Source", "Missing")
MEASURES: dict[str, Measure] = {}


def parts_of(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for words in text.splitlines():
        head, colon, rest = words.partition(":")
        if colon and head in PARTS:
            name, words = head, rest
        if name:
            found[name] = f"{found.get(name, '')} {words.strip()}".strip()
    return found


def measure(
    title: str | Promise,
    *,
    how: str | Promise,
    unit: Unit,
    rows: dict[str, str | Promise],
    row_units: dict[str, Unit] | None = None,
    open_rows: bool = False,
    period: str = "period",
    opens_with: May = May.READ_BY_NAME,
    each: str | Promise = "",
    row_words: dict[str, str | Promise] | None = None,
) -> Callable[[Universe], Universe]:
    """Register the function under its own name. `how` tells readers how it is computed."""

    def register(universe: Universe) -> Universe:
        name = universe.__name__
        MEASURES[name] = Measure(
            *(name, title, how, universe, unit, rows, row_units or {}),
            *(open_rows, period, opens_with, each, row_words or {}),
        )
        return universe

    return register
