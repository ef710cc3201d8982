from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helhed.insights.bounds import Contradiction, Possible, Sum, Unbounded, total
from helhed.insights.corners import Corner

CELLS = range(6)
sets = st.frozensets(st.sampled_from(CELLS), min_size=1)


def ends(parts, shown, figure):
    """The smallest and largest value by the program that begins anew for every question."""
    sums = [Sum(parts[at], value) for at, value in shown.items()]
    possible = Possible(sums)
    return tuple(
        total(possible.extreme(parts[figure], largest=largest), parts[figure])
        for largest in (False, True)
    )


def reached(corner, figure):
    found = []
    for up in (False, True):
        corner.walk(figure, up=up)
        found.append(Fraction(corner.figures()[figure]))
    return tuple(found)


def agrees(corner, parts, shown):
    cells = dict(zip(sorted(frozenset().union(*parts)), corner.value, strict=False))
    assert all(value >= 0 for value in cells.values())
    assert corner.figures() == [sum(cells[cell] for cell in of) for of in parts]
    assert all(corner.figures()[at] == value for at, value in shown.items())


@settings(max_examples=150)
@given(
    truth=st.tuples(*[st.integers(0, 9) for _ in CELLS]),
    parts=st.lists(sets, min_size=2, max_size=9, unique=True),
    data=st.data(),
)
def test_walks_end_where_beginning_anew_ends_while_more_and_more_is_hidden(truth, parts, data):
    # All together stands, so that nothing is without end.
    parts = [*parts, frozenset(CELLS)]
    shown = {at: sum(truth[cell] for cell in of) for at, of in enumerate(parts)}
    corner = Corner(parts)
    for at, value in shown.items():
        corner.fix(at, value)
    hiding = data.draw(st.permutations(range(len(parts) - 1)))
    for gone in hiding:
        before = corner.copy()
        corner.release(gone, 0)
        del shown[gone]
        figure = data.draw(st.sampled_from(hiding))

        assert reached(corner, figure) == ends(parts, shown, figure)

        agrees(corner, parts, shown)
        agrees(before, parts, {**shown, gone: sum(truth[cell] for cell in parts[gone])})


def test_a_hidden_figure_is_held_up():
    corner = Corner([frozenset({1}), frozenset({2}), frozenset({1, 2})])
    corner.fix(2, 7)
    corner.hold_up(0, 1)
    corner.hold_up(1, 1)

    assert reached(corner, 0) == (1, 6)


def test_figures_that_cannot_all_be_true_are_told():
    corner = Corner([frozenset({1}), frozenset({2}), frozenset({1, 2})])
    corner.fix(0, 3)
    corner.fix(1, 3)

    with pytest.raises(Contradiction):
        corner.fix(2, 7)


def test_what_nothing_holds_down_has_no_end():
    with pytest.raises(Unbounded):
        Corner([frozenset({1})]).walk(0, up=True)


def test_a_table_of_halves_is_not_whole_and_the_rest_of_it_may_be():
    pairs = [frozenset(pair) for pair in ((1, 2), (2, 3), (1, 3))]
    corner = Corner([*pairs, frozenset({4}), frozenset({4, 5})])
    for at in (0, 1, 2):
        corner.fix(at, 1)
    corner.fix(4, 3)

    assert not corner.is_whole()
    assert corner.is_whole_around(3)
    assert not any(value.denominator != 1 for value in corner.figures())
