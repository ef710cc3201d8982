"""The look of a status, and how hours are said."""

from collections.abc import Sequence
from datetime import time

from django.utils.translation import gettext_lazy as _

from helhed.design import words

# Colour and icon; the word itself stands beside them.
STATUS_LOOKS = {
    "on_track": ("green", "check"),
    "done": ("green", "check-circle"),
    "late": ("yellow", "schedule"),
    "at_risk": ("red", "warning"),
    "not_started": ("grey", "hourglass"),
    "in_operations": ("blue", "sync"),
    "merged": ("grey", "merge"),
    "continued": ("blue", "arrow-forward"),
    "postponed": ("yellow", "pause-circle"),
    "paused": ("yellow", "pause-circle"),
    "closed": ("grey", "cancel"),
    "not_followed": ("grey", "help"),
}
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
    _("Public holidays"),
)


def short_clock(at: time) -> str:
    """8, 15.30; midnight as an end is 24."""
    said = words.clock(at)
    return said[:-3] if said.endswith((".00", ":00")) else said


def said_hours(spans: Sequence[tuple[time, time]]) -> str:
    """`8–16, 18–22`; empty when closed."""
    return ", ".join(f"{short_clock(a)}–{short_clock(b) if b != time(0) else 24}" for a, b in spans)
