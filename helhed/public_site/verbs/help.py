"""Keeping the list of help right."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.public_site.models import FrontPage, HelpPlace, OpenHours, OtherDay

Hours = Mapping[int, Sequence[tuple[time, time]]]


class BadHours(Refused):
    message = _("Two of the hours on one day overlap. Write them apart or as one.")


@transaction.atomic
def add_place(kind: str, *, by: User | None, name: str, **fields: Any) -> HelpPlace:
    """A new place in the list. `fields` are those of HelpPlace."""
    place = HelpPlace(kind=kind, name=name, **fields)
    checked(place).save()
    audit.record("public_site.add_place", by=by, obj=place)
    return place


@transaction.atomic
def change_place(place: HelpPlace, *, by: User, based_on: int, **fields: Any) -> HelpPlace:
    """Raises Conflict when somebody changed the place meanwhile."""
    check_fields(place, **fields)
    save_if_unchanged(place, based_on=based_on, **fields)
    audit.record("public_site.change_place", by=by, obj=place, fields=sorted(fields))
    return place


@transaction.atomic
def set_hours(place: HelpPlace, *, by: User | None, hours: Hours) -> HelpPlace:
    """The week as it is from now on: {0 Monday … 6 Sunday, 7 holidays: [(opens, closes), …]}."""
    for spans in hours.values():
        _apart(spans)
    place.hours.all().delete()
    for weekday, spans in hours.items():
        for opens, closes in spans:
            OpenHours(place=place, weekday=weekday, opens=opens, closes=closes).save()
    audit.record("public_site.set_hours", by=by, obj=place)
    return place


@transaction.atomic
def mark_other_day(
    place: HelpPlace,
    *,
    by: User | None,
    day: date,
    opens: time | None = None,
    closes: time | None = None,
    why: str = "",
) -> OtherDay:
    """Closed that day, or open at other hours; said twice of one day, the last holds."""
    other = OtherDay(place=place, day=day, opens=opens, closes=closes, why=why)
    place.other_days.filter(day=day).delete()
    checked(other).save()
    audit.record("public_site.mark_other_day", by=by, obj=place, day=day)
    return other


@transaction.atomic
def remove_other_day(other: OtherDay, *, by: User) -> None:
    """The day is as usual after all."""
    place, day = other.place, other.day
    other.delete()
    audit.record("public_site.remove_other_day", by=by, obj=place, day=day)


@transaction.atomic
def write_front_page(*, by: User | None, municipality: str, **words: str) -> FrontPage:
    """The words on top of the public site."""
    page = FrontPage.objects.select_for_update().first() or FrontPage()
    page.municipality = municipality
    for name, value in words.items():
        setattr(page, name, value)
    page.version += not page._state.adding
    page.save()
    audit.record("public_site.write_front_page", by=by, obj=page)
    return page


def _apart(spans: Sequence[tuple[time, time]]) -> None:
    ordered = sorted(spans)
    for index, (opens, closes) in enumerate(ordered):
        following = ordered[index + 1] if index + 1 < len(ordered) else None
        if following is not None and (closes <= opens or following[0] < closes):
            raise BadHours
