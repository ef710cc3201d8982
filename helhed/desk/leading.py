"""The leader's page: numbers that open to their people, and no ranking of anybody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Q
from django.utils import timezone

from helhed.accounts.models import User
from helhed.contacts.models import Contact
from helhed.core.days import day_begins
from helhed.desk.board import Board, Row
from helhed.stays.models import WITHOUT_ADDRESS, Stay
from helhed.teams.models import Caseload, Membership, Shift

WEEKS = 4
SHIFTS_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Load:
    """How many citizens a colleague is own person for, beside the share of full time."""

    user: User
    role: str
    profession: str
    share: Decimal
    citizens: int

    @property
    def full_time_citizens(self) -> Decimal:
        """Citizens per full-time colleague (DACTS H1), one decimal."""
        return (Decimal(self.citizens) / self.share).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class Week:
    """Face-to-face contacts of the team's citizens in a week; `each` is per citizen."""

    monday: date
    contacts: int
    citizens: int

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def each(self) -> Decimal:
        if not self.citizens:
            return Decimal(0)
        return (Decimal(self.contacts) / self.citizens).quantize(Decimal("0.1"))


def loads(board: Board) -> list[Load]:
    """Caseloads by name: balanced is the question, not who has most."""
    day = timezone.localdate(board.now)
    counts = dict(
        Caseload.objects.filter(team=board.team, until_day__isnull=True)
        .values_list("worker")
        .annotate(Count("citizen", distinct=True))
    )
    members = Membership.objects.on(day).filter(team=board.team).select_related("user")
    return [
        Load(
            user=member.user,
            role=member.role,
            profession=member.profession,
            share=member.full_time_share,
            citizens=counts.get(member.user_id, 0),
        )
        for member in members.order_by("user__name")
    ]


def weeks(board: Board) -> list[Week]:
    """The last whole weeks, oldest first."""
    day = timezone.localdate(board.now)
    monday = day - timedelta(days=day.weekday())
    keys = [row.citizen.pk for row in board.rows]
    starts = [monday - timedelta(days=7 * back) for back in range(WEEKS, 0, -1)]
    spans = {
        f"week{number}": Count(
            "pk",
            filter=Q(at__gte=day_begins(start), at__lt=day_begins(start + timedelta(days=7))),
        )
        for number, start in enumerate(starts)
    }
    counted = (
        Contact.objects.met()
        .filter(citizen__in=keys, at__gte=day_begins(starts[0]), at__lt=day_begins(monday))
        .aggregate(**spans)
    )
    return [Week(start, counted[f"week{number}"], len(keys)) for number, start in enumerate(starts)]


def met_in_week(board: Board, monday: date) -> list[tuple[Row, int]]:
    """The team's citizens of today and how often each was met that week, fewest first."""
    begins = day_begins(monday)
    counts = dict(
        Contact.objects.met()
        .filter(
            citizen__in=[row.citizen.pk for row in board.rows],
            at__gte=begins,
            at__lt=day_begins(monday + timedelta(days=7)),
        )
        .values_list("citizen")
        .annotate(Count("pk"))
    )
    rows = [(row, counts.get(row.citizen.pk, 0)) for row in board.rows]
    return sorted(rows, key=lambda one: (one[1], one[0].citizen.sort_key))


def ready_to_leave(board: Board) -> list[tuple[Row, int]]:
    """Who waits in hospital to leave it, and for how many nights; the longest wait first."""
    day = timezone.localdate(board.now)
    waits = [
        (row, (day - row.tonight.ready_on).days)
        for row in board.rows
        if row.admitted and row.tonight is not None and row.tonight.ready_on is not None
    ]
    return sorted(waits, key=lambda one: -one[1])


def discharges(board: Board, *, days: int = 30) -> list[tuple[Row, Stay]]:
    """Stays that ended lately with no address for the night after (P3), newest first."""
    by_key = {row.citizen.pk: row for row in board.rows}
    since = timezone.localdate(board.now) - timedelta(days=days)
    ended = Stay.objects.standing().filter(
        citizen__in=by_key,
        until_day__gte=since,
        until_day__lte=timezone.localdate(board.now),
        tonight__in=(*WITHOUT_ADDRESS, Stay.UNANSWERED),
    )
    return [(by_key[stay.citizen_id], stay) for stay in ended.order_by("-until_day", "-id")]


def shifts(board: Board) -> list[Shift]:
    """Who answers the telephone in the coming week."""
    ahead: datetime = board.now + SHIFTS_AHEAD
    planned = Shift.objects.filter(team=board.team, ends_at__gt=board.now, starts_at__lt=ahead)
    return list(planned.select_related("user").order_by("starts_at", "id"))
