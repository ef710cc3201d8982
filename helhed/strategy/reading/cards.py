"""Finding the cards of a plan, and cutting each into labelled fields."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from helhed.strategy.reading.joining import is_double_spaced, one_line, printed
from helhed.strategy.reading.labels import (
    FIELDS,
    Heading,
    Hit,
    Labels,
    begins_block,
    find_heading,
    find_label,
)
from helhed.strategy.reading.lines import Line

FIELDS_THAT_MAKE_A_CARD = 2
LONGEST_TITLE_LINES = 4


@dataclass
class Piece:
    """Lines of a card that belong together: a field, or what no field would take."""

    name: str
    label: str = ""
    label_lines: list[Line] = field(default_factory=list)
    value: list[Line] = field(default_factory=list)
    """Its text; the first line is what stands beside the label."""
    notes: list[str] = field(default_factory=list)
    """Codes of what a person should look at."""
    why: str = ""
    """For unplaced lines: code of the reason."""
    suggestion: str = ""
    """For unplaced lines: the field they may belong to."""
    year: int | None = None
    policy: str = ""

    @property
    def numbers(self) -> list[int]:
        """Numbers of the lines it holds, blank ones left out, ascending."""
        held = [*self.label_lines, *self.value]
        return sorted({line.number for line in held if not line.blank})

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last line number."""
        return (self.numbers[0], self.numbers[-1]) if self.numbers else None

    @property
    def raw(self) -> str:
        """The text as printed."""
        return printed(self.value)


@dataclass
class Card:
    """One initiative as printed."""

    number: int
    title: str
    heading: Piece
    lines: list[Line]
    fields: dict[str, Piece] = field(default_factory=dict)
    furniture: list[Piece] = field(default_factory=list)
    unplaced: list[Piece] = field(default_factory=list)
    section_goal: Piece | None = None
    begins_section: bool = False
    """Whether the section goal stands right above this card."""
    overview_title: str = ""
    doubtful: dict[int, str] = field(default_factory=dict)
    """Line number → code of the doubt. Lines in doubt do not count as placed."""
    double_spaced: bool = False

    @property
    def width(self) -> int:
        """Signs in the longest line of text that no label begins."""
        values = [line for piece in self.fields.values() for line in piece.value]
        return max((len(line.text) for line in values if not line.beside), default=0)

    @property
    def own_numbers(self) -> set[int]:
        """Numbers of every line of the card that holds text, the goal above it included."""
        numbers = {line.number for line in self.lines if not line.blank}
        return numbers | set(self._section_numbers)

    @property
    def placed_numbers(self) -> set[int]:
        """Lines placed, and not in doubt."""
        pieces = [self.heading, *self.furniture, *self.fields.values()]
        placed = {number for piece in pieces for number in piece.numbers}
        lost = {number for piece in self.unplaced for number in piece.numbers}
        return (placed | set(self._section_numbers)) - lost - set(self.doubtful)

    @property
    def _section_numbers(self) -> list[int]:
        return self.section_goal.numbers if self.section_goal and self.begins_section else []

    def ordered(self) -> list[Piece]:
        """The fields as they stand on the card."""
        return sorted(self.fields.values(), key=lambda piece: piece.numbers[:1])


def find_cards(lines: Sequence[Line], labels: Labels) -> list[Card]:
    """All cards, in the order they stand. A heading without fields after it is no card."""
    hits = find_hits(lines, labels)
    headings = _real_headings(lines, labels, hits)
    sections = _sections(lines, labels, headings, hits)
    cards: list[Card] = []
    above: Piece | None = None
    if not headings:
        return cards
    for heading, end in zip(headings, _ends(lines, headings, sections), strict=True):
        fresh = sections.get(heading.start)
        above = fresh or above
        card = _cut(lines, heading, end, [hit for hit in hits if heading.start < hit.start < end])
        card.section_goal, card.begins_section = above, fresh is not None
        cards.append(card)
    return cards


def find_hits(lines: Sequence[Line], labels: Labels) -> list[Hit]:
    """Every label of a field, no two over the same line."""
    hits: list[Hit] = []
    free_from = 0
    for at in range(len(lines)):
        hit = find_label(lines, at, labels) if at >= free_from else None
        if hit:
            hits.append(hit)
            free_from = hit.end + 1
    return hits


def _real_headings(lines: Sequence[Line], labels: Labels, hits: Sequence[Hit]) -> list[Heading]:
    patterns = labels.cards
    found = [heading for at in range(len(lines)) if (heading := find_heading(lines, at, patterns))]
    found = [heading for heading in found if not lines[heading.start].bullet]
    best: dict[int, tuple[int, Heading]] = {}
    for at, heading in enumerate(found):
        end = found[at + 1].start if at + 1 < len(found) else len(lines)
        weight = len({hit.name for hit in hits if heading.start < hit.start < end and hit.clear})
        if weight >= FIELDS_THAT_MAKE_A_CARD and weight > best.get(heading.number, (0,))[0]:
            best[heading.number] = (weight, heading)
    return sorted((heading for _, heading in best.values()), key=lambda heading: heading.start)


def _sections(
    lines: Sequence[Line], labels: Labels, headings: Sequence[Heading], hits: Sequence[Hit]
) -> dict[int, Piece]:
    """The goal that stands right above a heading, by where the heading begins."""
    sections = {}
    for at, heading in enumerate(headings):
        after = headings[at - 1].start if at else -1
        start = _section_start(lines, labels, heading.start, after, hits)
        if start is not None:
            sections[heading.start] = _section(lines, start, heading.start, labels)
    return sections


