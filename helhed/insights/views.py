"""Figures that drive the work: each says how it is computed, and opens to its people."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.insights import answers, boards, dacts, verbs
from helhed.insights.forms import DeclareForm
from helhed.insights.measures import MEASURES
from helhed.insights.records import SCOPES, Asked
from helhed.insights.snapshot import NoSnapshot, Snapshot
from helhed.insights.suppression import DEFAULT_THRESHOLD
from helhed.teams.models import Team

LONGEST = timedelta(days=3 * 366)


def _opens_people(request: StaffRequest, name: str = "") -> bool:
    """Whether the viewer may go from a number to its people; the committee may not."""
    reads = {May.READ_BY_NAME, MEASURES[name].opens_with if name else May.READ_BY_NAME}
    return all(door.may(request.user, may) for may in reads)


def _asked(request: StaffRequest, taken: Snapshot, *, opens: bool) -> Asked:
    """What the address asks; what it does not say is the last year, as known now.

    Who may not see people asks for whole calendar years only: years that do not overlap cannot be
    subtracted from each other, and each is counted as it was known when it was closed.
    """
    if not opens:
        return _closed_year(request, taken)
    usual = answers.usual(taken)
    said = request.GET
    last = answers.day_of(said.get("to", "")) or usual.last
    first = answers.day_of(said.get("from", "")) or last - answers.A_YEAR
    scope = said.get("scope", "DK_ALL")
    if scope not in SCOPES or not timedelta(0) <= last - first <= LONGEST:
        raise Http404
    known = answers.day_of(said.get("known_at", ""))
    asked = Asked(first, last, last, scope)
    return asked if known is None else replace(asked, known_at=_end_of(known))


def _closed_year(request: StaffRequest, taken: Snapshot) -> Asked:
    years = answers.closed_years(taken)
    said = request.GET.get("year", str(years[0]))
    if said not in map(str, years):
        raise Http404
    return answers.year_as_closed(int(said))


def _end_of(day: Any) -> datetime:
    """The moment a day ends in Denmark, as the snapshot keeps moments."""
    ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
    return ends.astimezone(timezone.get_fixed_timezone(0)).replace(tzinfo=None)


def _query(asked: Asked, request: StaffRequest, *, opens: bool) -> str:
    if not opens:
        return f"year={asked.first.year}"
    known = request.GET.get("known_at", "")
    told = f"from={asked.first}&to={asked.last}&scope={asked.scope}"
    return f"{told}&known_at={known}" if known and asked.known_at else told


@login_required
@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """The leader's figures; the committee's when the viewer may not see people."""
    door.require(request.user, May.SEE_FIGURES)
    try:
        taken = answers.standing()
    except NoSnapshot as none:
        return render(request, "insights/none.html", {"why": str(none)})
    opens = _opens_people(request)
    asked = _asked(request, taken, opens=opens)
    key = boards.key_figures(asked, taken, hide=not opens)
    context = {
        **_common(request, asked, taken, opens=opens),
        "key": key,
        "picture": boards.shown("homeless_count", asked, taken, hide=not opens).picture,
        "measures": [MEASURES[name] for name in MEASURES if name != "fidelity"],
        "teams": door.teams_where(request.user, May.LEAD).filter(kind=Team.Kind.ACT),
    }
    return render(request, "insights/figures.html", context)


def _common(request: StaffRequest, asked: Asked, taken: Snapshot, *, opens: bool) -> dict[str, Any]:
    return {
        "asked": asked,
        "opens": opens,
        "query": _query(asked, request, opens=opens),
        "known_at": request.GET.get("known_at", ""),
        "scopes": SCOPES,
        "taken": taken,
        "years": [] if opens else answers.closed_years(taken),
        "today": clock.today(),
    }


@login_required
@require_GET
def figure(request: StaffRequest, name: str) -> HttpResponse:
    """One measure: picture, table, missing share, how it is computed; and each row's people."""
    door.require(request.user, May.SEE_FIGURES)
    if name not in MEASURES or name == "fidelity":
        raise Http404
    try:
        taken = answers.standing()
    except NoSnapshot as none:
        return render(request, "insights/none.html", {"why": str(none)})
    opens = _opens_people(request, name)
    asked = _asked(request, taken, opens=opens)
    context = {
        **_common(request, asked, taken, opens=opens),
        "shown": boards.shown(name, asked, taken, hide=not opens),
    }
    return render(request, "insights/figure.html", context)


@login_required
@require_GET
def people(request: StaffRequest, name: str, row: str) -> HttpResponse:
    """The people behind a figure: those open to the viewer by name, the others as a number."""
    door.require(request.user, May.READ_BY_NAME)
    if name not in MEASURES or name == "fidelity":
        raise Http404
    may = MEASURES[name].opens_with
    door.require(request.user, may)
    try:
        taken = answers.standing()
    except NoSnapshot:
        raise Http404 from None
    asked = _asked(request, taken, opens=True)
    keys, others = boards.citizens_behind(name, row, asked, taken, may=str(may))
    mine = door.citizens_open_to(request.user, May.READ_BY_NAME).filter(pk__in=keys)
    if may != May.READ_BY_NAME:
        mine = mine.filter(pk__in=door.citizens_open_to(request.user, may).values("pk"))
    citizens = list(mine.order_by("sort_key"))
    door.log_list(request.user, f"insights.{name}", count=len(citizens), row=row)
    found = boards.shown(name, asked, taken)
    context = {
        **_common(request, asked, taken, opens=True),
        "shown": found,
        "row": next((one for one in found.rows if one.figure.row == row), None),
        "citizens": citizens,
        "others": others,
        "few": 0 < others < DEFAULT_THRESHOLD,
    }
    if context["row"] is None:
        raise Http404
    return render(request, "insights/people.html", context)


@login_required
@require_GET
def fidelity(request: StaffRequest, team_id: UUID) -> HttpResponse:
    """How near an ACT team works to the model: self-monitoring, never of single colleagues."""
    team = door.open_team(request.user, team_id, to=May.SEE_FIGURES)
    try:
        taken = answers.standing()
    except NoSnapshot as none:
        return render(request, "insights/none.html", {"why": str(none)})
    opens = _opens_people(request)
    asked = _asked(request, taken, opens=opens)
    context = {
        **_common(request, asked, taken, opens=opens),
        "team": team,
        "found": boards.fidelity_of(team, asked, taken, on=clock.today()),
        "groups": dacts.GROUPS,
        "trend": boards.fidelity_trend(team, asked, taken),
        "established": dacts.ESTABLISHED,
    }
    return render(request, "insights/fidelity.html", context)


@login_required
def declare(request: StaffRequest, team_id: UUID, item: str) -> HttpResponse:
    """A leader scores what no fact can tell."""
    team = door.open_team(request.user, team_id, to=May.LEAD)
    if item not in dacts.BY_CODE or dacts.BY_CODE[item].computed:
        raise Http404
    return ask(
        request,
        DeclareForm(request.POST or None),
        Question(
            title=f"{item} {dacts.BY_CODE[item].title}",
            intro=_("Shown apart from what is worked out, with your name and the day."),
            about=team.name,
            done=_("The score is noted."),
        ),
        partial(verbs.declare, team, by=request.user, item=item, on=clock.today()),
        back=reverse("insights:fidelity", args=[team.pk]),
    )
