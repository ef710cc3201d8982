"""What the pages of homes show: who waits, which homes come free, and which are at risk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
    Window,
)

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.design.words import days_until
from helhed.housing.fitting import LABELS, Facts, Reason, Text
from helhed.housing.models import Offer, Rule, Said, Tenancy, Trouble, Wish
from helhed.housing.order import Place, first_for, order, waited
from helhed.housing.order import everybody_waiting as everybody
from helhed.stays.free import listed
from helhed.stays.models import HOMES, Bed, BedClaim, BedPeriod

SIDE_BY_SIDE = 3
SHORT_LIST = 5


@dataclass
class Shown:
    """One place in the order as the user may see it: with a name, or as somebody else."""

    place: Place
    said: Said | None
    waited: str

    @property
    def facts_in_words(self) -> str:
        return in_words(self.said) if self.said else ""


def in_words(said: Said) -> str:
    """The wish as a short line of facts."""
    parts = [
        said.get_floor_display() if said.floor != "any" else "",
        ", ".join(said.areas),
        said.pets_words,
        f"{said.rent_max_dkk:,} kr.".replace(",", ".") if said.rent_max_dkk else "",
    ]
    return ", ".join(str(part) for part in parts if part)


def said_of(user: User, places: Iterable[Place]) -> dict[UUID, Said]:
    """What those in the places have said, as far as the user may read it; by wish."""
    mine = door.rows_open_to(user, Said, to=May.READ_HOMES).filter(
        wish__in=[place.facts.wish_id for place in places], current=True
    )
    return {row.wish_id: row for row in mine.select_related("citizen", "wish")}


def shown(
    user: User, places: Iterable[Place], *, on: date, said: dict[UUID, Said] | None = None
) -> list[Shown]:
    """The places with the names and words the user may know; `said` if it was asked for before."""
    places = list(places)
    known = said_of(user, places) if said is None else said
    return [
        Shown(place, known.get(place.facts.wish_id), waited(place.facts.waiting_since, on=on))
        for place in places
    ]


def all_waiting(rule: Rule, *, on: date) -> list[Place]:
    """Everybody's place when no home is looked at: by waiting time, and what parts a tie."""
    return order(everybody(), must=[], by=rule.order, on=on)


def coming_homes(at: datetime, *, on: date) -> QuerySet[Bed]:
    """Homes nobody has said yes to: open now or being made ready, with the day they are open."""
    said_yes = Offer.objects.open().filter(bed=OuterRef("pk"), yes_on__isnull=False)
    lived_in = Tenancy.objects.standing().filter(bed=OuterRef("pk"))
    ahead = BedPeriod.objects.exclude(until_day__lte=on).filter(state="open", bed=OuterRef("pk"))
    claimed = BedClaim.objects.standing().filter(
        bed=OuterRef("pk"), kind__in=("stay", "kept"), until_day__isnull=True
    )
    return (
        listed()
        .filter(Exists(ahead), kind__in=HOMES)
        .exclude(Exists(said_yes) | Exists(lived_in) | Exists(claimed))
        .select_related("landlord")
        # Homes of one's own before those for a time.
        .annotate(
            lasting=Case(When(site__kind="own_home", then=0), default=1),
            opens=Subquery(ahead.order_by("from_night", "id").values("from_night")[:1]),
            of_all=Window(Count("*")),
        )
        .order_by("lasting", "id")
    )


def open_from(bed: Bed, *, on: date) -> date | None:
    """The first night on which the home can be used, from today on."""
    known: date | None = getattr(bed, "opens", None)
    if known is not None:
        return max(known, on)
    period = bed.periods.filter(state="open").exclude(until_day__lte=on).first()
    return max(period.from_night, on) if period else None


@dataclass
class Match:
    """A home, and those who come first for it: the wishes side by side."""

    bed: Bed
    free_from: date | None
    people: list[Shown]
    rows: list[tuple[str, Text, list[Reason | None]]]
    said: dict[UUID, Said]


def match(
    user: User,
    bed: Bed,
    rule: Rule,
    *,
    on: date,
    shown_people: int = SIDE_BY_SIDE,
    also: Iterable[Place] = (),
    people: list[Facts] | None = None,
) -> Match:
    """Who may be offered the home, in the order of the rule, with reasons for and against.

    `also` are other places on the same page: what was said there is asked for in the same breath.
    `people` are all who wait, if they were asked for before.
    """
    places = first_for(rule, bed, shown_people, on=on, people=people)
    said = said_of(user, [*places, *also])
    first = shown(user, places, on=on, said=said)
    return Match(bed, open_from(bed, on=on), first, _side_by_side(first), said)


def _side_by_side(people: list[Shown]) -> list[tuple[str, Text, list[Reason | None]]]:
    """One row for each wish that anybody has, with everybody's reason or None."""
    by_code = [{reason.code: reason for reason in one.place.reasons} for one in people]
    return [
        (code, label, [found.get(code) for found in by_code])
        for code, label in LABELS.items()
        if any(code in found for found in by_code)
    ]


@dataclass
class AtRisk:
    tenancy: Tenancy
    troubles: list[Trouble]
    due: date | None
    due_words: str
    soon: bool


def at_risk(user: User, *, on: date, shown_homes: int | None = None) -> list[AtRisk]:
    """Homes with something that is not settled, the nearest date first."""
    troubled = Trouble.objects.open().filter(tenancy=OuterRef("pk"))
    homes = (
        door.rows_open_to(user, Tenancy, to=May.READ_HOMES)
        .standing()  # type: ignore[attr-defined]
        .filter(Exists(troubled))
        .annotate(nearest=Min("troubles__date", filter=Q(troubles__settled_on__isnull=True)))
        .order_by(F("nearest").asc(nulls_last=True), "pk")
    )
    # One question for the homes and what is the matter with them.
    open_ones = Trouble.objects.open().filter(tenancy__in=homes.values("pk")[:shown_homes])
    by_home: dict[Tenancy, list[Trouble]] = {}
    for trouble in open_ones.select_related("tenancy__citizen", "tenancy__bed"):
        by_home.setdefault(trouble.tenancy, []).append(trouble)
    found = [_risk(tenancy, troubles, on) for tenancy, troubles in by_home.items()]
    return sorted(found, key=lambda one: (one.due or date.max, one.tenancy.pk))


def _risk(tenancy: Tenancy, troubles: list[Trouble], on: date) -> AtRisk:
    dates = [trouble.date for trouble in troubles if trouble.date]
    due = min(dates) if dates else None
    soon = due is not None and (due - on).days <= 14
    return AtRisk(tenancy, troubles, due, days_until(due, on) if due else "", soon)


def wish_of(citizen_id: UUID) -> Wish | None:
    """The citizen's wish that waits, with everything said, newest first."""
    return (
        Wish.objects.waiting()
        .filter(citizen=citizen_id)
        .prefetch_related(Prefetch("said", Said.objects.select_related("noted_by")))
        .first()
    )
