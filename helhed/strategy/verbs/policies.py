"""Writing a policy, its goals and principles, and how old goals became new ones."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core import clock
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.strategy.models import AgendaItem, Crosswalk, Goal, Policy, Principle
from helhed.strategy.verbs.parties import note_reference


class GoalCarriesInitiatives(Refused):
    message = _("The goal has initiatives. Move them to other goals first.")


class SamePolicy(Refused):
    message = _("Choose goals of two policies: the mapping tells how an old one became new.")


class AlreadyMapped(Refused):
    message = _("Those two goals are mapped already.")


@transaction.atomic
def write_policy(
    *,
    by: User,
    title: str,
    first_year: int,
    last_year: int,
    vision: str = "",
    council: str = "",
    adopted_in: AgendaItem | str | None = None,
) -> Policy:
    """A policy for the years, both included. `council` is the advisory council that is heard."""
    policy = Policy(
        title=title.strip(),
        first_year=first_year,
        last_year=last_year,
        vision=vision.strip(),
        council=council.strip(),
        adopted_in=note_reference(adopted_in, by=by),
    )
    checked(policy).save()
    audit.record("strategy.write_policy", by=by, obj=policy)
    return policy


@transaction.atomic
def edit_policy(
    policy: Policy,
    *,
    by: User,
    based_on: int,
    title: str,
    first_year: int,
    last_year: int,
    vision: str = "",
    council: str = "",
) -> Policy:
    """Raises Conflict with both texts when somebody changed it since version `based_on`."""
    fields: dict[str, Any] = {
        "title": title.strip(),
        "first_year": first_year,
        "last_year": last_year,
        "vision": vision.strip(),
        "council": council.strip(),
    }
    check_fields(policy, **fields)
    save_if_unchanged(policy, based_on=based_on, **fields)
    audit.record("strategy.edit_policy", by=by, obj=policy, version=policy.version)
    return policy


@transaction.atomic
def set_goal(
    policy: Policy,
    *,
    by: User,
    key: str,
    title: str,
    kind: str = Goal.Kind.GOAL,
    why: str = "",
    how: str = "",
    supporting_plans: str = "",
    place: int | None = None,
) -> Goal:
    """A goal or focus area. Goals of two policies that are the same share their `key`."""
    goal = Goal(
        policy=policy,
        key=key,
        title=title.strip(),
        kind=kind,
        why=why.strip(),
        how=how.strip(),
        supporting_plans=supporting_plans.strip(),
        place=policy.goals.count() + 1 if place is None else place,
    )
    checked(goal).save()
    audit.record("strategy.set_goal", by=by, obj=goal, policy=policy.pk)
    return goal


@transaction.atomic
def edit_goal(
    goal: Goal,
    *,
    by: User,
    based_on: int,
    key: str,
    title: str,
    kind: str,
    why: str = "",
    how: str = "",
    supporting_plans: str = "",
    place: int | None = None,
) -> Goal:
    """Raises Conflict with both texts when somebody changed it since version `based_on`."""
    fields: dict[str, Any] = {
        "key": key,
        "title": title.strip(),
        "kind": kind,
        "why": why.strip(),
        "how": how.strip(),
        "supporting_plans": supporting_plans.strip(),
        "place": goal.place if place is None else place,
    }
    check_fields(goal, **fields)
    save_if_unchanged(goal, based_on=based_on, **fields)
    audit.record("strategy.edit_goal", by=by, obj=goal, version=goal.version)
    return goal


@transaction.atomic
def remove_goal(goal: Goal, *, by: User) -> None:
    """Take the goal out of its policy, with its mappings; its earlier versions are kept."""
    if goal.initiatives.exists():
        raise GoalCarriesInitiatives
    audit.record("strategy.remove_goal", by=by, obj=goal, policy=goal.policy_id)
    goal.delete()


@transaction.atomic
def set_principle(
    policy: Policy, *, by: User, title: str, text: str = "", place: int | None = None
) -> Principle:
    principle = Principle(
        policy=policy,
        title=title.strip(),
        text=text.strip(),
        place=policy.principles.count() + 1 if place is None else place,
    )
    checked(principle).save()
    audit.record("strategy.set_principle", by=by, obj=principle, policy=policy.pk)
    return principle


@transaction.atomic
def edit_principle(
    principle: Principle, *, by: User, based_on: int, title: str, text: str = ""
) -> Principle:
    """Raises Conflict with both texts when somebody changed it since version `based_on`."""
    fields = {"title": title.strip(), "text": text.strip()}
    check_fields(principle, **fields)
    save_if_unchanged(principle, based_on=based_on, **fields)
    audit.record("strategy.edit_principle", by=by, obj=principle, version=principle.version)
    return principle


@transaction.atomic
def remove_principle(principle: Principle, *, by: User) -> None:
    audit.record("strategy.remove_principle", by=by, obj=principle, policy=principle.policy_id)
    principle.delete()


@transaction.atomic
def cross_goals(from_goal: Goal, *, by: User, to_goal: Goal, note: str = "") -> Crosswalk:
    """Somebody judges that the old goal lives on in the new one; kept with who and when."""
    if from_goal.policy_id == to_goal.policy_id:
        raise SamePolicy
    if Crosswalk.objects.filter(from_goal=from_goal, to_goal=to_goal).exists():
        raise AlreadyMapped
    crosswalk = Crosswalk(
        from_goal=from_goal, to_goal=to_goal, note=note.strip(), made_by=by, made_on=clock.today()
    )
    checked(crosswalk).save()
    audit.record(
        "strategy.cross_goals", by=by, obj=crosswalk, from_goal=from_goal.pk, to_goal=to_goal.pk
    )
    return crosswalk


@transaction.atomic
def uncross_goals(crosswalk: Crosswalk, *, by: User) -> None:
    audit.record(
        "strategy.uncross_goals",
        by=by,
        obj=crosswalk,
        from_goal=crosswalk.from_goal_id,
        to_goal=crosswalk.to_goal_id,
    )
    crosswalk.delete()
