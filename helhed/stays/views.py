"""Where the citizen has slept: a card, the whole list, and putting right what was noted wrongly."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.stays import verbs
from helhed.stays.answering import ask, nights_context
from helhed.stays.forms import CancelForm, CorrectForm, KeepForm, NightsForm
from helhed.stays.models import Stay


@login_required
@require_GET
def card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The nights of the last twelve months, for the citizen's page."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_BASIC, card=True)
    return render(request, "stays/_card.html", nights_context(request, citizen))


@login_required
@require_GET
def nights(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The bar and every stay behind it."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_BASIC)
    return render(request, "stays/nights.html", nights_context(request, citizen))


@login_required
def note_nights(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Earlier nights that nobody had noted."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    return ask(
        request,
        citizen,
        NightsForm(request.POST or None),
        partial(verbs.begin_stay, citizen, by=request.user),
        title=_("Note earlier nights"),
        intro=_("For nights that have been. Tonight has a page of its own."),
    )


@login_required
def correct_stay(request: StaffRequest, stay_id: UUID) -> HttpResponse:
    stay = door.open_for(request.user, Stay, stay_id, to=May.EDIT_STAYS)
    return ask(
        request,
        stay.citizen,
        CorrectForm(request.POST or None, stay=stay),
        partial(verbs.correct_stay, stay, by=request.user),
        title=_("Put the stay right"),
        intro=_("What stood here before is kept in the history."),
    )


@login_required
def keep_bed(request: StaffRequest, stay_id: UUID) -> HttpResponse:
    """The bed waits while the citizen is away; only when somebody says so."""
    stay = door.open_for(request.user, Stay, stay_id, to=May.EDIT_STAYS)
    return ask(
        request,
        stay.citizen,
        KeepForm(request.POST or None),
        partial(verbs.keep_bed, stay, by=request.user),
        title=_("Keep the bed"),
        intro=_("Nobody else is given the bed meanwhile. It can be let go at any time."),
    )


@login_required
def cancel_stay(request: StaffRequest, stay_id: UUID) -> HttpResponse:
    stay = door.open_for(request.user, Stay, stay_id, to=May.EDIT_STAYS)
    return ask(
        request,
        stay.citizen,
        CancelForm(request.POST or None),
        partial(verbs.cancel_stay, stay, by=request.user),
        title=_("The stay never was"),
        intro=_("It counts no nights any more, and the duties it opened are taken back."),
    )
