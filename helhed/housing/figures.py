"""Numbers for the coordinator's page: landlords' answers and the profile of Housing First."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from helhed.housing import indicators
from helhed.housing.indicators import Landlord, Share
from helhed.teams.models import Organisation

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """One figure: what it is called, how it stands, and how it is counted."""

    label: str | Promise
    value: str
    how: str | Promise


def as_key(text: str) -> UUID | None:
    """A key out of an address, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def landlords() -> list[Landlord]:
    """Every landlord that was offered somebody, the most offers first; no persons."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM housing_answers()")
        rows = cursor.fetchall()
    names = dict(Organisation.objects.values_list("pk", "name"))
    found = [Landlord(names.get(key, ""), *counts) for key, *counts in rows]
    return sorted(found, key=lambda one: (-one.offers, one.name))


def _share(share: Share) -> str:
    if not share.of:
        return _now("nobody yet")
    return _now("%(count)s of %(of)s") % {"count": share.count, "of": share.of}


def profile(first: date, last: date) -> list[Line]:
    """Housing First of the homes the user may see, between the two days."""
    days = indicators.days_to_home(first, last)
    again = indicators.days_to_new_home(first, last)
    none = _now("nobody yet")
    return [
        Line(
            _("Days from wish to moving in"),
            _now("%(days)d days") % {"days": days.median} if days.median is not None else none,
            _("The median of those who moved in; the allocation does not count."),
        ),
        Line(
            _("Had a real choice"),
            _share(indicators.choice_offered(first, last)),
            _("Two different homes offered, or had said in which part of town."),
        ),
        Line(
            _("Conditions tied to offers"),
            str(indicators.readiness_conditions(first, last)),
            _("Being sober, in treatment or in a programme. None is the goal."),
        ),
        Line(
            _("Lease free of support"),
            _share(indicators.separation(last)),
            _("Homes lived in today whose lease does not demand support."),
        ),
        Line(
            _("Still housed after 12 months"),
            _share(indicators.sustained(first - YEAR, last - YEAR, days=365)),
            _("Moved in the year before; another home within 14 days counts, deaths do not."),
        ),
        Line(
            _("Days from a lost home to the next"),
            _now("%(days)d days") % {"days": again.median} if again.median is not None else none,
            _("The median of those who have moved in again."),
        ),
    ]
