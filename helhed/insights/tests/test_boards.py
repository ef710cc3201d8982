from datetime import date

from helhed.insights.boards import Row, Shown
from helhed.insights.figures import Figure
from helhed.insights.measures import MEASURES
from helhed.insights.records import Asked

LAST = date(2026, 3, 9)


def shown(name, *rows):
    measure = MEASURES[name]
    figures = [
        Figure(name, row, measure.unit_of(row), value=30, of=10, missing=0, persons=9, universe=9)
        for row in rows
    ]
    asked = Asked(date(2025, 3, 10), LAST, LAST)
    return Shown(measure, asked, [Row(measure.rows[one.row], one) for one in figures])


def test_per_cent_days_and_visits_do_not_stand_on_one_axis():
    found = shown("housing_first", *MEASURES["housing_first"].rows)

    assert [row.figure.row for row in found.drawn] == ["visits_first_91_days", "visits_later"]


def test_nothing_is_drawn_of_nothing():
    assert shown("housing_first").drawn == []


def test_a_rate_says_what_it_is_of():
    [row] = shown("cost_per_payer", "paid_municipality").rows
    assert str(row.unit) == "kr. pr. borger"
