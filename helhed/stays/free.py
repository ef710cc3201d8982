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


def taken(
    beds: Iterable[int], first: date, past: date | None, *, at: datetime
) -> dict[int, list[Taken]]:
    """Taken nights of these beds, by number, of those that touch `[first, past)`, earliest first.

    A hold whose time is up at the moment `at` takes nothing.
    """
    found: dict[int, list[Taken]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bed_id, from_night, until_day FROM stays_some_beds_taken(%s, %s, %s, %s)"
            " ORDER BY bed_id, from_night",
            [list(beds), first, past, at],
        )
        for bed_id, from_night, until_day in cursor.fetchall():
            found[bed_id].append(Taken(from_night, until_day))
    return dict(found)


def is_taken(bed: Bed, first: date, past: date | None, *, at: datetime) -> bool:
    """Whether anybody has the bed on a night in `[first, past)`."""
    return bool(taken([bed.pk], first, past, at=at))


def listed() -> QuerySet[Bed]:
    """Beds that may be shown: of houses that are neither hidden nor closed."""
    beds = Bed.objects.filter(site__hidden=False, site__closed_on__isnull=True)
    return beds.select_related("site")


def open_on(night: date) -> QuerySet[Bed]:
    """Listed beds that can be used on the night, taken or not."""
    periods = BedPeriod.objects.on_night(night).filter(bed=OuterRef("pk"), state="open")
    return listed().filter(Exists(periods))


def free_on(night: date, *, at: datetime, sites: Iterable[Site] | None = None) -> list[Bed]:
    """Beds open and not taken on the night, by house; of some houses or of all."""
    rows = open_on(night)
    beds = list(rows if sites is None else rows.filter(site__in=list(sites)))
    gone = taken([bed.pk for bed in beds], night, night + timedelta(days=1), at=at)
    return [bed for bed in beds if bed.pk not in gone]


@dataclass(frozen=True)
class House:
    """A house tonight: which beds are free, of how many that are open."""

    site: Site
    free: list[Bed]
    open_beds: int


def houses_with_beds(kinds: Iterable[str] = ()) -> QuerySet[Site]:
    """Houses that may be shown and have a bed (of some kinds), by name."""
    beds = Bed.objects.filter(site=OuterRef("pk"))
    if kinds:
        beds = beds.filter(kind__in=list(kinds))
    shown = Site.objects.filter(Exists(beds), hidden=False, closed_on__isnull=True)
    return shown.order_by("name")


def houses_on(
    night: date, *, at: datetime, sites: Iterable[Site], kinds: Iterable[str] = ()
) -> list[House]:
    """These houses on the night, in their order; `kinds` leaves out other sorts of beds."""
    sites = list(sites)
    beds = open_on(night).filter(site__in=sites)
    if kinds:
        beds = beds.filter(kind__in=list(kinds))
    by_site: dict[object, list[Bed]] = defaultdict(list)
    for bed in beds:
        by_site[bed.site_id].append(bed)
    numbers = [bed.pk for rows in by_site.values() for bed in rows]
    gone = taken(numbers, night, night + timedelta(days=1), at=at)
    return [
        House(site, [bed for bed in by_site[site.pk] if bed.pk not in gone], len(by_site[site.pk]))
        for site in sites
    ]
