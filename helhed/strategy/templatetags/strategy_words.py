"""How the room's pages say things."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from helhed.design.icons import icon
from helhed.strategy.status import Status
from helhed.strategy.tabs import Tab, tabs

register = template.Library()

# (colour, icon) of each status; colour never stands alone.
LOOKS: dict[str, tuple[str, str]] = {
    Status.ON_TRACK: ("green", "check"),
    Status.LATE: ("yellow", "schedule"),
    Status.AT_RISK: ("red", "warning"),
    Status.NOT_STARTED: ("grey", "hourglass"),
    Status.DONE: ("green", "check-circle"),
    Status.IN_OPERATIONS: ("grey", "sync"),
    Status.MERGED: ("grey", "merge"),
    Status.CONTINUED: ("grey", "arrow-forward"),
    Status.POSTPONED: ("grey", "event"),
    Status.PAUSED: ("grey", "pause-circle"),
    Status.CLOSED: ("grey", "close"),
    Status.NOT_FOLLOWED: ("grey", "help"),
}


@register.simple_tag(takes_context=True)
def strategy_tabs(context: dict[str, Any]) -> list[Tab]:
    match = context["request"].resolver_match
    return tabs(match.url_name or "" if match else "")


@register.simple_tag
def status(said: str) -> SafeString:
    """The status as word, icon and colour. A plain tag: lists show it by the hundred."""
    found = Status(said)
    tone, name = LOOKS[found]
    words = '<span class="hh-tag hh-tag-{}">{}<span>{}</span></span>'
    return format_html(words, tone, icon(name, size=16), found.label)


@register.filter
def status_tone(said: str) -> str:
    return LOOKS[said][0]


@register.filter
def status_icon(said: str) -> str:
    return LOOKS[said][1]

