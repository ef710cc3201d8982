from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from helhed.design import words

FRIDAY = date(2025, 11, 21)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2025, 11, 21), "i dag"),
        (date(2025, 11, 20), "i går"),
        (date(2025, 11, 22), "i morgen"),
        (date(2025, 11, 28), "fre. 28. nov."),
        (date(2025, 3, 3), "man. 3. marts"),
        (date(2026, 1, 12), "man. 12. jan."),
        (date(2024, 11, 3), "3. nov. 2024"),
    ],
)
def test_days_are_told_as_people_say_them(value, said):
    with translation.override("da"):
        assert words.day(value, FRIDAY) == said


def test_long_days_carry_the_year_only_when_it_is_another():
    with translation.override("da"):
        assert words.long_day(FRIDAY, FRIDAY) == "fredag 21. november"
        assert words.plain_day(date(2025, 11, 4), FRIDAY) == "4. november"
        assert words.plain_day(date(2024, 3, 3), FRIDAY) == "3. marts 2024"


def test_half_past_eleven_at_night_in_utc_is_the_next_day_in_denmark():
    late = datetime(2025, 11, 20, 23, 30, tzinfo=UTC)

    with translation.override("da"):
        assert words.day(late, FRIDAY) == "i dag"
        assert words.clock(late) == "0.30"


def test_the_clock_has_no_leading_zero():
    with translation.override("da"):
        assert words.at_clock(time(9, 5)) == "kl. 9.05"
    with translation.override("en"):
        assert words.at_clock(time(9, 5)) == "at 9:05"


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "aldrig"), (FRIDAY, "i dag"), (date(2025, 11, 12), "9 dage")],
)
def test_days_since(value, said):
    with translation.override("da"):
        assert words.days_since(value, FRIDAY) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2025, 11, 22), "i morgen"),
        (date(2025, 11, 24), "om 3 dage"),
        (date(2025, 11, 20), "1 dag over tiden"),
        (date(2025, 11, 19), "2 dage over tiden"),
    ],
)
def test_days_until(value, said):
    with translation.override("da"):
        assert words.days_until(value, FRIDAY) == said


def test_numbers_are_danish():
    with translation.override("da"):
        assert words.number(12345.5, 1) == "12.345,5"
        assert words.number(200 / 3, 1) == "66,7"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("55550102", "55 55 01 02"),
        ("+45 5555 0102", "55 55 01 02"),
        ("+46701234567", "+46701234567"),
        ("112", "112"),
        ("", ""),
    ],
)
def test_telephone_numbers_stand_in_pairs(written, shown):
    assert words.phone(written) == shown


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Bent Ole Søholm", "BS"),
        ("åse", "Å"),
        ("Anne-Marie Bæk", "AB"),
        ("”Violinen”", "V"),
        ("", "?"),
        ("… ?", "?"),
    ],
)
def test_initials(name, letters):
    assert words.initials(name) == letters


def test_a_week_is_told_to_those_who_hear_it():
    with translation.override("da"):
        assert words.week(["", "met", "", "tried", "", "", ""]) == "tirsdag mødt, torsdag forsøgt"
        assert words.week([""] * 7) == "intet i denne uge"
