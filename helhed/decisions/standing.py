"""The special rules that hold for one citizen: the free card, a crisis centre's hours, growing up.

Reads only; each part says how it stands and what comes next.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils.functional import Promise

from helhed.citizens.models import Citizen
from helhed.decisions import registers
from helhed.decisions.models import (
    Counselling,
    Decision,
    Earning,
    FreeCard,
    Outcome,
    Transition,
    TransitionMeeting,
)

Kind = Counselling.Kind
FREE_CARD = "FRIKORT"
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Hours:
    """Hours of a psychologist used of those the law gives. `child` is None for the adult."""

    child: int | None
    used: Decimal
    allowed: Decimal

    @property
    def left(self) -> Decimal:
        return max(self.allowed - self.used, Decimal(0))


def hours_of(rows: Iterable[Counselling], *, on: date) -> list[Hours]:
    """The adult first, then each child that counselling was noted for."""
    used: dict[int | None, Decimal] = defaultdict(Decimal)
    children: set[int] = set()
    for row in rows:
        if row.child is not None:
            children.add(row.child)
        if row.kind == Kind.PSYCHOLOGY:
            used[row.child] += row.hours
    adult = registers.parameter("crisis_centre_psychology_hours_adult", on=on)
    child = registers.parameter("crisis_centre_psychology_hours_child", on=on)
    return [
        Hours(None, used[None], adult),
        *(Hours(number, used[number], child) for number in sorted(children)),
    ]


@dataclass(frozen=True)
class Card:
    """The free card and the money earned on it this year; `decision` waits for its card."""

    card: FreeCard | None
    decision: Decision | None
    cap: Decimal
    bar: Decimal
    earned: Decimal
    earnings: list[Earning]
    recheck_soon: bool = False

    @property
    def left(self) -> Decimal:
        return max(self.cap - self.earned, Decimal(0))

    @property
    def over(self) -> Decimal:
        return max(self.earned - self.cap, Decimal(0))


def free_card_of(citizen: Citizen, *, on: date) -> Card:
    """How the card stands on the day, with the cap of the year's register."""
    card = (
        FreeCard.objects.filter(citizen=citizen, ended_on__isnull=True)
        .prefetch_related("earnings")
        .first()
    )
    rows = sorted(card.earnings.all(), key=lambda row: row.on, reverse=True) if card else []
    this_year = [row for row in rows if row.on.year == on.year]
    granted = Decision.objects.complete().filter(
        citizen=citizen, basis__code=FREE_CARD, free_cards__isnull=True
    )
    waits = granted.exclude(outcome=Outcome.REFUSED).order_by("-decided_on", "id")
    return Card(
        card=card,
        decision=None if card else waits.first(),
        cap=registers.parameter("social_free_card_cap", on=on),
        bar=registers.parameter("social_free_card_income_bar", on=on),
        earned=sum((row.amount_dkk for row in this_year), Decimal(0)),
        earnings=this_year,
        recheck_soon=card is not None and card.recheck_by <= on + SOON,
    )


@dataclass(frozen=True)
class Topic:
    key: str
    label: str | Promise
    done: bool


@dataclass(frozen=True)
class GrowingUp:
    """From youth to adult: `begins` is None when it may begin, `months` are left to the day."""

    transition: Transition | None
    topics: list[Topic]
    begins_at: int
    may_begin: bool
    months: int
    meetings: list[TransitionMeeting] = field(default_factory=list)

    @property
    def ready(self) -> int:
        return sum(topic.done for topic in self.topics)


def growing_up_of(
    citizen: Citizen, topics: Iterable[tuple[str, str | Promise]], *, on: date
) -> GrowingUp | None:
    """How the way into adult life stands, or None for an adult who had no such preparing."""
    row = Transition.objects.filter(citizen=citizen).first()
    age = citizen.age_on(on)
    begins = registers.whole("transition_start_age", on=on)
    ends = registers.whole("transition_end_age", on=on)
    if row is None and (age is None or age >= ends):
        return None
    settled = set(row.topics_settled) if row else set()
    return GrowingUp(
        transition=row,
        topics=[Topic(key, label, key in settled) for key, label in topics],
        begins_at=begins,
        may_begin=row is None and age is not None and age >= begins,
        months=_months(on, row.adult_on) if row else 0,
        meetings=list(row.meetings.all()) if row else [],
    )


def _months(on: date, until: date) -> int:
    """Whole months left, none when the day has come."""
    months = (until.year - on.year) * 12 + until.month - on.month
    return max(months - (until.day < on.day), 0)
