"""What accepting a document would change, field by field, and what a person put right in it."""

import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from helhed.strategy.models import Committee, Goal, ImportDraft, Initiative, Policy
from helhed.strategy.reading.values import plain
from helhed.strategy.reading_target import Target, goal_like, target_of

TEXTS = {
    "target_group": "target_group",
    "carried_over_text": "carried_over_text",
    "challenge": "challenge",
    "description": "description",
    "success_criteria": "success_criteria",
    "partners": "partners_text",
}
"""Name on the card → name on the initiative."""
LONGEST_TITLE = 300
NEW, UPDATE, SAME = "new", "update", "same"


@dataclass(frozen=True)
class FieldChange:
    """A field whose text becomes another."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class CardChange:
    """What becomes of one card: new, update or same."""

    number: int
    title: str
    state: str
    fields: list[FieldChange]
    initiative: Initiative | None = None


@dataclass(frozen=True)
class Changes:
    """What accepting would do. `gone` stands in the plan and not in the document; it stays."""

    target: Target
    cards: list[CardChange] = field(default_factory=list)
    gone: list[Initiative] = field(default_factory=list)
    policy: list[FieldChange] = field(default_factory=list)

    def count(self, state: str) -> int:
        return sum(card.state == state for card in self.cards)


def corrected(draft: ImportDraft) -> dict[str, Any]:
    """What was read, with what a person put right in place of it."""
    data: dict[str, Any] = deepcopy(draft.data)
    for card in data.get("cards", []):
        for name, text in draft.corrections.get(str(card["number"]), {}).items():
            _correct(card, name, text)
    return data


def _correct(card: dict[str, Any], name: str, text: str) -> None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if name in ("committees", "goals"):
        card[name] = lines
    elif name == "carried_over":
        card[name] = {"yes": True, "no": False}.get(text)
    elif name == "contacts":
        card[name] = [_contact(line) for line in lines]
    else:
        card[name] = text.strip()
    if name in card["fields"]:
        card["fields"][name]["uncertain"] = []


def _contact(line: str) -> dict[str, str]:
    """`Department; post; name`, as the form asks for it."""
    department, title, person = [part.strip() for part in [*line.split(";"), "", ""][:3]]
    return {"department": department, "title": title, "person": person, "raw": line, "unit": ""}


def contact_lines(contacts: list[dict[str, str]]) -> str:
    """The contact persons as `_contact` reads them back."""
    return "\n".join(
        "; ".join([it["department"], it["title"], it["person"]]) if it["person"] else it["raw"]
        for it in contacts
    )


def changes_of(draft: ImportDraft, *, policy: Policy | None = None, title: str = "") -> Changes:
    """Compare the document with what stands. Raises NoPeriod."""
    target = target_of(draft, policy=policy, title=title)
    data = corrected(draft)
    if draft.kind == ImportDraft.Kind.POLICY:
        return Changes(target, policy=_policy_changes(target.policy, data))
    standing, words = _standing(target), _Words(target.policy)
    cards = [
        _card_change(card, words, standing.pop(card["number"], None)) for card in data["cards"]
    ]
    gone = [initiative for number, initiative in standing.items() if number is not None]
    return Changes(target, cards, gone)


def _standing(target: Target) -> dict[int | None, Initiative]:
    if target.plan is None:
        return {}
    rows = target.plan.initiatives.development().prefetch_related(
        "goals", "contacts", "under_committees__committee"
    )
    return {row.number: row for row in rows}


class _Words:
    """What goals and committees are called here, when a document says it a little otherwise."""

    def __init__(self, policy: Policy | None) -> None:
        self.goals = list(policy.goals.all()) if policy else []
        self.committees = {
            said.casefold(): row.name
            for row in Committee.objects.all()
            for said in (row.name, row.short, *row.aliases)
            if said
        }

    def known(self, texts: dict[str, str]) -> dict[str, str]:
        goals = [
            (wording, goal_like(self.goals, wording)) for wording in texts["goals"].split("\n")
        ]
        named = texts["committees"].split("\n")
        return texts | {
            "goals": "\n".join(goal.title if goal else wording for wording, goal in goals),
            "committees": "\n".join(self.committees.get(it.casefold(), it) for it in named),
        }


def _card_change(card: dict[str, Any], words: _Words, initiative: Initiative | None) -> CardChange:
    after = words.known(card_texts(card))
    if initiative is None:
        fields = [FieldChange(name, "", text) for name, text in after.items() if text]
        return CardChange(card["number"], card["title"], NEW, fields)
    before = initiative_texts(initiative)
    fields = [
        FieldChange(name, before[name], after[name])
        for name in after
        if not _same(name, before[name], after[name])
    ]
    state = UPDATE if fields else SAME
    return CardChange(card["number"], card["title"], state, fields, initiative)


def _same(name: str, before: str, after: str) -> bool:
    if name in ("goals", "committees"):
        return sorted(map(plain, before.split("\n"))) == sorted(map(plain, after.split("\n")))
    return before == after


def card_texts(card: dict[str, Any]) -> dict[str, str]:
    """The card as texts that can be compared and shown."""
    return {
        "title": " ".join(card["title"].split())[:LONGEST_TITLE],
        "overview_title": card["overview_title"][:LONGEST_TITLE],
        "committees": "\n".join(card["committees"]),
        "goals": "\n".join(goals_of(card)),
        "carried_over": carried_over_code(card),
        **{name: card[name].strip() for name in TEXTS},
        "contacts": contact_lines(card["contacts"]),
    }


def goals_of(card: dict[str, Any]) -> list[str]:
    """The card's goals, or the one printed above its group when it has none of its own."""
    above = [card["section_goal"]] if card["section_goal"] else []
    return list(dict.fromkeys(card["goals"] or above))


