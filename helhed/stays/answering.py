"""How the pages of nights answer."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.stays.models import HAS_HOME, BedClaim, Kind, ListSpell, ListState, Scope
from helhed.stays.nights import Piece, nights_by_kind, pieces_of

# Places one comes back from.
AWAY = (Kind.HOSPITAL, Kind.PRISON, Kind.TREATMENT)


def nights_context(request: StaffRequest, citizen: Citizen) -> dict[str, object]:
    """What the card and the page of nights need."""
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
        "ready_on": next((p.stay.ready_on for p in pieces if p.left_on is None), None),
        "may_edit": may["edit_stays"],
        "bed_to_keep": may["edit_stays"] and _bed_to_keep(pieces, today),
        "on_list": may["edit_stays"] and _on_list(citizen, today),
    }


def _bed_to_keep(pieces: list[Piece], today: date) -> BedClaim | None:
    """The bed the citizen left for a hospital, treatment or prison, while nobody keeps it yet."""
    away = next((p for p in reversed(pieces) if p.left_on is None or p.left_on > today), None)
    if away is None or away.kind not in AWAY:
        return None
    left = [piece.stay.pk for piece in pieces if piece.left_on == away.arrived_on]
    claims = BedClaim.objects.standing().filter(stay__in=left)
    if claims.filter(kind=BedClaim.Kind.KEPT).exists():
        return None
    slept = claims.filter(kind=BedClaim.Kind.STAY).select_related("bed__site")
    return slept.order_by("from_night", "id").last()


def _on_list(citizen: Citizen, today: date) -> bool:
    """Whether the citizen is active on the by-name list, about which a colleague may decide."""
    mine = ListSpell.objects.filter(citizen=citizen, scope=Scope.DK_ALL, state=ListState.ACTIVE)
    return mine.on_day(today).exists()


def ask(
    request: StaffRequest,
    citizen: Citizen,
    form: forms.Form,
    do: Callable[..., Any],
    *,
    title: str | Promise,
    intro: str | Promise = "",
) -> HttpResponse:
    """Show the form; when it is filled in, do the verb with its fields and show the nights."""
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
