"""Homes kept, days to a home, beds in use, and whether there was an address (measures.md 5-6)."""

from datetime import date, timedelta

from helhed.insights.records import Asked, Capacity, Facts, Stay
from helhed.insights.reference.figures import Line, Reference, contacts_of, deaths_of, stays_of
from helhed.insights.reference.nights import NIGHT, homeless, nights, on_night, tenancies

MONTHS = (("6_months", 180), ("12_months", 365), ("24_months", 730))
LEFT_FROM = ("hospital", "prison", "shelter")
FACE_TO_FACE = ("met", "accompanied", "visit")


def _moved_in(stays: list[Stay], until: date) -> list[tuple[date, date]]:
    """Tenancies that began after the person was known: a home one came with is no move-in."""
    return [
        (moved_in, ends)
        for moved_in, ends in tenancies(stays, until=until)
        if stays[0].from_night < moved_in
    ]


def retention(facts: Facts, asked: Asked) -> list[Line]:
    """Of move-ins in the period, who has an own tenancy on day 180, 365 and 730."""
    lines = []
    deaths = deaths_of(facts)
    for person, stays in stays_of(facts, asked).items():
        spells = tenancies(stays, until=asked.on)
        for moved_in, _ends in _moved_in(stays, asked.on):
            if not asked.first <= moved_in <= asked.last:
                continue
            for row, days in MONTHS:
                lines.append(
                    _kept(row, person, moved_in + timedelta(days=days), spells, deaths, asked)
                )
    return lines


def _kept(
    row: str,
    person: int,
    day: date,
    spells: list[tuple[date, date]],
    deaths: dict[int, date],
    asked: Asked,
) -> Line:
    dead = person in deaths and deaths[person] <= day
    if day > asked.on or dead:
        return Line(row, person, 0, 0, 1)
    return Line(row, person, int(any(began <= day < ends for began, ends in spells)), 1)


def days_to_home(facts: Facts, asked: Asked) -> list[Line]:
    """Days from the first enrolment to the first home moved into after it, in the period."""
    lines = []
    stays = stays_of(facts, asked)
    enrolled: dict[int, date] = {}
    for one in facts.enrolments:
        enrolled[one.person] = min(one.from_day, enrolled.get(one.person, date.max))
    for person, day in enrolled.items():
        moved = [
            moved_in
            for moved_in, _ends in (_moved_in(stays[person], asked.on) if person in stays else [])
            if moved_in >= day
        ]
        if moved and asked.first <= moved[0] <= asked.last:
            lines.append(Line("all", person, (moved[0] - day).days, 1))
        if not moved and day <= asked.on and _homeless_on(stays.get(person, []), asked):
            lines.append(Line("all", person, 0, 0, 1))
    return lines


def _homeless_on(stays: list[Stay], asked: Asked) -> bool:
    stay = on_night(stays, asked.on)
    return stay is not None and homeless(stay, asked.on, asked.scope)


def occupancy(facts: Facts, asked: Asked) -> list[Line]:
    """Nights somebody slept there, of the nights a bed could be used, by kind and by house."""
    lines = []
    for beds in facts.capacities:
        count = _bed_nights(beds, asked)
        for row in (beds.kind, f"house:{beds.site}", "all"):
            if count:
                lines.append(Line(row, None, 0, count))
    kinds = {beds.site: beds.kind for beds in facts.capacities}
    for person, stays in stays_of(facts, asked).items():
        for stay in stays:
            count = len(nights(stay, first=asked.first, last=asked.last))
            if count and stay.site in kinds:
                for row in (kinds[stay.site], f"house:{stay.site}", "all"):
                    lines.append(Line(row, person, count, 0))
    return lines


def _bed_nights(beds: Capacity, asked: Asked) -> int:
    night, count = asked.first, 0
    while night <= asked.last:
        if beds.from_day <= night and (beds.until_day is None or night < beds.until_day):
            count += beds.beds
        night += NIGHT
    return count


def discharge_to_address(facts: Facts, asked: Asked) -> list[Line]:
    """Ends of stays in hospital, prison and shelter with a known place the next night (P3)."""
    lines = []
    deaths = deaths_of(facts)
    for person, stays in stays_of(facts, asked).items():
        for stay in stays:
            ended = stay.until_day
            if stay.kind not in LEFT_FROM or ended is None:
                continue
            dead = stay.tonight == "deceased" or (person in deaths and deaths[person] <= ended)
            if dead or not asked.first <= ended <= asked.last:
                continue
            after = on_night(stays, ended)
            where = after.kind if after else stay.tonight
            known = where not in ("", "unanswered", "unknown")
            value = int(known and where != "street")
            for row in (stay.kind, "all"):
                lines.append(Line(row, person, value, 1, int(not known)))
    return lines


