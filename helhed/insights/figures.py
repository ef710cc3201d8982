"""From the lines of a measure to figures: sums, exact fractions and one way of rounding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from helhed.core.later import when_used
from helhed.insights.measures.registry import WHOLE, Measure, Unit
from helhed.insights.measures.tables import Tables
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

ibis = when_used("ibis")

DIGITS = Decimal("0.01")


@dataclass(frozen=True)
class Figure:
    """One row of a measure.

    `value` of `of` makes the figure; `persons` are those it tells of (the numerator), `universe`
    all it was counted among; `missing` is what could not be counted. `twice_median` is exact.
    """

    measure: str
    row: str
    unit: Unit
    value: int
    of: int
    missing: int
    persons: int
    universe: int
    twice_median: int | None = None
    part: int = 1

    @property
    def number(self) -> Decimal | None:
        """The figure with at most two decimals; None where there is nothing to count among."""
        if self.unit in WHOLE:
            return Decimal(self.value)
        if not self.of:
            return None
        times = 100 if self.unit is Unit.SHARE else 1
        return (Decimal(times * self.value) / Decimal(self.of)).quantize(DIGITS, ROUND_HALF_UP)

    @property
    def median(self) -> Decimal | None:
        """The median over persons of `value` for each unit of `of`."""
        if self.twice_median is None:
            return None
        half = Decimal(self.twice_median) / Decimal(2 * self.part)
        return half.quantize(DIGITS, ROUND_HALF_UP)

    @property
    def missing_share(self) -> Decimal:
        """Percent of all there was to count that could not be."""
        if not self.missing:
            return Decimal(0)
        share = Decimal(100 * self.missing) / Decimal(self.there_was)
        return share.quantize(DIGITS, ROUND_HALF_UP)

    @property
    def there_was(self) -> int:
        """All there was to count, what could not be counted among it."""
        counted = self.universe if self.unit in WHOLE else max(self.of // self.part, self.universe)
        return counted + self.missing


def summary(lines: ir.Table) -> ir.Table:
    """One row for each row of the measure, still an expression."""
    counted = lines.of > 0
    sums = lines.group_by("row").agg(
        value=lines.value.sum(),
        of=lines.of.sum(),
        missing=lines.missing.sum(),
        persons=lines.person.nunique(where=lines.value > 0),
        universe=lines.person.nunique(where=counted | (lines.value > 0)),
        part=lines.of.max(),
    )
    middle = _middle(lines.filter(counted & lines.person.notnull()))
    rows = sums.left_join(middle, "row")
    return rows.select(*sums.columns, "twice_median")


def _middle(lines: ir.Table) -> ir.Table:
    """Twice the median of `value`, by counting: exact on every engine."""
    in_order = ibis.window(group_by="row", order_by=["value", "person"])
    everybody = ibis.window(group_by="row")
    rows = lines.mutate(
        place=ibis.row_number().over(in_order) + 1, count=lines.value.count().over(everybody)
    )
    low = (rows.place == (rows["count"] + 1) // 2).cast("int64")
    high = (rows.place == (rows["count"] + 2) // 2).cast("int64")
    return rows.group_by("row").agg(twice_median=(rows.value * (low + high)).sum())


def expression(measure: Measure, facts: Tables, asked: Asked) -> ir.Table:
    """The figures of a measure as one expression."""
    lines = measure.universe(facts, asked)
    needs_median = Unit.DAYS in {measure.unit, *measure.row_units.values()} or measure.open_rows
    if needs_median and measure.name != "occupancy":
        return summary(lines)
    counted = (lines.of > 0) | (lines.value > 0)
    return lines.group_by("row").agg(
        value=lines.value.sum(),
        of=lines.of.sum(),
        missing=lines.missing.sum(),
        persons=lines.person.nunique(where=lines.value > 0),
        universe=lines.person.nunique(where=counted),
        part=lines.of.max(),
        twice_median=ibis.null("int64"),
    )


def figures(measure: Measure, facts: Tables, asked: Asked) -> list[Figure]:
    """Every row of the measure that has lines, in the order the measure names them."""
    found = [
        _figure(measure, one) for one in expression(measure, facts, asked).to_pyarrow().to_pylist()
    ]
    order = {row: place for place, row in enumerate(measure.rows)}
    return sorted(found, key=lambda figure: (order.get(figure.row, len(order)), figure.row))


def _figure(measure: Measure, one: dict[str, object]) -> Figure:
    numbers = {name: int(str(one[name] or 0)) for name in ("value", "of", "missing", "part")}
    unit = measure.unit_of(str(one["row"]))
    middle = one["twice_median"]
    of_days = unit is Unit.DAYS or measure.name == "fidelity"
    return Figure(
        measure=measure.name,
        row=str(one["row"]),
        unit=unit,
        value=numbers["value"],
        of=numbers["of"],
        missing=numbers["missing"],
        part=max(1, numbers["part"]),
        persons=int(str(one["persons"] or 0)),
        universe=int(str(one["universe"] or 0)),
        twice_median=int(str(middle)) if of_days and middle is not None else None,
    )
