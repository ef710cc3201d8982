"""How an initiative is going, as one word with its reasons. Pure: takes facts, asks nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """The words of the pages; colour never stands alone."""

    ON_TRACK = "on_track", _("On track")
    LATE = "late", _("Late")
    AT_RISK = "at_risk", _("At risk")
    NOT_STARTED = "not_started", _("Not started")
    DONE = "done", _("Done")
    IN_OPERATIONS = "in_operations", _("Part of daily work")
    MERGED = "merged", _("Merged")
    CONTINUED = "continued", _("Continued")
    POSTPONED = "postponed", _("Postponed")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")
    # Honest: no date, milestone or figure tells how it goes.
    NOT_FOLLOWED = "not_followed", _("Not followed yet")
