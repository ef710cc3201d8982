from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhed.strategy.criteria import decimal, due, parts, typed
from helhed.strategy.models import Criterion


@pytest.mark.parametrize(
    ("text", "kind", "target", "unit"),
    [
        ("90 % af beboerne har en plan", "share", "90", "%"),
        ("Andelen er steget til 62,5 pct. i 2027", "share", "62.5", "%"),
        ("Halvdelen af de unge er i gang", "share", "50", "%"),
        ("Alle værestederne er besøgt", "share", "100", "%"),
        ("Der er mindst 12 pladser", "number", "12", "pladser"),
        ("Mindst ti nye boliger er taget i brug", "number", "10", "nye"),
        ("Der er 1.400 besøg", "number", "1400", "besøg"),
        ("Fire møder om året", "count_per_year", "4", "møder"),
        ("Mindst fire møder om året", "count_per_year", "4", "møder"),
        ("Der holdes et årligt dialogmøde", "count_per_year", "1", ""),
    ],
)
def test_what_can_be_counted_is_measurable(text, kind, target, unit):
    found = typed(text)

    assert (found.kind, found.target, found.unit) == (kind, Decimal(target), unit)
    assert found.measurable
    assert not found.suggestion


def test_a_day_is_a_milestone():
    found = typed("Aftalen med regionen er underskrevet inden udgangen af juni 2026")

    assert (found.kind, found.due_on) == ("milestone", date(2026, 6, 30))
    assert found.measurable


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Flere borgere får en fast læge", "up"),
        ("Færre udskrives uden et sted at sove", "down"),
        ("Trivslen er øget i 2026", "up"),
    ],
)
def test_a_direction_is_not_measurable_as_written(text, direction):
    found = typed(text)

    assert (found.kind, found.direction, found.measurable) == ("direction", direction, False)
    assert found.suggestion


def test_a_step_without_a_day_asks_for_one():
    found = typed("Der er oprettet et netværk af frivillige")

    assert (found.kind, found.measurable) == ("milestone", False)
    assert found.suggestion


def test_fine_words_alone_are_text():
    found = typed("Borgerne oplever sammenhæng og værdighed")

    assert (found.kind, found.measurable) == ("text", False)
    assert found.suggestion


@given(st.text(max_size=300))
def test_every_text_gets_a_kind_and_a_suggestion_unless_measurable(text):
    found = typed(text)

    assert found.kind in Criterion.Kind.values
    assert found.measurable != bool(found.suggestion)


def test_a_list_is_cut_into_its_points():
    text = "Det forventes, at:\n- flere får en plan.\n- 10 boliger er klar\n• alle ved besked"

    assert parts(text) == [
        "Det forventes, at:",
        "flere får en plan",
        "10 boliger er klar",
        "alle ved besked",
    ]


def test_sentences_are_cut_but_not_short_forms_or_dates():
    text = "Der er 12 pladser. Flere får hjælp inden d. 1. maj 2026, jf. aftalen. Alle ved det."

    assert parts(text) == [
        "Der er 12 pladser",
        "Flere får hjælp inden d. 1. maj 2026, jf. aftalen",
        "Alle ved det",
    ]


@given(st.text(max_size=400))
def test_cutting_loses_no_letter_or_digit(text):
    def kept(some):
        return [c for c in some if c.isalpha()]

    assert kept("".join(parts(text))) == kept(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("senest 1. marts 2027", date(2027, 3, 1)),
        ("inden udgangen af 2026", date(2026, 12, 31)),
        ("i december 2026", date(2026, 12, 31)),
        ("i februar 2028", date(2028, 2, 29)),
        ("senest 31. juni 2026", date(2026, 6, 30)),
        ("snart", None),
    ],
)
def test_the_day_it_should_be_there(text, day):
    assert due(text) == day


def test_numbers_are_read_as_danes_write_them():
    assert (decimal("1.400"), decimal("7,5"), decimal("12")) == (1400, Decimal("7.5"), 12)
