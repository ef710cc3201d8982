"""Days on which a citizen was met or looked for; the by-name list asks without knowing us."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from helhed.citizens.models import Citizen
from helhed.contacts.models import Contact
from helhed.core.days import day_begins

# So far back one looks for what was done to reach somebody.
LATELY = timedelta(days=90)
REACHING_OUT = (Contact.Outcome.NOT_FOUND, Contact.Outcome.PHONE, *Contact.SOMEWHERE)


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


def what_was_tried(citizen: Citizen, on: date) -> list[str]:
    """Times we looked for, called or met the citizen lately, newest first; notes stay with us.

    A missed appointment is no attempt to reach anybody. Named in `ContactsConfig.what_was_tried`.
    """
    rows = Contact.objects.standing().filter(citizen=citizen, outcome__in=REACHING_OUT)
    rows = rows.since(day_begins(on - LATELY))
    return [
        f"{date_format(timezone.localtime(row.at), 'j. F Y H.i')}: {row.get_outcome_display()}"
        for row in rows.order_by("-at", "-id")[:20]
    ]
