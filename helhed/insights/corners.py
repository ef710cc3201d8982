"""One table of counts that agrees with everything shown, walked from corner to corner. Exact.

`bounds` answers a question from nothing. Here the same linear program is kept standing while figure
after figure is hidden: the corner reached for the last question is where the next walk begins.

Every figure is a sum of cells, and cells are 0 or more. A figure that moves is a column, everything
else a row that says how it follows from the columns. A figure that is shown does not move.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from helhed.insights.bounds import Contradiction, Unbounded

Number = int | Fraction
Row = dict[int, Number]


class Corner:
    """Where all cells and figures stand now. Cells come first in `value`, then the figures.

    `parts`: the cells of each figure. Nothing is known of any before `fix` and `hold_up`.
    """

    def __init__(self, parts: Sequence[frozenset[int]]) -> None:
        places = {cell: at for at, cell in enumerate(sorted({c for of in parts for c in of}))}
        self.cells = len(places)
        self.rows: dict[int, Row] = {
            self.cells + at: {places[cell]: 1 for cell in sorted(of)} for at, of in enumerate(parts)
        }
        self.value: list[Number] = [0] * (self.cells + len(parts))
        self.least: list[int] = [0] * len(self.value)
        self.fixed: set[int] = set()

    def fix(self, figure: int, value: int) -> None:
        """The figure is shown. Raises Contradiction when no table agrees with it."""
        at = self.cells + figure
        self._go(at, value)
        self.fixed.add(at)

    def hold_up(self, figure: int, least: int) -> None:
        """The figure is hidden and at least so large. Raises Contradiction."""
        at = self.cells + figure
        if self.value[at] < least:
            self._go(at, least)
        self.least[at] = least

    def release(self, figure: int, least: int) -> None:
        """The figure is shown no longer; it is at least so large."""
        self.fixed.discard(self.cells + figure)
        self.least[self.cells + figure] = least

    def walk(self, figure: int, *, up: bool) -> None:
        """Go where the figure is as large, or as small, as it can be. Raises Unbounded."""
        at = self.cells + figure
        while (step := self._step(at, up)) is not None:
            self._move(*step)

    def figures(self) -> list[Number]:
        return self.value[self.cells :]

    def is_whole(self) -> bool:
        """People are whole: only such a table proves that it could be the true one."""
        return all(value.denominator == 1 for value in self.value[: self.cells])

    def is_whole_around(self, figure: int) -> bool:
        """As `is_whole`, of the cells that can move together with the figure."""
        return all(self.value[cell].denominator == 1 for cell in self._around(self.cells + figure))

    def copy(self) -> "Corner":
        other = Corner(())
        other.cells, other.value, other.least = self.cells, self.value[:], self.least[:]
        other.rows = {at: dict(row) for at, row in self.rows.items()}
        other.fixed = set(self.fixed)
        return other

    def _go(self, at: int, value: int) -> None:
        while self.value[at] != value:
            step = self._step(at, self.value[at] < value)
            if step is None:
                raise Contradiction
            self._move(*step, stop=(at, value))

    def _step(self, at: int, up: bool) -> tuple[int, int] | None:
        """The first column that helps, and which way (Bland: the walk never goes in circles)."""
        row = self.rows.get(at, {at: 1})
        for column in sorted(row.keys() - self.fixed):
            if (row[column] > 0) == up:
                return column, 1
            if self.value[column] > self.least[column]:
                return column, -1
        return None

    def _move(self, column: int, way: int, stop: tuple[int, int] | None = None) -> None:
        """Move a column until something else may move no further, and let that take its place."""
        limits = list(self._limits(column, way))
        if stop is not None:
            at, value = stop
            rate = self.rows[at][column] * way if at in self.rows else way
            limits.append((_divided(value - self.value[at], rate), -1, at))
        if not limits:
            raise Unbounded
        far, _rank, leaving = min(limits)
        if far:
            for at, row in self.rows.items():
                if column in row:
                    self.value[at] = _plain(self.value[at] + row[column] * way * far)
            self.value[column] = _plain(self.value[column] + way * far)
        if leaving != column:
            self._exchange(leaving, column)

    def _limits(self, column: int, way: int) -> Iterator[tuple[Number, int, int]]:
        """How far each can go along. What is fixed goes first, and never moves again."""
        if way < 0:
            yield self.value[column] - self.least[column], 0, column
        for at, row in self.rows.items():
            rate = row.get(column, 0) * way
            if rate and at in self.fixed:
                yield 0, -1, at
            elif rate < 0:
                yield _divided(self.value[at] - self.least[at], -rate), 1, at

    def _exchange(self, leaving: int, column: int) -> None:
        """The column becomes a row, and what was the row `leaving` a column."""
        row = self.rows.pop(leaving)
        by = row.pop(column)
        new = {at: _divided(-entry, by) for at, entry in row.items()}
        new[leaving] = _divided(1, by)
        for other in self.rows.values():
            factor = other.pop(column, 0)
            if factor:
                _add(other, factor, new)
        self.rows[column] = new

    def _around(self, at: int) -> set[int]:
        near = self.rows.get(at, {at: 1}).keys() - self.fixed
        touched: set[int] = set()
        again = True
        while again:
            more = {b for b, row in self.rows.items() if b not in touched and row.keys() & near}
            touched |= more
            again = bool(more)
            near = near.union(*(self.rows[b].keys() for b in more)) - self.fixed
        return {cell for cell in touched | near if cell < self.cells}


def _add(row: Row, factor: Number, other: Mapping[int, Number]) -> None:
    for at, entry in other.items():
        value = _plain(row.get(at, 0) + factor * entry)
        if value:
            row[at] = value
        else:
            row.pop(at, None)


def _divided(number: Number, by: Number) -> Number:
    return number * by if by in (1, -1) else _plain(Fraction(number) / by)


def _plain(number: Number) -> Number:
    """Whole numbers as such: they are counted with many times faster."""
    return number.numerator if number.denominator == 1 else number
