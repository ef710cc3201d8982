"""Who comes into the room: every colleague reads, and those who steer write."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core import clock
from helhed.strategy.models import Initiative
from helhed.teams.models import Membership

P = ParamSpec("P")
View = Callable[Concatenate[StaffRequest, P], HttpResponse]


def colleagues(view: View[P]) -> Any:
    """The view opens to whoever has a place in a team today; to others there is no such page."""

    @wraps(view)
    def enter(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require_colleague(request.user)
        return view(request, *args, **kwargs)

    return login_required(enter)


def steering(view: View[P]) -> Any:
    """The view opens to those who steer."""

    @wraps(view)
    def enter(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        door.require(request.user, May.STEER)
        return view(request, *args, **kwargs)

    return login_required(enter)


signed_in = login_required


def followers(view: Callable[[StaffRequest, Initiative], HttpResponse]) -> Any:
    """The view of one initiative opens to its owner and to those who steer."""

    @wraps(view)
    def enter(request: StaffRequest, /, initiative_id: UUID) -> HttpResponse:
        require_colleague(request.user)
        found = get_object_or_404(Initiative.objects.select_related("plan"), pk=initiative_id)
        require_follower(request.user, found)
        return view(request, found)

    return login_required(enter)


def require_colleague(user: User) -> None:
    """Raise Http404 unless the user has a place in a team today."""
    if not Membership.objects.on(clock.today()).filter(user=user).exists():
        audit.record("access.refuse", by=user, to="strategy")
        raise Http404


def may_follow(user: User, initiative: Initiative) -> bool:
    """Whether the user tells how the initiative goes: its owner, and those who steer."""
    return initiative.owner_id == user.pk or door.may(user, May.STEER)


def require_follower(user: User, initiative: Initiative) -> None:
    """Raise Http404 unless the user may tell how the initiative goes."""
    require_colleague(user)
    if not may_follow(user, initiative):
        audit.record("access.refuse", by=user, obj=initiative, to=May.STEER)
        raise Http404
