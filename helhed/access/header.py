"""What the header of every page says of the user's work: who is on call, which pages are theirs."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from helhed.access.may import May
from helhed.access.roles import MATRIX, Role
from helhed.accounts.models import User
from helhed.core import clock
from helhed.teams.answering import Answering, who_answers_in


class Place:
    """The user's places in teams today, which the connection learnt when it was told who asks."""

    def __init__(self, user: User) -> None:
        self.user = user

    @property
    def today(self) -> tuple[tuple[str, UUID], ...]:
        places: tuple[tuple[str, UUID], ...] = getattr(self.user, "places_today", ())
        return places

    def capabilities(self) -> frozenset[May]:
        known = [MATRIX[Role(role)] for role, _team in self.today]
        return frozenset[May]().union(*known)

    def capabilities_in(self, team_id: UUID) -> frozenset[May]:
        """What the user's roles in the team give today, for what a page shows."""
        known = [MATRIX[Role(role)] for role, team in self.today if team == team_id]
        return frozenset[May]().union(*known)

    def on_call(self) -> Answering | None:
        team_id = self.today[0][1] if self.today else None
        return who_answers_in(team_id, at=clock.now())


def header(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            place = Place(user)
            request.capabilities = SimpleLazyObject(place.capabilities)  # type: ignore[attr-defined]
            request.on_call = SimpleLazyObject(place.on_call)  # type: ignore[attr-defined]
        return get_response(request)

    return answer
