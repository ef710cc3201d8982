"""Taking in what was read of a document: the one moment when it changes policies and plans."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.errors import Refused
from helhed.strategy import criteria
from helhed.strategy.comparing import (
    NEW,
    SAME,
    TEXTS,
    CardChange,
    card_texts,
    changes_of,
    corrected,
    goals_of,
    listed,
)
from helhed.strategy.models import ActionPlan, Goal, ImportDraft, Initiative, Party, Policy
from helhed.strategy.reading_target import NoPeriod, Target, goal_like, key_for
from helhed.strategy.verbs.following import split_criteria
from helhed.strategy.verbs.initiatives import (
    Contact,
    Reading,
    edit_initiative,
    note_reading,
    set_contacts,
    start_initiative,
)
from helhed.strategy.verbs.parties import name_committee, name_party
from helhed.strategy.verbs.plans import adopt_plan
from helhed.strategy.verbs.policies import (
    edit_goal,
    edit_policy,
    remove_principle,
    set_goal,
    set_principle,
    write_policy,
)
from helhed.strategy.verbs.reading import locked

LONGEST = 200


class NoYears(Refused):
    message = _("The document does not say which years it is for. Write them in it, and retry.")


class ChangedMeanwhile(Refused):
    message = _("Somebody changed the reading while you looked. Look it through once more.")


@dataclass
class Accepted:
    """What came of it: numbers of cards by what became of them."""

    policy: Policy
    plan: ActionPlan | None = None
    new: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    same: list[int] = field(default_factory=list)


@transaction.atomic
def accept_import(
    draft: ImportDraft,
    *,
    by: User,
    at: datetime,
    based_on: int | None = None,
    policy: Policy | None = None,
    title: str = "",
    only: Collection[int] | None = None,
) -> Accepted:
    """Write what was read to policy, plan and initiatives; the same once more changes nothing.

    `only`: numbers of the cards to take; all when None. What stands in the plan and not in the
    document stays. Raises AlreadyDecided, NoYears, and ChangedMeanwhile when the draft is another
    than version `based_on`.
    """
    draft = locked(draft)
    if based_on is not None and draft.version != based_on:
        raise ChangedMeanwhile
    try:
        changes = changes_of(draft, policy=policy, title=title)
    except NoPeriod:
        raise NoYears from None
    if draft.kind == ImportDraft.Kind.POLICY:
        result = Accepted(_accept_policy(changes.target, corrected(draft), by))
    else:
        chosen = [card for card in changes.cards if only is None or card.number in only]
        result = _accept_plan(draft, changes.target, chosen, by)
    draft.state = ImportDraft.State.ACCEPTED
    draft.accepted_by, draft.accepted_at = by, at
    draft.policy, draft.plan = result.policy, result.plan
    draft.version += 1
    draft.save(update_fields=["state", "accepted_by", "accepted_at", "policy", "plan", "version"])
    audit.record(
        "strategy.accept_import", by=by, obj=draft, new=len(result.new), updated=len(result.updated)
    )
    return result


# Plans ----------------------------------------------------------------------------------------


def _accept_plan(
    draft: ImportDraft, target: Target, chosen: list[CardChange], by: User
) -> Accepted:
    policy = target.policy or _new_policy(target, by)
    plan = target.plan or adopt_plan(
        policy,
        by=by,
        title=target.plan_title[:LONGEST],
        first_year=target.plan_years[0],
        last_year=target.plan_years[1],
    )
    data = corrected(draft)
    _make_goals_known(policy, data, by)
    goals = list(policy.goals.all())
    result = Accepted(policy, plan)
    cards = {card["number"]: card for card in data["cards"]}
    for change in chosen:
        _accept_card(draft, plan, cards[change.number], change, goals, by)
        {NEW: result.new, SAME: result.same}.get(change.state, result.updated).append(change.number)
    return result


def _new_policy(target: Target, by: User) -> Policy:
    first, last = target.policy_years
    return write_policy(
        by=by, title=target.policy_title[:LONGEST], first_year=first, last_year=last
    )


def _make_goals_known(policy: Policy, data: dict[str, Any], by: User) -> None:
    """Goals the document names and the policy lacks are set, those of its own list first."""
    known = list(policy.goals.all())
    named = [*data["goals"], *(goal for card in data["cards"] for goal in goals_of(card))]
    for wording in named:
        if goal_like(known, wording) is None:
            title = wording[:1].upper() + wording[1:]
            known.append(set_goal(policy, by=by, key=_free_key(policy, title), title=title[:300]))


def _free_key(policy: Policy, title: str) -> str:
    key = key_for(title) or "maal"
    taken = set(policy.goals.values_list("key", flat=True))
    ways = (key, *(f"{key[:57]}-{count}" for count in range(2, 1000)))
    return next(way for way in ways if way not in taken)


def _accept_card(
    draft: ImportDraft,
    plan: ActionPlan,
    card: dict[str, Any],
    change: CardChange,
    goals: list[Goal],
    by: User,
) -> None:
    if change.state == SAME:
        return
    texts = card_texts(card)
    fields: dict[str, Any] = {stored: texts[name] for name, stored in TEXTS.items()} | {
        "title": texts["title"],
        "overview_title": texts["overview_title"],
        "carried_over": texts["carried_over"],
        "goals": [goal for it in goals_of(card) if (goal := goal_like(goals, it))],
        "committees": [name_committee(name, by=by) for name in card["committees"]],
    }
    initiative = change.initiative
    if initiative is None:
        department = _department(card, by)
        initiative = start_initiative(
            plan, by=by, number=card["number"], department=department, **fields
        )
        _split(initiative, by)
    else:
        edit_initiative(initiative, by=by, based_on=initiative.version, **fields)
    _note_origin(draft, initiative, card, by)


def _department(card: dict[str, Any], by: User) -> Party | None:
    """Who carries it out: the unit of the first contact person, never a person."""
    named = [it["department"] for it in card["contacts"] if it["person"] and it["department"]]
    return name_party(named[0][:LONGEST], by=by, kind=Party.Kind.DEPARTMENT) if named else None


def _split(initiative: Initiative, by: User) -> None:
    """A first cut of the criteria, typed by the rule; a person puts it right on its page."""
    # A line of its own is a criterion of its own, also where no sentence ends.
    lines = initiative.success_criteria.split("\n")
    texts = [part for line in lines for part in criteria.parts(line)]
    if texts:
        split_criteria(initiative, by=by, texts=texts)


def _note_origin(
    draft: ImportDraft, initiative: Initiative, card: dict[str, Any], by: User
) -> None:
    people = [
        Contact(
            it["department"][:LONGEST], it["title"][:LONGEST], it["person"][:LONGEST], it["raw"]
        )
        for it in card["contacts"]
    ]
    set_contacts(initiative, by=by, contacts=people)
    readings = [
        Reading(
            name, it["label"], it["lines"][0], it["lines"][1], it["raw"], sure=not it["uncertain"]
        )
        for name, it in card["fields"].items()
    ]
    note_reading(initiative, by=by, document=draft.name, readings=readings)


# Policies ---------------------------------------------------------------------------------------


def _accept_policy(target: Target, data: dict[str, Any], by: User) -> Policy:
    vision = "\n".join(data["vision"])
    policy = target.policy or _new_policy(target, by)
    if policy.vision != vision:
        edit_policy(
            policy,
            by=by,
            based_on=policy.version,
            title=policy.title,
            first_year=policy.first_year,
            last_year=policy.last_year,
            vision=vision,
            council=policy.council,
        )
    _set_principles(policy, data["principles"], by)
    for place, area in enumerate(data["focus_areas"], start=1):
        _set_area(policy, area, place, by)
    return policy


def _set_principles(policy: Policy, wanted: list[str], by: User) -> None:
    standing = {row.title: row for row in policy.principles.all()}
    titles = [principle[:300] for principle in wanted]
    for title, row in standing.items():
        if title not in titles:
            remove_principle(row, by=by)
    for place, title in enumerate(titles, start=1):
        if title not in standing:
            set_principle(policy, by=by, title=title, place=place)


def _set_area(policy: Policy, area: dict[str, Any], place: int, by: User) -> None:
    texts: dict[str, Any] = {
        "why": listed(area["why"]),
        "how": listed(area["how"]),
        "supporting_plans": "\n".join(area["supporting_plans"]),
    }
    title, kind = area["title"][:300], Goal.Kind.FOCUS_AREA
    goal = goal_like(list(policy.goals.filter(kind=kind)), title)
    if goal is None:
        key = _free_key(policy, title)
        set_goal(policy, by=by, key=key, title=title, kind=kind, place=place, **texts)
    elif any(getattr(goal, name) != text for name, text in texts.items()) or goal.title != title:
        edit_goal(goal, by=by, based_on=goal.version, key=goal.key, title=title, kind=kind, **texts)
