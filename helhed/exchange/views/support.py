"""Received messages, for whoever keeps the line to the hospitals running. Names no citizen."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.design.http import render_page
from helhed.exchange import verbs
from helhed.exchange.models import Message, Original

_PER_PAGE = 50


@login_required
@require_GET
def messages(request: StaffRequest) -> HttpResponse:
    """The newest messages first; `?only=support` shows those somebody must look at."""
    door.require(request.user, May.SEE_MESSAGES)
    only_support = request.GET.get("only") == "support"
    found = Message.objects.order_by("-received_at", "-id")
    waiting = found.needing_support()
    page = Paginator(waiting if only_support else found, _PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "only_support": only_support,
        "waiting": waiting.count(),
        "today": clock.today(),
    }
    return render_page(request, "exchange/messages.html", context)


@login_required
@require_GET
def message(request: StaffRequest, message_id: UUID) -> HttpResponse:
    """One message: what came of it, and what was wrong with it."""
    found = _message(request, message_id, to=May.SEE_MESSAGES)
    context = {
        "message": found,
        "raw_is_kept": door.may(request.user, May.READ_RAW_MESSAGES)
        and Original.objects.filter(message=found).exists(),
        "today": clock.today(),
    }
    return render_page(request, "exchange/message.html", context)


@login_required
@require_GET
def raw_message(request: StaffRequest, message_id: UUID) -> HttpResponse:
    """The message as it came, with what tells who it is about covered."""
    found = _message(request, message_id, to=May.READ_RAW_MESSAGES)
    text = verbs.show_raw(found, by=request.user)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _message(request: StaffRequest, message_id: UUID, *, to: May) -> Message:
    door.require(request.user, to)
    found = Message.objects.filter(pk=message_id).select_related("acknowledgement").first()
    if found is None:
        raise Http404
    return found
