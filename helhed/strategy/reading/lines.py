"""Lines as they stand in a document, and what can be told from how they stand."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

BULLET = re.compile(r"^(?:[-*](?=\S)|[-–*•·▪](?=\s)|[•▪])\s*")
PAGE_NUMBER = re.compile(r"^(?:[Ss]ide\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:af|/)\s*\d{1,4})?$")
MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+")
SENTENCE_ENDS = (".", "!", "?", ":", ";", "”", '"')
LONGEST_HEADING_WORDS = 8


@dataclass(frozen=True)
class Line:
    """One printed line. `number` counts from 1 through the whole document, blank lines too."""

    number: int
    raw: str
    page: int = 0
    heading: bool = False
    """Set as a heading by whoever wrote it (Word style, Markdown)."""
    label_cell: bool = False
    """The left cell of a table row."""
    whole: bool = False
    """A paragraph of its own, never wrapped (Word)."""
    aside: str = ""
    """Why the line is no text of the plan: "page number" or "running head"."""
    beside: bool = False
    """The rest of a line that begins with a label."""
    dash: bool = False
    """Begins with a dash that is punctuation, not a bullet."""

    @cached_property
    def text(self) -> str:
        """Without the spaces around it, double spaces, or Markdown's bold marks."""
        plain = re.sub(r"\s+", " ", self.raw.replace("\u00ad", "")).strip()
        return plain.replace("**", "").replace("__", "")

    @property
    def blank(self) -> bool:
        return not self.text or bool(self.aside)

    @property
    def indented(self) -> bool:
        """A page break leaves one space before the next line, two or three inside a table."""
        return not self.blank and self.raw[:1].isspace()

    @property
    def bullet(self) -> bool:
        return not self.dash and bool(BULLET.match(self.text))

    @cached_property
    def body(self) -> str:
        return BULLET.sub("", self.text, count=1) if self.bullet else self.text

    @property
    def goes_on(self) -> bool:
        """Begins as the rest of a sentence does: with a small letter or a mark."""
        return (
            not self.bullet
            and bool(self.text)
            and (self.text[0].islower() or self.text[0] in "/),")
        )

    @property
    def ended(self) -> bool:
        return self.text.endswith(SENTENCE_ENDS)

    @property
    def short(self) -> bool:
        """Short enough, and ended so, that it could be a label."""
        words = self.text.split()
        return (
            0 < len(words) <= LONGEST_HEADING_WORDS
            and self.text[0].isupper()
            and not self.bullet
            and not self.text.endswith((".", ",", ";"))
        )


def number_lines(texts: Iterable[str]) -> list[Line]:
    return [
        Line(number, MARKDOWN_HEADING.sub("", text), heading=bool(MARKDOWN_HEADING.match(text)))
        for number, text in enumerate(texts, start=1)
    ]


def set_aside(lines: Sequence[Line]) -> list[Line]:
    """Mark page numbers, running heads, and dashes that only look like bullets."""
    heads, edges = _running_heads(lines), _page_edges(lines)
    marked = [replace(line, aside=_aside(lines, at, heads, edges)) for at, line in enumerate(lines)]
    return [replace(line, dash=_is_dash(marked, at)) for at, line in enumerate(marked)]


def _aside(lines: Sequence[Line], at: int, heads: set[str], edges: set[int]) -> str:
    line = lines[at]
    if line.text in heads:
        return "running head"
    alone = line.number in edges or (_is_blank(lines, at - 1) and _is_blank(lines, at + 1))
    return "page number" if alone and PAGE_NUMBER.match(line.text) else ""


def _is_blank(lines: Sequence[Line], at: int) -> bool:
    return not 0 <= at < len(lines) or not lines[at].text


def _page_edges(lines: Sequence[Line]) -> set[int]:
    """Numbers of the lines that stand first or last on a page of a PDF."""
    pages: dict[int, list[int]] = {}
    for line in lines:
        if line.page and line.text:
            pages.setdefault(line.page, []).append(line.number)
    return {number for numbers in pages.values() for number in (numbers[0], numbers[-1])}


def _running_heads(lines: Sequence[Line]) -> set[str]:
    """What stands first or last on most pages of a PDF."""
    pages: dict[int, list[str]] = {}
    for line in lines:
        if line.page and line.text:
            pages.setdefault(line.page, []).append(line.text)
    edges = Counter(text for texts in pages.values() for text in {texts[0], texts[-1]})
    return {text for text, count in edges.items() if count >= 4 and count > len(pages) / 2}


def _is_dash(lines: Sequence[Line], at: int) -> bool:
    """`- and so on` under an unfinished line is a dash, unless a list stands there."""
    line = lines[at]
    if not re.match(r"[-–]\s", line.text) or at == 0 or line.whole:
        return False
    before = lines[at - 1]
    continues = line.text[2:3].islower() and not before.blank and not before.ended
    return continues and not before.bullet


def blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Groups of lines between blank ones. A heading or a cell begins a group of its own."""
    groups: list[list[Line]] = []
    fresh = True
    for line in lines:
        if line.blank:
            fresh = True
            continue
        if fresh or line.heading or line.label_cell or line.whole:
            groups.append([])
        groups[-1].append(line)
        fresh = line.heading or line.label_cell
    return groups
