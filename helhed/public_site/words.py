"""How hours are said."""

from collections.abc import Sequence
from datetime import time

from django.utils.translation import gettext_lazy as _

from helhed.design import words

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
