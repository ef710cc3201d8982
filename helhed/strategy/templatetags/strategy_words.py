"""How the room's pages say things."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from helhed.access.may import May
from helhed.design.icons import icon
from helhed.strategy.looks import STATUS_LOOKS
from helhed.strategy.models import IndicatorValue
from helhed.strategy.rounds.figures import said_period
from helhed.strategy.status import Status
from helhed.strategy.tabs import Tab, tabs

register = template.Library()


@register.simple_tag(takes_context=True)
def strategy_tabs(context: dict[str, Any]) -> list[Tab]:
    match = context["request"].resolver_match
    held: frozenset[May] = getattr(context.get("request"), "capabilities", frozenset())
    return tabs(match.url_name or "" if match else "", steers=May.STEER in held)


@register.simple_tag
def status(said: str) -> SafeString:
    """The status as word, icon and colour. A plain tag: lists show it by the hundred."""
    found = Status(said)
    tone, name = STATUS_LOOKS[found]
    words = '<span class="hh-tag hh-tag-{}">{}<span>{}</span></span>'
    return format_html(words, tone, icon(name, size=16), found.label)


@register.filter
def said(value: IndicatorValue) -> str:
    """The period of a figure: `3. kvartal 2026`."""
    return said_period(value.first_day, value.last_day)


@register.filter
def status_tone(said: str) -> str:
    return STATUS_LOOKS[said][0]


@register.filter
def status_icon(said: str) -> str:
    return STATUS_LOOKS[said][1]


@register.simple_tag
def lines_from(first: int, last: int) -> str:
    """Where in a document something stands."""
    if first == last:
        return gettext("line %(first)s") % {"first": first}
    return gettext("lines %(first)s–%(last)s") % {"first": first, "last": last}
