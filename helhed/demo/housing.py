"""Beds, wishes, offers and tenancies of the invented municipality, by the verbs of the rooms.

Told last, on the morning of the story's last day: who has which bed, who waits, which homes come.
"""

from datetime import date, timedelta

from django.db import transaction

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.demo.chance import stream
from helhed.demo.scale import Scale, at
from helhed.housing import verbs as housing
from helhed.housing.models import Tenancy, Wish
from helhed.stays import verbs as stays
from helhed.stays.models import Bed, BedKind, BedPeriod, ColdStep, Kind, Site, Stay
from helhed.teams.models import Enrolment, Organisation

MORNING = (8, 29)
# Kind of house in the story -> what a bed there is, and what it is called.
BEDS = {
    Kind.SHELTER: (BedKind.SHELTER, "Plads"),
    Kind.NIGHT_SHELTER: (BedKind.NIGHT_SHELTER, "Plads"),
    Kind.ACUTE_HOME: (BedKind.ACUTE_HOME, "Akutbolig"),
    Kind.TRANSITIONAL: (BedKind.TRANSITIONAL_HOME, "Bolig"),
    Kind.RESIDENCE: (BedKind.RESIDENCE_107, "Bolig"),
}
RULES = {
    Kind.NIGHT_SHELTER: "Åbent kl. 22 til 8. Dyr er velkomne. Ingen skal give sit navn.",
    Kind.SHELTER: "Ro fra kl. 23. Dyr efter aftale.",
}
EXTRA_BEDS, STEPS = (
    8,
    (
        (1, "Under 0 grader", 3),
        (2, "Frost, under 5 graders kulde", 6),
        (3, "Under 10 graders kulde", 8),
    ),
)
LANDLORDS = ("AlmenBo Åkøbing", "Havnens Boligforening", "Byens Skæve Boliger")
# Name, kind, landlord, rent, rooms, m², part of town, floor, animals, days until it is ready.
HOMES = (
    ("Lærkevej 14, st.", BedKind.FLAT, 0, 3350, 2, 52, "Nord", 0, True, 9),
    ("Åvænget 2", BedKind.ALTERNATIVE_HOME, 2, 2450, 1, 30, "Åen", 0, True, 4),
    ("Fyrvej 7, 2. tv.", BedKind.SPECIAL_HOME, 1, 3480, 1, 38, "Havnen", 2, False, 0),
    ("Møllestræde 3", BedKind.SHARED_FLAT, 1, 2600, 1, 18, "Midtbyen", 1, False, 21),
)
# Words, rent, animals, floor, part of town.
WISHES: tuple[tuple[str, int | None, bool | None, str, list[str]], ...] = (
    ("En dør, jeg selv kan låse, og plads til hunden.", 3500, True, "ground", []),
    ("To rum og ro. Helst ikke over en bodega.", 3600, False, "lift", ["Nord"]),
    ("Stille, og ikke i kælderen.", 3400, False, "any", []),
    ("Tæt på værestedet, så jeg kan gå derhen.", 2900, None, "any", ["Midtbyen"]),
    ("Et lille hus med en plet jord.", 2800, True, "ground", ["Åen"]),
    ("Bare et sted, hvor min datter kan komme.", 3500, False, "any", []),
    ("Gerne ved vandet. Jeg kan ikke med trapper.", 3300, False, "lift", ["Havnen"]),
    ("Jeg vil helst dele med en, jeg kender.", None, False, "any", []),
    ("Min egen nøgle.", 3200, None, "any", []),
)
# What the plan of the cast already tells must not be said otherwise here.
OF_THE_CAST: dict[str, tuple[str, int | None, bool | None, str, list[str]]] = {
    "Kaptajnen": ("En dør med lås, og plads til Skipper.", 3400, True, "ground", ["Havnen"]),
}
STREETS = ("Engvej", "Kirkestræde", "Bakkevej", "Strandgade", "Skolegade", "Tranevej")
TENANCIES = 12


