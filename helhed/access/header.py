"""What the header of every page says of the user's work: who is on call, which pages are theirs."""

from collections.abc import Callable
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from helhed.access.may import May
from helhed.access.roles import MATRIX, Role
from helhed.accounts.models import User
from helhed.core import clock
from helhed.teams.answering import Answering, who_answers
from helhed.teams.models import Membership


class Place:
    """The user's places in teams today. Asked for once a page, and only by pages with a header."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def memberships(self) -> list[Membership]:
        places = Membership.objects.on(clock.today()).filter(user=self.user)
        return list(places.select_related("team").order_by("from_day", "role"))

    def capabilities(self) -> frozenset[May]:
        known = [MATRIX[Role(place.role)] for place in self.memberships]
        return frozenset[May]().union(*known)

    def on_call(self) -> Answering | None:
        team = self.memberships[0].team if self.memberships else None
        return who_answers(team, at=clock.now())


def header(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            place = Place(user)
            request.capabilities = SimpleLazyObject(place.capabilities)  # type: ignore[attr-defined]
            request.on_call = SimpleLazyObject(place.on_call)  # type: ignore[attr-defined]
        return get_response(request)

    return answer
