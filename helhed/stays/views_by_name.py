"""The by-name list: who is homeless today, since when, who came and who left."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.stays import by_name as rules
from helhed.stays import exports, list_today
from helhed.stays.forms_by_name import DecideForm
from helhed.stays.models import ListDecision, ListState, Scope
from helhed.stays.verbs import by_name as verbs

A_PAGE = 50
SHOWN = ("active", "look", "long", "housed", "inactive", "off_list")
KINDS: dict[str, Any] = {
    "active_start": _("Active at the start"),
    "newly_identified": _("New on the list"),
    "returned_from_housing": _("Back from a home"),
    "returned_from_inactive": _("Back after a time away"),
    "housing_placement": _("Moved into a home"),
    "moved_to_inactive": _("Set inactive"),
    "no_longer_meets": _("Taken off the list"),
    "active_end": _("Active at the end"),
}


@login_required
@require_GET
def by_name(request: StaffRequest) -> HttpResponse:
    """Who is homeless today, and the flow month by month."""
    door.require(request.user, May.READ_BY_NAME)
    today, scope, show = clock.today(), _scope(request), _show(request)
    state = show if show in ListState.values else rules.ACTIVE
    spells = list_today.spells_open_to(request.user, scope=scope, state=state, on=today)
    spells = spells.select_related("citizen").order_by("from_day", "citizen__sort_key")
    in_all = list_today.totals(scope, on=today)
    mine = spells.count()
    page, counts = _page(request, spells, scope=scope, show=show, on=today)
    door.log_list(request.user, "stays.by_name", count=len(page.object_list), scope=scope)
    context = {
        "today": today,
        "scope": scope,
        "scopes": Scope.choices,
        "show": show,
        "state": state,
        "page": page,
        "counts": counts,
        "totals": in_all,
        "mine": mine,
        "others": list_today.Others(max(0, in_all.get(state, 0) - mine)),
        "months": list_today.months(scope, on=today),
        "kinds": KINDS,
        "decide_after": rules.DECIDE_AFTER_DAYS,
        "look_after": rules.LOOK_AFTER_DAYS,
        "long_nights": rules.LONG_TERM_NIGHTS,
        "last_quarter": exports.last_quarter(today),
        "count_year": exports.count_year(today),
    }
    return render(request, "stays/by_name.html", context)


def _scope(request: StaffRequest) -> str:
    chosen = request.GET.get("scope", Scope.DK_ALL)
    return chosen if chosen in Scope.values else str(Scope.DK_ALL)


def _show(request: StaffRequest) -> str:
    chosen = request.GET.get("show", "active")
    return chosen if chosen in SHOWN else "active"


def _page(
    request: StaffRequest, spells: Any, *, scope: str, show: str, on: date
) -> tuple[Any, dict[str, int]]:
    """A page of rows; the flags are counted among those looked through."""
    number = request.GET.get("page", "1")
    if show not in ("active", "look", "long"):
        page = Paginator(spells, A_PAGE).get_page(number)
        page.object_list = list_today.listed(list(page.object_list), scope=scope, on=on)
        return page, {}
    looked = list_today.listed(spells[: list_today.MOST_LOOKED_THROUGH], scope=scope, on=on)
    flagged = {
        "active": looked,
        "look": [row for row in looked if row.to_look],
        "long": [row for row in looked if row.long_term],
    }
    return Paginator(flagged[show], A_PAGE).get_page(number), {
        name: len(rows) for name, rows in flagged.items()
    }


@login_required
@require_GET
def by_name_flow(request: StaffRequest, month: str, kind: str) -> HttpResponse:
    """The people behind a number of a month; those not open to the viewer as a number only."""
    door.require(request.user, May.READ_BY_NAME)
    day, scope = _month(month), _scope(request)
    if kind not in KINDS:
        raise Http404
    spells = list(list_today.behind(request.user, scope=scope, month=day, kind=kind))
    known = verbs.flow(scope, first=day, months=1)[0]
    door.log_list(request.user, "stays.by_name_flow", count=len(spells), month=day, kind=kind)
    context = {
        "month": day,
        "kind": kind,
        "title": KINDS[kind],
        "scope": scope,
        "spells": spells,
        "number": getattr(known, kind),
        "others": list_today.Others(max(0, getattr(known, kind) - len(spells))),
        "today": clock.today(),
    }
    return render(request, "stays/by_name_flow.html", context)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None


@login_required
def decide_on_list(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """A timer asked; a named colleague decides."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    return ask(
        request,
        DecideForm(request.POST or None),
        Question(
            title=_("Decide about the by-name list"),
            intro=_(
                "Nothing happens to the help. Any newer sign brings the citizen back on the list."
            ),
            about=citizen.shown_name,
            done=_("The list is up to date."),
        ),
        partial(verbs.decide_on_list, citizen, by=request.user),
        back=reverse("stays:nights", args=[citizen.pk]),
    )


@login_required
@require_POST
def withdraw_decision(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    decision = door.open_for(request.user, ListDecision, decision_id, to=May.EDIT_STAYS)
    verbs.withdraw_decision(decision, by=request.user)
    saved(request, str(_("The decision counts no more.")))
    return redirect("stays:nights", decision.citizen_id)


@login_required
@require_POST
def report_month(request: StaffRequest, month: str) -> HttpResponse:
    """Freeze a month as it is known now."""
    door.require(request.user, May.READ_BY_NAME)
    scope = request.POST.get("scope", "")
    try:
        verbs.report_month(_month(month), scope=_known(scope), by=request.user)
        saved(request, str(_("The month is reported. What was reported stands.")))
    except Refused as refusal:
        saved(request, str(refusal))
    return redirect(f"{reverse('stays:by-name')}?scope={_known(scope)}")


def _known(scope: str) -> str:
    if scope not in Scope.values:
        raise Http404
    return scope


@login_required
@require_GET
def danish_count(request: StaffRequest, year: int) -> HttpResponse:
    """The form of the national count in week 6, one row a person, as CSV."""
    door.require(request.user, May.READ_BY_NAME)
    return exports.danish_count(request.user, year=year)


@login_required
@require_GET
def section_110(request: StaffRequest, year: int, quarter: int) -> HttpResponse:
    """The quarter's stays under § 110 for Statistics Denmark, one row a stay, as CSV."""
    door.require(request.user, May.READ_BY_NAME)
    return exports.section_110(request.user, year=year, quarter=quarter)
