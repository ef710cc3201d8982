"""Goals: each points at a hope, or says why it cannot yet and when we ask again (P4)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.plans.models import Goal, Hope, Plan
from helhed.plans.verbs import duties
from helhed.teams import verbs as teams
from helhed.teams.models import Duty


class GoalHasEnded(Refused):
    message = _("The goal has ended. Take it up again first.")


class HopeBelongsToAnotherPlan(Refused):
    message = _("Choose one of the hopes in this plan.")


def cause_of(goal: Goal) -> str:
    return f"goal:{goal.pk}"


@transaction.atomic
def set_goal(
    plan: Plan,
    *,
    by: User,
    wording: str,
    on: date,
    hope: Hope | None = None,
    no_hope_reason: str = "",
    ask_again_on: date | None = None,
    citizen_says: str = "",
    theme: str = "",
    change: str = "",
    wished_level: int = 10,
) -> Goal:
    """Set a goal from a hope. Without a hope it says why, and a duty asks on `ask_again_on`.

    `theme` and `change` are codes listed in `plans.ffb`.
    """
    _same_plan(plan, hope)
    goal = Goal(
        citizen_id=plan.citizen_id,
        plan=plan,
        hope=hope,
        no_hope_reason="" if hope else no_hope_reason.strip(),
        ask_again_on=None if hope else ask_again_on,
        wording=wording.strip(),
        citizen_says=citizen_says.strip(),
        theme=theme,
        change=change,
        wished_level=wished_level,
        from_day=on,
        rank=Goal.objects.filter(plan=plan).count() + 1,
    )
    checked(goal).save()
    _ask_for_hope(goal, by=by)
    audit.record("plans.set_goal", by=by, obj=goal, has_hope=hope is not None)
    return goal


def _same_plan(plan: Plan, hope: Hope | None) -> None:
    if hope is not None and hope.plan_id != plan.pk:
        raise HopeBelongsToAnotherPlan


def _ask_for_hope(goal: Goal, *, by: User) -> None:
    if goal.hope_id is not None or goal.ask_again_on is None:
        return
    teams.open_duty(
        goal.citizen,
        Duty.Kind.ASK_HOPE,
        by=by,
        cause=cause_of(goal),
        due_at=duties.end_of(goal.ask_again_on),
        reason=goal.no_hope_reason,
        owner=duties.who_follows(goal.citizen, goal.plan, by),
    )


@transaction.atomic
def reword_goal(
    goal: Goal,
    *,
    by: User,
    wording: str,
    based_on: int,
    citizen_says: str = "",
    theme: str = "",
    change: str = "",
    wished_level: int = 10,
) -> Goal:
    """Write the goal anew; the earlier wording stays in the story.

    Raises Conflict with both texts when somebody changed it since version `based_on`.
    """
    fields = {
        "wording": wording.strip(),
        "citizen_says": citizen_says.strip(),
        "theme": theme,
        "change": change,
        "wished_level": wished_level,
    }
    check_fields(goal, **fields)
    save_if_unchanged(goal, based_on=based_on, **fields)
    audit.record("plans.reword_goal", by=by, obj=goal, version=goal.version)
    return goal


@transaction.atomic
def point_goal_at(goal: Goal, *, by: User, hope: Hope) -> Goal:
    """The goal has found its hope, or another one; nobody needs to ask any more."""
    _same_plan(goal.plan, hope)
    goal.hope = hope
    goal.no_hope_reason, goal.ask_again_on = "", None
    goal.save(update_fields=["hope", "no_hope_reason", "ask_again_on"])
    duties.finish(
        goal.citizen,
        Duty.Kind.ASK_HOPE,
        cause_of(goal),
        by=by,
        note=_text("The goal points at a hope now."),
    )
    audit.record("plans.point_goal_at", by=by, obj=goal, hope=hope.pk)
    return goal


@transaction.atomic
def ask_about_hope_later(goal: Goal, *, by: User, no_hope_reason: str, ask_again_on: date) -> Goal:
    """Asked, and the citizen will not say yet: write why, and ask again on another day."""
    goal.hope = None
    goal.no_hope_reason, goal.ask_again_on = no_hope_reason.strip(), ask_again_on
    checked(goal).save(update_fields=["hope", "no_hope_reason", "ask_again_on"])
    open_duty = Duty.objects.open().filter(
        citizen=goal.citizen, kind=Duty.Kind.ASK_HOPE, cause=cause_of(goal)
    )
    duty = open_duty.first()
    if duty is None:
        _ask_for_hope(goal, by=by)
    else:
        teams.move_duty(duty, by=by, due_at=duties.end_of(ask_again_on), reason=goal.no_hope_reason)
    audit.record("plans.ask_about_hope_later", by=by, obj=goal, ask_again_on=ask_again_on)
    return goal


@transaction.atomic
def note_disagreement(goal: Goal, *, by: User, text: str, based_on: int) -> Goal:
    """Write what the citizen and we see differently; an empty text takes it away.

    Raises Conflict with both texts when somebody changed the goal since version `based_on`.
    """
    save_if_unchanged(goal, based_on=based_on, disagreement=text.strip())
    audit.record("plans.note_disagreement", by=by, obj=goal, version=goal.version)
    return goal


@transaction.atomic
def end_goal(goal: Goal, *, by: User, end: str, on: date) -> Goal:
    """The goal is reached, or put away. Its help goes on until it is ended by itself."""
    goal.end, goal.ended_on = end, on
    checked(goal).save(update_fields=["end", "ended_on"])
    teams.withdraw_duty(
        goal.citizen,
        Duty.Kind.ASK_HOPE,
        cause_of(goal),
        by=by,
        because=_text("The goal has ended."),
    )
    audit.record("plans.end_goal", by=by, obj=goal, end=end)
    return goal


@transaction.atomic
def take_goal_up_again(goal: Goal, *, by: User) -> Goal:
    """The goal counts again; without a hope somebody asks as before."""
    goal.end, goal.ended_on = "", None
    checked(goal).save(update_fields=["end", "ended_on"])
    _ask_for_hope(goal, by=by)
    audit.record("plans.take_goal_up_again", by=by, obj=goal)
    return goal
