"""Waiting in hospital, ready to leave (law.md 14), night by night."""

from datetime import date, timedelta

from helhed.insights.records import Asked, Facts, Stay
from helhed.insights.reference.figures import Line, Reference, deaths_of, stays_of

NIGHT = timedelta(days=1)


def ready_for_discharge(facts: Facts, asked: Asked) -> list[Line]:
    """Each wait that ended, the nights of the period, and who waits on the day."""
    lines = []
    deaths = deaths_of(facts)
    for person, stays in stays_of(facts, asked).items():
        died = deaths.get(person, date.max)
        for stay in stays:
            if stay.kind == "hospital":
                lines += _of_ward(stay, died, asked)
    return lines


def _of_ward(stay: Stay, died: date, asked: Asked) -> list[Line]:
    lines = []
    ended = stay.until_day
    alive = stay.tonight != "deceased" and (ended is None or died > ended)
    if ended is not None and alive and asked.first <= ended <= asked.last:
        told = stay.ready_on is not None
        wait = len(_nights(stay, stay.from_night, ended - NIGHT))
        lines.append(Line("wait", stay.person, wait, int(told), int(not told)))
    within = _nights(stay, asked.first, asked.last)
    if within:
        lines.append(Line("nights", stay.person, len(within)))
    if _nights(stay, asked.on, asked.on):
        lines.append(Line("waiting", stay.person, 1))
    return lines


def _nights(stay: Stay, first: date, last: date) -> list[date]:
    """The nights of the stay that were ready ones, from `first` to `last`."""
    found = []
    night = max(first, stay.from_night)
    while night <= last and (stay.until_day is None or night < stay.until_day):
        if stay.ready_on is not None and night >= stay.ready_on:
            found.append(night)
        night += NIGHT
    return found


REFERENCES: dict[str, Reference] = {"ready_for_discharge": ready_for_discharge}
