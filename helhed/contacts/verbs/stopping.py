"""Nothing more is planned for somebody who has died; a report by mistake plans it again."""

from datetime import date, datetime

from django.db import transaction

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.contacts.models import Appointment
from helhed.core import clock

Outcome = Appointment.Outcome


@transaction.atomic
def call_off_after_death(
    citizen: Citizen, *, by: User | None, at: datetime, system_actor: str = ""
) -> int:
    """Call off every appointment from the moment on. Returns how many there were."""
    planned = Appointment.objects.filter(citizen=citizen, outcome=Outcome.PLANNED, at__gte=at)
    count = planned.update(outcome=Outcome.CANCELLED, outcome_at=clock.now())
    audit.record(
        "contacts.call_off_after_death",
        by=by,
        citizen_id=citizen.pk,
        system_actor=system_actor,
        count=count,
    )
    return count


@transaction.atomic
def plan_again(
    citizen: Citizen, *, by: User | None, called_off_since: date, system_actor: str = ""
) -> int:
    """Plan again the appointments to come that were called off since that day."""
    to_come = Appointment.objects.filter(
        citizen=citizen,
        outcome=Outcome.CANCELLED,
        at__gt=clock.now(),
        outcome_at__date__gte=called_off_since,
    )
    count = to_come.update(outcome=Outcome.PLANNED, outcome_at=None)
    audit.record(
        "contacts.plan_again",
        by=by,
        citizen_id=citizen.pk,
        system_actor=system_actor,
        count=count,
    )
    return count
