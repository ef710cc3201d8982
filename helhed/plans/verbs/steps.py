"""Steps towards a goal: the next small thing, by whom and when."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.plans.models import Goal, Step
from helhed.plans.verbs.goals import GoalHasEnded


class StepIsDone(Refused):
    message = _("The step is done already, so it cannot be dropped.")


@transaction.atomic
def add_step(
    goal: Goal,
    *,
    by: User,
    text: str,
    by_citizen: bool = False,
    worker: User | None = None,
    with_whom: str = "",
    due_on: date | None = None,
) -> Step:
    """Add the next small thing. It is somebody's: the citizen's, a colleague's or another's."""
    if goal.ended_on is not None:
        raise GoalHasEnded
    step = Step(
        citizen_id=goal.citizen_id,
        goal=goal,
        text=text.strip(),
        by_citizen=by_citizen,
        worker=worker,
        with_whom=with_whom.strip(),
        due_on=due_on,
    )
    checked(step).save()
    audit.record("plans.add_step", by=by, obj=step, due_on=due_on)
    return step


@transaction.atomic
def complete_step(step: Step, *, by: User, on: date) -> Step:
    """The step is done. Done twice is done once."""
    if step.done_on is None:
        step.done_on, step.dropped_on = on, None
        step.save(update_fields=["done_on", "dropped_on"])
        audit.record("plans.complete_step", by=by, obj=step)
    return step


@transaction.atomic
def reopen_step(step: Step, *, by: User) -> Step:
    """The step is not done after all, or wanted again."""
    step.done_on = step.dropped_on = None
    step.save(update_fields=["done_on", "dropped_on"])
    audit.record("plans.reopen_step", by=by, obj=step)
    return step


@transaction.atomic
def drop_step(step: Step, *, by: User, on: date) -> Step:
    """The step is not wanted any more. It is kept in the story."""
    if step.done_on is not None:
        raise StepIsDone
    step.dropped_on = on
    step.save(update_fields=["dropped_on"])
    audit.record("plans.drop_step", by=by, obj=step)
    return step
