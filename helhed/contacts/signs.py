"""Days on which a citizen was met or looked for; the by-name list asks without knowing us."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone

from helhed.contacts.models import Contact
from helhed.core.days import day_begins


def signs_of_life(
    citizens: Collection[UUID], since: date | None
) -> dict[UUID, tuple[list[date], list[date]]]:
    """Days met face to face and tried in vain, from `since` on (None: all there are).

    Named in `ContactsConfig.signs_of_life`.

    Shape: {citizen: ([met …], [tried …])}, oldest first, each day once.
    """
    found: dict[UUID, tuple[list[date], list[date]]] = {}
    rows = Contact.objects.standing().filter(
        citizen__in=citizens, outcome__in=(*Contact.FACE_TO_FACE, *Contact.ATTEMPT)
    )
    if since is not None:
        rows = rows.since(day_begins(since))
    for citizen, at, outcome in rows.order_by("at", "id").values_list(
        "citizen_id", "at", "outcome"
    ):
        days = found.setdefault(citizen, ([], []))[outcome in Contact.ATTEMPT]
        day = timezone.localdate(at)
        if not days or days[-1] != day:
            days.append(day)
    return found
