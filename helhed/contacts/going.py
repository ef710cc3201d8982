"""Where a page leads to: the street or the desk it came from."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

STREET = "street"


def on_the_street(request: HttpRequest) -> bool:
    """Whether the page is used from the outreach list, on a phone in the dark."""
    return STREET in (request.POST.get("from"), request.GET.get("from"))


def to_citizen(citizen_id: UUID) -> str:
    """The citizen's page; the timeline where the desk is not there."""
    try:
        return reverse("desk:citizen", args=[citizen_id])
    except NoReverseMatch:
        return reverse("contacts:timeline", args=[citizen_id])


def to_noted(request: HttpRequest, contact_id: UUID) -> str:
    """The page that says that the contact is saved, in the dress of where we came from."""
    name = "contacts:outreach-noted" if on_the_street(request) else "contacts:noted"
    return reverse(name, args=[contact_id])


def back(request: HttpRequest, citizen_id: UUID) -> str:
    """The citizen's page, or the person's page of the outreach list."""
    if on_the_street(request):
        return reverse("contacts:outreach-person", args=[citizen_id])
    return to_citizen(citizen_id)


def undo(contact_id: UUID) -> str:
    """Where a POST takes the contact back."""
    return reverse("contacts:undo-contact", args=[contact_id])


def to_noted_or_back(request: HttpRequest, citizen_id: UUID) -> str:
    """Back to the contact the form stood beside, if it named one."""
    try:
        return to_noted(request, UUID(request.POST.get("contact", "")))
    except ValueError:
        return back(request, citizen_id)
