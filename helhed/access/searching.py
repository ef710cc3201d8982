"""How often one may search: enough for work, too little to try names and numbers through."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.audit.models import Event
from helhed.core import clock
from helhed.core.errors import Refused

SEARCHED, STOPPED = "access.search", "access.stop_search"
# The page searches while one writes, so one name may count three or four times.
MOST_A_MINUTE = 60
MOST_AN_HOUR = 600


class SearchedTooOften(Refused):
    message = _("You have searched very many times in a short while. Wait a minute and go on.")


def refuse_if_too_often(user: User) -> None:
    """Raises SearchedTooOften, and writes in the log that somebody was stopped."""
    now = clock.now()
    minute = Count("pk", filter=Q(at__gte=now - timedelta(minutes=1)))
    lately = Event.objects.filter(
        actor_id=user.pk, action=SEARCHED, at__gte=now - timedelta(hours=1)
    ).aggregate(minute=minute, hour=Count("pk"))
    if lately["minute"] < MOST_A_MINUTE and lately["hour"] < MOST_AN_HOUR:
        return
    audit.record(STOPPED, by=user, channel="search")
    raise SearchedTooOften
