"""Hides further figures until no hidden one can be worked out from those that are shown."""

from collections.abc import Hashable, Iterator, Mapping, Set
from copy import copy
from math import inf
from typing import Generic, TypeVar

from helhed.insights.bounds import Contradiction, Point, Possible, Sum, Unbounded, total
from helhed.insights.corners import Corner, Number

Key = TypeVar("Key", bound=Hashable)
Sums = frozenset[Sum]
# So many single figures are tried, the smallest first, before the smallest is hidden anyway.
TRIES = 8


class Guard(Generic[Key]):
    """The published figures as an outsider has them: sums of unknowns, some known, some not."""

    def __init__(
        self,
        *,
        made_of: Mapping[Key, Set[Hashable]],
        shown: Mapping[Key, int],
        hidden: Set[Key],
        fixed: Set[Key],
        width: int,
        at_least: int,
    ) -> None:
        self.shown = dict(shown)
        self.hidden = set(hidden)
        self.fixed = set(fixed)
        self.width = width
        self.at_least = at_least
        self.order = {key: at for at, key in enumerate(made_of)}
        self.parts = _unknowns(made_of, set(self.shown) | self.hidden)
        self.pieces: dict[Sums, tuple[Possible, list[Point]]] = {}
        self.known: _Walks[Key] | _View[Key] = self._begin()

    def hide_until_safe(self) -> None:
        """Ends always: every round proves a figure safe, hides one more, or gives up on one.

        Hiding more only leaves an outsider with more tables to choose from, so what was proved
        once stays proved.
        """
        waiting = sorted(self.hidden, key=lambda key: self.order[key])
        while waiting:
            if self.known.width_of(waiting[0]) >= self.width:
                waiting.pop(0)
                continue
            chosen = self._one_more(waiting[0])
            if chosen is None:
                # Known from what was published before; nothing that is ours to hide can help.
                waiting.pop(0)
                continue
            self.known = self._without(chosen)
            self._hide(chosen)
            waiting.append(chosen)

    def show_what_follows(self, values: Mapping[Key, int], *, never: Set[Key]) -> None:
        """Show again what was hidden for others' sake and follows from what is shown anyhow.

        It tells an outsider nothing new, and to call it hidden would be untrue.
        """
        for key in sorted(self.hidden - never, key=lambda key: self.order[key]):
            if self.known.follows(key, values[key]):
                self.hidden.remove(key)
                self.shown[key] = values[key]
                self.known = self._begin() if isinstance(self.known, _View) else self.known

    def _begin(self) -> "_Walks[Key] | _View[Key]":
        try:
            return _Walks(self)
        except Contradiction:
            # Figures published long ago may not agree with what was counted since.
            return _View(self)

    def _hide(self, key: Key) -> None:
        del self.shown[key]
        self.hidden.add(key)

    def _one_more(self, narrow: Key) -> Key | None:
        """The smallest figure nearby that widens the narrow one enough; else just the smallest."""
        candidates = self._candidates(narrow)
        helping = (key for key in candidates[:TRIES] if self._would_help(key, narrow))
        return next(helping, candidates[0] if candidates else None)

    def _would_help(self, candidate: Key, narrow: Key) -> bool:
        return self._without(candidate).width_of(narrow) >= self.width

    def _without(self, key: Key) -> "_Walks[Key] | _View[Key]":
        """What would be known if the figure were hidden too."""
        if isinstance(self.known, _Walks):
            return self.known.without(key)
        value = self.shown[key]
        self._hide(key)
        try:
            return self._begin()
        finally:
            self.shown[key] = value
            self.hidden.remove(key)

    def _candidates(self, narrow: Key) -> list[Key]:
        """Shown figures near the narrow one that may be hidden: cells first, and small ones."""
        near = set(self.parts[narrow])
        while True:
            touched = [key for key in self.shown if self.parts[key] & near]
            wider = near.union(*(self.parts[key] for key in touched))
            free = [key for key in self.shown if key not in self.fixed and self.parts[key] & wider]
            if free or wider == near:
                break
            near = wider
        return sorted(free, key=lambda k: (len(self.parts[k]), self.shown[k], self.order[k]))


def _unknowns(
    made_of: Mapping[Key, Set[Hashable]], published: Set[Key]
) -> dict[Key, frozenset[int]]:
    """Cells that always stand in the same figures are one unknown. Shape: {key: unknowns}."""
    stands_in: dict[Hashable, set[Key]] = {}
    for key in published:
        for cell in made_of[key]:
            stands_in.setdefault(cell, set()).add(key)
    numbers: dict[frozenset[Key], int] = {}
    parts: dict[Key, set[int]] = {key: set() for key in published}
    for keys in stands_in.values():
        number = numbers.setdefault(frozenset(keys), len(numbers))
        for key in keys:
            parts[key].add(number)
    return {key: frozenset(of) for key, of in parts.items()}


