"""Days, times, numbers and names as people say them. Danish through the translations."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import dates, formats, timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

Moment = date | datetime


def as_day(value: Moment) -> date:
    """The day in Denmark: midnight there is not midnight in UTC."""
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value


def day(value: Moment, today: date) -> str:
    """`i dag`, `i går`, `i morgen`, `fre. 21. nov.`, and with the year when it is another one."""
    said = as_day(value)
    near = {
        0: _("today"),
        -1: _("yesterday"),
        1: _("tomorrow"),
    }.get((said - today).days)
    if near:
        return near
    parts = {
        "weekday": dates.WEEKDAYS_ABBR[said.weekday()],
        "day": said.day,
        "month": dates.MONTHS_AP[said.month],
        "year": said.year,
    }
    if said.year == today.year or abs(said - today) < timedelta(days=120):
        return _("%(weekday)s %(day)s %(month)s") % parts
    return _("%(day)s %(month)s %(year)s") % parts


def long_day(value: Moment, today: date) -> str:
    """`fredag 21. november`, and with the year when it is another one."""
    said = as_day(value)
    parts = {
        "weekday": dates.WEEKDAYS[said.weekday()],
        "day": said.day,
        "month": dates.MONTHS[said.month],
        "year": said.year,
    }
    if said.year == today.year:
        return pgettext("long", "%(weekday)s %(day)s %(month)s") % parts
    return pgettext("long", "%(day)s %(month)s %(year)s") % parts


def plain_day(value: Moment, today: date) -> str:
    """`4. november`, and with the year when it is another one."""
    said = as_day(value)
    parts = {"day": said.day, "month": dates.MONTHS[said.month], "year": said.year}
    if said.year == today.year:
        return pgettext("long", "%(day)s %(month)s") % parts
    return pgettext("long", "%(day)s %(month)s %(year)s") % parts


def clock(value: datetime | time) -> str:
    """`9.16` in Danish, `9:16` in English; never a leading zero."""
    local = value
    if isinstance(value, datetime) and timezone.is_aware(value):
        local = timezone.localtime(value)
    return _("%(hour)s:%(minute)s") % {"hour": local.hour, "minute": f"{local.minute:02}"}


def at_clock(value: datetime | time) -> str:
    """`kl. 9.16`"""
    return _("at %(time)s") % {"time": clock(value)}


def days_since(value: Moment | None, today: date) -> str:
    """How long since: `i dag`, `i går`, `9 dage`; `aldrig` when it never happened."""
    if value is None:
        return _("never")
    days = (today - as_day(value)).days
    if days <= 1:
        return day(value, today)
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def days_until(value: Moment, today: date) -> str:
    """How long till: `i dag`, `i morgen`, `om 3 dage`, `2 dage over tiden`."""
    days = (as_day(value) - today).days
    if days in (0, 1):
        return day(value, today)
    if days < 0:
        late = ngettext("%(days)s day overdue", "%(days)s days overdue", -days)
        return late % {"days": -days}
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def number(value: int | float | Decimal, decimals: int = 0) -> str:
    """`1.234,5` in Danish, rounded: Django itself cuts off what is too much."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return formats.number_format(rounded, use_l10n=True, force_grouping=True)


def phone(value: str) -> str:
    """Danish numbers in pairs: `55 55 01 02`. Others are left as they are written."""
    digits = re.sub(r"[\s.-]", "", value or "")
    bare = digits.removeprefix("+45").removeprefix("0045")
    if re.fullmatch(r"\d{8}", bare):
        return " ".join(bare[i : i + 2] for i in range(0, 8, 2))
    return value


def initials(name: str) -> str:
    """First letter of the first and the last name: `Bent Ole Søholm` is `BS`."""
    words = [
        word for word in re.split(r"[\s-]+", re.sub(r"[^\w\s-]", "", name)) if word[:1].isalnum()
    ]
    if not words:
        return "?"
    letters = words[0][:1] + (words[-1][:1] if len(words) > 1 else "")
    return letters.upper()


def week(days: Iterable[str]) -> str:
    """`mandag mødt, torsdag forsøgt`, from `met`, `tried`, `planned` or nothing per day."""
    return week_in(tuple(days), get_language() or "")


@lru_cache(maxsize=4096)
def week_in(days: tuple[str, ...], language: str) -> str:
    """The week as said in the active language, which only tells the answers apart."""
    names = {"met": _("met"), "tried": _("tried"), "planned": _("planned")}
    told = [
        f"{dates.WEEKDAYS[number]} {names[state]}"
        for number, state in enumerate(days)
        if state in names
    ]
    return ", ".join(told) or _("nothing this week")
