"""Written together with the citizen at one table: a hope, a goal and a step in one go."""

from datetime import date

from django.db import transaction

from helhed.accounts.models import User
from helhed.plans.models import Goal, Hope, Plan, Step
from helhed.plans.verbs.goals import set_goal
from helhed.plans.verbs.steps import add_step
from helhed.plans.verbs.words import write_hope


@transaction.atomic
def write_together(
    plan: Plan,
    *,
    by: User,
    on: date,
    words: str,
    wording: str = "",
    step: str = "",
    by_citizen: bool = False,
    worker: User | None = None,
    due_on: date | None = None,
) -> tuple[Hope, Goal | None, Step | None]:
    """A hope in own words; if the talk came that far, a goal under it and its first step."""
    hope = write_hope(plan, by=by, words=words, on=on)
    if not wording.strip():
        return hope, None, None
    goal = set_goal(plan, by=by, wording=wording, hope=hope, on=on)
    if not step.strip():
        return hope, goal, None
    first = add_step(goal, by=by, text=step, by_citizen=by_citizen, worker=worker, due_on=due_on)
    return hope, goal, first
