"""The check that does not trust the table: what looks like a label, yet is none we know.

Text that slides into its neighbour because its label is missing from the table must not count as
placed. Three signs are looked for, none of which asks the table: words that stand as a label does
and come again on the other cards; a field that the plan's other cards have; lines whose shape does
not fit the field they ended in.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from helhed.strategy.reading.cards import Card, Piece, move_out, usual_fields, usual_order
from helhed.strategy.reading.labels import FIELDS, Labels
from helhed.strategy.reading.lines import LONGEST_HEADING_WORDS, Line
from helhed.strategy.reading.values import MOST_COMPARED

ISOLATED_SHARE = 0.5
PLAIN_SHARE = 0.8
ALIKE = 0.6
Fits = Callable[[Piece, int], bool]


@dataclass(frozen=True)
class Suspect:
    """A line in a field that could be the label of another."""

    piece: Piece
    at: int
    """Index in the piece's value."""
    key: str
    isolated: bool


def move_strangers_out(cards: Sequence[Card], labels: Labels, fits: Fits) -> None:
    """Move what stands under unknown labels out of the fields of these cards.

    `fits` tells whether the line at an index has the shape its field asks for: it is no label.
    """
    suspects = [(card, suspect) for card in cards for suspect in _suspects(card, fits)]
    seen: dict[str, set[int]] = {}
    for card, suspect in suspects:
        seen.setdefault(suspect.key, set()).add(card.number)
    for card, suspect in reversed(suspects):
        if _certain(suspect, len(seen[suspect.key]), len(cards)):
            guess = _guess(card, suspect.key, labels)
            move_out(card, suspect.piece, suspect.at, "unknown-label", guess)
    _look_for_missing(cards, labels, fits)


def _guess(card: Card, key: str, labels: Labels) -> str:
    """Which of the fields the card lacks: the one with a like label, or the only one expected."""
    missing = [name for name in FIELDS if name not in card.fields]
    wanted = [name for name in missing if name in labels.words("expected", "card")]
    return most_alike(key, labels, missing) or (wanted[0] if len(wanted) == 1 else "")


def _certain(suspect: Suspect, cards: int, of: int) -> bool:
    line = suspect.piece.value[suspect.at] if suspect.at < len(suspect.piece.value) else None
    if line is None:
        return False
    if line.label_cell or line.heading:
        return True
    share, least = (ISOLATED_SHARE, 2) if suspect.isolated else (PLAIN_SHARE, 3)
    return cards >= max(least, math.ceil(share * of))


def _suspects(card: Card, fits: Fits) -> Iterator[Suspect]:
    for piece in card.ordered():
        first = next((at for at, line in enumerate(piece.value) if not line.blank), 0)
        for at in range(first + 1, len(piece.value)):
            line = piece.value[at]
            if line.blank or line.bullet or line.goes_on or fits(piece, at):
                continue
            yield from _keys(piece, at)


def _keys(piece: Piece, at: int) -> Iterator[Suspect]:
    line = piece.value[at]
    isolated = piece.value[at - 1].blank or line.indented or line.label_cell or line.heading
    block = _block(piece.value, at)
    if (
        isolated
        and len(block.split()) <= LONGEST_HEADING_WORDS
        and not block.endswith((".", ",", ";"))
    ):
        yield Suspect(piece, at, _key(block), True)
    elif line.short:
        yield Suspect(piece, at, _key(line.text), isolated)
    prefix = label_like_beginning(block)
    if prefix:
        yield Suspect(piece, at, _key(prefix), isolated)


def _block(value: Sequence[Line], at: int) -> str:
    words = []
    for line in value[at : at + 3]:
        if line.blank:
            break
        words.append(line.text)
    return " ".join(words)


def label_like_beginning(text: str) -> str:
    """The words before a colon, or before a capital: "Challenge" of "Challenge Many live …"."""
    words = text.split()
    for count, word in enumerate(words[: LONGEST_HEADING_WORDS - 1], start=1):
        if word.endswith(":"):
            return " ".join(words[:count])
        if word.endswith((".", ",", ";", "?", "!")) and not word.endswith("?"):
            return ""
        following = words[count] if count < len(words) else ""
        if following[:1].isupper() or word.endswith("?"):
            return " ".join(words[:count])
    return ""


def _key(text: str) -> str:
    plain = re.sub(r"\d+", "0", text.casefold())
    return re.sub(r"[^\w]+", " ", plain).strip()


def most_alike(text: str, labels: Labels, names: Sequence[str] = FIELDS) -> str:
    """The field whose label the words resemble, or nothing."""
    likeness, name = _likeness(text, labels, names)
    return name if likeness >= ALIKE else ""


def _likeness(text: str, labels: Labels, names: Sequence[str]) -> tuple[float, str]:
    key = _key(text[:MOST_COMPARED])
    best = (0.0, "")
    for name in names:
        for label in labels.words("fields", name):
            ratio = SequenceMatcher(None, key, _key(re.sub(r"\{\w+\}", "0", label))).ratio()
            best = max(best, (ratio, name))
    return best


def _look_for_missing(cards: Sequence[Card], labels: Labels, fits: Fits) -> None:
    """A card without a field the others have: it has slid into the field before."""
    usual = usual_fields(cards)
    order = usual_order(cards)
    expected = set(labels.words("expected", "card"))
    for card in cards:
        missing = [name for name in FIELDS if name in usual | expected and name not in card.fields]
        for name in missing:
            _look_in_neighbour(card, name, order, labels, fits)


def _look_in_neighbour(
    card: Card, name: str, order: Sequence[str], labels: Labels, fits: Fits
) -> None:
    neighbour = _field_before(card, name, order)
    if neighbour is None or any(piece.suggestion == name for piece in card.unplaced):
        return
    suspects = [it for it in _suspects(card, fits) if it.piece is neighbour and it.isolated]
    alike = [it for it in suspects if _likeness(it.key, labels, [name])[0] >= ALIKE]
    if alike:
        move_out(card, neighbour, alike[0].at, "unknown-label", name)
    elif name in order or not card.unplaced:
        _doubt_the_rest(card, neighbour)


def _field_before(card: Card, name: str, order: Sequence[str]) -> Piece | None:
    """The field that stands before the missing one, in this plan's order or else the usual one."""
    ranks = {it: at for at, it in enumerate(order if name in order else FIELDS)}
    before = [piece for piece in card.ordered() if ranks.get(piece.name, 99) < ranks[name]]
    return before[-1] if before else None


def _doubt_the_rest(card: Card, piece: Piece) -> None:
    """No label found: everything after the field's first block may belong to the missing one."""
    started = ended = False
    for line in piece.value:
        ended = ended or (started and line.blank)
        started = started or not line.blank
        if ended and not line.blank:
            card.doubtful[line.number] = "missing-neighbour"
            piece.notes.append("missing-neighbour")
