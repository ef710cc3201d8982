"""The by-name list is worked out and last months are reported; our office is known as one."""

from datetime import timedelta

from django.db import transaction

from helhed.core import clock
from helhed.demo.places import CLINIC, OFFICE
from helhed.demo.scale import Scale, at
from helhed.insights import verbs as insights
from helhed.stays.by_name import SCOPES
from helhed.stays.verbs import by_name

MONTHS_REPORTED = 6
# The last month waits for the leader, who sees what reporting does.
WAITING = 1


def settle_lists(scale: Scale) -> None:
    """What the nights of the story would have done to the list, and the months reported."""
    with clock.frozen(at(scale.as_of, 8)), transaction.atomic():
        for place in (OFFICE, CLINIC):
            insights.add_office_place(place.name, by=None)
        by_name.keep_everybody()
        month = scale.as_of.replace(day=1)
        for number in range(MONTHS_REPORTED):
            month = (month - timedelta(days=1)).replace(day=1)
            if number >= WAITING and month > scale.first_day:
                for scope in SCOPES:
                    by_name.report_month(month, scope=scope, by=None, system_actor="list_keeper")
