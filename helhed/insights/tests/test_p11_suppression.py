"""P11: small counts are suppressed, also against subtraction. Attacked, not believed."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.insights.suppression import (
    HIDDEN,
    MISSING,
    TOTAL,
    Hidden,
    Rule,
    Shown,
    ToDate,
    mean,
    protect,
    rate,
    to_date,
    with_totals,
)
from helhed.insights.tests.attacks import Outsider

STRICT, ZEROS = Rule(), Rule(zero_shown=True)
rules = st.sampled_from([STRICT, ZEROS, Rule(threshold=3), Rule(threshold=8)])
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=25)
# Mostly small, as our own figures are.
counts = st.one_of(st.integers(0, 6), st.integers(0, 12), st.integers(0, 60))


@st.composite
def tables(draw, *, axes=(3, 3, 3), largest=counts):
    """Cells of (period, row, column) with all totals, and mostly the year to date as well."""
    shape = [draw(st.integers(1, length)) for length in axes]
    cells = {place: draw(largest) for place in product(*map(range, shape))}
    figures, made_of = with_totals(cells)
    if draw(st.booleans()):
        running, made_of_running = to_date(made_of, cells, list(range(shape[0])))
        figures, made_of = figures | running, made_of | made_of_running
    return figures, made_of


def shown_in(figures):
    return {key: figure.value for key, figure in figures.items() if isinstance(figure, Shown)}


def outsider(figures, made_of, rule):
    return Outsider(made_of, shown_in(figures), at_least=1 if rule.zero_shown else 0)


@calm
@given(table=tables(), rule=rules)
def test_p11_no_hidden_figure_can_be_computed(table, rule):
    counted, made_of = table

    attack = outsider(protect(counted, made_of, rule=rule), made_of, rule)

    assert [key for key in attack.hidden if attack.computes(key)] == []


@calm
@given(table=tables(), rule=rules)
def test_p11_no_hidden_figure_can_be_bounded_to_a_small_interval(table, rule):
    counted, made_of = table

    attack = outsider(protect(counted, made_of, rule=rule), made_of, rule)

    for key in attack.hidden:
        low, high = attack.bounds(key)
        assert high is None or high - low >= rule.threshold, (key, low, high)


@calm
@given(
    table=tables(axes=(2, 2, 2), largest=st.integers(0, 7)), rule=st.sampled_from([STRICT, ZEROS])
)
def test_p11_whole_other_tables_agree_with_all_that_is_shown(table, rule):
    """The strongest attack: try every table there could be."""
    counted, made_of = table

    attack = outsider(protect(counted, made_of, rule=rule), made_of, rule)

    spread = attack.spread(max(counted.values()) + rule.threshold + 2, rule.threshold)
    assert {key: width for key, width in spread.items() if width < rule.threshold} == {}


@calm
@given(table=tables(), rule=rules)
def test_what_is_shown_is_true_and_large_enough(table, rule):
    counted, made_of = table

    figures = protect(counted, made_of, rule=rule)

    assert figures.keys() == counted.keys()
    for key, value in shown_in(figures).items():
        assert value == counted[key]
        assert not rule.is_small(value)


@calm
@given(table=tables(axes=(3, 2, 2)), rule=rules, data=st.data())
def test_p11_a_later_table_gives_nothing_away_that_an_earlier_one_hid(table, rule, data):
    """Periods are published one after the other, and the year to date over all of them."""
    counted, made_of = table
    periods = sorted({key[0] for key in counted if isinstance(key[0], int)})
    published = {}
    for until in periods:
        due = {
            key: value
            for key, value in counted.items()
            if key not in published and _known_by(key[0], until, periods[-1])
        }
        parts = {key: made_of[key] for key in [*published, *due]}
        published |= protect(due, parts, rule=rule, published=published)

    attack = outsider(published, made_of, rule)

    assert published.keys() == counted.keys()
    for key in attack.hidden:
        low, high = attack.bounds(key)
        assert not attack.computes(key)
        assert high is None or high - low >= rule.threshold, (key, low, high)


def _known_by(period, until, last):
    if isinstance(period, ToDate):
        return period.period <= until
    return until == last if period is TOTAL else period <= until


def test_the_attack_is_no_paper_tiger():
    """Hiding only what is small is undone at once: by elimination, by bounds and by trying all."""
    cells = {("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 7}
    counted, made_of = with_totals(cells)
    only_small = {key: HIDDEN if n < 5 else Shown(n) for key, n in counted.items()}

    attack = outsider(only_small, made_of, STRICT)

    assert attack.computes(("a", "x"))
    assert attack.bounds(("a", "x")) == (2, 2)
    assert attack.spread(20, 5)["a", "x"] == 0


def test_the_neighbour_is_hidden_and_the_total_stays():
    counted, made_of = with_totals({("hospital",): 8, ("shelter",): 4})

    figures = protect(counted, made_of, rule=STRICT)

    assert figures == {("hospital",): HIDDEN, ("shelter",): HIDDEN, (TOTAL,): Shown(12)}


def test_nothing_is_hidden_without_need():
    cells = {(q, c): 6 + q for q, c in product(range(4), "abc")}
    counted, made_of = with_totals(cells)

    assert Hidden() not in protect(counted, made_of, rule=STRICT).values()


def test_the_smallest_partner_is_hidden():
    counted, made_of = with_totals({("a",): 3, ("b",): 40, ("c",): 9})

    figures = protect(counted, made_of, rule=STRICT)

    assert figures["c",] == HIDDEN
    assert figures["b",] == Shown(40)


def test_zero_is_hidden_unless_the_definition_says_that_it_tells_of_nobody():
    counted, made_of = with_totals({("a",): 0, ("b",): 20, ("c",): 30})

    assert protect(counted, made_of, rule=STRICT)["a",] == HIDDEN
    assert protect(counted, made_of, rule=ZEROS)["a",] == Shown(0)


def test_a_zero_that_can_be_nothing_else_is_shown_and_protects_nobody():
    counted, made_of = with_totals({("a",): 0, ("b",): 2, ("c",): 30})

    figures = protect(counted, made_of, rule=STRICT, structural={("a",)})

    assert figures["a",] == Shown(0)
    assert figures["c",] == HIDDEN


def test_a_structural_place_that_is_not_empty_is_a_small_count_like_others():
    counted, made_of = with_totals({("a",): 2, ("b",): 30})

    assert protect(counted, made_of, rule=STRICT, structural={("a",)})["a",] == HIDDEN


def test_missing_is_neither_zero_nor_hidden():
    counted, made_of = with_totals({("a",): None, ("b",): 20})

    figures = protect(counted, made_of, rule=STRICT)

    assert figures == {("a",): MISSING, ("b",): Shown(20), (TOTAL,): MISSING}


def test_the_year_to_date_does_not_give_the_quarter_away():
    cells = {("q1",): 9, ("q2",): 3, ("q3",): 12}
    _totals, made_of = with_totals(cells, over=[])
    running, parts = to_date(made_of, cells, ["q1", "q2", "q3"])

    figures = protect({**cells, **running}, {**made_of, **parts}, rule=STRICT)

    assert figures["q2",] == HIDDEN
    both = [figures[ToDate("q1"),], figures[ToDate("q2"),]]
    assert HIDDEN in both


def test_a_threshold_of_one_hides_nothing():
    assert protect({"a": 1}, {"a": {1}}, rule=Rule(threshold=1)) == {"a": Shown(1)}


def test_a_negative_count_is_a_mistake():
    with pytest.raises(ValueError, match="negative"):
        protect({"a": -1}, {"a": {1}}, rule=STRICT)


def test_the_same_table_is_always_hidden_alike():
    cells = {(q, c): (q * 7 + ord(c)) % 11 for q, c in product(range(4), "abcd")}
    counted, made_of = with_totals(cells)

    assert protect(counted, made_of, rule=STRICT) == protect(counted, made_of, rule=STRICT)


@given(part=counts, rest=counts, rule=rules)
def test_a_rate_is_shown_only_where_both_its_counts_are(part, rest, rule):
    figures = protect(*with_totals({("yes",): part, ("no",): rest}), rule=rule)

    share = rate(figures["yes",], figures["no",])

    if HIDDEN in (figures["yes",], figures["no",]):
        assert share == HIDDEN
    elif part + rest:
        assert share == Shown(Decimal(part) * 100 / Decimal(part + rest))
    else:
        assert share == MISSING


def test_a_mean_of_few_people_is_hidden():
    assert mean(12, 4, rule=STRICT) == HIDDEN
    assert mean(12, 8, rule=STRICT) == Shown(Decimal("1.5"))
    assert mean(None, 8, rule=STRICT) == mean(3, 0, rule=STRICT) == MISSING
