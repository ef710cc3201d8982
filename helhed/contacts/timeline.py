"""The contacts of one citizen as a story, newest first, with what was promised on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.contacts.models import Contact, Promise

ON_A_PAGE = 20
ON_A_CARD = 5

ICONS = {
    "met": "handshake",
    "seen": "visibility",
    "not_found": "person-search",
    "phone": "call",
    "no_show": "event-busy",
    "accompanied": "directions-walk",
    "visit": "home",
    "note": "edit-note",
}

FILTERS: dict[str, tuple[str | Lazy, Q]] = {
    "all": (_("All"), Q()),
    "meetings": (_("Meetings"), Q(outcome__in=Contact.FACE_TO_FACE)),
    "attempts": (_("Attempts"), Q(outcome__in=Contact.ATTEMPT)),
    "promises": (_("Promises"), Q(promises__isnull=False)),
}


@dataclass
class Entry:
    """One line of the story."""

    contact: Contact
    icon: str
    with_whom: list[str]
    place: str

    @property
    def promises(self) -> Iterable[Promise]:
        return self.contact.promises.all()


def contacts_of(citizen: Citizen, chosen: str = "all") -> QuerySet[Contact]:
    """Standing contacts of the citizen, newest first; `chosen` is a key of FILTERS."""
    _label, condition = FILTERS.get(chosen, FILTERS["all"])
    return (
        Contact.objects.standing()
        .filter(condition, citizen=citizen)
        .select_related("by", "kept_by")
        .prefetch_related(Prefetch("promises", Promise.objects.filter(dropped_on__isnull=True)))
        .distinct()
        .order_by("-at", "-created_at", "-id")
    )


def page_of(citizen: Citizen, *, chosen: str, number: Any) -> tuple[Page[Contact], list[Entry]]:
    page = Paginator(contacts_of(citizen, chosen), ON_A_PAGE).get_page(number)
    return page, entries(page.object_list, citizen)


def entries(contacts: Iterable[Contact], citizen: Citizen) -> list[Entry]:
    """The contacts dressed for the page. No places where the address is protected."""
    shown = list(contacts)
    names = _names({key for contact in shown for key in contact.with_colleagues})
    return [
        Entry(
            contact=contact,
            icon=ICONS[contact.outcome],
            with_whom=[names[key] for key in contact.with_colleagues if key in names],
            place="" if citizen.protected else contact.place,
        )
        for contact in shown
    ]


def _names(keys: set[UUID]) -> dict[UUID, str]:
    if not keys:
        return {}
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "name"))


def places_known(citizen: Citizen, *, at_most: int = 3) -> list[str]:
    """Where the citizen was last met or seen, newest first, each place once."""
    if citizen.protected:
        return []
    lately = (
        Contact.objects.standing()
        .filter(citizen=citizen, outcome__in=Contact.SOMEWHERE)
        .exclude(place="")
        .order_by("-at", "-id")
        .values_list("place", flat=True)[:20]
    )
    return list(dict.fromkeys(lately))[:at_most]