def furnish(scale: Scale) -> None:
    """Beds in the houses, claims of those who sleep there, wishes, offers and tenancies."""
    with clock.frozen(at(scale.as_of, *MORNING)), transaction.atomic():
        by = User.objects.get(username="bolig")
        _beds(scale, by)
        _give_beds(by)
        landlords = [_landlord(name) for name in LANDLORDS]
        homes = _homes(scale, by, landlords)
        _wishes(scale, by)
        _offer(scale, by, homes)
        _tenancies(scale, landlords)
        _hold(scale, by)


def _beds(scale: Scale, by: User) -> None:
    first = scale.first_day - timedelta(days=400)
    for site in Site.objects.filter(kind__in=BEDS, hidden=False).order_by("name"):
        kind, word = BEDS[Kind(site.kind)]
        for number in range(1, (site.beds or 0) + 1):
            stays.add_bed(
                site,
                by=by,
                name=f"{word} {number}",
                kind=kind,
                open_from=first,
                pets=site.kind != Kind.SHELTER,
                rules=RULES.get(Kind(site.kind), ""),
            )
        if site.kind == Kind.NIGHT_SHELTER:
            _cold_weather(site, by)


def _cold_weather(site: Site, by: User) -> None:
    for number in range(1, EXTRA_BEDS + 1):
        stays.add_bed(
            site, by=by, name=f"Ekstra {number}", kind=BedKind.NIGHT_SHELTER, extra=True, pets=True
        )
    for number, when, extra in STEPS:
        ColdStep(number=number, site=site, when=when, extra_beds=extra, extra_shifts=number).save()


def _give_beds(by: User) -> None:
    """Everybody who sleeps in a house has a bed there; the last ones may lie on a mattress."""
    standing = Stay.objects.open().filter(certain=True, site__places__isnull=False)
    for stay in standing.distinct().order_by("from_night", "pk").select_related("site"):
        beds = Bed.objects.filter(site=stay.site, extra=False, claims__isnull=True)
        bed = beds.order_by("pk").first()
        if bed is not None:
            stays.take_bed(bed, by=by, stay=stay)


def _landlord(name: str) -> Organisation:
    landlord = Organisation(name=name, kind=Organisation.Kind.ASSOCIATION)
    landlord.save()
    return landlord


def _homes(scale: Scale, by: User, landlords: list[Organisation]) -> list[Bed]:
    site = Site(name="Egne boliger på vej", kind=Kind.OWN_HOME)
    site.save()
    found = []
    for name, kind, landlord, rent, rooms, size, area, floor, pets, ready in HOMES:
        bed = stays.add_bed(
            site,
            by=by,
            name=name,
            kind=kind,
            landlord=landlords[landlord],
            rent_dkk=rent,
            rooms=rooms,
            size_m2=size,
            area=area,
            floor=floor,
            pets=pets,
            shared=kind == BedKind.SHARED_FLAT,
        )
        day = scale.as_of + timedelta(days=ready)
        if ready:
            stays.set_period(
                bed,
                by=by,
                state=BedPeriod.State.HELD,
                from_night=scale.as_of,
                until_day=day,
                reason="istandsættes",
            )
        stays.set_period(bed, by=by, state=BedPeriod.State.OPEN, from_night=day)
        found.append(bed)
    return found


def _without_home() -> list[Citizen]:
    """Citizens of the teams who have no home tonight, in a fixed order."""
    at_home = Stay.objects.open().filter(kind__in=(Kind.OWN_HOME, Kind.RESIDENCE))
    enrolled = Enrolment.objects.filter(until_day__isnull=True).values("citizen")
    return list(
        Citizen.objects.present()
        .filter(pk__in=enrolled, unnamed=False, protected=False)
        .exclude(pk__in=at_home.values("citizen"))
        .order_by("sort_key")
    )


