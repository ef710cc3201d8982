"""Homes on one page: nights, who may be offered what, who waits, and what is at risk."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.housing import figures, order, overview
from helhed.housing.calendar import calendar
from helhed.housing.verbs import current_rule

SPANS = {"14": 14, "42": 42}
COMING = 8


@login_required
@require_GET
def homes(request: StaffRequest) -> HttpResponse:
    """What is free tonight and coming, and who is first for it."""
    may_match = door.may(request.user, May.MATCH_HOMES)
    if not may_match:
        # Whoever matches homes reads them; one question is enough for them.
        door.require(request.user, May.READ_HOMES)
    today, now = clock.today(), clock.now()
    span = request.GET.get("nights", "14")
    house = request.GET.get("house", "")
    rule = current_rule(now)
    coming: list[Any] = list(overview.coming_homes(now, on=today)[:COMING])
    people = order.everybody_waiting()
    waiting = order.first_of(people, rule, overview.SHORT_LIST, on=today)
    chosen = _chosen(request, coming)
    user = request.user
    match = (
        overview.match(user, chosen, rule, on=today, also=waiting, people=people)
        if chosen
        else None
    )
    said = match.said if match else None
    number = request.GET.get("page", "0")
    page = int(number) if number.isdecimal() and len(number) < 6 else 0
    shown = calendar(
        request.user,
        first=today,
        nights=SPANS.get(span, 14),
        at=now,
        only=figures.as_key(house),
        page=page,
    )
    context: dict[str, Any] = {
        "calendar": shown,
        "span": span if span in SPANS else "14",
        "house": house,
        "page": page,
        "coming": coming,
        "coming_count": coming[0].of_all if coming else 0,
        "match": match,
        "rule_in_words": order.in_words(rule),
        "waiting": overview.shown(user, waiting, on=today, said=said),
        "waiting_count": len(people),
        "risks": overview.at_risk(request.user, on=today, shown_homes=overview.SHORT_LIST),
        "today": today,
        "may_match": may_match,
    }
    door.log_list(request.user, "housing.homes", count=len(shown.houses))
    return render(request, "housing/homes.html", context)


def _chosen(request: StaffRequest, coming: list[Any]) -> Any:
    asked = request.GET.get("home", "")
    return next((bed for bed in coming if str(bed.key) == asked), coming[0] if coming else None)


@login_required
@require_GET
def risks(request: StaffRequest) -> HttpResponse:
    """Every home with something that is not settled."""
    door.require(request.user, May.READ_HOMES)
    found = overview.at_risk(request.user, on=clock.today())
    door.log_list(request.user, "housing.at_risk", count=len(found))
    return render(request, "housing/at_risk.html", {"risks": found, "today": clock.today()})


@login_required
@require_GET
def answers(request: StaffRequest) -> HttpResponse:
    """How often landlords said no, and Housing First in figures. Nobody's name."""
    door.require(request.user, May.MATCH_HOMES)
    today = clock.today()
    first = date(today.year - 1, today.month, 1)
    context = {
        "landlords": figures.landlords(),
        "profile": figures.profile(first, today),
        "first": first,
        "today": today,
    }
    return render(request, "housing/answers.html", context)
