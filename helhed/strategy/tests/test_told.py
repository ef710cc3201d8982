"""P11: what the strategy has told hides the same figure of the committee's dashboard."""

from datetime import date

import pytest

from helhed.insights.beside import known_beside
from helhed.insights.records import Asked
from helhed.strategy.tests.following import a_value, an_indicator

pytestmark = pytest.mark.django_db
YEAR = Asked(date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 31))
ROW = ("contact_coverage", "14_days")


def told(state, last=date(2025, 12, 31), **fields):
    indicator = an_indicator(unit="share", measure="met_in_14_days")
    number = {"number": None} if state != "shown" else {}
    first = date(last.year, last.month - 2, 1)
    return a_value(indicator, first, last, state=state, measure="met_in_14_days", **number)


@pytest.mark.parametrize(("state", "stands"), [("shown", True), ("hidden", False)])
def test_p11_a_value_of_the_strategy_is_known_to_the_dashboards(state, stands):
    assert known_beside(("contact_coverage",), YEAR) == {}
    told(state)
    assert known_beside(("contact_coverage",), YEAR) == {ROW: stands}
    assert known_beside(("returns",), YEAR) == {}


def test_p11_a_missing_value_tells_nothing():
    told("missing")
    assert known_beside(("contact_coverage",), YEAR) == {}


def test_p11_a_part_of_a_measure_stands_beside_its_row_and_the_whole():
    name = "discharges_without_address"
    indicator = an_indicator(unit="times", measure=name, category="hospital")
    a_value(
        indicator,
        date(2025, 1, 1),
        date(2025, 3, 31),
        state="hidden",
        number=None,
        measure=name,
    )
    found = known_beside(("discharge_to_address",), YEAR)
    assert found == {
        ("discharge_to_address", "hospital"): False,
        ("discharge_to_address", "all"): False,
    }
