"""Putting printed lines together to running text."""

import re
from collections.abc import Sequence

from helhed.strategy.reading.lines import Line

LISTING = re.compile(r"^(?:og|eller|samt|og/eller|til|m\.m\.|mv\.)\b")
LONGEST_WORD = 100
AFTER_A_SENTENCE, WITHIN_ONE = 0.85, 0.7
"""A line within this share of the width, next word and all, was ended on purpose."""


def join_lines(lines: Sequence[Line], *, double_spaced: bool = False, width: int = 0) -> str:
    """Running text: bullets on lines of their own, paragraphs apart.

    Line breaks inside a sentence vanish, also over a blank line or a page; hyphens at the end of a
    line follow `join_words`. `width`: signs in a full line, when these are fewer.
    """
    width = max([width, *(len(line.text) for line in lines if not line.blank)])
    text = ""
    before: Line | None = None
    blanks = 0
    for line in lines:
        if line.blank:
            blanks += not line.aside
            continue
        shown = f"- {line.body}" if line.bullet else line.text
        if before is None:
            text = shown
        else:
            text = _put(text, shown, _glue(before, line, blanks, width, double_spaced))
        before, blanks = line, 0
    return text


def one_line(lines: Sequence[Line]) -> str:
    """All of it as one line, for titles and names."""
    text = ""
    for line in lines:
        if not line.blank:
            text = join_words(text, line.body) if text else line.body
    return text


def _put(text: str, shown: str, glue: str) -> str:
    return join_words(text, shown) if glue == " " else text + glue + shown


def _glue(before: Line, line: Line, blanks: int, width: int, double_spaced: bool) -> str:
    if line.bullet or before.whole or line.whole:
        return "\n" if line.bullet and before.bullet else ("\n" if line.bullet else "\n\n")
    if line.goes_on:
        return " "
    if blanks and not double_spaced:
        return "\n\n"
    if blanks > 2:
        return "\n\n"
    if _ended_on_purpose(before, line, width):
        return "\n\n" if blanks else "\n"
    return " "


def _ended_on_purpose(before: Line, line: Line, width: int) -> bool:
    """The next word would have fitted, so the line break means something."""
    first_word = line.text.split(" ", 1)[0]
    if before.beside or not first_word[0].isupper():
        return False
    share = AFTER_A_SENTENCE if before.ended else WITHIN_ONE
    return len(before.text) + 1 + len(first_word) <= share * width


def join_words(text: str, more: str) -> str:
    """Join over a line break, and decide what becomes of a hyphen there.

    The hyphen stays after a name, an abbreviation or a figure and before a capital or a slash;
    "sports- og" keeps its space; otherwise it only divided the word and goes.
    """
    # Only the end of what may be a long text is looked at.
    end = text[-LONGEST_WORD:]
    cut = re.search(r"(\S*[^\W_])-$", end) if end.endswith("-") else None
    if cut is None or LISTING.match(more):
        return f"{text} {more}"
    stays = not more[:1].islower() or _is_name(end[: cut.start()], cut[1])
    return text + more if stays else text[:-1] + more


def _is_name(before: str, word: str) -> bool:
    if sum(letter.isupper() for letter in word) > 1 or word[-1].isdigit():
        return True
    inside_a_sentence = before.rstrip()[-1:] not in ("", ".", "!", "?", ":", "\n", "-")
    return word[0].isupper() and inside_a_sentence


def is_double_spaced(lines: Sequence[Line]) -> bool:
    """Whether every second line is blank, so that a blank line means nothing."""
    close = apart = 0
    blanks: int | None = None
    for line in lines:
        if line.blank:
            blanks = None if blanks is None else blanks + 1
            continue
        close += blanks == 0
        apart += blanks == 1
        blanks = 0
    return apart >= 5 and apart > 0.7 * (close + apart)


def printed(lines: Sequence[Line]) -> str:
    """The lines as they stand, without what is blank at the ends."""
    kept = "\n".join(line.raw.rstrip() for line in lines if not line.aside)
    return kept.strip()
