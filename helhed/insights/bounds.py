"""Between which values does an unknown lie, when sums of unknowns are known? Exact, no rounding.

A small linear program in whole numbers: two-phase simplex by Edmonds' integer pivoting, with
Bland's rule, so that it always ends. Made for the unknowns of one connected piece of a table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

Row = list[int]
Point = dict[int, Fraction]


@dataclass(frozen=True)
class Sum:
    """The unknowns in `of`, less those in `less` (each counted once), add up to `value`."""

    of: frozenset[int]
    value: int
    less: frozenset[int] = frozenset()

    @property
    def unknowns(self) -> frozenset[int]:
        return self.of | self.less


class Contradiction(Exception):
    """No numbers from 0 up fulfil the sums."""


class Unbounded(Exception):
    """The wanted sum can be as large as one likes."""


class Possible:
    """All numbers from 0 up that fulfil the sums. Raises Contradiction when there are none.

    Rows are whole multiples: an entry of the tableau is `row[column] / self.scale`.
    """

    def __init__(self, sums: Sequence[Sum]) -> None:
        self.names = sorted({name for one in sums for name in one.unknowns})
        self.width = len(self.names)
        self.rows = _independent(_rows(sums, self.names))
        self.scale = 1
        self.basis: list[int] = []
        self._begin()

    def extreme(self, wanted: frozenset[int], *, largest: bool) -> Point:
        """A point at which the sum of `wanted` is largest (or smallest). Raises Unbounded.

        Shape: {unknown: value} for every unknown of the sums.
        """
        sign = -1 if largest else 1
        cost = [sign if name in wanted else 0 for name in self.names]
        self._walk(cost, self.width)
        values = dict.fromkeys(self.names, Fraction(0))
        for row, column in zip(self.rows, self.basis, strict=True):
            values[self.names[column]] = Fraction(row[-1], self.scale)
        return values

    def _begin(self) -> None:
        """Find a first corner: an artificial unknown in each row is driven out of it."""
        height, width = len(self.rows), self.width
        for at, row in enumerate(self.rows):
            if row[-1] < 0:
                row[:] = [-entry for entry in row]
            artificial = [0] * height
            artificial[at] = 1
            row[width:width] = artificial
        self.basis = list(range(width, width + height))
        self._walk([0] * width + [1] * height, width + height)
        if any(c >= width and row[-1] for row, c in zip(self.rows, self.basis, strict=True)):
            raise Contradiction
        for at, column in enumerate(self.basis):
            if column >= width:
                # The rows are independent, so there is an unknown to take its place.
                self._pivot(at, next(c for c in range(width) if self.rows[at][c]))
        for row in self.rows:
            del row[width : width + height]

    def _walk(self, cost: Sequence[int], width: int) -> None:
        while True:
            column = self._entering(cost, width)
            if column is None:
                return
            at = self._leaving(column)
            if at is None:
                raise Unbounded
            self._pivot(at, column)

    def _entering(self, cost: Sequence[int], width: int) -> int | None:
        # Bland's rule: the first column that helps, so that the walk never goes in circles.
        weights = [(cost[c], row) for row, c in zip(self.rows, self.basis, strict=True) if cost[c]]
        inside = set(self.basis)
        for column in range(width):
            if column not in inside:
                spent = sum(weight * row[column] for weight, row in weights)
                if cost[column] * self.scale < spent:
                    return column
        return None

    def _leaving(self, column: int) -> int | None:
        best: int | None = None
        for at, row in enumerate(self.rows):
            if row[column] <= 0:
                continue
            if best is None:
                best = at
                continue
            other = self.rows[best]
            here, there = row[-1] * other[column], other[-1] * row[column]
            if here < there or (here == there and self.basis[at] < self.basis[best]):
                best = at
        return best

    def _pivot(self, at: int, column: int) -> None:
        pivot = self.rows[at]
        if pivot[column] < 0:
            pivot = self.rows[at] = [-entry for entry in pivot]
        by, scale = pivot[column], self.scale
        for other, row in enumerate(self.rows):
            if other == at:
                continue
            factor = row[column]
            if factor:
                pairs = zip(row, pivot, strict=True)
                self.rows[other] = [(a * by - factor * b) // scale for a, b in pairs]
            elif by != scale:
                self.rows[other] = [a * by // scale for a in row]
        self.scale = by
        self.basis[at] = column


def _rows(sums: Sequence[Sum], names: Sequence[int]) -> list[Row]:
    place = {name: at for at, name in enumerate(names)}
    rows: list[Row] = []
    for one in sums:
        row = [0] * (len(names) + 1)
        for name in one.of:
            row[place[name]] = 1
        for name in one.less:
            row[place[name]] = -1
        row[-1] = one.value
        rows.append(row)
    return rows


def _independent(rows: list[Row]) -> list[Row]:
    """The rows that do not follow from those before them. Raises Contradiction."""
    kept: list[Row] = []
    reduced: list[tuple[int, Row]] = []
    for row in rows:
        left = list(row)
        for column, other in reduced:
            if left[column]:
                a, b = other[column], left[column]
                pairs = zip(left, other, strict=True)
                left = [x * a - y * b for x, y in pairs]
        shared = gcd(*left)
        if not shared:
            continue
        left = [entry // shared for entry in left]
        column = next(at for at, entry in enumerate(left) if entry)
        if column == len(left) - 1:
            raise Contradiction
        reduced.append((column, left))
        kept.append(row)
    return kept


def total(point: Mapping[int, Fraction], of: frozenset[int]) -> Fraction:
    """The sum of the unknowns `of` at the point."""
    return sum((point[name] for name in of), Fraction(0))
