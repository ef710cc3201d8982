"""Tells the database who is asking, for as long as a request or a job lasts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created

from helhed.accounts.models import User
from helhed.core import clock


@dataclass(frozen=True)
class Asking:
    """Who the rows are opened to: a user, a named system actor, or nobody."""

    user_id: UUID | None = None
    system_actor: str = ""
    role: str = ""


@dataclass(frozen=True)
class Place:
    """The role and the unit in which a user works today; empty for anybody else.

    `all` are the roles and teams of the day, the first of them first: (role, key of the team).
    """

    role: str = ""
    unit: str = ""
    all: tuple[tuple[str, UUID], ...] = ()


_asking: ContextVar[Asking | None] = ContextVar("helhed_asking", default=None)

_ENTER = """
    SELECT set_config('role', %(role)s, false),
           set_config('helhed.user_id', %(user)s, false),
           set_config('helhed.system_actor', %(actor)s, false),
           set_config('helhed.now', %(now)s, false),
           (
               SELECT json_agg(json_build_array(m.role, t.name, t.id) ORDER BY m.from_day, m.role)
               FROM teams_membership m JOIN teams_team t ON t.id = m.team_id
               WHERE m.user_id = %(key)s AND m.from_day <= %(day)s
                 AND (m.until_day IS NULL OR m.until_day > %(day)s)
           )
"""
_LEAVE = """
    SELECT set_config('role', 'none', false), set_config('helhed.user_id', '', false),
           set_config('helhed.system_actor', '', false), set_config('helhed.now', '', false)
"""


def _tell(asking: Asking) -> Place:
    """Say who asks; in the same breath learn the user's role and unit, for the log."""
    fixed = clock.fixed()
    with connection.cursor() as cursor:
        cursor.execute(
            _ENTER,
            {
                "role": asking.role or "none",
                "user": str(asking.user_id or ""),
                "actor": asking.system_actor,
                "now": fixed.isoformat() if fixed else "",
                "key": asking.user_id,
                "day": clock.today(),
            },
        )
        found = cursor.fetchone()[-1]
    places = json.loads(found) if isinstance(found, str) else found or []
    if not places:
        return Place()
    role, unit, _team = places[0]
    return Place(role, unit, tuple((role, UUID(team)) for role, _unit, team in places))


def _forget() -> None:
    # A connection that broke has forgotten by itself.
    if connection.connection is not None and not connection.connection.closed:
        if connection.needs_rollback:
            return
        with connection.cursor() as cursor:
            cursor.execute(_LEAVE)


def _on_connect(sender: Any, connection: Any, **kwargs: Any) -> None:
    """A connection made in the middle of a request learns who is asking."""
    asking = _asking.get()
    if asking is not None:
        _tell(asking)


connection_created.connect(_on_connect)


@contextmanager
def asking_as(asking: Asking) -> Iterator[Place]:
    """Open to `asking` the rows that are open to them, and to nobody afterwards.

    Gives the user's place in the work.
    """
    before = _asking.get()
    token = _asking.set(asking)
    place = _tell(asking)
    try:
        yield place
    finally:
        _asking.reset(token)
        if before is None:
            _forget()
        else:
            _tell(before)


@contextmanager
def acting_as(user: User) -> Iterator[None]:
    """Act as `user` under the role of pages, as a request does; for tests and commands."""
    with asking_as(Asking(user_id=user.pk, role=settings.HELHED_REQUEST_ROLE)) as place:
        note_place(user, place)
        yield


@contextmanager
def acting_as_system(name: str) -> Iterator[None]:
    """Act as the named system actor, under the role of jobs."""
    with asking_as(Asking(system_actor=name, role=settings.HELHED_JOBS_ROLE)):
        yield


def note_place(user: User, place: Place) -> None:
    """Note the user's roles and units on the user, for the log and for the header of pages."""
    user.acting_role, user.acting_unit = place.role, place.unit  # type: ignore[attr-defined]
    user.places_today = place.all  # type: ignore[attr-defined]
