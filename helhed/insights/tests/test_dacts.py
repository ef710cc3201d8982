"""Where a score of DACTS begins, by the table of the scale."""

from decimal import Decimal

import pytest

from helhed.insights import dacts
from helhed.insights.dacts import BY_CODE, ITEMS, Scored, mean_of, score, scored
from helhed.insights.figures import Figure
from helhed.insights.measures import Unit

# (item, value, score) at the edges of the anchors in methods.md 1.
ANCHORS = [
    *[("H1", value, points) for value, points in (("10", 5), ("10.5", 4), ("20", 4))],
    *[("H1", value, points) for value, points in (("21", 3), ("35", 2), ("49", 2), ("50", 1))],
    *[("H2", value, points) for value, points in (("9", 1), ("10", 2), ("37", 3), ("64", 4))],
    *[("H2", value, points) for value, points in (("89.9", 4), ("90", 5))],
    *[("H3", value, points) for value, points in (("0.25", 1), ("0.5", 2), ("1", 3), ("4", 5))],
    *[("H4", value, points) for value, points in (("0", 1), ("2", 2), ("24", 3), ("50", 5))],
    *[("H5", value, points) for value, points in (("81", 1), ("80", 2), ("59", 3), ("19", 5))],
    *[("H7", value, points) for value, points in (("0.05", 1), ("0.1", 2), ("0.7", 4), ("1", 5))],
    *[("H8", value, points) for value, points in (("0.1", 1), ("0.8", 3), ("1.4", 4), ("2", 5))],
    *[("H11", value, points) for value, points in (("2.4", 1), ("5", 3), ("7.5", 4), ("10", 5))],
    *[("O2", value, points) for value, points in (("16", 1), ("15", 2), ("9", 4), ("6", 5))],
    *[("O6", value, points) for value, points in (("4", 1), ("5", 2), ("65", 4), ("95", 5))],
    *[("O7", value, points) for value, points in (("91", 1), ("38", 2), ("37", 3), ("4", 5))],
    *[("S1", value, points) for value, points in (("19", 1), ("40", 3), ("79", 4), ("80", 5))],
    *[("S2", value, points) for value, points in (("49", 1), ("65", 3), ("94", 4), ("95", 5))],
    *[("S4", value, points) for value, points in (("14", 1), ("50", 3), ("119", 4), ("120", 5))],
    *[("S5", value, points) for value, points in (("0.9", 1), ("1", 2), ("3", 4), ("4", 5))],
    *[("S6", value, points) for value, points in (("0.4", 1), ("1", 3), ("3", 4), ("4", 5))],
]


@pytest.mark.parametrize(("code", "value", "points"), ANCHORS)
def test_a_score_begins_where_the_scale_says(code, value, points):
    assert score(BY_CODE[code], Decimal(value)) == points


def test_there_are_the_28_items_of_the_scale():
    assert len(ITEMS) == len(BY_CODE) == 28
    assert [sum(item.group == group for item in ITEMS) for group in dacts.GROUPS] == [11, 7, 10]


def figure(**more):
    plain = {"value": 0, "of": 0, "missing": 0, "persons": 0, "universe": 0}
    return Figure("fidelity", "1:X", Unit.RATE, **{**plain, **more})


def test_the_median_is_scored_and_the_mean_is_shown():
    one = scored(BY_CODE["S5"], figure(value=40, of=40, twice_median=8, part=4))
    assert (one.value, one.mean, one.score) == (Decimal(1), Decimal(1), 2)
    busy = scored(BY_CODE["S5"], figure(value=40, of=40, twice_median=32, part=4))
    assert (busy.value, busy.score) == (Decimal(4), 5)


def test_a_meeting_that_leaves_somebody_out_is_not_the_full_score():
    daily = figure(value=20, of=4)
    assert scored(BY_CODE["H3"], daily).score == 5
    assert scored(BY_CODE["H3"], daily, all_spoken_of=False).score == 4


def test_what_nobody_knows_has_no_score():
    assert scored(BY_CODE["S1"], figure()).score is None
    assert mean_of([Scored(BY_CODE["S1"], None)]) is None
    assert mean_of([Scored(BY_CODE["S1"], 4), Scored(BY_CODE["S2"], 5)]) == Decimal("4.5")
