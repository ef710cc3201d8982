"""Small counts are hidden, and with them whatever would give them away by subtraction (P11).

A published figure is `Shown`, `Hidden` or `Missing`; the three are types of their own, so that
nobody can take one for another: hidden is not zero, missing is neither.

**What is hidden first.** A count below the threshold (default 5). Zero too, since "none of them"
tells of each of them; unless the definition says that a zero tells of nobody, as when nobody was
discharged to the street (`Rule(zero_shown=True)`), or that there can be none (`structural`).

**What is hidden next.** Every figure is a sum of the same cells: a cell, the total of a row, of a
column, of all, of the year to date. Whoever knows all shown figures can bound each hidden one;
figures are hidden, the smallest first, until every hidden figure can still take values that lie at
least `threshold` apart. That is proved, not guessed: for each hidden figure two whole tables of
counts are found which agree with everything shown and differ by that much (`bounds`). What was
published before stays as it is, and counts as known.

**What the rule itself tells.** Where zeros are shown, a hidden figure is at least one, and the
bounds reckon with that. That a figure which stands alone and is hidden lies below the threshold is
what any threshold tells. Rates are hidden when a count they are made of is.
"""

from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Final, TypeVar

from helhed.insights.guarding import Guard

DEFAULT_THRESHOLD: Final = 5


@dataclass(frozen=True)
class Shown:
    """A figure everybody may see."""

    value: int | Decimal


@dataclass(frozen=True)
class Hidden:
    """A figure that is known here and shown to nobody. Not zero."""


@dataclass(frozen=True)
class Missing:
    """A figure nobody knows. Neither zero nor hidden."""


Figure = Shown | Hidden | Missing
HIDDEN: Final = Hidden()
MISSING: Final = Missing()
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Rule:
    """What counts as small. A threshold of 0 or 1 hides nothing: the figure is not about people."""

    threshold: int = DEFAULT_THRESHOLD
    # The definition says that a zero tells of nobody.
    zero_shown: bool = False

    def is_small(self, count: int) -> bool:
        return count < self.threshold and not (count == 0 and self.zero_shown)


def protect(
    counts: Mapping[Key, int | None],
    made_of: Mapping[Key, Set[Hashable]],
    *,
    rule: Rule,
    published: Mapping[Key, Figure] | None = None,
    structural: Set[Key] = frozenset(),
) -> dict[Key, Figure]:
    """What may be published of `counts`, so that no hidden figure can be worked out.

    `made_of` names for every key, also those in `published`, the cells it is the sum of; cells need
    no figures of their own. A count of None is missing. `published` stands already and does not
    change. Shape: {key: figure} for the keys of `counts`.
    Raises ValueError for a negative count.
    """
    if any(count is not None and count < 0 for count in counts.values()):
        raise ValueError("A count cannot be negative.")
    known = {key: n for key, n in counts.items() if n is not None}
    if rule.threshold <= 1:
        return {key: _shown_or_missing(n) for key, n in counts.items()}
    none_possible = {key for key in structural if known.get(key) == 0}
    small = {key for key, n in known.items() if rule.is_small(n)} - none_possible
    before = published or {}
    fixed = {key: int(f.value) for key, f in before.items() if isinstance(f, Shown)}
    hidden_before = {key for key, f in before.items() if isinstance(f, Hidden)}
    # A zero that is shown by rule, or known to all, is never the one to be hidden for another.
    fixed |= {key: n for key, n in known.items() if n == 0 and key not in small}
    guard = Guard(
        made_of=made_of,
        shown={key: n for key, n in known.items() if key not in small} | fixed,
        hidden=small | hidden_before,
        fixed=fixed.keys(),
        width=rule.threshold,
        at_least=1 if rule.zero_shown else 0,
    )
    guard.hide_until_safe()
    guard.show_what_follows(known, never=small | hidden_before)
    return {
        key: MISSING if n is None else HIDDEN if key in guard.hidden else Shown(n)
        for key, n in counts.items()
    }


def _shown_or_missing(count: int | None) -> Figure:
    return MISSING if count is None else Shown(count)