def _wishes(scale: Scale, by: User) -> None:
    rng = stream(scale.seed, "wishes", 0)
    for citizen, told in zip(_without_home()[::2], WISHES, strict=False):
        words, rent, pets, floor, areas = OF_THE_CAST.get(citizen.street_name, told)
        waited = rng.randrange(30, 420)
        housing.say_wish(
            citizen,
            by=stays.own_person(citizen) or by,
            words=words,
            on=scale.as_of - timedelta(days=min(waited, 20)),
            waiting_since=scale.as_of - timedelta(days=waited),
            rent_max_dkk=rent,
            pets=pets,
            floor=floor,
            areas=areas,
        )


def _offer(scale: Scale, by: User, homes: list[Bed]) -> None:
    """One home is offered and waits for an answer; one offer was said no to, and that is all."""
    waiting = list(Wish.objects.waiting().order_by("waiting_since", "lot", "id"))
    if len(waiting) < 2:
        return
    said_no = housing.make_offer(
        waiting[1],
        by=by,
        bed=homes[2],
        from_night=scale.as_of,
        answer_by=at(scale.as_of + timedelta(days=3), 15),
        why="De andre har sagt, at de vil vente på noget andet.",
    )
    housing.decline_offer(
        said_no,
        by=stays.own_person(waiting[1].citizen) or by,
        on=scale.as_of,
        words="For mange trapper.",
    )
    offer = housing.make_offer(
        waiting[0],
        by=by,
        bed=homes[1],
        from_night=_ready(homes[1], scale.as_of),
        answer_by=at(scale.as_of + timedelta(days=5), 15),
        why="Har set huset og glæder sig.",
    )
    housing.note_shown(offer, by=by, on=scale.as_of)


def _ready(bed: Bed, today: date) -> date:
    period = bed.periods.filter(state="open").order_by("from_night", "id").last()
    return max(period.from_night, today) if period else today


def _tenancies(scale: Scale, landlords: list[Organisation]) -> None:
    at_home = (
        Stay.objects.open()
        .filter(kind=Kind.OWN_HOME, certain=True, citizen__protected=False)
        .select_related("citizen")
        .order_by("from_night", "pk")[:TENANCIES]
    )
    homes = [_tenancy(stay, number, landlords) for number, stay in enumerate(at_home)]
    for tenancy, trouble in zip(
        homes,
        (
            {"kind": "arrears", "months": 2},
            {"kind": "complaint", "text": "Musik om natten, siger underboen."},
            {"kind": "arrears", "months": 3},
            {"kind": "bailiff", "date": scale.as_of + timedelta(days=8)},
        ),
        strict=False,
    ):
        by = stays.own_person(tenancy.citizen) or User.objects.get(username="bolig")
        housing.note_trouble(tenancy, by=by, on=scale.as_of, **trouble)  # type: ignore[arg-type]


def _tenancy(stay: Stay, number: int, landlords: list[Organisation]) -> Tenancy:
    by = stays.own_person(stay.citizen) or User.objects.get(username="bolig")
    tenancy = housing.sign_lease(
        stay.citizen,
        by=by,
        on=stay.from_night - timedelta(days=10),
        address=f"{STREETS[number % len(STREETS)]} {number + 3}",
        landlord=landlords[number % 2],
        rent_dkk=2900 + 50 * number,
    )
    return housing.note_moved_in(tenancy, by=by, on=stay.from_night, stay=stay)


def _hold(scale: Scale, by: User) -> None:
    """An acute home is held until this afternoon for somebody who has none."""
    wish = Wish.objects.waiting().order_by("-waiting_since", "-id").first()
    bed = Bed.objects.filter(kind=BedKind.ACUTE_HOME, claims__isnull=True).order_by("pk").first()
    if wish is None or bed is None:
        return
    try:
        stays.hold_bed(
            bed,
            by=by,
            citizen=wish.citizen,
            from_night=scale.as_of,
            answer_by=at(scale.as_of, 15),
            why="Ser på boligen i dag.",
        )
    except Refused:
        return
