"""The formula of SØM, against itself told plainly."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhed.money import som

D = Decimal
CASE = som.Case(
    people=10,
    years=2,
    effect=D("0.6"),
    lasts=D("0.5"),
    deadweight=D("0.1"),
    rate=D("0"),
    costs=({"municipality": D(1000)},),
    consequences=(
        som.Consequence("herbergsnat", "nat", D(-10), {"municipality": D(20)}, "Regnskab"),
        som.Consequence("sengedag", "dag", D(-1), {"region": D(100)}, "Takst"),
    ),
)
SHARES = st.decimals("0", "1", places=3)


def test_an_example_by_hand():
    outcome = som.result(CASE)
    # Effect 0.5, 0.25, 0.125; each effected person saves 200 and 100 a year; ten people.
    assert outcome.net["municipality"] == D(1000) + D(500) + D(250) - D(1000)
    assert outcome.net["region"] == D(500) + D(250) + D(125)
    assert outcome.net["state"] == 0


@given(SHARES, SHARES, SHARES, st.decimals("0", "0.1", places=3), st.integers(1, 10))
def test_the_formula_told_plainly(effect, lasts, deadweight, rate, years):
    case = replace(CASE, effect=effect, lasts=lasts, deadweight=deadweight, rate=rate, years=years)
    left = max(effect - deadweight, D(0))
    plain = D(0)
    for year in range(years + 1):
        saved = 10 * left * (lasts**year if year else 1) * (200 + 100)
        plain += (saved - (1000 if year == 0 else 0)) / (1 + rate) ** year
    assert som.result(case).public == pytest.approx(plain)


@given(SHARES, st.integers(1, 20))
def test_at_break_even_the_public_gets_its_costs_back(lasts, thousands):
    case = replace(CASE, lasts=lasts, costs=({"municipality": D(thousands * 100)},))
    even = som.break_even(case)
    if even is not None:
        assert abs(som.result(replace(case, effect=even)).public) < D("0.000001")
    else:
        assert som.result(replace(case, effect=D(1))).public < 0


def test_what_gives_nothing_never_evens_out():
    assert som.break_even(replace(CASE, consequences=())) is None


def test_sensitivity_swings_around_the_result():
    middle = som.result(CASE).public
    swings = {swing.what: swing for swing in som.sensitivity(CASE)}
    assert swings["effect"].low < middle < swings["effect"].high
    assert swings["prices"].low < middle < swings["prices"].high
    assert swings["lasts"].low <= middle <= swings["lasts"].high
