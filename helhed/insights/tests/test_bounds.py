from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helhed.insights.bounds import Contradiction, Possible, Sum, Unbounded, total

UNKNOWNS = range(4)
sets = st.frozensets(st.sampled_from(UNKNOWNS), min_size=1)


@settings(deadline=None, max_examples=80)
@given(
    truth=st.tuples(*[st.integers(0, 4) for _ in UNKNOWNS]),
    known=st.lists(sets, min_size=1, max_size=4),
    data=st.data(),
)
def test_extremes_agree_with_trying_everything(truth, known, data):
    sums = [Sum(of, sum(truth[name] for name in of)) for of in known]
    wanted = data.draw(st.sampled_from(known)) & data.draw(sets)
    named = frozenset().union(*known)
    tables = [
        table
        for table in product(range(9), repeat=len(UNKNOWNS))
        if all(sum(table[n] for n in one.of) == one.value for one in sums)
        and all(table[n] == 0 for n in UNKNOWNS if n not in named)
    ]
    sizes = [sum(table[name] for name in wanted) for table in tables]

    possible = Possible(sums)
    lowest = total(possible.extreme(wanted, largest=False), wanted)
    highest = total(possible.extreme(wanted, largest=True), wanted)

    # Fractions may reach further than whole counts, never less far.
    assert lowest <= min(sizes)
    assert highest >= max(sizes)
    for point in (possible.extreme(wanted, largest=True), possible.extreme(wanted, largest=False)):
        assert all(value >= 0 for value in point.values())
        assert all(total(point, one.of) == one.value for one in sums)


def test_sums_that_cannot_all_be_true_are_told():
    with pytest.raises(Contradiction):
        Possible([Sum(frozenset({1, 2}), 3), Sum(frozenset({1, 2}), 4)])
    with pytest.raises(Contradiction):
        Possible([Sum(frozenset({1}), 5), Sum(frozenset({1, 2}), 4)])


def test_what_nothing_holds_down_is_unbounded():
    possible = Possible([Sum(frozenset({1}), 1, less=frozenset({2}))])

    with pytest.raises(Unbounded):
        possible.extreme(frozenset({1}), largest=True)
    assert total(possible.extreme(frozenset({1}), largest=False), frozenset({1})) == 1
