"""Leaving a shelter while support is being decided: warned first, and never held back (law.md 3).

Support decided after the citizen has left begins too late and is counted otherwise by the law
(serviceloven § 176 a), so every way out of a shelter passes here.
"""

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.stays.models import SHELTERS, Kind, Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Duty

# Places one comes back from: whoever came there from a shelter has not left it before they are out.
AWAY = (Kind.HOSPITAL, Kind.PRISON)
# Another shelter is still a shelter, from a hospital or a prison one comes back, and whoever has
# died is not discharged.
NO_LEAVING = (*SHELTERS, *AWAY, Stay.DECEASED)
FROM_A_SHELTER = Q(kind__in=SHELTERS) | Q(kind__in=AWAY, interrupts__kind__in=SHELTERS)
LONGEST_NOTE = 300


class DecideFirst(Refused):
    message = _(
        "Support is being decided and is not in place. Ask for some days more, or have it decided"
        " first. If the citizen leaves all the same, write why."
    )


def warnings_before_leaving(citizen: Citizen) -> list[Duty]:
    """What is to be decided before the citizen leaves the shelter; empty for one who is in none.

    Asked of the duties, since the staff of the house may read those and not the case. Whoever is
    in hospital from a shelter, or is out of it with nobody knowing where to, has not left yet.
    """
    here = Q(until_day__isnull=True) | Q(tonight=Stay.UNANSWERED)
    if not Stay.objects.standing().filter(here, FROM_A_SHELTER, citizen=citizen).exists():
        return []
    kinds = Duty.objects.open().filter(citizen=citizen, kind=Duty.Kind.DECIDE)
    return list(kinds.select_related("owner", "team").order_by("due_at", "id"))


def warn_first(
    stay: Stay, *, by: User | None, tonight: str, although: str = "", system_actor: str = ""
) -> None:
    """Raises DecideFirst when the open stay is in a shelter and support is being decided.

    With `although`, why the citizen leaves all the same, nothing stops: the case then hurries. A
    message from another system is never refused (`by` is None): where it ends the stay in the
    shelter, the case hurries at once; where it ends what came after, the one who answers where the
    citizen sleeps is warned then.
    """
    if tonight in NO_LEAVING or not _from_a_shelter(stay):
        return
    if by is not None:
        _warn(stay.citizen, by=by, although=although)
    elif stay.kind in SHELTERS:
        said = gettext("A message says that the citizen has left the shelter.")
        _hurry(warnings_before_leaving(stay.citizen), None, said, system_actor)


def warn_at_the_answer(citizen: Citizen, *, by: User, tonight: str, although: str = "") -> None:
    """The same rule for whoever answers where somebody sleeps whom a message let out."""
    if tonight in NO_LEAVING:
        return
    waiting = Stay.objects.standing().filter(
        FROM_A_SHELTER, citizen=citizen, tonight=Stay.UNANSWERED
    )
    if waiting.exists():
        _warn(citizen, by=by, although=although)


def undecided_words(stay: Stay) -> str:
    """For the duty of the night: what is lost if the citizen does not go back to the shelter."""
    if not _from_a_shelter(stay) or not warnings_before_leaving(stay.citizen):
        return ""
    return gettext("Support is being decided: ask whether the bed in the shelter waits.")


def _from_a_shelter(stay: Stay) -> bool:
    before = stay.interrupts if stay.kind in AWAY else None
    return stay.kind in SHELTERS or (before is not None and before.kind in SHELTERS)


def _warn(citizen: Citizen, *, by: User, although: str) -> None:
    undecided = warnings_before_leaving(citizen)
    if undecided and not although.strip():
        raise DecideFirst
    _hurry(undecided, by, although)


def _hurry(undecided: list[Duty], by: User | None, why: str, system_actor: str = "") -> None:
    for duty in undecided:
        due_at = min(duty.due_at, clock.now())
        reason = why.strip()[:LONGEST_NOTE]
        teams.move_duty(duty, by=by, due_at=due_at, reason=reason, system_actor=system_actor)
