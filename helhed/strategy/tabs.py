"""The parts of the room, as tabs on every page of it."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# (label, URL name, further URL names beginning with any of these belong to the tab)
TABS: tuple[tuple[Text, str, tuple[str, ...]], ...] = (
    (_("Overview"), "desk", ()),
    (_("Policies"), "policies", ("policy", "goal", "principle", "crosswalk")),
    (_("Action plans"), "plans", ("plan", "initiative", "milestone", "criterion", "funding")),
    (_("Indicators"), "indicators", ("indicator",)),
    (_("Proposals and hearings"), "proposals", ("proposal", "hearing")),
    (_("Follow-up"), "rounds", ("round", "paper")),
    (_("Support to associations"), "grants", ("grant",)),
    (_("Read a document in"), "readings", ("reading",)),
)


@dataclass(frozen=True)
class Tab:
    label: Text
    url: str
    current: bool


def tabs(here: str) -> list[Tab]:
    """The tabs whose pages exist; `here` is the name of the page shown, without the room's."""
    shown = []
    for label, name, beginnings in TABS:
        try:
            url = reverse(f"strategy:{name}")
        except NoReverseMatch:
            continue
        current = here == name or here.startswith(beginnings or "\0")
        shown.append(Tab(label, url, current))
    return shown
