"""A house tells the municipality that acts for the citizen who came and who left (law.md 3)."""

from datetime import date

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.decisions import verbs as decisions
from helhed.decisions.models import PlaceNotice, Responsibility
from helhed.stays.models import SHELTERS, Kind, Stay
from helhed.teams.models import Organisation

What = PlaceNotice.What
CAME = {Kind.SHELTER: What.SHELTER_IN, Kind.CRISIS_CENTRE: What.CRISIS_IN}
LEFT = {Kind.SHELTER: What.SHELTER_OUT, Kind.CRISIS_CENTRE: What.CRISIS_OUT}


def shelter_stay(citizen: Citizen) -> Stay | None:
    """The open stay in a shelter or crisis centre, if there is one."""
    return Stay.objects.open().filter(citizen=citizen, kind__in=SHELTERS).first()


def tell_of_places(
    citizen: Citizen, *, by: User, on: date, before: Stay | None, after: Stay
) -> None:
    """Open the notices of a changed night: out of one house and into another.

    Nothing is opened while we act for the citizen ourselves, nor for somebody without a name.
    """
    if before is not None and before.pk == after.pk:
        return
    if _we_act(citizen, on=on):
        return
    told = [(LEFT, before), (CAME, after)]
    for words, stay in told:
        if stay is not None and stay.kind in words:
            decisions.open_notice(
                citizen,
                by=by,
                what=words[Kind(stay.kind)],
                stay_key=stay.pk,
                happened_on=on,
                owner=by,
            )


def _we_act(citizen: Citizen, *, on: date) -> bool:
    acts = decisions.responsible_on(
        citizen, role=Responsibility.Role.ACTS, law=Responsibility.Law.SOCIAL, on=on
    )
    if acts is None:
        return True
    return Organisation.objects.filter(ours=True, name=acts.municipality).exists()
