"""Whether a full CPR number stands here at all: asked seldom, logged always."""

from datetime import timedelta

from django.db import connection

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.audit.models import Event
from helhed.core import clock

ASKED = "access.ask_if_known"
# Enough for a day's work, too few to try numbers through.
MOST_AN_HOUR = 20


def known_elsewhere(user: User, cpr_index: bytes) -> bool | None:
    """Whether the number is known in the house; None when the user has asked too often.

    Never for unnamed and protected persons. Source: design 5, search before create.
    """
    an_hour_ago = clock.now() - timedelta(hours=1)
    asked = Event.objects.filter(actor_id=user.pk, action=ASKED, at__gte=an_hour_ago).count()
    audit.record(ASKED, by=user, channel="search")
    if asked >= MOST_AN_HOUR:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_cpr_is_known(%s)", [cpr_index])
        return bool(cursor.fetchone()[0])
