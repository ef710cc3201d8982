"""Which figures of a measure are shown to those who may not see the people behind them (P11).

Rows of a measure count the same people again and again: all and each situation, 6 months within 12,
those kept and those lost. Whoever knows what is shown can subtract. So the people behind the rows
are divided by the rows they stand in, each shown count is a sum of such groups, and `suppression`
hides rows until no hidden count, and no small group, can be worked out. Where rows count events of
people (exits, nights in beds), their sums are guarded in the same way.

Measures about the same people on the same day are guarded together: one gives the other's totals.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from helhed.insights.figures import Figure
from helhed.insights.measures import MEASURES, Unit
from helhed.insights.suppression import HIDDEN, Rule, Shown, protect
from helhed.insights.suppression import Figure as Published

RULE: Final = Rule()
# Nobody slept there: a zero that tells of houses.
OF_HOUSES: Final = Rule(zero_shown=True)
# Measures whose totals are each other's.
FAMILIES: Final = (("homeless_count", "homeless_duration", "chronic", "homeless_nights_3y"),)
# Beds are of houses, and their nights are guarded.
NOT_DIVIDED: Final = frozenset({"occupancy"})
CAME: Final = ("newly_identified", "returned_from_housing", "returned_from_inactive")
WENT: Final = ("housing_placement", "moved_to_inactive", "no_longer_meets")
SHARES: Final = frozenset({Unit.SHARE})
NOTHING: Final[Mapping[tuple[str, str], bool]] = {}

# The rows (measure, row, "v" or "u") somebody stands in; "v" where they are counted in the number.
Group = frozenset[tuple[str, str, str]]
Row = tuple[str, str]
# (measure, row, what of it is told)
Key = tuple[str, str, str]


def family_of(name: str) -> tuple[str, ...]:
    """The measures that are guarded together with this one, itself among them."""
    return next((family for family in FAMILIES if name in family), (name,))


def divided(name: str) -> tuple[str, ...]:
    """Those of the family whose people are divided by the rows they stand in."""
    return tuple(one for one in family_of(name) if one not in NOT_DIVIDED)


def with_empty_rows(name: str, found: list[Figure]) -> list[Figure]:
    """The figures with a zero for each row nobody stands in: a row left out would tell as much.

    Single houses are for those who work with them.
    """
    measure = MEASURES[name]
    if measure.open_rows:
        return [figure for figure in found if not figure.row.startswith("house:")]
    there = {figure.row: figure for figure in found}
    empty = Figure(name, "", measure.unit, value=0, of=0, missing=0, persons=0, universe=0)
    return [
        there.get(row) or replace(empty, row=row, unit=measure.unit_of(row)) for row in measure.rows
    ]


def hidden_rows(
    found: Mapping[str, list[Figure]],
    groups: Mapping[Group, int],
    *,
    rule: Rule = RULE,
    beside: Mapping[Row, bool] = NOTHING,
) -> frozenset[Row]:
    """The rows that are shown to nobody here: (measure, row). `groups` counts persons.

    `found` are the figures of one family with their empty rows. `beside`: rows told elsewhere too,
    and whether they may stand; those that may are known, so others are hidden in their place.
    """
    hidden = _by_people(found, groups, rule, beside)
    for name, figures in found.items():
        hidden |= _by_events(name, figures, hidden, rule, beside)
    return frozenset(hidden)


@dataclass(frozen=True)
class _Told:
    """Counts of persons that a shown row tells, each a sum of groups."""

    counts: dict[Key, int]
    made_of: dict[Key, frozenset[object]]


def _by_people(
    found: Mapping[str, list[Figure]],
    groups: Mapping[Group, int],
    rule: Rule,
    beside: Mapping[Row, bool],
) -> set[Row]:
    told = _told(found, groups)
    before = _before(told.counts, rule, beside)
    counts = {key: count for key, count in told.counts.items() if key not in before}
    made_of = dict(told.made_of)
    # A small group is no figure of its own, and must not become one by subtraction either.
    for at, (group, persons) in enumerate(groups.items()):
        if rule.is_small(persons):
            counts["", str(at), "group"] = persons
            made_of["", str(at), "group"] = frozenset({group})
    published = {**before, **protect(counts, made_of, rule=rule, published=before)}
    return {key[:2] for key in told.counts if published[key] == HIDDEN}


def _before(
    counts: Mapping[Key, int], rule: Rule, beside: Mapping[Row, bool]
) -> dict[Key, Published]:
    """What is settled by what stands elsewhere. A small count never stands, whatever is told."""
    small = {key[:2] for key, count in counts.items() if rule.is_small(count)}
    return {
        key: Shown(count) if beside[key[:2]] else HIDDEN
        for key, count in counts.items()
        if key[:2] in beside and not (beside[key[:2]] and key[:2] in small)
    }


def _told(found: Mapping[str, list[Figure]], groups: Mapping[Group, int]) -> _Told:
    counts: dict[Key, int] = {}
    made_of: dict[Key, frozenset[object]] = {}
    for name, figures in found.items():
        if name in NOT_DIVIDED:
            continue
        for figure in figures:
            for what, of in _parts(name, figure, groups):
                counts[name, figure.row, what] = sum(groups[group] for group in of)
                made_of[name, figure.row, what] = of
    return _Told(counts, made_of)


def _parts(
    name: str, figure: Figure, groups: Mapping[Group, int]
) -> Iterator[tuple[str, frozenset[Group]]]:
    """What the row tells of people: among whom it counts, and of a share both sides."""
    among = frozenset(g for g in groups if (name, figure.row, "u") in g)
    counted = frozenset(g for g in groups if (name, figure.row, "v") in g)
    yield "among", among
    if figure.unit in SHARES:
        yield "counted", counted
        yield "rest", among - counted


def _by_events(
    name: str,
    figures: list[Figure],
    hidden: set[Row],
    rule: Rule,
    beside: Mapping[Row, bool],
) -> set[Row]:
    """Rows whose events follow from the others' by the sums the measure is made of."""
    sums = _sums(name, figures)
    there = {figure.row: figure for figure in figures if figure.row in sums}
    if name in NOT_DIVIDED:
        rule = OF_HOUSES
        gone = {row for row, one in there.items() if 0 < one.persons < rule.threshold}
    else:
        gone = {row for row in there if (name, row) in hidden}
    counts: dict[Row, int] = {}
    made_of: dict[Row, frozenset[object]] = {}
    for row, figure in there.items():
        for what, count in _events(name, figure).items():
            counts[row, what] = count
            made_of[row, what] = frozenset((cell, what) for cell in sums[row])
    stands: dict[Row, Published] = {key: HIDDEN for key in counts if key[0] in gone}
    stands |= {
        key: Shown(count)
        for key, count in counts.items()
        if key[0] not in gone and beside.get((name, key[0]), False) and not rule.is_small(count)
    }
    open_keys = {key: count for key, count in counts.items() if key not in stands}
    published = protect(open_keys, made_of, rule=rule, published=stands)
    return {(name, row) for row in gone} | {
        (name, row) for (row, _), one in published.items() if one == HIDDEN
    }


def _events(name: str, figure: Figure) -> dict[str, int]:
    """The events a shown row tells of; empty beds are nobody."""
    if figure.unit in SHARES and name not in NOT_DIVIDED:
        return {"value": figure.value, "rest": figure.of - figure.value}
    return {"value": figure.value}


def _sums(name: str, figures: list[Figure]) -> dict[str, frozenset[object]]:
    """Of which cells each row's events are made; empty where rows are no sums of each other."""
    if name == "list_flow":
        # Everybody active came or was there, and left or is there still.
        came, went = ("active_start", *CAME), ("active_end", *WENT)
        cells = list(product(came, went))
        by_row = {row: frozenset(c for c in cells if row in c) for row in (*came, *went)}
        inflow = frozenset(c for c in cells if c[0] in CAME)
        return {
            **by_row,
            "inflow": inflow,
            "outflow": frozenset(c for c in cells if c[1] in WENT),
        }
    if name in ("exits", "discharge_to_address", "occupancy"):
        parts = [figure.row for figure in figures if figure.row != "all"]
        return {"all": frozenset(parts), **{row: frozenset({row}) for row in parts}}
    return {}
