"""Times as they are said on the street: this evening, tomorrow, Monday."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import dates, timezone
from django.utils.translation import gettext as _

from helhed.contacts.models import Loose

# Where in the day a loose time is put, so that it sorts among the others.
HOUR_OF = {Loose.DAY: time(12, 0), Loose.EVENING: time(19, 0)}


@dataclass(frozen=True)
class When:
    """One choice of a next time: its code in the form, its words, and what it means."""

    code: str
    words: str
    at: datetime
    loose: str


def choices(at: datetime) -> list[When]:
    """This evening (until it is late), tomorrow, and the coming Monday or the day after."""
    today = timezone.localdate(at)
    evening = _when("tonight", _("This evening"), today, Loose.EVENING)
    tomorrow = today + timedelta(days=1)
    said = [evening] if timezone.localtime(at).hour < 21 else []
    said.append(_when("tomorrow", _("Tomorrow"), tomorrow, Loose.DAY))
    later = tomorrow + timedelta(days=(7 - tomorrow.weekday()) % 7 or 1)
    said.append(_when("later", _weekday(later), later, Loose.DAY))
    return said


def meant_by(code: str, at: datetime) -> When | None:
    """What the code from the form means at the moment."""
    return next((when for when in choices(at) if when.code == code), None)


def put_in_day(day: date, loose: str) -> datetime:
    """The moment at which a loose time of the day stands."""
    return timezone.make_aware(datetime.combine(day, HOUR_OF[Loose(loose)]))


def _when(code: str, words: str, day: date, loose: Loose) -> When:
    return When(code, words, put_in_day(day, loose), loose)


def _weekday(day: date) -> str:
    return str(dates.WEEKDAYS[day.weekday()]).capitalize()