def _section_start(
    lines: Sequence[Line], labels: Labels, below: int, above: int, hits: Sequence[Hit]
) -> int | None:
    """The last line above the heading that begins a section, if no field stands between."""
    last_field = max(
        (hit.end for hit in hits if hit.start < below and not _is_mark(hit)), default=-1
    )
    for start in range(below - 1, max(above, last_field, below - 15), -1):
        if any(pattern.match(lines[start].text) for pattern in labels.section_goals):
            return start
    return None


def _is_mark(hit: Hit) -> bool:
    """`Mål: At …` above a group reads as the field of goals too: here it is the section's."""
    return hit.name == "goals" and hit.style == "colon"


def _section(lines: Sequence[Line], start: int, end: int, labels: Labels) -> Piece:
    pattern = next(it for it in labels.section_goals if it.match(lines[start].text))
    match = pattern.match(lines[start].text)
    label = match[0] if match else ""
    rest = replace(lines[start], raw=lines[start].text[len(label) :])
    return Piece(
        "section_goal",
        label=label,
        label_lines=[lines[start]],
        value=[rest, *lines[start + 1 : end]],
    )


def _ends(
    lines: Sequence[Line], headings: Sequence[Heading], sections: dict[int, Piece]
) -> list[int]:
    """Index after the last line of each card."""
    ends = []
    for following in headings[1:]:
        section = sections.get(following.start)
        first = section.label_lines[0].number - lines[0].number if section else following.start
        ends.append(first)
    return [*ends, len(lines)]


def _cut(lines: Sequence[Line], heading: Heading, end: int, hits: Sequence[Hit]) -> Card:
    own = list(lines[heading.start : end])
    chosen = choose_hits(hits)
    title, below = _title(lines, heading, end, chosen)
    card = Card(heading.number, one_line(title.value), title, own)
    card.double_spaced = is_double_spaced(own)
    stops = [*[hit.start for hit in chosen], end]
    _leave(card, lines[below : stops[0]], "before-first-label")
    for hit, stop in zip(chosen, stops[1:], strict=True):
        _take(card, lines, hit, stop)
    return card


def _title(
    lines: Sequence[Line], heading: Heading, end: int, hits: Sequence[Hit]
) -> tuple[Piece, int]:
    """The heading's lines up to the first blank one or the first label, and where they end."""
    stop = min([heading.start + LONGEST_TITLE_LINES, end, *[hit.start for hit in hits]])
    below = heading.start + 1
    while below < stop and not lines[below].blank and not lines[heading.start].heading:
        below += 1
    first = replace(lines[heading.start], raw=heading.rest)
    value = [first, *lines[heading.start + 1 : below]]
    return Piece("title", label_lines=[lines[heading.start]], value=value), below


def choose_hits(hits: Sequence[Hit]) -> list[Hit]:
    """One hit per field: the clear one, else the one that stands in the usual place."""
    chosen: list[Hit] = [hit for hit in hits if hit.name == "furniture" and hit.clear]
    for name in FIELDS:
        same = [hit for hit in hits if hit.name == name]
        clear = [hit for hit in same if hit.clear]
        if clear or same:
            chosen.append((clear or same)[0])
    return sorted(chosen, key=lambda hit: hit.start)


def _take(card: Card, lines: Sequence[Line], hit: Hit, stop: int) -> None:
    beside = Line(lines[hit.end].number, hit.rest, lines[hit.end].page, beside=True)
    value = [beside] if hit.rest else []
    piece = Piece(
        hit.name,
        label=hit.label,
        label_lines=list(lines[hit.start : hit.end + 1]),
        value=[*value, *lines[hit.end + 1 : stop]],
        year=hit.year,
        policy=hit.policy,
    )
    if hit.name == "furniture":
        rest, piece.value = piece.value, []
        card.furniture.append(piece)
        _leave(card, rest, "before-first-label")
        return
    if not hit.clear:
        piece.notes.append("weak-label")
    card.fields[hit.name] = piece


def _leave(card: Card, lines: Iterable[Line], why: str, suggestion: str = "") -> None:
    value = list(lines)
    if any(not line.blank for line in value):
        card.unplaced.append(Piece("unplaced", value=value, why=why, suggestion=suggestion))


def move_out(card: Card, piece: Piece, at: int, why: str, suggestion: str = "") -> None:
    """Take the lines of a field from index `at` on out of it, and show them as unplaced."""
    _leave(card, piece.value[at:], why, suggestion)
    del piece.value[at:]


def usual_order(cards: Sequence[Card]) -> list[str]:
    """The order in which the plan's cards print their fields."""
    places: dict[str, list[int]] = {}
    for card in cards:
        for place, piece in enumerate(card.ordered()):
            places.setdefault(piece.name, []).append(place)
    known = {name: sum(found) / len(found) for name, found in places.items()}
    return sorted(known, key=lambda name: known[name])


def usual_fields(cards: Sequence[Card]) -> set[str]:
    """Fields that at least half of the cards have."""
    counts = Counter(name for card in cards for name in card.fields)
    return {name for name, count in counts.items() if 2 * count >= len(cards)}


def find_overview(lines: Sequence[Line], labels: Labels, before: int) -> dict[int, str]:
    """Titles in the list that stands before the cards, by number."""
    patterns = labels.overviews + labels.cards
    titles: dict[int, str] = {}
    for at in range(min(before, len(lines))):
        heading = find_heading(lines, at, patterns)
        if heading is None or heading.number in titles:
            continue
        below = at + 1
        while below < before and not _next_item(lines, below):
            below += 1
        first = replace(lines[at], raw=heading.rest)
        titles[heading.number] = one_line([first, *lines[at + 1 : below]])
    return titles


def _next_item(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    new_sentence = begins_block(lines, at) and not line.goes_on
    return line.blank or line.bullet or new_sentence
