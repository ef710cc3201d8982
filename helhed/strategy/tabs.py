"""The parts of the room, as tabs on every page of it."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# (label, URL name, words that place another URL name under the tab)
TABS: tuple[tuple[Text, str, frozenset[str]], ...] = (
    (_("Overview"), "desk", frozenset()),
    (
        _("Action plans"),
        "plans",
        frozenset({"plan", "initiative", "milestone", "criterion", "contact", "key", "keys"}),
    ),
    (_("Policies"), "policies", frozenset({"policy", "goal", "principle", "crosswalk"})),
    (_("Indicators"), "indicators", frozenset({"indicator", "measure"})),
    (_("Proposals and hearings"), "proposals", frozenset({"proposal", "hearing", "hearings"})),
    (_("Follow-up"), "rounds", frozenset({"round", "paper"})),
    (_("Support to associations"), "grants", frozenset({"grant", "application", "partnership"})),
    (_("Read a document in"), "readings", frozenset({"reading", "upload"})),
)


@dataclass(frozen=True)
class Tab:
    label: Text
    url: str
    current: bool


# Tabs of those who steer.
STEERING = frozenset({"readings"})


def tabs(here: str, *, steers: bool) -> list[Tab]:
    """The tabs whose pages exist; `here` is the name of the page shown, without the room's."""
    current = _current(here)
    shown = []
    for label, name, _words in TABS:
        if name in STEERING and not steers:
            continue
        try:
            shown.append(Tab(label, reverse(f"strategy:{name}"), name == current))
        except NoReverseMatch:
            continue
    return shown


def _current(here: str) -> str:
    words = set(here.split("-"))
    # A grant round is a round too: what stands later is the narrower.
    for _label, name, belonging in reversed(TABS):
        if here == name or words & belonging:
            return name
    return ""
