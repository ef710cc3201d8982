"""Search before create: find, or write down somebody new."""

from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from helhed.access import door, searching
from helhed.access.knowing import known_elsewhere
from helhed.access.may import May
from helhed.access.reach import keys_open_to
from helhed.access.requests import StaffRequest
from helhed.audit import verbs as audit
from helhed.casework import verbs as casework
from helhed.citizens import search
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import render_page, saved
from helhed.desk import forms_people as forms
from helhed.desk.asking import Question, ask
from helhed.teams.models import Team

SHORTEST = 2
SHOWN = 20


@login_required
def find(request: StaffRequest) -> HttpResponse:
    """Search among the open citizens; the words travel in the body, never in the address."""
    text = request.POST.get("q", "").strip() if request.method == "POST" else ""
    place = request.POST.get("place", "").strip()[:80]
    context: dict[str, Any] = {
        "q": text,
        "place": place,
        "today": clock.today(),
        "goal": request.GET.get("for", ""),
        "may_create": door.may(request.user, May.CREATE_CITIZEN),
    }
    status = HTTPStatus.OK
    if len(text) >= SHORTEST or place:
        try:
            searching.refuse_if_too_often(request.user)
            context = {**context, **_found(request, text, place)}
        except searching.SearchedTooOften as refusal:
            context = {**context, **_nothing(refusal)}
            status = HTTPStatus.TOO_MANY_REQUESTS
    return render_page(
        request, "desk/search.html", context, fragment="desk/_hits.html", status=status
    )


def _found(request: StaffRequest, text: str, place: str) -> dict[str, Any]:
    try:
        what = search.asked(text, place=place)
    except Refused as refusal:
        return _nothing(refusal)
    mine = door.citizens_open_to(request.user, May.READ_BASIC)
    reach = keys_open_to(request.user, May.READ_BASIC)
    hits = search.find(mine, what, most=SHOWN, reach=reach)
    audit.record(
        "access.search",
        by=request.user,
        channel="search",
        # Never the words: only what kind of search it was.
        by_cpr=what.cpr_index is not None,
        words=len(what.words),
        hits=len(hits),
    )
    found: dict[str, Any] = {"hits": hits, "searched": True}
    if what.cpr_index is not None and not hits:
        found["may_be_known"] = known_elsewhere(request.user, what.cpr_index)
    return found


def _nothing(refusal: Refused) -> dict[str, Any]:
    return {"refusal": str(refusal), "hits": [], "searched": True}


@login_required
def new_citizen(request: StaffRequest) -> HttpResponse:
    """Write down somebody new, after a search."""
    door.require(request.user, May.CREATE_CITIZEN)
    teams = door.teams_where(request.user, May.CREATE_CITIZEN)
    first = {"name": request.POST.get("q", "")} if "from_search" in request.POST else {}
    bound = None if first or request.method != "POST" else request.POST
    form = forms.NewCitizenForm(bound, teams=teams, initial=first)
    if bound is not None and form.is_valid():
        try:
            citizen = casework.meet_new_citizen(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request, _now("%(name)s is written down.") % {"name": citizen.shown_name})
            return redirect("desk:citizen", citizen.pk)
    return render(request, "desk/new_citizen.html", {"form": form})


@login_required
def new_unnamed(request: StaffRequest) -> HttpResponse:
    """Somebody met on the street, by a street name (P9)."""
    team = (
        door.teams_where(request.user, May.CREATE_CITIZEN).filter(kind=Team.Kind.OUTREACH).first()
    )
    if team is None:
        door.open_team(request.user, UUID(int=0), to=May.CREATE_CITIZEN)
    form = forms.UnnamedForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and team is not None:
        try:
            citizen = casework.meet_unnamed(by=request.user, team=team, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("contacts:outreach-person", citizen.pk)
    return render(request, "desk/new_unnamed.html", {"form": form, "team": team})


@login_required
def give_name(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The person says yes to a name, here and now."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_BASIC)
    question = Question(
        title=_("The person says yes to a name"),
        intro=_("What was told goes along only if the person wants it."),
        button=_("Save the name"),
        done=_("The name is saved."),
    )
    form = forms.GiveNameForm(request.POST or None)
    do = partial(casework.give_name, citizen, by=request.user)
    other = {"label": _("It is somebody we know"), "url": reverse("desk:attach", args=[citizen.pk])}
    return ask(request, citizen, form, question, do, link=other)


@login_required
def attach(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The unnamed person turns out to be a citizen who is open to the user."""
    unnamed = door.open_citizen(request.user, citizen_id, to=May.EDIT_BASIC)
    mine = door.citizens_open_to(request.user, May.EDIT_BASIC)
    form = forms.AttachForm(request.POST or None)
    people = mine.filter(unnamed=False, merged_into__isnull=True).order_by("sort_key")
    form.fields["to"].queryset = people  # type: ignore[attr-defined]
    form.fields["to"].label_from_instance = lambda citizen: citizen.shown_name  # type: ignore[attr-defined]
    question = Question(
        title=_("It is somebody we know"),
        intro=_("The two pages become one. It can be undone."),
        button=_("Bring the two together"),
        done=_("The two pages are one."),
    )
    do = partial(casework.attach_unnamed, unnamed, by=request.user)
    back = reverse("desk:home")
    return ask(request, unnamed, form, question, do, back=back)
