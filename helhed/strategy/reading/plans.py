"""An action plan: its period, its goals, and its cards with typed values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from helhed.strategy.reading import strangers
from helhed.strategy.reading.cards import Card, Piece, find_cards, find_overview, move_out
from helhed.strategy.reading.joining import join_lines, one_line
from helhed.strategy.reading.labels import Labels
from helhed.strategy.reading.lines import Line, blocks
from helhed.strategy.reading.people import OPEN_END, Contact, looks_like_contact, read_contacts
from helhed.strategy.reading.values import (
    SURE,
    Goal,
    agree_on_spelling,
    best_goal,
    goals_of_the_plan,
    is_committee,
    match_goal,
    printed_goals,
    read_carried_over,
    read_committees,
)

TEXTS = ("target_group", "challenge", "description", "success_criteria", "partners")


@dataclass
class ReadCard:
    """A card with typed values, beside where each of them stands."""

    card: Card
    committees: list[str] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    section_goal: Goal | None = None
    carried_over: bool | None = None
    contacts: list[Contact] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """Running text of each field, carried_over_text among them."""

    @property
    def notes(self) -> dict[str, list[str]]:
        """Codes of what a person should look at, by field."""
        return {name: piece.notes for name, piece in self.card.fields.items() if piece.notes}


@dataclass
class Plan:
    """An action plan as read."""

    name: str
    lines: list[Line]
    period: tuple[int, int] | None
    policy: str
    goals: list[str]
    cards: list[ReadCard]

    @property
    def own_lines(self) -> int:
        """How many lines with text belong to cards."""
        return sum(len(it.card.own_numbers) for it in self.cards)

    @property
    def placed_lines(self) -> int:
        return sum(len(it.card.placed_numbers & it.card.own_numbers) for it in self.cards)

    @property
    def coverage(self) -> float:
        """Share of the cards' lines placed for certain, 0 to 1."""
        return self.placed_lines / self.own_lines if self.own_lines else 0.0


def read_plan(
    lines: Sequence[Line], name: str, labels: Labels, known_goals: Sequence[str] = ()
) -> Plan | None:
    """The plan, or None when the document holds no cards."""
    cards = find_cards(lines, labels)
    if not cards:
        return None
    before = cards[0].lines[0].number - lines[0].number
    goals = list(known_goals) or _goals_before_cards(lines, cards, before)
    strangers.move_strangers_out(cards, labels, _fits(labels, goals))
    titles = find_overview(lines, labels, before)
    for card in cards:
        card.overview_title = titles.get(card.number, "")
    # Short cards tell little of how wide the page is; not every card is as wide as the widest.
    width = round(0.9 * max(card.width for card in cards))
    read = [_read_card(card, labels, goals, width) for card in cards]
    for it, names in zip(read, agree_on_spelling([it.committees for it in read]), strict=True):
        it.committees = names
    return Plan(name, list(lines), read_period(lines, name, labels), _policy(cards), goals, read)


def _goals_before_cards(lines: Sequence[Line], cards: Sequence[Card], before: int) -> list[str]:
    pieces = [card.fields["goals"] for card in cards if "goals" in card.fields]
    printed = [one_line(group) for piece in pieces for group in printed_goals(piece.value, ())[1]]
    return goals_of_the_plan(lines, printed, before)


def _fits(labels: Labels, goals: Sequence[str]) -> strangers.Fits:
    """Whether a line has the shape of its field, so that it is no label even if it comes again."""

    def fits(piece: Piece, at: int) -> bool:
        line = piece.value[at]
        if piece.name == "committees":
            return all(is_committee(name, labels) for name in read_committees(line.text, labels))
        if piece.name == "goals":
            return best_goal(line.text, goals)[0] >= SURE
        # A name can stand on a line of its own under the post.
        with_above = one_line(piece.value[max(at - 1, 0) : at + 1])
        return piece.name == "contacts" and looks_like_contact(with_above, labels)

    return fits


def _policy(cards: Sequence[Card]) -> str:
    """The policy the plan carries out, as its own labels name it."""
    named = [piece.policy for card in cards for piece in card.fields.values() if piece.policy]
    return max(set(named), key=named.count) if named else ""


