"""The morning meeting: every citizen of the team gets a turn, in an order fixed when it begins."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.contacts import times
from helhed.contacts.models import Appointment, Promise
from helhed.core.days import day_begins
from helhed.desk.board import Board, Row
from helhed.desk.colleagues import colleagues
from helhed.plans.models import Hope
from helhed.teams.models import BoardLine, Team

MEETING_LASTS = timedelta(minutes=25)
LINES_FROM = timedelta(days=14)
MOST_LINES = 4
SESSION_KEY = "desk.meeting"


@dataclass(frozen=True)
class Turns:
    """Whose turn it is, who was and who comes; the keys stand in the colleague's session."""

    order: list[UUID]
    done: frozenset[UUID]
    started: datetime
    now: UUID

    @property
    def number(self) -> int:
        return self.order.index(self.now) + 1

    @property
    def seconds_each(self) -> int:
        return round(MEETING_LASTS.total_seconds() / max(len(self.order), 1))

    @property
    def ends(self) -> datetime:
        return self.started + MEETING_LASTS

    def beside(self, step: int) -> UUID | None:
        """The turn that many steps away, or None beyond the first and the last."""
        place = self.number - 1 + step
        return self.order[place] if 0 <= place < len(self.order) else None

    def coming(self, count: int) -> list[UUID]:
        return self.order[self.number : self.number + count]


def turns_of(
    session: dict[str, Any], board: Board, *, wanted: UUID | None, start: bool
) -> Turns | None:
    """The meeting going on in the session, or a new one; None when the team has no citizens.

    The order stays as it was when the meeting began, however the board changes meanwhile. Whoever
    left the team or came to it meanwhile is left out or stands last.
    """
    kept = session.get(SESSION_KEY, {})
    today = timezone.localdate(board.now)
    ours = kept.get("team") == str(board.team.pk) and kept.get("day") == today.isoformat()
    if start or not ours:
        kept = {
            "team": str(board.team.pk),
            "day": today.isoformat(),
            "started": board.now.isoformat(),
            "order": [str(row.citizen.pk) for row in board.rows],
            "done": [],
        }
    here = {row.citizen.pk for row in board.rows}
    order = [key for key in map(UUID, kept["order"]) if key in here]
    order += [row.citizen.pk for row in board.rows if row.citizen.pk not in set(order)]
    session[SESSION_KEY] = {**kept, "order": [str(key) for key in order]}
    if not order:
        return None
    return Turns(
        order=order,
        done=frozenset(map(UUID, kept["done"])),
        started=datetime.fromisoformat(kept["started"]),
        now=wanted if wanted in here and wanted is not None else order[0],
    )


def mark_done(session: dict[str, Any], citizen_id: UUID) -> None:
    kept = session.get(SESSION_KEY)
    if kept and str(citizen_id) not in kept["done"]:
        session[SESSION_KEY] = {**kept, "done": [*kept["done"], str(citizen_id)]}


@dataclass(frozen=True)
class Candidate:
    """A colleague who could take the next contact, and how many they have today already."""

    user: User
    today: int
    key: str
    chosen: bool


def candidates(team: Team, row: Row, *, on: date) -> list[Candidate]:
    """By name, so that everybody keeps the same key through the whole meeting."""
    begins = day_begins(on)
    today = Q(
        appointments__at__gte=begins,
        appointments__at__lt=begins + timedelta(days=1),
        appointments__outcome=Appointment.Outcome.PLANNED,
    )
    people = colleagues(team).annotate(has_today=Count("appointments", filter=today))
    has = row.next.worker_id if row.next else None
    return [
        Candidate(user, user.has_today, str(number) if number < 10 else "", user.pk == has)
        for number, user in enumerate(people, start=1)
    ]


def when_choices(at: datetime) -> list[times.When]:
    """The rest of today by parts of the day, then the coming days."""
    today = timezone.localdate(at)
    parts = [
        _on("forenoon", _("This forenoon"), today, time(10), loose=_("in the forenoon")),
        _on("one", _("At 13"), today, time(13)),
        _on("afternoon", _("This afternoon"), today, time(15), loose=_("in the afternoon")),
    ]
    return [part for part in parts if part.at > at - timedelta(minutes=45)] + times.choices(at)


def _on(code: str, words: str, day: date, hour: time, loose: str = "") -> times.When:
    return times.When(code, words, timezone.make_aware(datetime.combine(day, hour)), loose)


def meant_by(code: str, at: datetime) -> times.When | None:
    return next((when for when in when_choices(at) if when.code == code), None)


@dataclass(frozen=True)
class Line:
    """One thing worth saying about the citizen now; never from a note, which may hold health."""

    icon: str
    when: date
    text: str


def said_lately(citizen: Citizen, *, at: datetime) -> list[Line]:
    """What was written for the board lately, and what we have promised and not done."""
    promises = Promise.objects.filter(
        citizen=citizen, kept_on__isnull=True, dropped_on__isnull=True, kept_by__isnull=True
    ).order_by("-promised_on", "-id")
    written = BoardLine.objects.filter(
        citizen=citizen, removed_at__isnull=True, written_at__gte=at - LINES_FROM
    ).order_by("-written_at", "-id")
    lines = [
        Line("front-hand", promise.promised_on, _("We have promised: %s") % promise.text)
        for promise in promises[:2]
    ]
    lines += [
        Line("edit", timezone.localdate(line.written_at), line.text)
        for line in written[: MOST_LINES - len(lines)]
    ]
    return lines


def words_for_the_room(citizen: Citizen) -> Hope | None:
    """What matters most to the citizen, only where the citizen said that it may stand here."""
    hopes = Hope.objects.filter(
        citizen=citizen, plan__words_on_board=True, put_away_on__isnull=True
    )
    return hopes.order_by("rank", "said_on", "id").first()
