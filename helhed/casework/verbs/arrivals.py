"""Somebody comes to the door of a house at night."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens import verbs as citizens
from helhed.citizens.models import Citizen
from helhed.core.errors import Refused
from helhed.stays import verbs as stays
from helhed.stays.models import Bed, Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Relation, Team
from helhed.teams.verbs.relations import OUTREACH_AREAS


class HouseHasNoStaff(Refused):
    message = _("No team is noted for the house. Ask your leader to connect one with it.")


@transaction.atomic
def arrive_unnamed(
    bed: Bed,
    *,
    by: User,
    on: date,
    street_name: str,
    description: str = "",
    citizen_id: UUID | None = None,
) -> Stay:
    """Somebody gets a bed under a street name; no name and no CPR number is asked for (P9).

    The staff of the house see them while they stay, and the outreach team afterwards, so that
    nobody is forgotten in the morning. A repeated post changes nothing.
    """
    if bed.site.team is None:
        raise HouseHasNoStaff
    if citizen_id is not None:
        known = Stay.objects.open().filter(citizen=citizen_id).first()
        if known is not None:
            return known
    citizen = citizens.create_citizen(
        by=by,
        citizen_id=citizen_id,
        street_name=street_name,
        description=description,
        unnamed=True,
    )
    stay = stays.begin_stay(
        citizen,
        by=by,
        kind="",
        from_night=on,
        bed=bed,
        source=Stay.Source.HOUSE,
        evidence=Stay.Evidence.BED_NIGHT,
    )
    _let_outreach_know(citizen, by=by)
    audit.record("casework.arrive_unnamed", by=by, obj=stay)
    return stay


def _let_outreach_know(citizen: Citizen, *, by: User) -> None:
    outreach = Team.objects.filter(kind=Team.Kind.OUTREACH, closed_on__isnull=True)
    for team in outreach.order_by("name")[:1]:
        teams.open_relation(
            citizen,
            by=by,
            team=team,
            kind=Relation.Kind.OUTREACH,
            areas=OUTREACH_AREAS,
            purpose=gettext("Came to a house at night without a name."),
            cause=f"met:{citizen.pk}",
        )
