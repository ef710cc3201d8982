"""Reports that others ask for, as CSV: the national count and the statistics of § 110.

Only citizens open to whoever exports; each export is a line in the log with its purpose. A cell
that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens import cpr
from helhed.citizens.models import Citizen
from helhed.core.cells import plain
from helhed.stays import by_name as rules
from helhed.stays.lives import lives_of
from helhed.stays.models import DANISH_COUNT, ETHOS_LIGHT, Kind, Stay

COUNT_WEEK = 6
QUARTERS = (1, 2, 3, 4)


def count_year(today: date) -> int:
    """The year of the latest week 6 that is over."""
    over = date.fromisocalendar(today.year, COUNT_WEEK, 7) < today
    return today.year if over else today.year - 1


def last_quarter(today: date) -> tuple[int, int]:
    """Year and number of the last whole quarter."""
    number = (today.month - 1) // 3
    return (today.year, number) if number else (today.year - 1, 4)


def safe(value: object) -> str:
    """The text of a cell; never one that a spreadsheet would carry out."""
    text = "" if value is None else str(value)
    return plain(text)


def _csv(name: str, heads: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    # Excel takes it for another alphabet without the mark.
    answer.write("\ufeff")
    writer = csv.writer(answer, delimiter=";")
    writer.writerow(list(heads))
    writer.writerows([safe(value) for value in row] for row in rows)
    return answer


def danish_count(user: User, *, year: int) -> HttpResponse:
    """Each person homeless in week 6 of the year, with the situation that lasted longest.

    Source: measures.md 8 (VIVE). Initials and day of birth are what the count is de-duplicated by.
    Sex is what the last digit of the CPR number says; empty for those without a number.
    """
    try:
        first = date.fromisocalendar(year, COUNT_WEEK, 1)
    except ValueError:
        raise Http404 from None
    week = [first + timedelta(days=number) for number in range(7)]
    nights: dict[Any, list[tuple[date, Stay]]] = {}
    for stay in _stays(user, DANISH_COUNT, first, week[-1] + timedelta(days=1)):
        for night in week:
            if stay.from_night <= night and (stay.until_day is None or night < stay.until_day):
                nights.setdefault(stay.citizen, []).append((night, stay))
    lives = lives_of(list(nights))
    rows = []
    for citizen, theirs in nights.items():
        row = _counted(citizen, theirs, lives[citizen.pk])
        if row is not None:
            rows.append(row)
    _log(user, "stays.danish_count", count=len(rows), purpose="VIVE, hjemløsetælling", year=year)
    heads = (
        *(gettext("Initials"), gettext("Born"), gettext("Age"), gettext("Sex (CPR)")),
        *(gettext("Situation"), gettext("ETHOS Light")),
        *(gettext("Nights in the week"), gettext("Homeless since"), gettext("Months homeless")),
    )
    return _csv(f"hjemloesetaelling-{year}-uge-6.csv", heads, rows)


def _counted(
    citizen: Citizen, theirs: list[tuple[date, Stay]], life: rules.Life
) -> tuple[object, ...] | None:
    """One line of the form, or None for somebody no night of whom counts (a ward, a home kept)."""
    parts = rules.homeless_nights(life.nights, "DK_ALL")
    real = [
        (night, stay)
        for night, stay in theirs
        if any(first <= night and (until is None or night < until) for first, until in parts)
    ]
    if not real:
        return None
    kinds = [stay.kind for _night, stay in real]
    # Of situations that lasted as long, the first of the count's own order.
    kind = max(set(kinds), key=lambda one: (kinds.count(one), -DANISH_COUNT[one]))
    last = real[-1][0]
    since = rules.homeless_since(life, scope="DK_ALL", on=last)
    began = since[0] if since else None
    months = (last - began).days * 12 // 365 if began else None
    initials = "".join(part[0] for part in citizen.name.split()) if citizen.name else ""
    born = citizen.birth_date or citizen.birth_year
    ethos = ETHOS_LIGHT[kind]
    who = (initials, born, citizen.age_on(real[0][0]), _sex(citizen))
    return (*who, DANISH_COUNT[kind], ethos, len(real), began, months)


def _sex(citizen: Citizen) -> str:
    """An even number is a woman's (CPR-loven); nobody is asked, and nobody is guessed."""
    number = _number(citizen)
    if not number:
        return ""
    return gettext("man") if int(number[-1]) % 2 else gettext("woman")


def section_110(user: User, *, year: int, quarter: int) -> HttpResponse:
    """Each stay under § 110 with a night in the quarter.

    Whoever is there on 1 January gets a technical check-in that day.
    Source: measures.md 9 (dst.dk).
    """
    if quarter not in QUARTERS:
        raise Http404
    first = date(year, 3 * quarter - 2, 1)
    past = date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    rows = [
        _stay_line(stay, first, past)
        for stay in _stays(user, (Kind.SHELTER,), first, past)
        if stay.until_day is None or stay.until_day > stay.from_night
    ]
    _log(user, "stays.section_110", count=len(rows), purpose="Danmarks Statistik, § 110", year=year)
    heads = (
        *(gettext("CPR"), gettext("House"), gettext("Came on"), gettext("Technical check-in")),
        *(gettext("Left on"), gettext("Nights in the quarter"), gettext("Left for")),
    )
    return _csv(f"paragraf-110-{year}-{quarter}.csv", heads, rows)


def _stay_line(stay: Stay, first: date, past: date) -> tuple[object, ...]:
    new_year = date(first.year, 1, 1)
    technical = new_year if first == new_year and stay.from_night < new_year else None
    begins, ends = max(stay.from_night, first), min(stay.until_day or past, past)
    left = stay.until_day if stay.until_day and stay.until_day <= past else None
    return (
        _number(stay.citizen),
        "" if stay.site is None or stay.site.hidden else stay.site.name,
        stay.from_night,
        technical,
        left,
        (ends - begins).days,
        dict(Kind.choices).get(stay.tonight, "") if left else "",
    )


def _number(citizen: Citizen) -> str:
    return cpr.decrypt(citizen.cpr_encrypted) if citizen.cpr_encrypted else ""


def _stays(user: User, kinds: Iterable[str], first: date, past: date) -> Any:
    rows: Any = door.rows_open_to(user, Stay, to=May.READ_BY_NAME)
    return (
        rows.standing()
        .filter(kind__in=list(kinds), certain=True, from_night__lt=past)
        .filter(citizen__protected=False)
        .exclude(until_day__lte=first)
        .select_related("citizen", "site")
        .order_by("from_night", "id")
    )


def _log(user: User, what: str, *, count: int, purpose: str, year: int) -> None:
    audit.record(
        "access.list", by=user, purpose=purpose, channel="export", what=what, count=count, year=year
    )