class Total:
    """Stands in a key for "all together"."""

    def __repr__(self) -> str:
        return "TOTAL"


TOTAL: Final = Total()
# The place of a cell in a table: (period, row, column …), each a name, or TOTAL.
Place = tuple[Hashable, ...]


def with_totals(
    cells: Mapping[Place, int | None], *, over: Iterable[int] | None = None
) -> tuple[dict[Place, int | None], dict[Place, frozenset[Place]]]:
    """Every cell and every total over the axes `over` (all axes if None), and what each is made of.

    All cells have the same number of axes. A total with a missing cell is missing.
    """
    axes = len(next(iter(cells), ()))
    summed = set(range(axes)) if over is None else set(over)
    made_of: dict[Place, set[Place]] = {}
    for place in cells:
        ways = [(name, TOTAL) if at in summed else (name,) for at, name in enumerate(place)]
        for key in product(*ways):
            made_of.setdefault(key, set()).add(place)
    return _added_up(cells, made_of), {key: frozenset(of) for key, of in made_of.items()}


@dataclass(frozen=True)
class ToDate:
    """Stands in a key for "from the first period to this one", as year-to-date figures do."""

    period: Hashable


def to_date(
    made_of: Mapping[Place, Set[Place]],
    cells: Mapping[Place, int | None],
    periods: list[Hashable],
) -> tuple[dict[Place, int | None], dict[Place, frozenset[Place]]]:
    """The running sums of a table over `periods`, which stand first in its keys.

    Add both to what `with_totals` gave, and everything is protected together.
    """
    running: dict[Place, set[Place]] = {}
    for at, period in enumerate(periods):
        so_far = set(periods[: at + 1])
        for key, of in made_of.items():
            if key[0] in so_far:
                running.setdefault((ToDate(period), *key[1:]), set()).update(of)
    return _added_up(cells, running), {key: frozenset(of) for key, of in running.items()}


def _added_up(
    cells: Mapping[Place, int | None], made_of: Mapping[Place, Set[Place]]
) -> dict[Place, int | None]:
    sums: dict[Place, int | None] = {}
    for key, of in made_of.items():
        parts = [cells[place] for place in of]
        sums[key] = None if None in parts else sum(n for n in parts if n is not None)
    return sums


def rate(part: Figure, rest: Figure, *, per: int = 100) -> Figure:
    """`part` per hundred of `part` and `rest` together, exact.

    Hidden as soon as one of the two is, since a rate and its denominator give the counts back.
    Missing when one is missing or there is nobody to count.
    """
    if isinstance(part, Missing) or isinstance(rest, Missing):
        return MISSING
    if isinstance(part, Hidden) or isinstance(rest, Hidden):
        return HIDDEN
    whole = part.value + rest.value
    return Shown(Decimal(part.value) * per / Decimal(whole)) if whole else MISSING


def mean(amount: int | Decimal | None, people: int | None, *, rule: Rule) -> Figure:
    """`amount` for each of `people`; hidden when the people are fewer than the threshold."""
    if amount is None or not people:
        return MISSING
    if people < rule.threshold:
        return HIDDEN
    return Shown(Decimal(amount) / Decimal(people))


def share(part: int, whole: int | None, people: int | None, *, rule: Rule) -> Figure:
    """`part` of `whole` in whole per cent; hidden when either side of it, or the people, are few.

    Whole per cent: with decimals a small denominator could be read off.
    """
    if not whole or not people:
        return MISSING
    if people < rule.threshold or rule.is_small(part) or rule.is_small(whole - part):
        return HIDDEN
    return Shown(_whole(Decimal(100 * part) / Decimal(whole)))


def median(middle: Decimal | None, people: int | None, *, rule: Rule) -> Figure:
    """The middle in whole units; hidden unless as many as the threshold lie on either side of it.

    The median of few is the value of one of them.
    """
    if middle is None or not people:
        return MISSING
    return HIDDEN if people <= 2 * rule.threshold else Shown(_whole(middle))


def _whole(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1), ROUND_HALF_UP)
