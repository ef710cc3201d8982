"""The leader's page, shifts and absence."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door, explaining
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.access.roles import LABELS, MATRIX, Role
from helhed.accounts.models import User
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.desk import leading
from helhed.desk.board import board_of
from helhed.desk.colleagues import colleagues
from helhed.teams import verbs as teams
from helhed.teams.models import Enrolment, Team

# More than anybody can choose from.
MOST_TEAMS = 60


@login_required
@require_GET
def leader(request: StaffRequest, team_id: UUID | None = None) -> HttpResponse:
    """Is anybody forgotten? Every number opens to its people."""
    team, teams_shown = _led(request, team_id)
    board = board_of(team, request.user, at=clock.now())
    door.log_list(request.user, "desk.leader", count=len(board.rows), team=team.pk)
    context = {
        "board": board,
        "team": team,
        "teams": teams_shown,
        "counts": {
            name.replace("-", "_"): board.count(name)
            for name in ("forgotten", "no-next", "no-address", "overdue", "not-met", "met")
        },
        "ready": leading.ready_to_leave(board),
        "discharges": leading.discharges(board),
        "weeks": leading.weeks(board),
        "loads": [(load, LABELS.get(load.role)) for load in leading.loads(board)],  # type: ignore[call-overload]
        "shifts": leading.shifts(board),
        "reviews": explaining.to_review(request.user).count(),
        "today": clock.today(),
        "may_manage": _manages(request.user, team),
    }
    return render(request, "desk/leader.html", context)


def _led(request: StaffRequest, team_id: UUID | None) -> tuple[Team, list[Team]]:
    """The team the user leads and asks about, and those they lead (a choice of the first ones)."""
    if _leads_everything(request.user):
        with_citizens = Team.objects.filter(
            pk__in=Enrolment.objects.filter(until_day__isnull=True).values("team")
        )
        shown = with_citizens.order_by("name")
        team = shown.filter(pk=team_id).first() if team_id else shown.first()
        if team is not None:
            return team, list(shown[:MOST_TEAMS])
    led = list(door.teams_where(request.user, May.LEAD))
    team = next((one for one in led if team_id in (None, one.pk)), None)
    return team or door.open_team(request.user, team_id, to=May.LEAD), led[:MOST_TEAMS]


def _manages(user: User, team: Team) -> bool:
    """Whether the page shows what can be changed; the door is asked again when it is."""
    places: tuple[tuple[str, UUID], ...] = getattr(user, "places_today", ())
    return any(
        where == team.pk and May.MANAGE_TEAMS in MATRIX[Role(role)] for role, where in places
    )


@login_required
@require_GET
def week(request: StaffRequest, team_id: UUID, monday: str) -> HttpResponse:
    """The people behind a week's number: whom we met, and how often."""
    team, _teams = _led(request, team_id)
    try:
        day = date.fromisoformat(monday)
    except ValueError:
        raise Http404 from None
    board = board_of(team, request.user, at=clock.now())
    day -= timedelta(days=day.weekday())
    rows = leading.met_in_week(board, day)
    door.log_list(request.user, "desk.week", count=len(rows), team=team.pk)
    context = {"team": team, "rows": rows, "monday": day, "today": clock.today()}
    return render(request, "desk/week.html", context)


def _leads_everything(user: User) -> bool:
    return bool(set(door.wide_mays(user)) & {May.LEAD})


class ShiftForm(forms.Form):
    user = forms.ModelChoiceField(label=_("Who answers?"), queryset=User.objects.none())
    starts_at = forms.DateTimeField(label=_("From"))
    ends_at = forms.DateTimeField(label=_("Until"))
    phone = forms.CharField(label=_("Telephone"), max_length=20)

    def __init__(self, *args: Any, members: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = members  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    user = forms.ModelChoiceField(label=_("Who is away?"), queryset=User.objects.none())
    from_day = forms.DateField(label=_("First day away"))
    until_day = forms.DateField(label=_("First day back"))

    def __init__(self, *args: Any, members: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = members  # type: ignore[attr-defined]


@login_required
def plan_shift(request: StaffRequest, team_id: UUID) -> HttpResponse:
    team = door.open_team(request.user, team_id, to=May.MANAGE_TEAMS)
    form = ShiftForm(request.POST or None, members=colleagues(team), initial={"phone": team.phone})
    do = partial(teams.plan_shift, team, by=request.user)
    return _staff_page(request, team, form, do, str(_("A shift")))


@login_required
def note_absence(request: StaffRequest, team_id: UUID) -> HttpResponse:
    team = door.open_team(request.user, team_id, to=May.MANAGE_TEAMS)
    form = AbsenceForm(request.POST or None, members=colleagues(team))

    def do(user: User, **fields: Any) -> None:
        teams.note_absence(user, by=request.user, **fields)

    return _staff_page(request, team, form, do, str(_("Somebody is away")))


def _staff_page(
    request: StaffRequest, team: Team, form: forms.Form, do: Any, title: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request, _now("The team's page is up to date."))
            return redirect("desk:leader-of", team.pk)
    return render(request, "desk/staff.html", {"form": form, "team": team, "title": title})


@login_required
@require_GET
def no_team(request: StaffRequest) -> HttpResponse:
    """For somebody who has an account and no place in any team yet."""
    return render(request, "desk/no_team.html")
