"""Exits, placements and returns (measures.md 5 and 7)."""

from datetime import date, timedelta

from helhed.insights.records import Asked, Facts, Stay
from helhed.insights.reference.figures import Line, Reference, deaths_of, stays_of
from helhed.insights.reference.nights import (
    CATEGORY,
    HOUSED,
    TRANSITIONAL,
    homeless,
    on_night,
)

# Where a programme gives somebody a bed; leaving one is an exit.
PROGRAMMES = ("night_shelter", "shelter", "acute_home", "hotel", "transitional")
OUTSIDE = ("street",)
TEMPORARY = (
    *("transitional", "residence", "crisis_centre", "treatment", "hospital", "prison"),
    *("family_friends", "acute_home", "shelter"),
)
BUCKETS = (("6_months", 180), ("12_months", 365), ("24_months", 730))


def _destination(stay: Stay, stays: list[Stay], death: date | None) -> str:
    """Where somebody went from the stay: a kind, `deceased` or `unknown`."""
    ended = stay.until_day or date.max
    if stay.tonight == "deceased" or (death is not None and death <= ended):
        return "deceased"
    after = on_night(stays, ended)
    if after is not None:
        return after.kind
    return "unknown" if stay.tonight in ("", "unanswered") else stay.tonight


def _bucket(destination: str) -> str:
    if destination in HOUSED:
        return "permanent"
    if destination in ("deceased", "hospital"):
        return "excluded"
    if destination in ("street", "night_shelter", "other"):
        return "without_home"
    return "unknown" if destination == "unknown" else "temporary"


def exits(facts: Facts, asked: Asked) -> list[Line]:
    """Every end of a stay with a programme in the period, by destination."""
    deaths = deaths_of(facts)
    lines = []
    for person, stays in stays_of(facts, asked).items():
        for stay in _ended(stays, PROGRAMMES, asked):
            row = _bucket(_destination(stay, stays, deaths.get(person)))
            lines.append(Line(row, person, 1))
            lines.append(Line("all", person, 1, 0, int(row == "unknown")))
    return lines


def _ended(stays: list[Stay], kinds: tuple[str, ...], asked: Asked) -> list[Stay]:
    return [
        stay
        for stay in stays
        if stay.kind in kinds
        and stay.until_day is not None
        and asked.first <= stay.until_day <= asked.last
    ]


def placement(facts: Facts, asked: Asked) -> list[Line]:
    """SPM 7: of those who left outreach, a programme or a home of their own, who is placed."""
    deaths = deaths_of(facts)
    lines: list[Line] = []
    for person, stays in stays_of(facts, asked).items():
        death = deaths.get(person)
        outside = _last_exit(stays, OUTSIDE, asked, death)
        now = on_night(stays, asked.last)
        if outside not in ("", "deceased", "hospital") and (now is None or now.kind != "street"):
            lines.append(Line("7a", person, int(outside in HOUSED + TEMPORARY), 1))
        programme = _last_exit(stays, PROGRAMMES, asked, death)
        if programme not in ("", "deceased", "hospital"):
            lines.append(Line("7b1", person, int(programme in HOUSED), 1))
        lines += _retained(person, stays, asked, death)
    return lines


def _last_exit(stays: list[Stay], kinds: tuple[str, ...], asked: Asked, death: date | None) -> str:
    ended = _ended(stays, kinds, asked)
    return _destination(ended[-1], stays, death) if ended else ""


def _retained(person: int, stays: list[Stay], asked: Asked, death: date | None) -> list[Line]:
    homes = [
        stay
        for stay in stays
        if stay.kind in HOUSED
        and stay.from_night <= asked.last
        and (stay.until_day is None or stay.until_day > asked.first)
    ]
    if not homes:
        return []
    last = homes[-1]
    if last.until_day is None or last.until_day > asked.last:
        return [Line("7b2", person, 1, 1)]
    destination = _destination(last, stays, death)
    if destination in ("deceased", "hospital"):
        return []
    return [Line("7b2", person, int(destination in HOUSED), 1)]


def returns(facts: Facts, asked: Asked) -> list[Line]:
    """SPM 2: homeless again within 6, 12 and 24 months of the earliest exit to a home."""
    deaths = deaths_of(facts)
    lines: list[Line] = []
    opens, closes = asked.first - timedelta(days=730), asked.last - timedelta(days=730)
    for person, stays in stays_of(facts, asked).items():
        index = next((day for day in _moves_home(stays, asked) if opens <= day <= closes), None)
        if index is None:
            continue
        back = next((stay.from_night for stay in stays if _is_entry(stay, index, asked)), None)
        days = (back - index).days if back else None
        for row, within in BUCKETS:
            lines.append(Line(row, person, int(days is not None and days <= within), 1))
        died = deaths.get(person)
        gone = died is not None and died <= index + timedelta(days=730)
        if (days is not None and days <= 730) or not gone:
            for row, within in BUCKETS:
                value = int(days is not None and days <= within)
                lines.append(Line(f"{row}_living", person, value, 1))
    return lines


def _moves_home(stays: list[Stay], asked: Asked) -> list[date]:
    """Days on which somebody went straight from homelessness into a home."""
    return [
        stay.until_day
        for stay in stays
        if stay.until_day is not None
        and stay.until_day > stay.from_night
        and _without_home(stay, asked)
        if (after := on_night(stays, stay.until_day)) and after.kind in HOUSED
    ]


def _without_home(stay: Stay, asked: Asked) -> bool:
    """Homeless in the scope on the last night of the stay, or in a transitional home."""
    if stay.kind in TRANSITIONAL:
        return True
    last = (stay.until_day or asked.last) - timedelta(days=1)
    return stay.kind in CATEGORY and homeless(stay, last, asked.scope)


def _is_entry(stay: Stay, index: date, asked: Asked) -> bool:
    """A stay begun after the exit that is outreach, a programme or others' sofa, not a ward."""
    if stay.from_night <= index or stay.kind in ("prison", "hospital", "treatment"):
        return False
    return stay.kind in TRANSITIONAL or homeless(stay, stay.from_night, asked.scope)


REFERENCES: dict[str, Reference] = {"exits": exits, "placement": placement, "returns": returns}
