"""P11: nobody subtracts a dashboard from the published figures of the same measure."""

import itertools
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helhed.insights import beside, hiding
from helhed.insights.beside import Told, known_beside
from helhed.insights.delivering import DELIVERERS
from helhed.insights.hiding import hidden_rows
from helhed.insights.measures import MEASURES, Unit
from helhed.insights.records import Asked
from helhed.insights.suppression import Shown, share
from helhed.insights.tests.attacks import Outsider
from helhed.insights.tests.test_p11_boards import NAME, THRESHOLD, attacked, counted, populations

calm = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    max_examples=40,
    derandomize=True,
)
YEAR = Asked(date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 31))
STARTS = [date(2025, month, 1) for month in (1, 4, 7, 10)] + [date(2026, 1, 1)]
QUARTERS = [(first, after - timedelta(days=1)) for first, after in itertools.pairwise(STARTS)]
ROW = ("discharge_to_address", "all")


def tell(monkeypatch, *told):
    monkeypatch.setattr(beside, "told_between", lambda first, last: iter(told))


def quarters(*shown):
    return [
        Told("discharged_to_address", "", first, last, one)
        for (first, last), one in zip(QUARTERS, shown, strict=False)
    ]


def year_of(parts):
    """The row as a dashboard counts it: everybody of the quarters, together."""
    people = [
        {"all": "v" if n < there else "u"} for there, gone in parts for n in range(there + gone)
    ]
    found, groups = counted(people, ["all"], Unit.SHARE, ROW[0])
    return found, groups


@calm
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=4, max_size=4),
    st.integers(1, 4),
)
def test_p11_a_hidden_quarter_does_not_follow_from_the_year(monkeypatch, parts, told):
    """The strategy has published `told` quarters; the dashboard has the whole year."""
    assume(any(there + gone for there, gone in parts))
    rule = hiding.RULE
    published = [
        isinstance(share(there, there + gone, there + gone, rule=rule), Shown)
        for there, gone in parts[:told]
    ]
    tell(monkeypatch, *quarters(*published))
    found, groups = year_of(parts)

    hidden = hidden_rows(found, groups, beside=known_beside((ROW[0],), YEAR))

    cells = [(quarter, side) for quarter in range(4) for side in "vr"]
    made_of = {cell: {cell} for cell in cells} | {
        ("year", side): {(quarter, side) for quarter in range(4)} for side in "vr"
    }
    # More than is told: a quarter's share is published in whole per cent, here as its two counts.
    shown = {
        (quarter, side): parts[quarter][side == "r"]
        for quarter, one in enumerate(published)
        if one
        for side in "vr"
    }
    if ROW not in hidden:
        shown |= {("year", side): sum(part[side == "r"] for part in parts) for side in "vr"}
    outsider = Outsider(made_of, shown)
    for quarter, one in enumerate(published):
        if not one:
            for side in "vr":
                assert not outsider.computes((quarter, side))
                low, high = outsider.bounds((quarter, side))
                assert high is None or high - low >= THRESHOLD


@calm
@given(populations(), st.data())
def test_p11_rows_known_from_elsewhere_give_no_small_group_away(population, data):
    """Some rows are told elsewhere, shown or hidden; others are hidden in place of the known."""
    rows, unit, people = population
    found, groups = counted(people, rows, unit)
    told = data.draw(st.dictionaries(st.sampled_from(rows), st.booleans()))
    known = {(NAME, row): stands for row, stands in told.items()}

    hidden = hidden_rows(found, groups, beside=known)

    assert {row for row, stands in known.items() if not stands} <= hidden
    stands = {row for row, may in known.items() if may and row not in hidden}
    everything = {(NAME, row) for row in rows}
    before, _ = attacked(found, groups, everything - stands)
    outsider, made_of = attacked(found, groups, hidden)
    for key, of in made_of.items():
        if key in outsider.shown or not 0 < sum(groups[g] for g in of) < THRESHOLD:
            continue
        low, high = before.bounds(key)
        if before.computes(key) or (high is not None and high - low < THRESHOLD):
            # It follows from what is told elsewhere; nothing here adds to it.
            continue
        assert not outsider.computes(key)
        low, high = outsider.bounds(key)
        assert high is None or high - low >= THRESHOLD, (key, low, high)


@pytest.mark.parametrize(
    ("shown", "stands"),
    [
        ((True, True, True, True), True),
        ((True, True, True, False), False),
        # The fourth is not told yet, and may be hidden when it is.
        ((True, True, True), False),
    ],
)
def test_a_year_stands_only_when_all_of_it_is_told_and_shown(monkeypatch, shown, stands):
    tell(monkeypatch, *quarters(*shown))
    assert known_beside((ROW[0],), YEAR) == {ROW: stands}


def test_how_it_stood_another_day_is_no_part_of_this_one(monkeypatch):
    told = [Told("met_in_14_days", "", *QUARTERS[number], False) for number in (0, 3)]
    tell(monkeypatch, told[0])
    assert known_beside(("contact_coverage",), YEAR) == {}
    tell(monkeypatch, *told)
    assert known_beside(("contact_coverage",), YEAR) == {("contact_coverage", "14_days"): False}


def test_the_same_figure_hides_its_neighbour_and_not_itself(monkeypatch):
    """Met in 7 days is within met in 14; the strategy shows the latter."""
    people = (
        [{"7": "v", "14": "v"}] * 20 + [{"7": "u", "14": "v"}] * 2 + [{"7": "u", "14": "u"}] * 9
    )
    found, groups = counted(people, ["7", "14"], Unit.SHARE)
    assert hidden_rows(found, groups, beside={(NAME, "14"): True}) == {(NAME, "7")}


def test_every_measure_that_counts_the_same_is_known_here():
    """A new measure for the strategy must say which rows of the dashboards it is told beside."""
    apart = {
        # Weeks enrolled, and people nobody has an appointment for: no dashboard counts either.
        "contacts_per_citizen_week",
        "forgotten_citizens",
    }
    assert {name for name, _category in beside.SAME} == set(DELIVERERS) - apart
    for (name, category), rows in beside.SAME.items():
        assert not category or category in DELIVERERS[name].categories
        for measure, row in rows:
            assert row in MEASURES[measure].rows
    assert Counter(name for name, category in beside.SAME if not category).most_common(1)[0][1] == 1
