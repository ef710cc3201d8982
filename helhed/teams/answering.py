"""Who answers now: the number a citizen can call tonight."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from helhed.teams.models import Shift, Team


@dataclass(frozen=True)
class Answering:
    """A voice at the other end: who (empty for a line of the house), number, until when."""

    name: str
    phone: str
    until: datetime | None = None
    shift: Shift | None = None


def who_answers(team: Team | None, *, at: datetime) -> Answering | None:
    """Who answers the team's telephone at the moment, or the night line; None if unknown.

    Without a team: whoever answers anywhere in our own teams.
    """
    on_call = _on_call(team.pk if team else None, at)
    return on_call or _line(team)


def who_answers_in(team_id: UUID | None, *, at: datetime) -> Answering | None:
    """`who_answers` for a team known by its key, which is looked up only if nobody is on call."""
    on_call = _on_call(team_id, at)
    return on_call or _line(Team.objects.filter(pk=team_id).first() if team_id else None)


def _on_call(team_id: UUID | None, at: datetime) -> Answering | None:
    shifts = Shift.objects.answering_at(at).select_related("user")
    shift = (shifts.filter(team=team_id) if team_id else shifts).first()
    if shift is None:
        return None
    return Answering(name=shift.user.name, phone=shift.phone, until=shift.ends_at, shift=shift)


def _line(team: Team | None) -> Answering | None:
    if team is None:
        team = Team.objects.filter(organisation__ours=True).exclude(night_phone="").first()
    if team is None or not (team.night_phone or team.phone):
        return None
    return Answering(name="", phone=team.night_phone or team.phone)
