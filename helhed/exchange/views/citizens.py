"""A citizen's notifications, for colleagues who may read about health."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.design.http import render_page
from helhed.exchange.models import Original
from helhed.exchange.notifications import told_of


@login_required
@require_GET
def notifications(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """What hospitals have told of the citizen; a card when htmx asks for it, else a page."""
    card = bool(request.htmx)
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_HEALTH, card=card)
    kept = Original.objects.filter(citizen=citizen).order_by("created_at", "id")
    context = {"citizen": citizen, "told": told_of(kept), "today": clock.today()}
    return render_page(
        request,
        "exchange/notifications.html",
        context,
        fragment="exchange/_notifications.html",
    )
