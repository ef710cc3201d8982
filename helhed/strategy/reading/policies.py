"""A policy: vision, principles, and focus areas with why, how and the plans beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from helhed.strategy.reading.cards import Piece
from helhed.strategy.reading.joining import join_lines, one_line
from helhed.strategy.reading.labels import Labels
from helhed.strategy.reading.lines import LONGEST_HEADING_WORDS, Line, blocks
from helhed.strategy.reading.plans import read_period
from helhed.strategy.reading.values import likeness, plain

LISTS = ("vision", "principles", "overview")
PARTS_OF_AREA = ("why", "how", "supporting_plans")
NAMES = ("foreword", *LISTS, "focus_area", *PARTS_OF_AREA)
SAME_TEXT = 0.97
SAME_TITLE = 0.55


@dataclass
class Part:
    """A labelled part of the policy: what it says, as items or as text."""

    name: str
    label: str
    lines: list[Line]
    title: str = ""
    items: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def span(self) -> tuple[int, int]:
        return self.lines[0].number, self.lines[-1].number


@dataclass
class FocusArea:
    """What the policy wants to reach, why, how, and which plans carry it too."""

    number: int
    title: str
    overview_title: str = ""
    summary: str = ""
    parts: dict[str, Part] = field(default_factory=dict)

    def items(self, name: str) -> list[str]:
        return self.parts[name].items if name in self.parts else []


@dataclass
class PolicyRead:
    """A policy as read."""

    name: str
    lines: list[Line]
    title: str
    period: tuple[int, int] | None
    parts: dict[str, Part]
    focus_areas: list[FocusArea]
    sections: list[Part]
    """Background: a heading and its text."""
    unplaced: list[Piece]
    placed: set[int]

    @property
    def own_lines(self) -> int:
        return sum(not line.blank for line in self.lines)

    @property
    def placed_lines(self) -> int:
        return len(self.placed)

    @property
    def coverage(self) -> float:
        """Share of the document's lines placed, 0 to 1."""
        return self.placed_lines / self.own_lines if self.own_lines else 0.0

    def items(self, name: str) -> list[str]:
        return self.parts[name].items if name in self.parts else []


def read_policy(lines: Sequence[Line], name: str, labels: Labels) -> PolicyRead | None:
    """The policy, or None when the document has no focus areas."""
    groups = _groups(lines, labels)
    kinds = [_kind(group, labels) for group in groups]
    if "focus_area" not in kinds:
        return None
    read = PolicyRead(
        name, list(lines), "", read_period(lines, name, labels), {}, [], [], [], set()
    )
    at = _front(read, groups, kinds, labels)
    while at < len(groups):
        below = _next_start(groups, kinds, at + 1)
        if kinds[at] == "foreword":
            below = _past_signatures(groups, kinds, below)
        _take(read, kinds[at], groups[at:below], labels)
        at = below
    _number_areas(read)
    return read


def _groups(lines: Sequence[Line], labels: Labels) -> list[list[Line]]:
    """Blocks, with a labelled first line apart from what stands right below it."""
    groups: list[list[Line]] = []
    for block in blocks(lines):
        current: list[Line] = []
        for line in block:
            starts = line.bullet or _label_of(line, labels) or (current and current[-1].bullet)
            if current and starts and not line.goes_on:
                groups.append(current)
                current = []
            current.append(line)
        groups.append(current)
    return groups


def _label_of(line: Line, labels: Labels) -> "tuple[str, re.Match[str]] | None":
    if line.bullet:
        return None
    for name in NAMES:
        for pattern in labels.policy(name):
            match = pattern.match(line.text)
            if match and line.text[0].isupper() and _closes(name, line.text[match.end() :]):
                return name, match
    return None


def _closes(name: str, rest: str) -> bool:
    """A focus area's title and a list of plans follow on the line; elsewhere little may."""
    return name in ("focus_area", "supporting_plans", "principles") or rest.strip(" :.") == ""


def _kind(group: Sequence[Line], labels: Labels) -> str:
    found = _label_of(group[0], labels)
    if found:
        return found[0]
    if group[0].bullet:
        return "item"
    alone = len(group) == 1 and not group[0].ended
    return "heading" if alone and (group[0].short or _numbered(group[0])) else "text"


def _numbered(line: Line) -> bool:
    """`10 years of …` or `2.1 Homes`: a heading may begin with a figure."""
    words = line.text.split()
    return line.text[0].isdigit() and len(words) <= LONGEST_HEADING_WORDS


def _front(
    read: PolicyRead, groups: Sequence[Sequence[Line]], kinds: Sequence[str], labels: Labels
) -> int:
    """The cover: short lines before the first label. The one that names the policy is its title."""
    at = 0
    words = "|".join(map(re.escape, labels.words("period", "after")))
    while at < len(groups) and _is_cover(groups[at], kinds[at]):
        for line in groups[at]:
            read.placed.add(line.number)
            if not read.title and re.search(rf"(?i){words}", line.text):
                read.title = line.text
        at += 1
    return at


