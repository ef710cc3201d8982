"""Treatment rests while the citizen is in hospital, and is taken up again afterwards."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _text

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.plans.models import Pause, Service
from helhed.plans.verbs import duties
from helhed.plans.verbs.services import pause_service, resume_service

# Nobody knows how long a stay lasts: this is the day somebody asks, not the day it must end.
ASK_AFTER = timedelta(days=14)


@transaction.atomic
def pause_for_hospital(
    citizen: Citizen, *, by: User | None, on: date, system_actor: str = ""
) -> list[Pause]:
    """Pause running treatment from `on`; the help of the unit follows the citizen into the ward.

    A repeated message pauses nothing twice. Where nobody can be named to take it up again, the
    treatment is left running, since a pause without a name would be an end (P4).
    """
    running = (
        Service.objects.running_on(on)
        .filter(citizen=citizen, is_treatment=True)
        .exclude(pk__in=Pause.objects.filter(until_day__isnull=True).values("service"))
        .select_related("plan__lead_coordinator")
    )
    pauses = []
    for service in running:
        follower = duties.who_follows(citizen, service.plan, by)
        if follower is not None:
            pauses.append(
                pause_service(
                    service,
                    by=by,
                    from_day=on,
                    comes_first=_text("the stay in hospital"),
                    resume_on=on + ASK_AFTER,
                    resumed_by=follower,
                    for_hospital=True,
                    system_actor=system_actor,
                )
            )
    return pauses


@transaction.atomic
def resume_after_hospital(
    citizen: Citizen, *, by: User | None, on: date, system_actor: str = ""
) -> list[Pause]:
    """Take up again from `on` what rested for the stay in hospital, and nothing else."""
    resting = Service.objects.filter(
        citizen=citizen, pauses__for_hospital=True, pauses__until_day__isnull=True
    )
    return [resume_service(service, by=by, on=on, system_actor=system_actor) for service in resting]
