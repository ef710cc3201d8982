"""What the pages of one citizen's homes show."""

from typing import Any

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.housing import overview
from helhed.housing.models import Offer, Tenancy
from helhed.housing.order import waited


def context_of(request: StaffRequest, citizen: Citizen) -> dict[str, Any]:
    today = clock.today()
    wish = overview.wish_of(citizen.pk)
    said = list(wish.said.all()) if wish else []
    tenancies = Tenancy.objects.filter(citizen=citizen).select_related("bed", "landlord")
    offers = Offer.objects.filter(citizen=citizen).select_related("bed__site")
    may = door.mays(request.user, citizen.pk, (May.EDIT_HOMES,))
    return {
        "citizen": citizen,
        "wish": wish,
        "said": said,
        "newest": said[0] if said else None,
        "in_words": overview.in_words(said[0]) if said else "",
        "waited": waited(wish.waiting_since, on=today) if wish else "",
        "tenancies": tenancies.order_by("-lease_signed_on", "-id"),
        "offers": offers,
        "today": today,
        "may_edit": may["edit_homes"],
    }