def _read_card(card: Card, labels: Labels, goals: Sequence[str], width: int) -> ReadCard:
    _move_foreign_blocks_out(card, labels)
    read = ReadCard(card)
    for name, piece in card.fields.items():
        text = join_lines(
            piece.value, double_spaced=card.double_spaced, width=max(width, card.width)
        )
        read.texts["carried_over_text" if name == "carried_over" else name] = text
    _read_committees(read, labels)
    _read_goals(read, goals)
    if "carried_over" in card.fields:
        read.carried_over = read_carried_over(read.texts["carried_over_text"], labels)
        _doubt(read, "carried_over", read.carried_over is None, "carried-unread")
    if "contacts" in card.fields:
        read.contacts = read_contacts(card.fields["contacts"].value, labels)
        unread = any(contact.unread for contact in read.contacts)
        _doubt(read, "contacts", unread, "contact-unread")
    for name, piece in card.fields.items():
        if not read.texts["carried_over_text" if name == "carried_over" else name].strip():
            piece.notes.append("empty")
    return read


def _move_foreign_blocks_out(card: Card, labels: Labels) -> None:
    """The last field runs to the end of the card: what has no shape of a contact is not its own."""
    piece = card.fields.get("contacts")
    if piece is None:
        return
    held = [line for line in piece.value if not line.blank]
    foreign = [line for line in held[1:] if _is_label_of_another(line, labels)]
    for before, group in pairwise(blocks(piece.value)):
        if _is_foreign(before, group, card, labels):
            foreign.append(group[0])
    if foreign:
        first = min(foreign, key=lambda line: line.number)
        move_out(card, piece, piece.value.index(first), "unlike-field")


def _is_label_of_another(line: Line, labels: Labels) -> bool:
    """`Aim: …` is no person; `Tel.: 55 55 01 02` and an address of mail may belong to one."""
    reaches = re.search(r"@|(?:\d\s?){8}", line.text)
    begins = strangers.label_like_beginning(line.text).endswith(":")
    return begins and not reaches and not looks_like_contact(line.text, labels)


def _is_foreign(before: Sequence[Line], group: Sequence[Line], card: Card, labels: Labels) -> bool:
    text = one_line(group)
    if looks_like_contact(text, labels) or group[0].goes_on or card.double_spaced:
        return False
    return not OPEN_END.search(before[-1].text)


def _read_committees(read: ReadCard, labels: Labels) -> None:
    piece = read.card.fields.get("committees")
    if piece is None:
        return
    read.committees = read_committees(one_line(piece.value), labels)
    strange = [name for name in read.committees if not is_committee(name, labels)]
    _doubt(read, "committees", bool(strange) or not read.committees, "committee-unread")


def _read_goals(read: ReadCard, known: Sequence[str]) -> None:
    if read.card.section_goal:
        read.section_goal = _section_goal(read.card.section_goal, known)
    piece = read.card.fields.get("goals")
    if piece is None:
        return
    _, groups = printed_goals(piece.value, known)
    for group in groups:
        goal = match_goal(one_line(group), known)
        read.goals.append(goal)
        if not goal.matched:
            _doubt(read, "goals", True, "goal-unknown", group)
        elif not goal.sure and known:
            piece.notes.append("goal-unsure")
    _doubt(read, "goals", not groups, "goal-unknown")


def _section_goal(piece: Piece, known: Sequence[str]) -> Goal:
    """The goal above a group of cards, a lead-in ("that a larger share of …") taken off."""
    printed = one_line(piece.value)
    words = printed.split()
    best = max((best_goal(" ".join(words[at:]), known)[0], -at) for at in range(len(words) or 1))
    if best[0] >= SURE:
        return match_goal(" ".join(words[-best[1] :]), known)
    return Goal(printed, printed.strip(" ."), matched=False, sure=False)


def _doubt(
    read: ReadCard, name: str, doubted: bool, code: str, lines: Sequence[Line] | None = None
) -> None:
    """Mark a field, and count the lines in question as not placed."""
    if not doubted:
        return
    piece = read.card.fields[name]
    piece.notes.append(code)
    for line in piece.value if lines is None else lines:
        if not line.blank:
            read.card.doubtful[line.number] = code


def read_period(lines: Sequence[Line], name: str, labels: Labels) -> tuple[int, int] | None:
    """First and last year: beside a word for the plan, else of the file's name, else the first."""
    words = "|".join(map(re.escape, labels.words("period", "after")))
    years = r"(20\d\d)\s*(?:[-–]|til)\s*(20\d\d)"
    start = " ".join(line.text for line in lines[:200])
    for pattern, text in (
        (rf"(?i:{words})\w*(?:\s+for)?(?:\s+perioden)?\s+{years}", start),
        (years, name),
        (years, start),
    ):
        match = re.search(pattern, text)
        if match:
            return int(match[1]), int(match[2])
    single = re.search(rf"(?i:{words})\w*(?:\s+for)?\s+(20\d\d)\b", start)
    return (int(single[1]), int(single[1])) if single else None
