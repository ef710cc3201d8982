from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from helhed.design import comparing, drawing
from helhed.design.nights import look

TODAY = date(2025, 11, 21)
readings = st.lists(st.tuples(st.dates(date(2020, 1, 1), TODAY), st.integers(0, 10)), max_size=20)


@given(mine=readings, theirs=readings)
def test_both_lines_stay_inside_the_drawing(mine, theirs):
    chart = drawing.two_lines(mine, theirs)

    for line in filter(None, (chart.citizen, chart.professional)):
        for point in line.points.split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= drawing.WIDTH
            assert drawing.TOP <= y <= drawing.BOTTOM
    assert (chart.citizen is None) == (not mine)
    assert (chart.professional is None) == (not theirs)


def test_the_two_views_are_never_averaged():
    chart = drawing.two_lines([(TODAY, 8)], [(TODAY, 2)])

    assert chart.citizen.end == 8
    assert chart.professional.end == 2
    assert chart.rows == [(TODAY, 8, 2)]


def test_numbers_at_the_ends_do_not_hide_each_other():
    chart = drawing.two_lines([(TODAY, 5)], [(TODAY, 5)])

    assert abs(chart.citizen.label_y - chart.professional.label_y) >= drawing.LABEL_GAP


@given(mine=st.integers(0, 10), theirs=st.integers(0, 10))
def test_no_number_at_the_end_is_cut_by_an_edge(mine, theirs):
    chart = drawing.two_lines([(TODAY, mine)], [(TODAY, theirs)])

    for line in (chart.citizen, chart.professional):
        assert drawing.HIGHEST_LABEL <= line.label_y <= drawing.HEIGHT


def test_the_bar_of_nights_ends_today_and_leaves_out_what_lies_before():
    stays = [
        {"kind": "shelter", "label": "", "arrived_on": TODAY - timedelta(30), "left_on": None},
        {
            "kind": "outside",
            "label": "",
            "arrived_on": date(2020, 1, 1),
            "left_on": date(2020, 2, 1),
        },
    ]

    pieces, months = drawing.nights_bar(stays, TODAY)

    assert len(pieces) == 1
    assert round(pieces[0].x + pieces[0].width, 1) == 100
    assert len(months) == 12


def test_leap_days_have_a_month_before_them():
    assert drawing.months_back(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert drawing.months_back(date(2025, 1, 31), 2) == date(2024, 11, 30)


def test_a_kind_of_night_nobody_knows_is_shown_as_not_known():
    assert look("on_the_moon").tone == "unknown"
    assert look("crisis_centre").tone == "protected"


@given(mine=st.text(), theirs=st.text())
def test_a_comparison_loses_no_letter(mine, theirs):
    left, right = comparing.word_diff(mine, theirs)

    assert "".join(piece for piece, _differs in left) == mine
    assert "".join(piece for piece, _differs in right) == theirs


def test_only_the_words_that_differ_are_marked():
    left, right = comparing.word_diff("Bent vil se huset", "Bent vil se båden")

    assert [piece for piece, differs in left if differs] == ["huset"]
    assert [piece for piece, differs in right if differs] == ["båden"]


@given(mine=st.text(min_size=1), theirs=st.text(min_size=1))
def test_joining_two_texts_keeps_both(mine, theirs):
    joined = comparing.both(mine, theirs)

    assert mine.strip() in joined
    assert theirs.strip() in joined
