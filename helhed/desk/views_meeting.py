"""The morning meeting: one citizen at a time, on a screen that the whole room can see."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.casework import verbs as casework
from helhed.contacts.models import Appointment
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.design.http import saved
from helhed.desk import meeting as turns
from helhed.desk.board import Row, board_of
from helhed.desk.colleagues import colleagues
from helhed.desk.keys import key_in


@login_required
@require_GET
def meeting(request: StaffRequest, team_id: UUID) -> HttpResponse:
    team = door.open_team(request.user, team_id, to=May.READ_CONTACTS)
    shown = board_of(team, request.user, at=clock.now())
    now = turns.turns_of(
        request.session,
        shown,
        wanted=key_in(request.GET, "citizen"),
        start="start" in request.GET,
    )
    if now is None:
        return redirect("desk:team-board", team.pk)
    if "citizen" not in request.GET:
        door.log_list(request.user, "desk.meeting", count=len(shown.rows), team=team.pk)
    rows = {row.citizen.pk: row for row in shown.rows}
    row = rows[now.now]
    context = {
        "team": team,
        "turns": now,
        "row": row,
        "citizen": row.citizen,
        "segments": [_segment(rows[key], now) for key in now.order],
        "coming": [rows[key].citizen for key in now.coming(3)],
        "previous": now.beside(-1),
        "next": now.beside(1),
        "words": turns.words_for_the_room(row.citizen),
        "lines": turns.said_lately(row.citizen, at=shown.now),
        "acute": [duty for duty in row.duties if duty.acute],
        "shows_place": not (row.citizen.protected or row.admitted),
        "candidates": turns.candidates(team, row, on=clock.today()),
        "times": turns.when_choices(shown.now),
        "typed": request.session.pop("desk.meeting.typed", {}),
        "new_id": new_id(),
        "today": clock.today(),
        "weekday": clock.today().weekday(),
        "now": shown.now,
        "may_write": door.may(request.user, May.WRITE_CONTACTS),
    }
    return render(request, "desk/meeting.html", context)


def _segment(row: Row, now: turns.Turns) -> str:
    """How the citizen's piece of the line is drawn: now, done, urgent or still to come."""
    key = row.citizen.pk
    if key == now.now:
        return "now"
    if key in now.done:
        return "done"
    return "urgent" if row.needs_action else ""


@login_required
@require_POST
def settle_at_meeting(request: StaffRequest, team_id: UUID, citizen_id: UUID) -> HttpResponse:
    """Save what was settled about this citizen at once, and go on to the next."""
    team = door.open_team(request.user, team_id, to=May.WRITE_CONTACTS)
    citizen = door.open_citizen(request.user, citizen_id, to=May.WRITE_CONTACTS, card=True)
    said = request.POST
    now = clock.now()
    when = turns.meant_by(said.get("when", ""), now)
    standing = (
        Appointment.objects.filter(citizen=citizen).ahead_on(clock.today()).order_by("at", "id")
    )
    try:
        casework.settle_at_meeting(
            citizen,
            by=request.user,
            team=team,
            worker=colleagues(team).filter(pk__in=filter(None, [key_in(said, "worker")])).first(),
            at=when.at if when else None,
            loose_time=when.loose if when else "",
            line=said.get("line", ""),
            instead_of=standing.first(),
            appointment_id=key_in(said, "id"),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        request.session["desk.meeting.typed"] = _typed(said)
        return redirect(_at(team_id, citizen_id))
    turns.mark_done(request.session, citizen_id)
    saved(request, citizen.shown_name)
    following = key_in(said, "next")
    return redirect(_at(team_id, following) if following else reverse("desk:board"))


def _typed(said: QueryDict) -> dict[str, str]:
    return {name: said.get(name, "") for name in ("worker", "when", "line")}


def _at(team_id: UUID, citizen_id: UUID) -> str:
    return f"{reverse('desk:meeting', args=[team_id])}?citizen={citizen_id}"
