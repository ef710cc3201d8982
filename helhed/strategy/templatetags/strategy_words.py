"""How the room's pages say things."""

from typing import Any

from django import template

from helhed.strategy.tabs import Tab, tabs

register = template.Library()


@register.simple_tag(takes_context=True)
def strategy_tabs(context: dict[str, Any]) -> list[Tab]:
    match = context["request"].resolver_match
    return tabs(match.url_name or "" if match else "")
