from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhed.strategy.agenda import MONTHS, journal_numbers, references

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
BODIES = st.sampled_from(["SU", "MAG", "KB", "SSU", "Socialudvalget", "Magistraten"])
SPELLINGS = (
    "{body} {d.day}.{d.month} {d.year} pkt.{n}",
    "{body} den {d.day}. {month} {d.year}, pkt. {n}",
    "{body}, den {d.day}. {month} {d.year}, pkt. {n}",
    "{body} den {d.day}.{month} {d.year}, pkt. {n}",
)
GAPS = st.sampled_from([" ", "\n", " \n", "\n ", "\n\n ", "  "])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(SU 3.4 2019 pkt.5)", ("SU", date(2019, 4, 3), 5)),
        ("se SU den 7. maj 2018, pkt. 12 og", ("SU", date(2018, 5, 7), 12)),
        ("MAG, den 11. juni 2018, \npkt. 40)", ("MAG", date(2018, 6, 11), 40)),
        ("(SU den\n12.august 2019, pkt. 9).", ("SU", date(2019, 8, 12), 9)),
        ("Socialudvalget den 1. april 2025, punkt 3", ("Socialudvalget", date(2025, 4, 1), 3)),
    ],
)
def test_the_four_spellings_and_the_long_name(text, expected):
    (found,) = references(text)

    assert (found.body, found.held_on, found.number) == expected


@given(
    body=BODIES,
    day=DAYS,
    number=st.integers(1, 999),
    spelling=st.sampled_from(SPELLINGS),
    before=st.sampled_from(["", "Vedtaget (", "jf. ", "\n", "i 2019. "]),
    gaps=st.lists(GAPS, min_size=8, max_size=8),
)
def test_any_spelling_is_read_wherever_a_line_breaks(body, day, number, spelling, before, gaps):
    said = spelling.format(body=body, d=day, month=MONTHS[day.month - 1], n=number)
    words = said.split(" ")
    broken = "".join(word + gap for word, gap in zip(words, gaps, strict=False)).rstrip()

    (found,) = references(before + broken + ").")

    assert (found.body, found.held_on, found.number) == (body, day, number)
    assert "\n" not in found.raw


@given(st.lists(st.tuples(BODIES, DAYS, st.integers(1, 999)), max_size=5))
def test_several_in_one_sentence_are_found_in_order(items):
    text = " og ".join(
        f"{body} den {day.day}. {MONTHS[day.month - 1]} {day.year}, pkt. {n}"
        for body, day, n in items
    )

    assert [(r.body, r.held_on, r.number) for r in references(text)] == items


@given(st.text())
def test_no_text_breaks_it(text):
    for found in references(text):
        assert text[found.start : found.end].startswith(found.body)


@pytest.mark.parametrize(
    "text",
    [
        "SU den 31. februar 2020, pkt. 4",
        "pkt. 4",
        "SU 2020",
        "SU den 3. maj 2020",
        "SU 1.13 2020 pkt.2",
    ],
)
def test_what_is_no_reference_is_left_alone(text):
    assert references(text) == []


def test_journal_numbers_are_found_once_each():
    text = "Sag 27.00.00-A00-1-24, se også 00.30.14-S00-12-25 og igen 27.00.00-A00-1-24."

    assert journal_numbers(text) == ["27.00.00-A00-1-24", "00.30.14-S00-12-25"]
