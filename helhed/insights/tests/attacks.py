"""What an outsider can do with a published table. Knows nothing of how it was protected."""

from fractions import Fraction
from itertools import count


class Outsider:
    """Knows which cells every published figure is made of, and the figures that are shown.

    `made_of`: {key: cells}; `shown`: {key: count}; `at_least`: what a hidden figure is at least.
    """

    def __init__(self, made_of, shown, *, at_least=0):
        self.cells = sorted({cell for of in made_of.values() for cell in of}, key=repr)
        self.made_of = made_of
        self.shown = shown
        self.hidden = [key for key in made_of if key not in shown]
        self.at_least = at_least

    def computes(self, key):
        """By elimination: is the hidden figure a combination of shown ones?"""
        rows = [self._row(one) for one in self.shown]
        return _rank([*rows, self._row(key)]) == _rank(rows)

    def _row(self, key):
        return [Fraction(cell in self.made_of[key]) for cell in self.cells]

    def bounds(self, key):
        """By pushing bounds to and fro over all sums until nothing moves: (low, high or None)."""
        low, high = dict.fromkeys(self.cells, 0), dict.fromkeys(self.cells, None)
        for hidden in self.hidden:
            if len(self.made_of[hidden]) == 1:
                low[next(iter(self.made_of[hidden]))] = self.at_least
        moved = True
        while moved:
            moved = False
            for shown, value in self.shown.items():
                moved |= self._push(self.made_of[shown], value, low, high)
        of = self.made_of[key]
        top = None if any(high[cell] is None for cell in of) else sum(high[c] for c in of)
        return max(self.at_least, sum(low[cell] for cell in of)), top

    @staticmethod
    def _push(of, value, low, high):
        moved = False
        for cell in of:
            others = [other for other in of if other != cell]
            top = value - sum(low[other] for other in others)
            if high[cell] is None or top < high[cell]:
                high[cell], moved = top, True
            if all(high[other] is not None for other in others):
                bottom = value - sum(high[other] for other in others)
                if bottom > low[cell]:
                    low[cell], moved = bottom, True
        return moved

    def every_table(self, largest):
        """All tables of whole counts up to `largest` that agree with what is shown."""
        sums = [(self.made_of[key], value) for key, value in self.shown.items()]
        # Cells of the same sums beside each other, so that dead ends are seen early.
        order = sorted(self.cells, key=lambda c: [c in of for of, _value in sums], reverse=True)
        yield from self._extend({}, order, sums, largest)

    def _extend(self, table, order, sums, largest):
        if len(table) == len(order):
            if all(
                sum(table[cell] for cell in self.made_of[key]) >= self.at_least
                for key in self.hidden
            ):
                yield dict(table)
            return
        cell = order[len(table)]
        for value in count():
            if value > largest:
                break
            table[cell] = value
            left = [
                (total - sum(table.get(c, 0) for c in of), any(c not in table for c in of))
                for of, total in sums
                if cell in of
            ]
            if any(rest < 0 for rest, _open in left):
                break
            if all(is_open or rest == 0 for rest, is_open in left):
                yield from self._extend(table, order, sums, largest)
        table.pop(cell, None)

    def spread(self, largest, enough):
        """Per hidden figure, how far its values lie apart; stops when all reach `enough`."""
        seen = {key: (None, None) for key in self.hidden}
        for table in self.every_table(largest):
            for key in self.hidden:
                value = sum(table[cell] for cell in self.made_of[key])
                low, high = seen[key]
                seen[key] = (
                    value if low is None else min(low, value),
                    value if high is None else max(high, value),
                )
            if all(high - low >= enough for low, high in seen.values()):
                break
        return {key: (high or 0) - (low or 0) for key, (low, high) in seen.items()}


def _rank(rows):
    rows = [list(row) for row in rows]
    rank = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(rank, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for at in range(rank + 1, len(rows)):
            factor = rows[at][column] / rows[rank][column]
            if factor:
                rows[at] = [a - factor * b for a, b in zip(rows[at], rows[rank], strict=True)]
        rank += 1
    return rank