def repeated_crisis_stays(facts: Facts, asked: Asked) -> list[Line]:
    """Of stays in a crisis centre begun in the period, those after an earlier one."""
    lines = []
    for person, stays in stays_of(facts, asked).items():
        crisis = [stay for stay in stays if stay.kind == "crisis_centre"]
        for number, stay in enumerate(crisis):
            if asked.first <= stay.from_night <= asked.last:
                lines.append(Line("all", person, int(number > 0), 1))
    return lines


def readmissions(facts: Facts, asked: Asked) -> list[Line]:
    """Discharges from hospital followed by a new admission within 30 days."""
    lines = []
    deaths = deaths_of(facts)
    for person, stays in stays_of(facts, asked).items():
        wards = [stay for stay in stays if stay.kind == "hospital"]
        for number, stay in enumerate(wards):
            ended = stay.until_day
            following = wards[number + 1] if number + 1 < len(wards) else None
            if ended is None or not asked.first <= ended <= asked.last:
                continue
            if stay.tonight == "deceased" or (person in deaths and deaths[person] <= ended):
                continue
            again = following is not None and (following.from_night - ended).days <= 30
            if not again and ended + timedelta(days=30) > asked.on:
                lines.append(Line("30_days", person, 0, 0, 1))
            else:
                lines.append(Line("30_days", person, int(again), 1))
    return lines


def housing_first(facts: Facts, asked: Asked) -> list[Line]:
    """Support after a home is lost, days to the next one, and visits early and later."""
    lines: list[Line] = []
    contacts = contacts_of(facts, asked)
    for person, stays in stays_of(facts, asked).items():
        days = sorted(c.day for c in contacts.get(person, []) if c.outcome in FACE_TO_FACE)
        visits = [c.day for c in contacts.get(person, []) if c.outcome == "visit"]
        spells = tenancies(stays, until=asked.on)
        for number, (moved_in, ends) in enumerate(spells):
            following = spells[number + 1][0] if number + 1 < len(spells) else None
            lost = ends <= asked.on and asked.first <= ends <= asked.last
            if lost and _lost(stays, ends, asked):
                lines += _after_loss(person, ends, following, days, asked)
            if asked.first <= moved_in <= asked.last:
                lines += _visited(person, moved_in, ends, visits)
    return lines


def _lost(stays: list[Stay], day: date, asked: Asked) -> bool:
    """Homeless, or nobody knows where: a move to a residence is no loss."""
    after = on_night(stays, day)
    return after is None or after.kind == "unknown" or homeless(after, day, asked.scope)


def _after_loss(
    person: int, lost: date, following: date | None, days: list[date], asked: Asked
) -> list[Line]:
    weeks = [lost + timedelta(days=7 * week) for week in range(4)]
    met = all(any(w <= day < w + timedelta(days=7) for day in days) for w in weeks)
    whole = lost + timedelta(days=28) <= asked.on
    lines = [Line("support_after_loss", person, int(met and whole), int(whole), int(not whole))]
    if following is None:
        return [*lines, Line("days_to_next_home", person, 0, 0, 1)]
    return [*lines, Line("days_to_next_home", person, (following - lost).days, 1)]


def _visited(person: int, moved_in: date, ends: date, visits: list[date]) -> list[Line]:
    """Visits times seven of the days in the home: visits a week."""
    turn = min(moved_in + timedelta(days=91), ends)
    lines = []
    for row, begins, stops in (
        ("visits_first_91_days", moved_in, turn),
        ("visits_later", turn, ends),
    ):
        length = (stops - begins).days
        if length > 0:
            count = sum(begins <= day < stops for day in visits)
            lines.append(Line(row, person, 7 * count, length))
    return lines


REFERENCES: dict[str, Reference] = {
    "retention": retention,
    "days_to_home": days_to_home,
    "occupancy": occupancy,
    "discharge_to_address": discharge_to_address,
    "repeated_crisis_stays": repeated_crisis_stays,
    "readmissions": readmissions,
    "housing_first": housing_first,
}
