"""Protection of the address, without anybody locking themselves out."""

from django.db import transaction

from helhed.accounts.models import User
from helhed.citizens import verbs as citizens
from helhed.citizens.models import Citizen
from helhed.teams import verbs as teams


@transaction.atomic
def turn_protection(citizen: Citizen, *, by: User, on: bool) -> Citizen:
    """Protect the address, with `by` as the first named colleague; or stop protecting it."""
    if on:
        teams.trust_worker(citizen, by=by, user=by)
        return citizens.protect(citizen, by=by)
    return citizens.stop_protecting(citizen, by=by)
