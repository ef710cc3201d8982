"""Gathers what the by-name list needs to know of some people, a few queries for all of them."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.module_loading import import_string

from helhed.citizens.models import Citizen
from helhed.stays.by_name import Decided, Life, Nights
from helhed.stays.models import ListDecision, Stay

# Days on which somebody met the person on purpose, and days they looked in vain.
Signs = tuple[list[date], list[date]]
NO_SIGNS: Signs = ([], [])
Source = Callable[[Collection[UUID], date | None], dict[UUID, Signs]]


def signs_of(citizens: Collection[UUID], since: date | None = None) -> dict[UUID, Signs]:
    """What other rooms know of meetings: `AppConfig.signs_of_life` names their function."""
    found: dict[UUID, Signs] = {}
    for config in apps.get_app_configs():
        path = getattr(config, "signs_of_life", "")
        if path:
            source: Source = import_string(path)
            found |= source(citizens, since)
    return found


def lives_of(
    citizens: Collection[Citizen], *, whole: bool = True, since: date | None = None
) -> dict[UUID, Life]:
    """The life of each citizen, as it is known now; meetings from the day `since` on.

    Not `whole`: meetings only of those somebody decided about, which is all that states depend on.
    """
    keys = [citizen.pk for citizen in citizens]
    nights = _nights(Stay.objects.standing().filter(citizen__in=keys, certain=True))
    decisions = _decisions(ListDecision.objects.filter(citizen__in=keys, withdrawn_at=None))
    asked = keys if whole else [key for key in keys if key in decisions]
    signs = signs_of(asked, since) if asked else {}
    return {
        citizen.pk: Life(
            nights=nights[citizen.pk],
            decisions=decisions[citizen.pk],
            met=signs.get(citizen.pk, NO_SIGNS)[0],
            tried=signs.get(citizen.pk, NO_SIGNS)[1],
            deceased_on=citizen.deceased_on,
        )
        for citizen in citizens
    }


def _nights(stays: Any) -> dict[UUID, list[Nights]]:
    found: dict[UUID, list[Nights]] = defaultdict(list)
    rows = stays.order_by("from_night", "id").values_list(
        *("citizen_id", "kind", "from_night", "until_day", "evidence", "site_id"),
        "interrupts__kind",
    )
    for citizen, kind, first, until, evidence, site, home in rows:
        found[citizen].append(
            Nights(
                kind=kind,
                first=first,
                until=until,
                evidence=evidence,
                by_system=site is not None,
                home_kept=home in ("own_home", "residence"),
            )
        )
    return found


def _decisions(rows: Any) -> dict[UUID, list[Decided]]:
    found: dict[UUID, list[Decided]] = defaultdict(list)
    for citizen, on, state, reason in rows.order_by("on", "id").values_list(
        "citizen_id", "on", "state", "reason"
    ):
        found[citizen].append(Decided(on, state, reason))
    return found
