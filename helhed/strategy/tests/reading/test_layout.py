"""Properties of the layer that knows lines and nothing of plans."""

import re

from hypothesis import given
from hypothesis import strategies as st

from helhed.strategy.reading.joining import join_lines, join_words, one_line
from helhed.strategy.reading.lines import blocks, number_lines, set_aside
from helhed.strategy.reading.pages import Collector, Spot, beside_their_text, with_gaps

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøåABCÆØÅ0123456789", min_size=1, max_size=12)
SENTENCES = st.lists(WORDS, min_size=1, max_size=10).map(" ".join)
LINES = st.lists(
    st.one_of(st.just(""), st.just(" "), SENTENCES, SENTENCES.map("- {}".format)), max_size=30
)


def letters(text):
    return re.sub(r"\W", "", text)


@given(LINES)
def test_joining_loses_and_adds_no_letter(texts):
    lines = number_lines(texts)

    assert letters(join_lines(lines)) == letters("".join(texts))
    assert letters(join_lines(lines, double_spaced=True)) == letters("".join(texts))
    assert "\n" not in one_line(lines)


@given(LINES)
def test_every_line_with_text_is_in_one_block(texts):
    lines = set_aside(number_lines(texts))

    held = [line.number for block in blocks(lines) for line in block]
    assert held == [line.number for line in lines if not line.blank]


@given(st.lists(st.text(max_size=40), max_size=30))
def test_numbering_never_skips(texts):
    assert [line.number for line in set_aside(number_lines(texts))] == list(
        range(1, len(texts) + 1)
    )


@given(SENTENCES, SENTENCES)
def test_joining_two_lines_keeps_both(first, second):
    assert join_words(first, second) == f"{first} {second}"


@given(WORDS, WORDS)
def test_a_hyphen_at_the_end_of_a_line_is_the_only_sign_that_may_go(first, second):
    joined = join_words(f"{first}-", second)

    assert letters(joined) == letters(first + second)


@given(st.lists(WORDS, min_size=1, max_size=20), st.data())
def test_a_list_mark_goes_to_the_text_on_its_line(texts, data):
    spots = [Spot(text, 100.0, 700.0 - 14 * at) for at, text in enumerate(texts)]
    marked = data.draw(st.sets(st.integers(0, len(texts) - 1)))
    marks = [Spot("•", 90.0, spots[at].y) for at in marked]

    placed = beside_their_text([*spots, *marks])

    assert [it.text for it in placed] == [
        f"• {text}" if at in marked else text for at, text in enumerate(texts)
    ]


@given(st.lists(st.tuples(WORDS, st.floats(0, 500), st.floats(0, 800)), max_size=30))
def test_no_text_of_a_page_is_lost_wherever_it_stands(pieces):
    collector = Collector()
    for text, x, y in pieces:
        collector.visit(f"{text}\n", (1, 0, 0, 1, 0, 0), (1, 0, 0, 1, x, y))

    assert [line for line in collector.lines() if line] == [text for text, _, _ in pieces]


def test_a_wide_gap_parts_blocks():
    spots = [Spot("a", 0, 700), Spot("b", 0, 686), Spot("c", 0, 650), Spot("d", 0, 636)]

    assert with_gaps(spots) == ["a", "b", "", "c", "d"]
