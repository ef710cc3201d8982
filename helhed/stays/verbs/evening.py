"""Who is asked where somebody sleeps, and by when."""

from datetime import datetime, timedelta

from django.utils import timezone

from helhed.accounts.models import User
from helhed.citizens.models import Citizen

# An acute duty is answered the same evening; after that it counts as overdue and stays open.
ANSWER_TONIGHT_BY_HOUR = 20
SHORTEST_ANSWER_TIME = timedelta(hours=1)


def own_person(citizen: Citizen) -> User | None:
    """The citizen's own person in any team, if there is one."""
    caseload = citizen.caseloads.filter(until_day__isnull=True).select_related("worker").first()
    return caseload.worker if caseload else None


def answer_by(moment: datetime) -> datetime:
    """The same evening at 20, and never less than an hour from `moment` or from now."""
    local = timezone.localtime(moment)
    evening = local.replace(hour=ANSWER_TONIGHT_BY_HOUR, minute=0, second=0, microsecond=0)
    return max(evening, local + SHORTEST_ANSWER_TIME)