def carried_over_code(card: dict[str, Any]) -> str:
    codes = {True: Initiative.CarriedOver.YES, False: Initiative.CarriedOver.NO}
    return str(codes.get(card["carried_over"], Initiative.CarriedOver.UNKNOWN).value)


def initiative_texts(initiative: Initiative) -> dict[str, str]:
    """The initiative in the same shape as `card_texts`."""
    people = [
        {"department": it.department, "title": it.title, "person": it.person, "raw": it.raw}
        for it in initiative.contacts.all()
    ]
    return {
        "title": initiative.title,
        "overview_title": initiative.overview_title,
        "committees": "\n".join(row.committee.name for row in initiative.under_committees.all()),
        "goals": "\n".join(goal.title for goal in initiative.goals.all()),
        "carried_over": initiative.carried_over,
        **{name: getattr(initiative, stored) for name, stored in TEXTS.items()},
        "contacts": contact_lines(people),
    }


def policy_texts(data: dict[str, Any]) -> dict[str, str]:
    """Vision, principles and focus areas as texts that can be compared and shown."""
    areas = {area["title"]: area_text(area) for area in data["focus_areas"]}
    return {
        "vision": "\n".join(data["vision"]),
        "principles": "\n".join(data["principles"]),
        **areas,
    }


def area_text(area: dict[str, Any]) -> str:
    parts = (listed(area["why"]), listed(area["how"]), "\n".join(area["supporting_plans"]))
    return "\n\n".join(part for part in parts if part)


def listed(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _policy_changes(policy: Policy | None, data: dict[str, Any]) -> list[FieldChange]:
    after = policy_texts(data)
    before = _standing_policy(policy, list(after)) if policy else {}
    return [
        FieldChange(name, before.get(name, ""), text)
        for name, text in after.items()
        if before.get(name, "") != text
    ]


def _standing_policy(policy: Policy, names: list[str]) -> dict[str, str]:
    texts = {
        "vision": policy.vision,
        "principles": "\n".join(row.title for row in policy.principles.all()),
    }
    goals = list(policy.goals.filter(kind=Goal.Kind.FOCUS_AREA))
    for name in names[2:]:
        goal = goal_like(goals, name)
        if goal:
            parts = (goal.why, goal.how, goal.supporting_plans)
            texts[name] = "\n\n".join(part for part in parts if part)
    return texts


def span_of(draft: ImportDraft, card: int, name: str) -> tuple[int, int]:
    """First and last line of the field, (0, 0) when it stands nowhere."""
    for it in draft.data.get("cards", []):
        if it["number"] == card and name in it["fields"]:
            first, last = it["fields"][name]["lines"]
            return first, last
    return 0, 0


def document_lines(draft: ImportDraft) -> list[str]:
    """The lines as the reader numbered them, from 1."""
    return re.split("\n", draft.text)
