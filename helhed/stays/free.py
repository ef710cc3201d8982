"""Which beds are free on a night: known to everybody who is signed in, never who has the others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from helhed.stays.models import Bed, BedPeriod, Site

# Until then it is still the night that began last evening.
MORNING_HOUR = 8


def night_of(moment: datetime) -> date:
    """The night it is now: before eight in the morning, that of the evening before."""
    local = timezone.localtime(moment)
    return local.date() - timedelta(days=1) if local.hour < MORNING_HOUR else local.date()


@dataclass(frozen=True)
class Taken:
    """Nights on which a bed has somebody; `until_day` None is until further notice."""

    from_night: date
    until_day: date | None

    def covers(self, night: date) -> bool:
        return self.from_night <= night and (self.until_day is None or night < self.until_day)


def taken(first: date, past: date | None, *, at: datetime) -> dict[int, list[Taken]]:
    """Taken nights by bed number, of those that touch `[first, past)`, earliest first.

    A hold whose time is up at the moment `at` takes nothing.
    """
    found: dict[int, list[Taken]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bed_id, from_night, until_day FROM stays_beds_taken(%s, %s, %s)"
            " ORDER BY bed_id, from_night",
            [first, past, at],
        )
        for bed_id, from_night, until_day in cursor.fetchall():
            found[bed_id].append(Taken(from_night, until_day))
    return dict(found)


def is_taken(bed: Bed, first: date, past: date | None, *, at: datetime) -> bool:
    """Whether anybody has the bed on a night in `[first, past)`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM stays_beds_taken(%s, %s, %s) WHERE bed_id = %s)",
            [first, past, at, bed.pk],
        )
        return bool(cursor.fetchone()[0])


def listed() -> QuerySet[Bed]:
    """Beds that may be shown: of houses that are neither hidden nor closed."""
    beds = Bed.objects.filter(site__hidden=False, site__closed_on__isnull=True)
    return beds.select_related("site")


def open_on(night: date) -> QuerySet[Bed]:
    """Listed beds that can be used on the night, taken or not."""
    periods = BedPeriod.objects.on_night(night).filter(bed=OuterRef("pk"), state="open")
    return listed().filter(Exists(periods))


def free_on(night: date, *, at: datetime) -> list[Bed]:
    """Beds open and not taken on the night, by house."""
    gone = taken(night, night + timedelta(days=1), at=at)
    return [bed for bed in open_on(night) if bed.pk not in gone]


@dataclass(frozen=True)
class House:
    """A house tonight: which beds are free, of how many that are open."""

    site: Site
    free: list[Bed]
    open_beds: int


def houses_on(night: date, *, at: datetime, kinds: Iterable[str] = ()) -> list[House]:
    """Houses with a bed for a night, by name; `kinds` leaves out other sorts of beds."""
    gone = taken(night, night + timedelta(days=1), at=at)
    beds = open_on(night)
    if kinds:
        beds = beds.filter(kind__in=list(kinds))
    by_site: dict[Site, list[Bed]] = defaultdict(list)
    for bed in beds:
        by_site[bed.site].append(bed)
    return [
        House(site, [bed for bed in rows if bed.pk not in gone], len(rows))
        for site, rows in by_site.items()
    ]