def _is_cover(group: Sequence[Line], kind: str) -> bool:
    return kind in ("heading", "text") and all(len(line.text.split()) <= 4 for line in group)


def _next_start(groups: Sequence[Sequence[Line]], kinds: Sequence[str], at: int) -> int:
    while at < len(groups) and kinds[at] in ("item", "text"):
        at += 1
    return at


def _past_signatures(groups: Sequence[Sequence[Line]], kinds: Sequence[str], at: int) -> int:
    """Short lines right after one another under the foreword are who signed it."""
    while kinds[at : at + 2] == ["heading", "heading"]:
        at = _next_start(groups, kinds, at + 1)
    return at


def _take(read: PolicyRead, kind: str, groups: Sequence[list[Line]], labels: Labels) -> None:
    if kind in ("heading", "text", "item"):
        _take_section(read, kind, groups)
        return
    found = _label_of(groups[0][0], labels)
    label = found[1][0] if found else ""
    part = Part(kind, label, [*groups[0]])
    rest = groups[0][0].text[len(label) :].strip(" :")
    left = _fill(part, rest, groups[1:])
    read.placed |= {line.number for line in part.lines}
    _hang(read, part, rest)
    for group in left:
        _leave(read, group, "unlike-field")


def _fill(part: Part, rest: str, groups: Sequence[list[Line]]) -> list[list[Line]]:
    """Give the part its text or items, and return what does not fit its kind."""
    if part.name == "foreword":
        part.lines += [line for group in groups for line in group]
        part.text = "\n\n".join(join_lines(group) for group in groups)
        return []
    if part.name == "focus_area":
        part.title = rest
        return list(groups)
    if part.name == "supporting_plans":
        part.items = [plan.strip(" .") for plan in _commas(one_line(part.lines)[len(part.label) :])]
        return list(groups)
    lead_in = [group for group in groups[:1] if not group[0].bullet]
    listed = [group for group in groups if group[0].bullet]
    part.items = [one_line(group) for group in listed]
    part.lines += [line for group in [*lead_in, *listed] for line in group]
    return [group for group in groups[len(lead_in) :] if not group[0].bullet]


def _commas(text: str) -> list[str]:
    return [plan for plan in re.split(r",\s+", text.strip(" :.")) if plan.strip()]


def _hang(read: PolicyRead, part: Part, rest: str) -> None:
    """Put a part where it belongs: under its focus area, or on the policy."""
    if part.name == "focus_area":
        area = FocusArea(len(read.focus_areas) + 1, rest, parts={"focus_area": part})
        read.focus_areas.append(area)
    elif part.name in PARTS_OF_AREA and read.focus_areas:
        read.focus_areas[-1].parts.setdefault(part.name, part)
    else:
        read.parts.setdefault(part.name, part)


def _take_section(read: PolicyRead, kind: str, groups: Sequence[list[Line]]) -> None:
    """Background is a heading with text. A list without a label we know is shown as unplaced."""
    has_list = any(group[0].bullet for group in groups)
    if kind != "heading" or has_list or (read.focus_areas and len(groups) > 1):
        for group in groups:
            _leave(read, group, "unknown-label")
        return
    lines = [line for group in groups for line in group]
    text = "\n\n".join(join_lines(group) for group in groups[1:])
    read.sections.append(Part("section", "", lines, title=groups[0][0].text, text=text))
    read.placed |= {line.number for line in lines}


def _leave(read: PolicyRead, group: list[Line], why: str) -> None:
    read.unplaced.append(Piece("unplaced", value=group, why=why))


def _number_areas(read: PolicyRead) -> None:
    """Give each focus area its words from the overview, where its title is often another."""
    entries = [_entry(item) for item in read.items("overview")]
    free = list(range(len(entries)))
    for at, area in enumerate(read.focus_areas):
        best = max(free, key=lambda it: likeness(entries[it][0], area.title), default=None)
        if best is None:
            continue
        alike = likeness(entries[best][0], area.title) >= SAME_TITLE
        chosen = best if alike or at not in free else at
        area.overview_title, area.summary = entries[chosen]
        free.remove(chosen)


def _entry(item: str) -> tuple[str, str]:
    title, _, text = item.partition(": ")
    return (title, text) if text else ("", item)


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for line breaks, hyphens, dashes and spaces."""
    first, second = (re.sub(r"\s", "", plain(text)) for text in (one, other))
    if not first or not second or abs(len(first) - len(second)) > 0.1 * len(first):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).quick_ratio() >= SAME_TEXT and (
        _share_of_words(one, other) >= SAME_TEXT
    )


def _share_of_words(one: str, other: str) -> float:
    first, second = set(plain(one).split()), set(plain(other).split())
    return len(first & second) / max(len(first | second), 1)
