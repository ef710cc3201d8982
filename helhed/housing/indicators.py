"""Housing First as figures (methods.md 2): how soon, whose choice, on what terms, and does it last.

Each takes the rows of one period and gives whole numbers or shares; nothing is guessed where a date
is missing, and what is missing is told beside.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Q

from helhed.contacts.models import Contact
from helhed.housing.models import Offer, Said, Tenancy, Wish

# A change of flat with a gap this long counts as still housed (measures.md 5).
BETWEEN_HOMES = timedelta(days=14)
FOUR_WEEKS = timedelta(days=28)
FIRST_MONTHS = timedelta(days=91)


@dataclass(frozen=True)
class Share:
    """`count` of `of`; `missing` could not be told."""

    count: int
    of: int
    missing: int = 0

    @property
    def percent(self) -> float | None:
        return round(100 * self.count / self.of, 1) if self.of else None


@dataclass(frozen=True)
class Days:
    """Median days over `of` people; `missing` had no first date."""

    median: float | None
    of: int
    missing: int = 0


def days_to_home(first: date, last: date) -> Days:
    """Days from the first wish to moving in, of those who moved in between the two days."""
    moved = Tenancy.objects.filter(moved_in_on__range=(first, last)).order_by("moved_in_on", "id")
    waits: list[int] = []
    missing = 0
    for tenancy in moved:
        wish = Wish.objects.filter(
            citizen=tenancy.citizen_id, ended_on=tenancy.moved_in_on, ended_because="moved_in"
        ).first()
        if wish is None:
            missing += 1
        else:
            waits.append((tenancy.moved_in_on - wish.waiting_since).days)  # type: ignore[operator]
    return Days(float(median(waits)) if waits else None, len(waits), missing)


def choice_offered(first: date, last: date) -> Share:
    """Of those who moved in: who had two real offers, or had said where they wish to live."""
    moved = Tenancy.objects.filter(moved_in_on__range=(first, last))
    citizens = set(moved.values_list("citizen", flat=True))
    asked = Said.objects.filter(citizen__in=citizens).exclude(areas=[])
    chose = set(asked.values_list("citizen", flat=True))
    for citizen in citizens - chose:
        if Offer.objects.filter(citizen=citizen).values("bed").distinct().count() >= 2:
            chose.add(citizen)
    return Share(len(chose), len(citizens))


def readiness_conditions(first: date, last: date) -> int:
    """Conditions tied to offers made in the period: none is the goal."""
    made = Offer.objects.filter(offered_on__range=(first, last)).values_list(
        "conditions", flat=True
    )
    return sum(len(conditions) for conditions in made)


def separation(on: date) -> Share:
    """Of homes lived in on the day: whose lease does not hang on accepting support."""
    lived_in = Tenancy.objects.lived_in_on(on)
    return Share(lived_in.filter(support_is_condition=False).count(), lived_in.count())


def sustained(first: date, last: date, *, days: int) -> Share:
    """Of those who moved in between the two days: who has a home of their own `days` later.

    Another home after at most 14 days counts. Those who died meanwhile are told as missing.
    """
    kept = of = died = 0
    for tenancy in Tenancy.objects.filter(moved_in_on__range=(first, last)):
        moved_in_on = tenancy.moved_in_on or last
        day = moved_in_on + timedelta(days=days)
        if tenancy.end == Tenancy.End.DIED and tenancy.ended_on and tenancy.ended_on <= day:
            died += 1
            continue
        of += 1
        kept += _housed(tenancy, day)
    return Share(kept, of, died)


def _housed(tenancy: Tenancy, day: date) -> bool:
    homes = Tenancy.objects.filter(citizen=tenancy.citizen_id, moved_in_on__isnull=False)
    lived = list(homes.order_by("moved_in_on", "id").values_list("moved_in_on", "ended_on"))
    until = tenancy.moved_in_on
    for begun, ended in lived:
        if until is not None and begun is not None and begun <= until + BETWEEN_HOMES:
            until = ended if ended is None else max(until, ended)
    return until is None or until > day


def support_after_loss(first: date, last: date) -> Share:
    """Of homes lost in the period: met at least once in each of the four weeks after."""
    lost = Tenancy.objects.filter(ended_on__range=(first, last), end__in=Tenancy.LOST)
    kept = sum(_met_every_week(tenancy) for tenancy in lost)
    return Share(kept, lost.count())


def _met_every_week(tenancy: Tenancy) -> bool:
    start = tenancy.ended_on
    assert start is not None  # noqa: S101 - only ended ones are asked about
    weeks = [(start + timedelta(days=7 * n), start + timedelta(days=7 * (n + 1))) for n in range(4)]
    met = Contact.objects.filter(
        Q(outcome__in=Contact.FACE_TO_FACE) | Q(outcome="phone"),
        citizen=tenancy.citizen_id,
        undone_at__isnull=True,
    )
    return all(
        met.filter(at__date__gte=begins, at__date__lt=ends).exists() for begins, ends in weeks
    )


def days_to_new_home(first: date, last: date) -> Days:
    """Days from losing a home to moving into the next, of homes lost in the period."""
    waits: list[int] = []
    missing = 0
    for lost in Tenancy.objects.filter(ended_on__range=(first, last), end__in=Tenancy.LOST):
        later = Tenancy.objects.filter(citizen=lost.citizen_id, moved_in_on__gte=lost.ended_on)
        next_home = later.order_by("moved_in_on", "id").first()
        if next_home is None:
            missing += 1
        else:
            waits.append((next_home.moved_in_on - lost.ended_on).days)  # type: ignore[operator]
    return Days(float(median(waits)) if waits else None, len(waits), missing)


def home_visits_a_week(tenancies: Iterable[Tenancy], *, on: date) -> tuple[float, float]:
    """Visits a week in the first three months, and later; over all homes together."""
    early = late = 0
    early_days = late_days = 0
    for tenancy in tenancies:
        begins = tenancy.moved_in_on
        if begins is None:
            continue
        ends = tenancy.ended_on or on
        settled = min(begins + FIRST_MONTHS, ends)
        visits = Contact.objects.filter(
            citizen=tenancy.citizen_id, outcome="visit", undone_at__isnull=True
        )
        early += visits.filter(at__date__gte=begins, at__date__lt=settled).count()
        late += visits.filter(at__date__gte=settled, at__date__lt=ends).count()
        early_days += (settled - begins).days
        late_days += max(0, (ends - settled).days)
    return _a_week(early, early_days), _a_week(late, late_days)


def _a_week(visits: int, days: int) -> float:
    return round(7 * visits / days, 2) if days else 0.0


@dataclass(frozen=True)
class Landlord:
    """How often a landlord said no, of the homes offered."""

    name: str
    offers: int
    said_no: int
    upheld: int
    overturned: int

    @property
    def percent(self) -> int:
        return round(100 * self.said_no / self.offers)
