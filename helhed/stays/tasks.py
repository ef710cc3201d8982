"""What happens to the by-name list by itself."""

from datetime import timedelta

from procrastinate.contrib.django import app

from helhed.access.connection import acting_as_system
from helhed.core import clock
from helhed.stays.by_name import SCOPES
from helhed.stays.models import ListReport
from helhed.stays.verbs import by_name as verbs

# Entries of the last days of a month are still written in the first days of the next.
REPORT_ON_DAY = 5


@app.periodic(cron="40 0,22,23 * * *")
@app.task(queueing_lock="stays.keep_list", pass_context=False)
def keep_list(timestamp: int) -> int:
    """Work the list out anew; report last month once it is settled. Returns how many changed."""
    with acting_as_system("list_keeper"):
        changed = verbs.keep_everybody()
        if clock.today().day >= REPORT_ON_DAY:
            report_last_month()
    return changed


def report_last_month() -> list[ListReport]:
    """Freeze the last whole month in both scopes, unless that is done."""
    this = clock.today().replace(day=1)
    month = (this.replace(day=1) - timedelta(days=1)).replace(day=1)
    reported = set(ListReport.objects.filter(month=month).values_list("scope", flat=True))
    return [
        verbs.report_month(month, scope=scope, by=None, system_actor="list_keeper")
        for scope in SCOPES
        if scope not in reported
    ]
