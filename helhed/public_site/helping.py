"""The list of help as a page shows it: in one language, with what is open at the moment."""

from dataclasses import dataclass
from datetime import date, datetime

from helhed.public_site.models import HelpPlace
from helhed.public_site.opening import Opening, hours_of_weekday, opening
from helhed.public_site.site import Site
from helhed.public_site.words import WEEKDAYS, said_hours

ICONS = {
    "sleep": "bedtime",
    "day": "local-cafe",
    "danger": "emergency",
    "talk": "chat",
    "violence": "shield",
    "health": "stethoscope",
    "addiction": "medication",
    "relatives": "family",
}


@dataclass(frozen=True)
class Help:
    """One place to call or to come, in the language of the page."""

    kind: str
    kind_in_words: str
    icon: str
    name: str
    what: str
    easy: str
    phone: str
    area: str
    first: bool
    always_open: bool
    opening: Opening
    # [(weekday in words, hours in words)], days with the same hours gathered.
    week: list[tuple[str, str]]
    other_days: list[tuple[date, str, str]]


def help_now(site: Site, *, at: datetime) -> list[Help]:
    """Everything shown in the list, in its order. Three queries."""
    places = HelpPlace.objects.shown().prefetch_related("hours", "other_days")
    return [_help(place, site, at) for place in places]


def _help(place: HelpPlace, site: Site, at: datetime) -> Help:
    return Help(
        kind=place.kind,
        kind_in_words=str(HelpPlace.Kind(place.kind).label),
        icon=ICONS[place.kind],
        name=site.pick(place.name, place.name_en),
        what=site.pick(place.what, place.what_en),
        easy=place.easy or place.what,
        phone=place.phone,
        area="" if place.hidden else place.area,
        first=place.first,
        always_open=place.always_open,
        opening=opening(place, at=at),
        week=_week(place),
        other_days=_other_days(place, at),
    )


def _week(place: HelpPlace) -> list[tuple[str, str]]:
    if place.always_open:
        return []
    own = place.holidays == HelpPlace.Holidays.OWN
    days = [(day, said_hours(hours_of_weekday(place, day))) for day in range(8 if own else 7)]
    rows: list[tuple[list[int], str]] = []
    for day, hours in days:
        if rows and rows[-1][1] == hours and day != 7:
            rows[-1][0].append(day)
        else:
            rows.append(([day], hours))
    return [(_days(which), hours) for which, hours in rows]


def _days(which: list[int]) -> str:
    first, last = str(WEEKDAYS[which[0]]), str(WEEKDAYS[which[-1]])
    return first if which[0] == which[-1] else f"{first}–{last.lower()}"


def _other_days(place: HelpPlace, at: datetime) -> list[tuple[date, str, str]]:
    coming = sorted((one for one in place.other_days.all()), key=lambda one: one.day)
    return [
        (
            one.day,
            said_hours([(one.opens, one.closes)]) if one.opens and one.closes else "",
            one.why,
        )
        for one in coming
        if one.day >= at.date()
    ]
