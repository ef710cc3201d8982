"""The board, every morning and all day."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.header import Place
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import render_page, saved
from helhed.desk import entrance
from helhed.desk.board import CHIPS, FILTERS, OWN, Board, board_of
from helhed.desk.board_rows import table_rows
from helhed.desk.chips import LABELS, Chip
from helhed.desk.colleagues import colleagues
from helhed.desk.keys import key_in
from helhed.teams import verbs as teams
from helhed.teams.answering import who_answers


@login_required
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """The page that fits the role: the street, the log, the night or the board."""
    return redirect(entrance.first_page(request.user))


@login_required
@require_GET
def board(request: StaffRequest, team_id: UUID | None = None) -> HttpResponse:
    teams_here = list(door.teams_where(request.user, May.READ_CONTACTS))
    if team_id is None and not teams_here:
        # The mark on every page leads here, also for those whose work has no board.
        return redirect(entrance.first_page(request.user))
    team = next((team for team in teams_here if team_id in (None, team.pk)), None)
    if team is None:
        team = door.open_team(request.user, team_id, to=May.READ_CONTACTS)
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in FILTERS or chosen.startswith(OWN) else "all"
    shown = board_of(team, request.user, at=clock.now())
    door.log_list(request.user, "desk.board", count=len(shown.rows), team=team.pk)
    return render_page(
        request,
        "desk/board.html",
        {**_context(shown, chosen, request.user), "teams": teams_here},
        fragment="desk/_board.html",
    )


def _context(shown: Board, chosen: str, user: User) -> dict[str, object]:
    may_choose = May.ENROL in Place(user).capabilities_in(shown.team.pk)
    drawn = partial(table_rows, team=shown.team, user=user, at=shown.now, may_choose=may_choose)
    return {
        "board": shown,
        "team": shown.team,
        "groups": [(name, rows, drawn(rows)) for name, rows in shown.groups(chosen)],
        "count": shown.count(chosen),
        "chosen": chosen,
        "chosen_label": LABELS.get(chosen, _("One colleague's")),
        "chips": [
            Chip(name, LABELS[name], shown.count(name), key=str(number))
            for number, name in enumerate(CHIPS, start=1)
        ],
        "counts": {name.replace("-", "_"): shown.count(name) for name in FILTERS},
        "now": shown.now,
        "today": clock.today(),
        "weekday": clock.today().weekday(),
    }


@login_required
def set_own_person(request: StaffRequest, team_id: UUID, citizen_id: UUID) -> HttpResponse:
    """Give the citizen an own person in the team."""
    team = door.open_team(request.user, team_id, to=May.ENROL)
    citizen = door.open_citizen(request.user, citizen_id, to=May.ENROL)
    members = colleagues(team)
    if request.method == "POST":
        worker = members.filter(pk__in=filter(None, [key_in(request.POST, "worker")])).first()
        if worker is None:
            messages.error(request, _("Choose a colleague. If in doubt, choose yourself."))
        else:
            try:
                teams.set_own_person(
                    citizen, by=request.user, team=team, worker=worker, from_day=clock.today()
                )
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                saved(request, _("%(who)s is the own person.") % {"who": worker.name})
                return redirect("desk:citizen", citizen_id)
    current = citizen.caseloads.filter(team=team, until_day__isnull=True).first()
    context = {"citizen": citizen, "team": team, "members": members, "current": current}
    return render(request, "desk/own_person.html", context)


@login_required
@require_POST
def write_board_line(request: StaffRequest, team_id: UUID, citizen_id: UUID) -> HttpResponse:
    """One line about the citizen for today's board."""
    team = door.open_team(request.user, team_id, to=May.WRITE_CONTACTS)
    citizen = door.open_citizen(request.user, citizen_id, to=May.WRITE_CONTACTS)
    try:
        teams.write_board_line(
            citizen, by=request.user, team=team, text=request.POST.get("text", "")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        saved(request)
    return redirect("desk:citizen", citizen_id)


@require_GET
def on_call(request: HttpRequest) -> HttpResponse:
    """Who answers the telephone now, for the header of every page."""
    team = None
    if isinstance(request.user, User):
        team = door.teams_where(request.user, May.READ_BASIC).first()
    now = clock.now()
    return render(request, "desk/_on_call.html", {"answering": who_answers(team, at=now)})
