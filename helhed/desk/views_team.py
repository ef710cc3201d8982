"""Who works in the team, in which role: what decides whose citizens are open to them."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.access.roles import LABELS, Role
from helhed.accounts.models import User
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.teams import verbs as teams
from helhed.teams.models import Membership, Team

# A leader gives the roles of a team; those that reach beyond one team are given elsewhere.
GIVEN_IN_A_TEAM = (
    Role.ACT_WORKER,
    Role.OUTREACH_WORKER,
    Role.CONTACT_PERSON,
    Role.AUTHORITY_CASEWORKER,
    Role.SOCIAL_NURSE,
    Role.ADDICTION_THERAPIST,
    Role.HOUSING_COORDINATOR,
    Role.NIGHT_STAFF,
    Role.TEAM_LEADER,
)


class MemberForm(forms.Form):
    user = forms.ModelChoiceField(label=_("Colleague"), queryset=User.objects.none())
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, LABELS[role]) for role in GIVEN_IN_A_TEAM],
        help_text=_("The role decides what the colleague may see and do."),
    )
    profession = forms.CharField(label=_("Profession"), max_length=60, required=False)
    full_time_share = forms.DecimalField(
        label=_("Share of full time"),
        min_value=Decimal("0.01"),
        max_value=Decimal(1),
        max_digits=3,
        decimal_places=2,
        initial=Decimal(1),
    )
    from_day = forms.DateField(label=_("From"), initial=clock.today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(is_active=True, is_system=False).order_by("name")
        self.fields["user"].queryset = staff  # type: ignore[attr-defined]


class EndForm(forms.Form):
    until_day = forms.DateField(label=_("First day without the role"), initial=clock.today)


@login_required
@require_GET
def members(request: StaffRequest, team_id: UUID) -> HttpResponse:
    team = door.open_team(request.user, team_id, to=May.MANAGE_TEAMS)
    places = Membership.objects.on(clock.today()).filter(team=team).select_related("user")
    context = {
        "team": team,
        "members": [
            (place, LABELS.get(Role(place.role), place.role))
            for place in places.order_by("user__name", "role")
        ],
        "today": clock.today(),
    }
    return render(request, "desk/members.html", context)


@login_required
def add_member(request: StaffRequest, team_id: UUID) -> HttpResponse:
    team = door.open_team(request.user, team_id, to=May.MANAGE_TEAMS)
    do = partial(teams.add_member, team, by=request.user)
    return _ask(request, team, MemberForm(request.POST or None), do, str(_("A new colleague")))


@login_required
def end_membership(request: StaffRequest, membership_id: UUID) -> HttpResponse:
    managed = door.teams_where(request.user, May.MANAGE_TEAMS)
    place = (
        Membership.objects.on(clock.today())
        .filter(pk=membership_id, team__in=managed)
        .select_related("user", "team")
        .first()
    )
    if place is None:
        raise Http404

    def do(until_day: date) -> None:
        teams.end_membership(place, by=request.user, until_day=until_day)

    title = _now("%(who)s leaves the team") % {"who": place.user.name}
    return _ask(request, place.team, EndForm(request.POST or None), do, title)


def _ask(request: StaffRequest, team: Team, form: forms.Form, do: Any, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request, _now("The team's page is up to date."))
            return redirect("desk:members", team.pk)
    return render(request, "desk/staff.html", {"form": form, "team": team, "title": title})
