"""Papers leave the house: each is a line in the log the citizen can read."""

from django.db import transaction

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.audit.models import Channel, Event
from helhed.citizens.models import Citizen


@transaction.atomic
def note_print(citizen: Citizen, *, by: User, what: str) -> Event:
    """Note that the plan was printed; `what` is `a4` or `pocket`."""
    return audit.record(f"plans.print_{what}", by=by, citizen_id=citizen.pk, channel=Channel.PRINT)
