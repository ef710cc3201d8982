"""What a leader declares about the team, and which places are our own office."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.errors import Refused
from helhed.insights.dacts import BY_CODE
from helhed.insights.models import Declaration, OfficePlace
from helhed.teams.models import Team


class FactsTellIt(Refused):
    message = _("This item is worked out from the record, so there is nothing to declare.")


@transaction.atomic
def declare(team: Team, *, by: User, item: str, score: int, because: str, on: date) -> Declaration:
    """A leader scores an item that no fact can tell. Raises FactsTellIt."""
    if BY_CODE[item].computed:
        raise FactsTellIt
    declaration = Declaration(
        team=team, item=item, score=score, because=because.strip(), declared_on=on, declared_by=by
    )
    declaration.full_clean()
    declaration.save()
    audit.record("insights.declare", by=by, obj=declaration, item=item, score=score)
    return declaration


@transaction.atomic
def add_office_place(name: str, *, by: User | None) -> OfficePlace:
    """Contacts at the place count as at our office. The same name twice is one place."""
    place, made = OfficePlace.objects.get_or_create(name=name.strip())
    if made:
        audit.record("insights.add_office_place", by=by, obj=place)
    return place
