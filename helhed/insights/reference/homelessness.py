"""Who is homeless, since when and for how long (measures.md 3, 4 and 8), night by night."""

from datetime import date, timedelta

from helhed.insights.records import Asked, Facts, Stay
from helhed.insights.reference.figures import Line, Reference, deaths_of, stays_of
from helhed.insights.reference.nights import (
    INSTITUTIONS,
    NIGHT,
    category,
    homeless,
    homeless_nights,
    nights,
    nights_in,
    on_night,
)

BREAK_NIGHTS = 7
BRIDGE_NIGHTS = 90


def years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def homeless_count(facts: Facts, asked: Asked) -> list[Line]:
    """One line for each person homeless on the night, by situation and in all."""
    lines = []
    stays = stays_of(facts, asked)
    for person, theirs in stays.items():
        stay = on_night(theirs, asked.on)
        if stay and homeless(stay, asked.on, asked.scope):
            lines.append(Line(str(category(stay, asked.on)), person, 1))
            lines.append(Line("all", person, 1))
    return lines + [
        Line("all", person, 0, 0, 1)
        for person in sorted(_enrolled(facts, asked.on))
        if (stay := on_night(stays.get(person, []), asked.on)) is None or stay.kind == "unknown"
    ]


def _enrolled(facts: Facts, on: date) -> set[int]:
    dead = {person for person, day in deaths_of(facts).items() if day <= on}
    return {
        one.person
        for one in facts.enrolments
        if one.from_day <= on and (one.until_day is None or one.until_day > on)
    } - dead


def _since(stays: list[Stay], on: date, scope: str) -> tuple[date, int]:
    """First night of the homelessness that stands on the night, and its homeless nights."""
    first = min(stay.from_night for stay in stays)
    without_home = homeless_nights(stays, first=first, last=on, scope=scope)
    bridges = {
        night
        for stay in stays
        if stay.kind in INSTITUTIONS and not (stay.home_kept or stay.place_kept)
        if stay.until_day is not None
        if (stay.until_day - stay.from_night).days < BRIDGE_NIGHTS
        for night in nights(stay, first=first, last=on)
    }
    start, elsewhere, night = on, 0, on
    while night >= first and elsewhere < BREAK_NIGHTS:
        if night in without_home:
            start = night
        elsewhere = 0 if night in without_home | bridges else elsewhere + 1
        night -= NIGHT
    return start, sum(start <= night <= on for night in without_home)


def homeless_duration(facts: Facts, asked: Asked) -> list[Line]:
    lines = []
    for person, stays in stays_of(facts, asked).items():
        stay = on_night(stays, asked.on)
        if stay is None or not homeless(stay, asked.on, asked.scope):
            continue
        days = (asked.on - _since(stays, asked.on, asked.scope)[0]).days
        row = "under_1y" if days < 365 else "1_2y" if days < 730 else "over_2y"
        lines += [
            Line(name, person, int(name == row), 1) for name in ("under_1y", "1_2y", "over_2y")
        ]
    return lines


def chronic(facts: Facts, asked: Asked) -> list[Line]:
    lines = []
    for person, stays in stays_of(facts, asked).items():
        stay = on_night(stays, asked.on)
        if stay is None or not homeless(stay, asked.on, asked.scope):
            continue
        _start, running = _since(stays, asked.on, asked.scope)
        year = _nights(stays, asked, asked.on - timedelta(days=364))
        three = _nights(stays, asked, years_before(asked.on, 3) + NIGHT)
        lines.append(Line("danish", person, int(running >= 365), 1))
        lines.append(Line("canadian", person, int(year >= 180 or three >= 546), 1))
    return lines


def _nights(stays: list[Stay], asked: Asked, first: date) -> int:
    return len(homeless_nights(stays, first=first, last=asked.on, scope=asked.scope))


def homeless_nights_3y(facts: Facts, asked: Asked) -> list[Line]:
    first = years_before(asked.on, 3) + NIGHT
    return [
        Line("all", person, _nights(stays, asked, first), 1)
        for person, stays in stays_of(facts, asked).items()
        if (stay := on_night(stays, asked.on)) and homeless(stay, asked.on, asked.scope)
    ]


def time_homeless(facts: Facts, asked: Asked) -> list[Line]:
    """SPM 1: the last year before the last homeless night, and what hangs together with it."""
    lines = []
    start = years_before(asked.first, 7)
    for person, stays in stays_of(facts, asked).items():
        seen = [stay for stay in stays if not stay.told_later]
        told = [stay for stay in stays if stay.told_later]
        own = homeless_nights(seen, first=start, last=asked.last, scope=asked.scope)
        earlier = homeless_nights(told, first=date.min, last=asked.last, scope=asked.scope)
        rows = {
            "seen": own,
            "with_transitional": own
            | nights_in(seen, ("transitional",), first=start, last=asked.last),
            "told": own | earlier,
        }
        for row, homeless_ones in rows.items():
            length = _length(homeless_ones, asked, start)
            if length:
                lines.append(Line(row, person, length, 1))
    return lines


def _length(homeless_ones: set[date], asked: Asked, start: date) -> int:
    inside = [night for night in homeless_ones if asked.first <= night <= asked.last]
    if not inside:
        return 0
    client_start = max(max(inside) - timedelta(days=365), start)
    kept = {night for night in homeless_ones if night >= client_start}
    earliest = min(kept)
    while earliest - NIGHT in homeless_ones:
        earliest -= NIGHT
        kept.add(earliest)
    return len(kept)


REFERENCES: dict[str, Reference] = {
    "homeless_count": homeless_count,
    "homeless_duration": homeless_duration,
    "chronic": chronic,
    "homeless_nights_3y": homeless_nights_3y,
    "time_homeless": time_homeless,
}
