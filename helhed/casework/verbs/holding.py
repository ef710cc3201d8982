"""A record that may not be erased is looked at again on its day, by who said so."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from helhed.accounts.models import User
from helhed.casework.verbs.hospital import team_of
from helhed.citizens import verbs as citizens
from helhed.citizens.models import Hold
from helhed.core.days import end_of_work
from helhed.teams import verbs as teams
from helhed.teams.models import Duty


@transaction.atomic
def remind_of_holds(*, on: date, system_actor: str = "duty_keeper") -> int:
    """On the day of review whoever held a record back is asked once whether it still must stay.

    If they have left, the citizen's team is asked. Returns how many are past their day.
    """
    standing = Hold.objects.filter(lifted_on__isnull=True, review_on__lte=on)
    holds = list(standing.select_related("citizen", "set_by").order_by("id"))
    for held in holds:
        teams.open_duty(
            held.citizen,
            Duty.Kind.REVIEW_HOLD,
            by=None,
            cause=cause_of(held),
            due_at=end_of_work(held.review_on),
            reason=_("Lift it, or leave it and tick this off."),
            owner=held.set_by if held.set_by.is_active else None,
            team=team_of(held.citizen),
            system_actor=system_actor,
        )
    return len(holds)


@transaction.atomic
def lift_hold(held: Hold, *, by: User, because: str, on: date) -> Hold:
    """The record follows the rules of keeping again, and nobody is asked about it any more."""
    held = citizens.lift_hold(held, by=by, because=because, on=on)
    teams.withdraw_duty(
        held.citizen, Duty.Kind.REVIEW_HOLD, cause_of(held), by=by, because=_("It is lifted.")
    )
    return held


def cause_of(held: Hold) -> str:
    return f"hold:{held.pk}"
