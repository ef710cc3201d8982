"""What happens by itself: owners are reminded."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from procrastinate.contrib.django import app

from helhed.access.connection import acting_as_system
from helhed.core import clock
from helhed.strategy.verbs.digests import send_due_digests


def address(secret: str) -> str:
    """The whole address of a digest's link."""
    return urljoin(settings.HELHED_ADDRESS, reverse("strategy:answer", args=[secret]))


@app.periodic(cron="0 6 * * 1-5")
@app.task(queueing_lock="strategy.remind", pass_context=False)
def remind(timestamp: int) -> int:
    """The day's digests, on working days. Returns how many were sent."""
    with acting_as_system("plan_follower"):
        return len(send_due_digests(at=clock.now(), address=address))
