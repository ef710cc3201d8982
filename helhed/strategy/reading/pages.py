"""The lines of a PDF page, put back as the eye sees them: bullets beside their text, blocks apart.

A PDF holds text at places on a page, in whatever order the program that made it found handy. List
marks often come last, and no blank lines come at all; both are told from where the text stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

MARKS = frozenset("•▪·◦‣\uf0b7\uf0a7-\u2013")
SAME_LINE = 3.0
"""Points within which two pieces of text stand on one line."""
WIDE_GAP = 1.45
"""A gap this many times the usual one parts two blocks."""


@dataclass(frozen=True)
class Spot:
    """A line of text and where it begins, in points from the lower left corner."""

    text: str
    x: float
    y: float


class Collector:
    """Takes pieces of text as pypdf visits them, and gives lines with their places."""

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self._text = ""
        self._at = (0.0, 0.0)

    def visit(self, text: str, cm: Sequence[float], tm: Sequence[float], *_font: Any) -> None:
        """One call of pypdf's `visitor_text`."""
        parts = text.split("\n")
        for at, part in enumerate(parts):
            if at:
                self._flush()
            if part.strip() and not self._text.strip():
                self._at = _place(cm, tm)
            self._text += part

    def lines(self) -> list[str]:
        """The page's lines; an empty one between blocks."""
        self._flush()
        return with_gaps(beside_their_text(self.spots))

    def _flush(self) -> None:
        if self._text.strip():
            self.spots.append(Spot(self._text.strip(), *self._at))
        self._text = ""


def _place(cm: Sequence[float], tm: Sequence[float]) -> tuple[float, float]:
    """Where the piece stands on the page: the text's own place, moved by the page's."""
    x, y = tm[4], tm[5]
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def beside_their_text(spots: Sequence[Spot]) -> list[Spot]:
    """Put list marks that stand alone in front of the text on their line."""
    marks = [spot for spot in spots if spot.text in MARKS]
    lines = [spot for spot in spots if spot.text not in MARKS]
    for mark in marks:
        right = [
            at
            for at, line in enumerate(lines)
            if abs(line.y - mark.y) <= SAME_LINE and line.x > mark.x
        ]
        if right:
            at = min(right, key=lambda it: lines[it].x)
            lines[at] = replace(lines[at], text=f"• {lines[at].text}")
    return lines


def with_gaps(spots: Sequence[Spot]) -> list[str]:
    """The texts in order, an empty one where the next stands far below, or above."""
    steps = [above.y - below.y for above, below in pairwise(spots)]
    down = [step for step in steps if step > SAME_LINE]
    usual = median(down) if down else 0.0
    lines: list[str] = []
    for at, spot in enumerate(spots):
        apart = at and (steps[at - 1] > WIDE_GAP * usual or steps[at - 1] < -SAME_LINE)
        lines += ["", spot.text] if apart else [spot.text]
    return lines
