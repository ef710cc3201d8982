"""Whether a place is open at a given moment, until when, and when it opens next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils import timezone

from helhed.public_site.models import HOLIDAY, HelpPlace, OpenHours, OtherDay

# How far ahead the next opening is looked for.
DAYS_AHEAD = 14
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Opening:
    """Open or not at the moment asked for; times are in Danish local time."""

    open: bool
    until: datetime | None = None
    opens: datetime | None = None


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("DK", years=year))


def is_holiday(day: date) -> bool:
    """A Danish public holiday. (Grundlovsdag and the 24th are no public holidays by law.)"""
    return day in _holidays(day.year)


def opening(place: HelpPlace, *, at: datetime) -> Opening:
    """Shape: open with `until` (None when always open), or closed with `opens` (None if unknown).

    `place.hours` and `place.other_days` are read; prefetch them for a list.
    """
    if place.always_open:
        return Opening(open=True)
    moment = timezone.localtime(at)
    day = moment.date()
    # Yesterday's evening may last past midnight.
    spans = sorted(
        span
        for number in range(-1, DAYS_AHEAD)
        for span in spans_on(place, day + timedelta(days=number))
    )
    until = _end_of_the_open_span(spans, moment)
    if until is not None:
        return Opening(open=True, until=until)
    return Opening(open=False, opens=next((one for one, _end in spans if one > moment), None))


def _end_of_the_open_span(spans: Iterable[Span], moment: datetime) -> datetime | None:
    until: datetime | None = None
    for begins, ends in spans:
        # Hours that meet at midnight are one evening to whoever stands at the door.
        if begins <= moment < ends or (until is not None and begins <= until < ends):
            until = ends
    return until


def spans_on(place: HelpPlace, day: date) -> list[Span]:
    """From when until when the place is open on the day."""
    return [_span(day, opens, closes) for opens, closes in hours_on(place, day)]


def hours_on(place: HelpPlace, day: date) -> list[tuple[time, time]]:
    """The hours of one day: what is said of that very day goes before holidays and weekdays."""
    other = next((one for one in place.other_days.all() if one.day == day), None)
    if other is not None:
        return _hours_of_other(other)
    return hours_of_weekday(place, _kind_of_day(place, day))


def hours_of_weekday(place: HelpPlace, weekday: int | None) -> list[tuple[time, time]]:
    """The usual hours of a weekday (0 Monday - 6 Sunday, 7 holidays)."""
    hours: Iterable[OpenHours] = place.hours.all()
    return sorted((one.opens, one.closes) for one in hours if one.weekday == weekday)


def _hours_of_other(other: OtherDay) -> list[tuple[time, time]]:
    if other.opens is None or other.closes is None:
        return []
    return [(other.opens, other.closes)]


def _kind_of_day(place: HelpPlace, day: date) -> int | None:
    if not is_holiday(day) or place.holidays == HelpPlace.Holidays.USUAL:
        return day.weekday()
    return HOLIDAY if place.holidays == HelpPlace.Holidays.OWN else None


def _span(day: date, opens: time, closes: time) -> Span:
    ends = day if closes > opens else day + timedelta(days=1)
    return _local(day, opens), _local(ends, closes)


def _local(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
