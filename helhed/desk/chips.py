"""The words of the board's filters."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "all": _("All"),
    "mine": _("Mine"),
    "action": _("Needs action"),
    "not-met": _("Not met for 7 days"),
    "admitted": _("In hospital"),
    "no-home": _("Without own home tonight"),
    "no-address": _("Where tonight?"),
    "new": _("New"),
    "forgotten": _("Forgotten citizens"),
    "no-next": _("No next contact"),
    "overdue": _("Overdue duties"),
    "met": _("Met this week"),
}


@dataclass(frozen=True)
class Chip:
    """One filter with its count, which is the length of the very list it opens."""

    name: str
    label: str | Promise
    count: int
    key: str
