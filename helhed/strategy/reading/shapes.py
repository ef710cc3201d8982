"""What was read as plain data, for `--json`, for storing, and for comparing."""

from collections.abc import Sequence
from typing import Any

from helhed.strategy.reading.cards import Piece
from helhed.strategy.reading.documents import Reading
from helhed.strategy.reading.people import Contact
from helhed.strategy.reading.plans import TEXTS, Plan, ReadCard
from helhed.strategy.reading.policies import LISTS, FocusArea, Part, PolicyRead

Data = dict[str, Any]


def as_data(reading: Reading) -> Data:
    """The plan or the policy as JSON takes it."""
    return plan_data(reading) if isinstance(reading, Plan) else policy_data(reading)


def plan_data(plan: Plan) -> Data:
    return {
        "document": plan.name,
        "kind": "action_plan",
        "period": _period(plan.period),
        "policy": plan.policy,
        "goals": plan.goals,
        "coverage": _coverage(plan),
        "cards": [card_data(card) for card in plan.cards],
    }


def card_data(read: ReadCard) -> Data:
    card = read.card
    held = [line.number for line in card.lines if not line.blank]
    return {
        "number": card.number,
        "title": card.title,
        "overview_title": card.overview_title,
        "section_goal": read.section_goal.wording if read.section_goal else "",
        "committees": read.committees,
        "goals": [goal.wording for goal in read.goals],
        "goals_printed": [goal.printed for goal in read.goals],
        "carried_over": read.carried_over,
        "carried_over_text": read.texts.get("carried_over_text", ""),
        **{name: read.texts.get(name, "") for name in TEXTS},
        "contacts": [contact_data(contact) for contact in read.contacts],
        "unplaced": [
            {
                "lines": list(piece.span or (0, 0)),
                "text": piece.raw,
                "why": piece.why,
                "suggestion": piece.suggestion,
            }
            for piece in card.unplaced
        ],
        "lines": [held[0], held[-1]],
        "fields": fields_data(read),
        "doubtful_lines": {str(number): why for number, why in sorted(card.doubtful.items())},
    }


def contact_data(contact: Contact) -> Data:
    return {
        "department": contact.department,
        "title": contact.title,
        "person": contact.person,
        "unit": contact.unit,
        "raw": contact.raw,
    }


def fields_data(read: ReadCard) -> Data:
    """Where each field stands: its printed label, first and last line, and raw text."""
    pieces = [read.card.heading, *read.card.ordered(), *read.card.furniture]
    if read.card.section_goal:
        pieces.append(read.card.section_goal)
    return {piece.name: _piece_data(piece) for piece in pieces if piece.span}


def _piece_data(piece: Piece) -> Data:
    return {
        "label": piece.label,
        "lines": list(piece.span or ()),
        "raw": piece.raw,
        "uncertain": sorted(set(piece.notes)),
    }


def policy_data(policy: PolicyRead) -> Data:
    return {
        "document": policy.name,
        "kind": "policy",
        "title": policy.title,
        "period": _period(policy.period),
        "coverage": _coverage(policy),
        "foreword": policy.parts["foreword"].text if "foreword" in policy.parts else "",
        "vision": policy.items("vision"),
        "principles": policy.items("principles"),
        "focus_areas": [_area_data(area) for area in policy.focus_areas],
        "sections": [
            {"title": part.title, "text": part.text, "lines": list(part.span)}
            for part in policy.sections
        ],
        "fields": _parts_data([policy.parts[it] for it in LISTS if it in policy.parts]),
        "unplaced": [
            {"lines": list(piece.span or (0, 0)), "text": piece.raw, "why": piece.why}
            for piece in policy.unplaced
        ],
    }


def _area_data(area: FocusArea) -> Data:
    return {
        "number": area.number,
        "title": area.title,
        "overview_title": area.overview_title,
        "summary": area.summary,
        "why": area.items("why"),
        "how": area.items("how"),
        "supporting_plans": area.items("supporting_plans"),
        "fields": _parts_data(list(area.parts.values())),
    }


def _parts_data(parts: Sequence[Part]) -> Data:
    return {part.name: {"label": part.label, "lines": list(part.span)} for part in parts}


def _period(period: tuple[int, int] | None) -> list[int] | None:
    return list(period) if period else None


def _coverage(reading: Reading) -> Data:
    """Share of the lines placed for certain, rounded down so that 1.0 means every one of them."""
    share = int(reading.coverage * 1000) / 1000
    return {"share": share, "placed": reading.placed_lines, "lines": reading.own_lines}
