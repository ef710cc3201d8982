"""Where a document that was read belongs: which policy, which plan, and what they are called."""

import re
from dataclasses import dataclass
from typing import Any

from helhed.strategy.models import ActionPlan, Goal, ImportDraft, Policy
from helhed.strategy.reading.values import likeness, plain

SAME_GOAL = 0.9
YEARS = r"(20\d\d)\s*[-\u2013]\s*(20\d\d)"


class NoPeriod(Exception):
    """The document does not say which years it is for."""


@dataclass(frozen=True)
class Target:
    """The policy and plan a document goes to; None stands for one that will be made."""

    policy: Policy | None
    policy_title: str
    policy_years: tuple[int, int]
    plan: ActionPlan | None = None
    plan_title: str = ""
    plan_years: tuple[int, int] = (0, 0)


def target_of(draft: ImportDraft, *, policy: Policy | None = None, title: str = "") -> Target:
    """Where the document goes; `policy` and `title` are what a person chose instead.

    Raises NoPeriod when the document names no years.
    """
    if not draft.data.get("period"):
        raise NoPeriod
    if draft.kind == ImportDraft.Kind.POLICY:
        return _policy_target(draft, title)
    first, last = draft.data["period"]
    name = policy_name(draft.data.get("policy", ""))
    years = _years_of_policy(draft.text, name) or (first, last)
    before = _earlier_plan(draft)
    chosen = policy or (before.policy if before else None) or _policy_called(name, first, last)
    plan = _plan_of(chosen, before, first, last)
    said = title or (plan.title if plan else "") or plan_title(draft.text, draft.data)
    return Target(chosen, chosen.title if chosen else name, years, plan, said, (first, last))


def policy_name(printed: str) -> str:
    """`udsattepolitikken` → `Udsattepolitik`."""
    name = re.sub(r"(politik|strategi|plan)k?en$", r"\1", printed.strip())
    return (name[:1].upper() + name[1:]) or "Politik"


def plan_title(text: str, data: dict[str, Any]) -> str:
    """What the document calls itself, else which policy it carries out."""
    years = "-".join(map(str, data["period"]))
    for match in re.finditer(rf"(?i)\b(\w+handle?plan)\w*\s+(?:for\s+)?{YEARS}", text):
        return f"{match[1].capitalize()} {years}"
    policy = data.get("policy", "")
    return f"Handleplan for {policy} {years}" if policy else f"Handleplan {years}"


def _years_of_policy(text: str, name: str) -> tuple[int, int] | None:
    """The years printed beside the policy's name, before it or after it."""
    word = re.escape(name)
    flat = " ".join(text.split())
    for pattern in (rf"(?i){word}\w*\s+{YEARS}", rf"(?i){YEARS}[^.]{{0,60}}{word}"):
        match = re.search(pattern, flat)
        if match:
            return int(match[1]), int(match[2])
    return None


def _policy_called(name: str, first: int, last: int) -> Policy | None:
    """The policy of that name in force when the plan begins."""
    for policy in Policy.objects.filter(first_year__lte=first, last_year__gte=first):
        if plain(policy.title).startswith(plain(name)):
            return policy
    return None


def _earlier_plan(draft: ImportDraft) -> ActionPlan | None:
    """The plan that an earlier reading of the document went to."""
    earlier = ImportDraft.objects.without_content().filter(
        name=draft.name, state=ImportDraft.State.ACCEPTED, plan__isnull=False
    )
    found = earlier.exclude(pk=draft.pk).order_by("-accepted_at", "-id").first()
    return found.plan if found else None


def _plan_of(
    policy: Policy | None, before: ActionPlan | None, first: int, last: int
) -> ActionPlan | None:
    if policy is None:
        return None
    if before is not None and before.policy_id == policy.pk:
        return before
    return policy.plans.filter(first_year=first, last_year=last).first()


def _policy_target(draft: ImportDraft, title: str) -> Target:
    first, last = draft.data["period"]
    said = title or draft.data.get("title") or "Politik"
    known = Policy.objects.filter(title__iexact=said, first_year=first).first()
    return Target(known, said, (first, last))


def goal_like(goals: "list[Goal]", wording: str) -> Goal | None:
    """The goal whose words are the same but for case, marks and spaces, or nearly so."""
    best = max(goals, key=lambda goal: likeness(goal.title, wording), default=None)
    return best if best and likeness(best.title, wording) >= SAME_GOAL else None


def key_for(title: str) -> str:
    """The key of the same goal in another policy, or one made of its first words."""
    words = plain(title)
    for goal in Goal.objects.order_by("created_at", "id"):
        other = plain(goal.title)
        if words.startswith(other) or other.startswith(words):
            return goal.key
    letters = words.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", "-", letters)[:60].strip("-")
