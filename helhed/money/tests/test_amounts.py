"""To the øre, for any amount and any parts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhed.money.amounts import days_in, divide, due, kroner, months, read_kroner

AMOUNTS = st.integers(-(10**12), 10**12)
DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))


@given(AMOUNTS, st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(any))
def test_the_shares_make_the_whole_to_the_oere(oere, parts):
    shares = divide(oere, parts)
    assert sum(shares) == oere
    exact = [oere * part / sum(parts) for part in parts]
    assert all(abs(share - one) < 1.001 for share, one in zip(shares, exact, strict=True))


@pytest.mark.parametrize("parts", [[], [0, 0], [-1, 2]])
def test_parts_of_nothing_are_refused(parts):
    with pytest.raises(ValueError, match="no parts"):
        divide(100, parts)


@given(DAYS, st.integers(0, 900))
def test_the_months_hold_every_day_of_the_period_once(first, length):
    until = first + timedelta(days=length)
    days = [days_in(m, from_day=first, until_day=until) for m in months(first, until)]
    assert sum(days) == length


@given(DAYS, st.integers(1, 900), st.integers(0, 10**7))
def test_a_price_a_day_is_the_days_times_the_price(first, length, oere):
    until = first + timedelta(days=length)
    made = (due(oere, "day", m, from_day=first, until_day=until) for m in months(first, until))
    assert sum(made) == oere * length


@given(DAYS, st.integers(0, 10**7))
def test_once_is_once(first, oere):
    assert (
        sum(due(oere, "once", m, from_day=first) for m in months(first, date(2029, 6, 1))) == oere
    )


def test_a_begun_month_counts_by_its_days():
    half = due(300_000, "month", date(2026, 11, 1), from_day=date(2026, 11, 16))
    assert half == 150_000
    assert due(300_000, "month", date(2026, 12, 1), from_day=date(2026, 11, 16)) == 300_000


@given(AMOUNTS)
def test_what_is_written_is_read_again(oere):
    assert read_kroner(kroner(oere)) == oere


@pytest.mark.parametrize(
    ("text", "oere"),
    [("1.234,50", 123450), ("1234.5", 123450), ("12.500", 1250000), ("-7", -700), ("0,05", 5)],
)
def test_danes_and_spreadsheets_are_both_read(text, oere):
    assert read_kroner(text) == oere


@pytest.mark.parametrize("text", ["", "tolv", "1,234,5", "1e999", "NaN", "0,001"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="no amount"):
        read_kroner(text)
