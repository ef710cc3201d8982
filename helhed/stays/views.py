"""Where the citizen has slept: a card, the whole list, and putting right what was noted wrongly."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.stays import verbs
from helhed.stays.forms import CancelForm, CorrectForm, NightsForm
from helhed.stays.models import HAS_HOME, Kind, Stay
from helhed.stays.nights import nights_by_kind, pieces_of


def _nights(request: StaffRequest, citizen: Citizen) -> dict[str, object]:
    today = clock.today()
    pieces = pieces_of(citizen, on=today)
    nights = nights_by_kind(pieces, on=today)
    may = door.mays(request.user, citizen.pk, (May.EDIT_STAYS,))
    known_tonight = any(
        piece.kind != Kind.UNKNOWN and (piece.left_on is None or piece.left_on > today)
        for piece in pieces
    )
    return {
        "citizen": citizen,
        "pieces": pieces,
        "outdoors": nights.get(Kind.STREET, 0),
        "at_home": sum(nights.get(kind, 0) for kind in HAS_HOME),
        "asks": not known_tonight and citizen.deceased_on is None,
        "today": today,
        "may_edit": may["edit_stays"],
    }


@login_required
@require_GET
def card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The nights of the last twelve months, for the citizen's page."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_BASIC, card=True)
    return render(request, "stays/_card.html", _nights(request, citizen))


@login_required
@require_GET
def nights(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The bar and every stay behind it."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_BASIC)
    return render(request, "stays/nights.html", _nights(request, citizen))


def _ask(
    request: StaffRequest,
    citizen: Citizen,
    form: forms.Form,
    do: Callable[..., Any],
    *,
    title: str | Promise,
    intro: str | Promise = "",
) -> HttpResponse:
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            do(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request)
            return redirect("stays:nights", citizen.pk)
    if form.errors and request.htmx:
        status = 422
    context = {"citizen": citizen, "form": form, "title": title, "intro": intro}
    return render(request, "stays/ask.html", context, status=status)


@login_required
def note_nights(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Earlier nights that nobody had noted."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)

    def do(**told: Any) -> Stay:
        return verbs.begin_stay(citizen, by=request.user, **told)

    return _ask(
        request,
        citizen,
        NightsForm(request.POST or None),
        do,
        title=_("Note earlier nights"),
        intro=_("For nights that have been. Tonight has a page of its own."),
    )


@login_required
def correct_stay(request: StaffRequest, stay_id: UUID) -> HttpResponse:
    stay = door.open_for(request.user, Stay, stay_id, to=May.EDIT_STAYS)

    def do(**told: Any) -> Stay:
        return verbs.correct_stay(stay, by=request.user, **told)

    return _ask(
        request,
        stay.citizen,
        CorrectForm(request.POST or None, stay=stay),
        do,
        title=_("Put the stay right"),
        intro=_("What stood here before is kept in the history."),
    )


@login_required
def cancel_stay(request: StaffRequest, stay_id: UUID) -> HttpResponse:
    stay = door.open_for(request.user, Stay, stay_id, to=May.EDIT_STAYS)

    def do(because: str) -> Stay:
        return verbs.cancel_stay(stay, by=request.user, because=because)

    return _ask(
        request,
        stay.citizen,
        CancelForm(request.POST or None),
        do,
        title=_("The stay never was"),
        intro=_("It counts no nights any more, and the duties it opened are taken back."),
    )