class _Walks(Generic[Key]):
    """Whole tables an outsider must reckon with, found by walking to the ends of hidden figures.

    Raises Contradiction when no table agrees with what is shown.
    """

    def __init__(self, guard: Guard[Key]) -> None:
        self.guard = guard
        keys = sorted(guard.parts, key=lambda key: guard.order[key])
        self.number = {key: at for at, key in enumerate(keys)}
        self.corner = Corner([guard.parts[key] for key in keys])
        # The figures of every whole table found so far.
        self.tables: list[list[Number]] = []
        for key in sorted(guard.shown, key=lambda key: (len(guard.parts[key]), guard.order[key])):
            self.corner.fix(self.number[key], guard.shown[key])
        for key in sorted(guard.hidden, key=lambda key: guard.order[key]):
            self.corner.hold_up(self.number[key], guard.at_least)

    def without(self, key: Key) -> "_Walks[Key]":
        """The same with one figure shown no longer: every table found stays possible."""
        other = copy(self)
        other.corner, other.tables = self.corner.copy(), list(self.tables)
        other.corner.release(self.number[key], self.guard.at_least)
        return other

    def width_of(self, key: Key) -> float:
        """How far apart two values of the hidden figure are proved to be possible, if need be."""
        at = self.number[key]
        found = [table[at] for table in self.tables]
        for up in (True, False):
            if found and max(found) - min(found) >= self.guard.width:
                break
            try:
                self.corner.walk(at, up=up)
            except Unbounded:
                return inf
            if self.corner.is_whole_around(at):
                found.append(self.corner.figures()[at])
            if self.corner.is_whole():
                self.tables.append(self.corner.figures())
        return float(max(found) - min(found)) if found else 0

    def follows(self, key: Key, value: int) -> bool:
        """Whether the hidden figure can only have this value; it is then taken as shown."""
        at = self.number[key]
        for up in (True, False):
            try:
                self.corner.walk(at, up=up)
            except Unbounded:
                return False
            if self.corner.figures()[at] != value:
                return False
        self.corner.fix(at, value)
        return True


class _View(Generic[Key]):
    """What follows from the shown figures at one moment, each connected piece by itself."""

    def __init__(self, guard: Guard[Key]) -> None:
        self.guard = guard
        self.sums: list[tuple[set[int], int]] = []
        self.contradicts = False
        self.settled: set[int] = set()
        lifted = self._lifted()
        for key, value in guard.shown.items():
            of = guard.parts[key]
            # Each unknown is counted from its smallest possible value.
            self.sums.append((set(of), value - guard.at_least * len(of & lifted)))
        self._settle()
        self.pieces = self._pieces(lifted)

    def _lifted(self) -> set[int]:
        """Unknowns that are hidden figures themselves, and so no zeros where zeros are shown."""
        if not self.guard.at_least:
            return set()
        alone = (self.guard.parts[key] for key in self.guard.hidden)
        return {next(iter(of)) for of in alone if len(of) == 1}

    def _settle(self) -> None:
        """Take out what is known at once: single unknowns, and all of those that add up to 0."""
        values: dict[int, int] = {}
        again = True
        while again:
            again = False
            left: list[tuple[set[int], int]] = []
            for of, value in self.sums:
                value -= sum(values[name] for name in of if name in values)
                of = of - values.keys()
                if value < 0 or (value and not of):
                    self.contradicts = True
                elif len(of) == 1 or (of and value == 0):
                    values.update(dict.fromkeys(of, value))
                    again = True
                elif of:
                    left.append((of, value))
            self.sums = left
        self.settled = set(values)

    def _pieces(self, lifted: set[int]) -> dict[int, Sums]:
        """Shape: {unknown: all sums connected with it}."""
        groups: list[tuple[set[int], set[Sum]]] = []
        every = [Sum(frozenset(of), value) for of, value in self.sums]
        for one in [*every, *self._no_zeros(lifted)]:
            names, sums = set(one.unknowns), {one}
            apart = []
            for other_names, other_sums in groups:
                if other_names & names:
                    names |= other_names
                    sums |= other_sums
                else:
                    apart.append((other_names, other_sums))
            groups = [*apart, (names, sums)]
        return {name: frozenset(sums) for names, sums in groups for name in names}

    def _no_zeros(self, lifted: set[int]) -> Iterator[Sum]:
        """Hidden totals that can be told to be no zeros, with an unknown for what is above one."""
        if not self.guard.at_least:
            return
        for at, key in enumerate(self.guard.order):
            if key in self.guard.hidden and not self.guard.parts[key] & (lifted | self.settled):
                yield Sum(self.guard.parts[key], self.guard.at_least, less=frozenset({-1 - at}))

    def width_of(self, key: Key) -> float:
        """How far apart two values of the hidden figure are proved to be possible."""
        if self.contradicts:
            return 0
        free = self.guard.parts[key] - self.settled
        if any(name not in self.pieces for name in free):
            return inf
        by_piece: dict[Sums, set[int]] = {}
        for name in free:
            by_piece.setdefault(self.pieces[name], set()).add(name)
        return sum(self._spread(sums, frozenset(of)) for sums, of in by_piece.items())

    def follows(self, key: Key, value: int) -> bool:
        """Whether the hidden figure can only have this value."""
        return self.width_of(key) == 0

    def _spread(self, sums: Sums, wanted: frozenset[int]) -> float:
        try:
            possible, corners = self._piece(sums)
        except Contradiction:
            return 0
        if _between(corners, wanted) < self.guard.width:
            for largest in (True, False):
                try:
                    corner = possible.extreme(wanted, largest=largest)
                except Unbounded:
                    return inf
                # Only whole counts prove anything: an outsider knows that people are whole.
                if all(value.denominator == 1 for value in corner.values()):
                    corners.append(corner)
        return _between(corners, wanted)

    def _piece(self, sums: Sums) -> tuple[Possible, list[Point]]:
        """The connected piece, and the whole tables already found in it."""
        if sums not in self.guard.pieces:
            ordered = sorted(sums, key=lambda one: (sorted(one.of), one.value))
            self.guard.pieces[sums] = Possible(ordered), []
        return self.guard.pieces[sums]


def _between(corners: list[Point], wanted: frozenset[int]) -> float:
    sizes = [total(corner, wanted) for corner in corners]
    return float(max(sizes) - min(sizes)) if sizes else 0
