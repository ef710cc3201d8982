"""Adopting an action plan, and letting it run longer than its years."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.strategy.models import ActionPlan, AgendaItem, Policy
from helhed.strategy.verbs.parties import note_reference


class NotLonger(Refused):
    message = _("The plan already runs until that day or later. Choose a later day.")


class SayWhyProlonged(Refused):
    message = _("Write why the plan runs longer.")


@transaction.atomic
def adopt_plan(
    policy: Policy,
    *,
    by: User,
    title: str,
    first_year: int,
    last_year: int,
    adopted_on: date | None = None,
    adopted_in: AgendaItem | str | None = None,
) -> ActionPlan:
    """A plan that carries the policy out in the years, both included.

    `adopted_in` is the agenda item, or its reference as documents print it.
    """
    item = note_reference(adopted_in, by=by)
    plan = ActionPlan(
        policy=policy,
        title=title.strip(),
        first_year=first_year,
        last_year=last_year,
        adopted_on=adopted_on or (item.held_on if item else None),
        adopted_in=item,
    )
    checked(plan).save()
    audit.record("strategy.adopt_plan", by=by, obj=plan, policy=policy.pk)
    return plan


@transaction.atomic
def edit_plan(
    plan: ActionPlan, *, by: User, based_on: int, title: str, first_year: int, last_year: int
) -> ActionPlan:
    """Raises Conflict with both texts when somebody changed it since version `based_on`."""
    fields: dict[str, Any] = {
        "title": title.strip(),
        "first_year": first_year,
        "last_year": last_year,
    }
    check_fields(plan, **fields)
    save_if_unchanged(plan, based_on=based_on, **fields)
    audit.record("strategy.edit_plan", by=by, obj=plan, version=plan.version)
    return plan


@transaction.atomic
def prolong_plan(
    plan: ActionPlan,
    *,
    by: User,
    ends_on: date,
    reason: str,
    decided_in: AgendaItem | str | None = None,
) -> ActionPlan:
    """The plan runs until `ends_on`, the last day; its years stay as they were adopted."""
    plan = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    if not reason.strip():
        raise SayWhyProlonged
    if ends_on <= plan.last_day:
        raise NotLonger
    plan.ends_on = ends_on
    plan.prolonged_because = reason.strip()
    plan.prolonged_in = note_reference(decided_in, by=by)
    plan.version += 1
    checked(plan).save(update_fields=["ends_on", "prolonged_because", "prolonged_in", "version"])
    audit.record("strategy.prolong_plan", by=by, obj=plan, ends_on=ends_on)
    return plan
