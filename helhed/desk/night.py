"""The night in a house: who sleeps there, what is free, and what the evening leaves to the day."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.citizens.models import Citizen, GoodToKnow
from helhed.contacts.models import Contact, Promise
from helhed.stays import free
from helhed.stays.models import Bed, BedClaim, Site, Stay
from helhed.stays.nights import words_of

# A hand-over looks back over the shift before.
SHIFT = timedelta(hours=16)
# Read aloud, about three words a second.
WORDS_A_SECOND = 3
SECONDS = 60
LONGEST_NOTE = 120
# So many free beds are read aloud; of more, some.
NAMED_BEDS, SOME_BEDS = 6, 3


@dataclass
class Sleeper:
    """Somebody who sleeps in the house tonight, with what helps tonight."""

    stay: Stay
    claim: BedClaim | None = None
    helps: list[GoodToKnow] = field(default_factory=list)


@dataclass
class Tonight:
    """One house tonight."""

    site: Site
    sleepers: list[Sleeper] = field(default_factory=list)
    expected: list[BedClaim] = field(default_factory=list)
    free: list[Bed] = field(default_factory=list)

    @property
    def without_bed(self) -> list[Sleeper]:
        return [one for one in self.sleepers if one.claim is None] if self.beds_noted else []

    @property
    def beds_noted(self) -> bool:
        return bool(self.free) or any(one.claim for one in self.sleepers)


def my_houses(user: User) -> list[Site]:
    """Houses in whose team the user may note who sleeps there."""
    mine = door.teams_where(user, May.EDIT_STAYS)
    return list(Site.objects.filter(team__in=mine, closed_on__isnull=True).order_by("name"))


def tonight_in(user: User, sites: list[Site], *, night: date, at: datetime) -> list[Tonight]:
    """The night in each house; a fixed number of queries however many sleep there."""
    houses = {site.pk: Tonight(site) for site in sites}
    claims = _claims(user, sites, night, at)
    taken_by = {claim.stay_id: claim for claim in claims if claim.kind == "stay"}
    stays = list(
        door.rows_open_to(user, Stay, to=May.READ_BASIC)
        .on_night(night)  # type: ignore[attr-defined]
        .filter(site__in=sites)
        .select_related("citizen", "site")
        .order_by("citizen__sort_key")
    )
    helps = _helps([stay.citizen_id for stay in stays])
    for stay in stays:
        sleeper = Sleeper(stay, taken_by.get(stay.pk), helps.get(stay.citizen_id, []))
        houses[stay.site_id].sleepers.append(sleeper)
    for claim in claims:
        if claim.kind == BedClaim.Kind.HOLD:
            houses[claim.bed.site_id].expected.append(claim)
    for bed in free.free_on(night, at=at, sites=sites):
        houses[bed.site_id].free.append(bed)
    return list(houses.values())


def _claims(user: User, sites: list[Site], night: date, at: datetime) -> list[BedClaim]:
    rows = door.rows_open_to(user, BedClaim, to=May.READ_BASIC)
    return list(
        rows.in_force(at)  # type: ignore[attr-defined]
        .filter(bed__site__in=sites, from_night__lte=night)
        .exclude(until_day__lte=night)
        .select_related("bed", "citizen")
    )


def _helps(citizens: list[object]) -> dict[object, list[GoodToKnow]]:
    found: dict[object, list[GoodToKnow]] = {}
    rows = GoodToKnow.objects.filter(citizen__in=citizens, removed_on__isnull=True)
    for row in rows.order_by("helps", "written_on", "id"):
        found.setdefault(row.citizen_id, []).append(row)
    return found


def who_may_come(user: User, *, night: date, looked_for: str = "") -> list[Citizen]:
    """Those the user may give a bed tonight and who have none: most recently written first."""
    asleep = Stay.objects.on_night(night).filter(certain=True, site__isnull=False)
    people = door.citizens_open_to(user, May.EDIT_STAYS).filter(deceased_on__isnull=True)
    people = people.exclude(pk__in=asleep.values("citizen"))
    if looked_for:
        people = people.filter(Q(name__icontains=looked_for) | Q(street_name__icontains=looked_for))
    return list(people.order_by("sort_key")[:24])


@dataclass(frozen=True)
class Line:
    """One thing the next shift should know."""

    icon: str
    tone: str
    who: str
    text: str
    citizen: Citizen | None = None

    @property
    def seconds(self) -> float:
        return len(f"{self.who} {self.text}".split()) / WORDS_A_SECOND


@dataclass
class Handover:
    """What can be said in a minute, most urgent first, and what is left for whoever has time."""

    said: list[Line]
    left: list[Line]

    @property
    def seconds(self) -> int:
        return round(sum(line.seconds for line in self.said))


def handover(user: User, houses: list[Tonight], *, at: datetime) -> Handover:
    """Arrivals, worries and promises of the last shift, in the order they matter."""
    since = at - SHIFT
    lines = [*_expected(houses), *_left(user, houses, since), *_arrived(houses, since)]
    lines += [*_notes(user, houses, since), *_promises(user, houses), *_empty(houses)]
    said: list[Line] = []
    for number, line in enumerate(lines):
        if sum(one.seconds for one in said) + line.seconds > SECONDS:
            return Handover(said, lines[number:])
        said.append(line)
    return Handover(said, [])


def _people(houses: list[Tonight]) -> list[object]:
    return [one.stay.citizen_id for house in houses for one in house.sleepers]


def _expected(houses: list[Tonight]) -> list[Line]:
    return [
        Line(
            "hourglass",
            "yellow",
            claim.citizen.shown_name,
            _("is expected: %(bed)s") % {"bed": claim.bed.name},
            claim.citizen,
        )
        for house in houses
        for claim in house.expected
    ]


def _left(user: User, houses: list[Tonight], since: datetime) -> list[Line]:
    """Whoever left without an address: still open to the user only by another way."""
    rows = (
        door.rows_open_to(user, Stay, to=May.READ_BASIC)
        .standing()  # type: ignore[attr-defined]
        .filter(
            site__in=[house.site for house in houses],
            tonight_answered_at__gte=since,
            tonight__in=("street", "unknown", Stay.UNANSWERED),
        )
        .select_related("citizen")
    )
    return [
        Line("warning", "red", stay.citizen.shown_name, _("left, and has no address"), stay.citizen)
        for stay in rows
    ]


def _arrived(houses: list[Tonight], since: datetime) -> list[Line]:
    return [
        Line(
            "bed",
            "blue",
            one.stay.citizen.shown_name,
            _("is new: %(where)s")
            % {"where": one.claim.bed.name if one.claim else words_of(one.stay)},
            one.stay.citizen,
        )
        for house in houses
        for one in house.sleepers
        if one.stay.created_at >= since
    ]


def _notes(user: User, houses: list[Tonight], since: datetime) -> list[Line]:
    rows = (
        door.rows_open_to(user, Contact, to=May.READ_CONTACTS)
        .filter(citizen__in=_people(houses), at__gte=since, undone_at__isnull=True)
        .exclude(note="")
        .select_related("citizen")
        .order_by("-at", "-id")[:20]
    )
    return [
        Line("edit-note", "grey", c.citizen.shown_name, c.note[:LONGEST_NOTE], c.citizen)
        for c in rows
    ]


def _promises(user: User, houses: list[Tonight]) -> list[Line]:
    rows = (
        door.rows_open_to(user, Promise, to=May.READ_CONTACTS)
        .open()  # type: ignore[attr-defined]
        .filter(citizen__in=_people(houses))
        .select_related("citizen")
        .order_by("promised_on", "id")[:20]
    )
    return [
        Line(
            "front-hand",
            "yellow",
            row.citizen.shown_name,
            _("we have promised: %(what)s") % {"what": row.text},
            row.citizen,
        )
        for row in rows
    ]


def _empty(houses: list[Tonight]) -> list[Line]:
    return [
        Line(
            "bed",
            "green",
            house.site.name,
            _free_words(house.free),
        )
        for house in houses
        if house.free
    ]


def _free_words(beds: list[Bed]) -> str:
    """Few are named; of many one says how many, and where the next may be shown."""
    if len(beds) <= NAMED_BEDS:
        return _("free: %(beds)s") % {"beds": ", ".join(bed.name for bed in beds)}
    some = ", ".join(bed.name for bed in beds[:SOME_BEDS])
    return _("%(count)d free, among them %(beds)s") % {"count": len(beds), "beds": some}
