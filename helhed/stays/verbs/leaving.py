"""Leaving a shelter while support is being decided: warned first, and never held back (law.md 3).

Support decided after the citizen has left begins too late and is counted otherwise by the law
(serviceloven § 176 a), so every way out of a shelter passes here.
"""

from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.stays.models import SHELTERS, Kind, Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Duty

# Another shelter is still a shelter, from a hospital or a prison one comes back, and whoever has
# died is not discharged.
NO_LEAVING = (*SHELTERS, Kind.HOSPITAL, Kind.PRISON, Stay.DECEASED)


class DecideFirst(Refused):
    message = _(
        "Support is being decided and is not in place. Ask for some days more, or have it decided"
        " first. If the citizen leaves all the same, write why."
    )


def warnings_before_leaving(citizen: Citizen) -> list[Duty]:
    """What is to be decided before the citizen leaves the shelter; empty for one who is in none.

    Asked of the duties, since the staff of the house may read those and not the case.
    """
    if not Stay.objects.open().filter(citizen=citizen, kind__in=SHELTERS).exists():
        return []
    kinds = Duty.objects.open().filter(citizen=citizen, kind=Duty.Kind.DECIDE)
    return list(kinds.select_related("owner", "team").order_by("due_at", "id"))


def warn_first(stay: Stay, *, by: User | None, tonight: str, although: str = "") -> None:
    """Raises DecideFirst when the open stay is in a shelter and support is being decided.

    With `although`, why the citizen leaves all the same, nothing stops: the case then hurries. A
    message from another system has nobody to warn (`by` is None).
    """
    if by is None or stay.kind not in SHELTERS or tonight in NO_LEAVING:
        return
    undecided = warnings_before_leaving(stay.citizen)
    if undecided and not although.strip():
        raise DecideFirst
    for duty in undecided:
        due_at = min(duty.due_at, clock.now())
        teams.move_duty(duty, by=by, due_at=due_at, reason=although.strip())
