"""The document and its fields side by side: which lines each field was read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.strategy.comparing import card_texts, contact_lines, corrected
from helhed.strategy.models import ImportDraft

Text = str | Promise

NAMES: dict[str, Text] = {
    "title": _("Title"),
    "section_goal": _("Goal above the group"),
    "committees": _("Committees"),
    "goals": _("Goals"),
    "target_group": _("Target group"),
    "carried_over": _("Carried over or new"),
    "carried_over_text": _("What the card says of it"),
    "challenge": _("Challenge"),
    "description": _("What is done"),
    "success_criteria": _("Success criteria"),
    "partners": _("Partners"),
    "contacts": _("Contact persons"),
    "furniture": _("Words of the form"),
    "overview_title": _("Title in the overview"),
    "vision": _("Vision"),
    "principles": _("Principles"),
    "overview": _("Overview of focus areas"),
    "focus_area": _("Focus area"),
    "why": _("Why"),
    "how": _("How"),
    "supporting_plans": _("Plans beside it"),
    "foreword": _("Foreword"),
}
DOUBTS: dict[str, Text] = {
    "weak-label": _("The label stands in the middle of the text. Is it the label?"),
    "goal-unknown": _("The policy has no such goal."),
    "goal-unsure": _("The goal is worded otherwise than in the policy. Is it the same?"),
    "contact-unread": _("A name could not be told from the words."),
    "committee-unread": _("It does not look like a committee."),
    "carried-unread": _("The first words do not say whether it is new."),
    "missing-neighbour": _("Text of a missing field may stand here."),
    "empty": _("The label stands there, and no text."),
}
REASONS: dict[str, Text] = {
    "unknown-label": _("It looks like a label we do not know."),
    "before-first-label": _("It stands above the first label we know."),
    "unlike-field": _("It does not look like the field it stands in."),
}
SHOWN = (
    "title",
    "committees",
    "goals",
    "target_group",
    "carried_over",
    "challenge",
    "description",
    "success_criteria",
    "partners",
    "contacts",
)


@dataclass(frozen=True)
class Piece:
    """Lines of the document that belong to one field, or to none."""

    field: str
    name: Text
    first: int
    lines: list[tuple[int, str]]
    doubtful: bool = False
    unplaced: bool = False

    @property
    def last(self) -> int:
        return self.lines[-1][0]

    @property
    def anchor(self) -> str:
        return f"lines-{self.first}"


@dataclass(frozen=True)
class ShownField:
    """A field as it will be taken in, beside where it stands."""

    field: str
    name: Text
    text: str
    label: str
    first: int
    last: int
    doubts: list[Text]
    corrected: bool
    missing: bool
    more: str = ""


@dataclass(frozen=True)
class Unplaced:
    """Lines no field took, and which field they may be."""

    first: int
    last: int
    text: str
    reason: Text
    suggestion: str
    beginning: str


def card_of(draft: ImportDraft, number: int) -> dict[str, Any] | None:
    """The card as read, with what was put right."""
    return next((it for it in corrected(draft)["cards"] if it["number"] == number), None)


def shown_fields(draft: ImportDraft, card: dict[str, Any]) -> list[ShownField]:
    """The card's fields in the order of the form."""
    texts = card_texts(card) | {"contacts": contact_lines(card["contacts"])}
    fixed = draft.corrections.get(str(card["number"]), {})
    return [_shown(name, card, texts, fixed) for name in SHOWN]


def _shown(
    name: str, card: dict[str, Any], texts: dict[str, str], fixed: dict[str, str]
) -> ShownField:
    place = card["fields"].get(name, {"label": "", "lines": [0, 0], "uncertain": []})
    return ShownField(
        field=name,
        name=NAMES[name],
        text=texts[name],
        label=place["label"],
        first=place["lines"][0],
        last=place["lines"][1],
        doubts=[DOUBTS[code] for code in place["uncertain"] if code in DOUBTS],
        corrected=name in fixed,
        missing=not place["lines"][0],
        more=texts["carried_over_text"] if name == "carried_over" else "",
    )


def unplaced_of(card: dict[str, Any]) -> list[Unplaced]:
    return [
        Unplaced(
            first=it["lines"][0],
            last=it["lines"][1],
            text=it["text"],
            reason=REASONS.get(it["why"], it["why"]),
            suggestion=it.get("suggestion", ""),
            beginning=next(iter(it["text"].strip().splitlines()), "")[:80],
        )
        for it in card["unplaced"]
    ]


def card_pieces(draft: ImportDraft, card: dict[str, Any]) -> list[Piece]:
    """The card's part of the document, cut by field."""
    first, last = card["lines"]
    marks = _marks(card["fields"])
    lost = _lines_in(card["unplaced"])
    start = min([first, *(number for number in marks if number)])
    doubtful = set(map(int, card.get("doubtful_lines", {})))
    return _cut(draft, range(start, last + 1), marks, lost, doubtful)


def policy_pieces(draft: ImportDraft) -> list[Piece]:
    """The whole policy, cut by part."""
    data = draft.data
    marks = _marks(data["fields"])
    for area in data["focus_areas"]:
        marks |= _marks(area["fields"])
    lines = range(1, len(draft.text.split("\n")) + 1)
    return _cut(draft, lines, marks, _lines_in(data["unplaced"]), set())


def _marks(fields: dict[str, Any]) -> dict[int, str]:
    """The field of each line."""
    return {
        number: name
        for name, place in fields.items()
        for number in range(place["lines"][0], place["lines"][1] + 1)
    }


def _lines_in(pieces: Sequence[dict[str, Any]]) -> set[int]:
    return {number for it in pieces for number in range(it["lines"][0], it["lines"][1] + 1)}


def _cut(
    draft: ImportDraft, numbers: range, marks: dict[int, str], lost: set[int], doubtful: set[int]
) -> list[Piece]:
    """Neighbouring lines of the same field together; blank lines go with what stands above."""
    texts = draft.text.split("\n")
    pieces: list[Piece] = []
    for number in numbers:
        text = texts[number - 1].strip() if number <= len(texts) else ""
        name = "" if number in lost else marks.get(number, "")
        key = (name, number in lost)
        if pieces and (not text or key == (pieces[-1].field, pieces[-1].unplaced)):
            pieces[-1].lines.append((number, text))
        elif text:
            shown = NAMES.get(name, "")
            in_doubt = number in doubtful
            pieces.append(Piece(name, shown, number, [(number, text)], in_doubt, number in lost))
    return pieces
