"""What happened with a citizen, and what comes next."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.contacts import going, timeline, verbs
from helhed.contacts.models import Appointment, Promise
from helhed.core import clock
from helhed.core.days import day_begins
from helhed.design.http import render_page, saved
from helhed.teams.models import Duty

LATELY_UNTOLD = 3


@login_required
def story(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """All contacts, by pages, with filters."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_CONTACTS)
    chosen = request.GET.get("show", "all")
    page, entries = timeline.page_of(citizen, chosen=chosen, number=request.GET.get("page"))
    context = {
        "citizen": citizen,
        "entries": entries,
        "page": page,
        "filters": timeline.FILTERS.items(),
        "chosen": chosen if chosen in timeline.FILTERS else "all",
        "may_write": _may_write(request, citizen_id),
        "today": clock.today(),
        "back": going.to_citizen(citizen.pk),
    }
    return render(request, "contacts/timeline.html", context)


@login_required
def card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The latest contacts, for the citizen's page."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_CONTACTS, card=True)
    chosen = request.GET.get("show", "all")
    contacts = timeline.contacts_of(citizen, chosen)
    context = {
        "citizen": citizen,
        "entries": timeline.entries(contacts[: timeline.ON_A_CARD], citizen),
        "older": max(0, contacts.count() - timeline.ON_A_CARD),
        "filters": timeline.FILTERS.items(),
        "chosen": chosen if chosen in timeline.FILTERS else "all",
        "today": clock.today(),
    }
    return render_page(request, "contacts/_card.html", context)


@login_required
def next_step(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The next appointment, what we promised, and appointments nobody told of."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_CONTACTS, card=True)
    now, today = clock.now(), clock.today()
    planned = list(
        Appointment.objects.planned()
        .filter(citizen=citizen)
        .select_related("worker")
        .order_by("-at", "-id")
    )
    ahead = next((a for a in reversed(planned) if a.at >= day_begins(today)), None)
    untold = [a for a in planned if a.at < now][:LATELY_UNTOLD]
    untold = [a for a in untold if a != ahead]
    if ahead is not None and ahead.at <= now and not ahead.loose_time:
        untold.insert(0, ahead)
    context: dict[str, object] = {
        "citizen": citizen,
        "next": ahead,
        "untold": untold,
        "promises": Promise.objects.open().filter(citizen=citizen).order_by("promised_on", "id"),
        "duty": Duty.objects.open()
        .filter(citizen=citizen, kind__in=(Duty.Kind.NEXT_CONTACT, Duty.Kind.OUTREACH))
        .select_related("owner")
        .order_by("due_at", "id")
        .first(),
        "may_write": _may_write(request, citizen_id),
        "today": today,
    }
    return render_page(request, "contacts/_next.html", context)


def _may_write(request: StaffRequest, citizen_id: UUID) -> bool:
    mays = door.mays(request.user, citizen_id, (May.WRITE_CONTACTS,))
    return mays[str(May.WRITE_CONTACTS)]


@login_required
def drop_promise(request: StaffRequest, promise_id: UUID) -> HttpResponse:
    """The promise no longer holds: told to the citizen first, then noted."""
    promise = door.open_for(request.user, Promise, promise_id, to=May.WRITE_CONTACTS)
    back = going.back(request, promise.citizen_id)
    if request.method == "POST":
        verbs.drop_promise(promise, by=request.user, on=clock.today())
        saved(request, _("The promise no longer stands."))
        return redirect(back)
    context = {
        "promise": promise,
        "citizen": promise.citizen,
        "today": clock.today(),
        "back": back,
        "street": going.STREET if going.on_the_street(request) else "",
    }
    return render(request, "contacts/drop_promise.html", context)


@login_required
@require_POST
def keep_promise(request: StaffRequest, promise_id: UUID) -> HttpResponse:
    promise = door.open_for(request.user, Promise, promise_id, to=May.WRITE_CONTACTS, card=True)
    verbs.keep_promise(promise, by=request.user, on=clock.today())
    if request.htmx:
        return next_step(request, promise.citizen_id)
    return redirect(going.to_noted_or_back(request, promise.citizen_id))
