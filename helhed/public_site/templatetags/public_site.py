"""Addresses and words of the public site: `{% load public_site %}`."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from helhed.design import icons
from helhed.strategy.looks import STATUS_LOOKS
from helhed.strategy.overview import WORST_FIRST
from helhed.strategy.status import Status

register = template.Library()


@register.simple_tag(takes_context=True)
def site_url(context: Any, name: str, *keys: str) -> str:
    """`{% site_url "plan" plan.key %}`, in the language of the page."""
    url: str = context["site"].url(name, *keys)
    return url


@register.filter
def worst_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    """The counts by status in the order of staff's pages; stored, they have lost theirs."""
    order = [str(status) for status in WORST_FIRST]
    return sorted(counts.items(), key=lambda pair: order.index(pair[0]))


@register.filter
def status_tone(status: str) -> str:
    """The colour beside the word; never alone."""
    return STATUS_LOOKS.get(status, ("grey", "info"))[0]


@register.filter
def status_word(status: str) -> str:
    """The status in the language of the page."""
    return str(Status(status).label) if status in Status.values else status


@register.simple_tag
def status_icon(status: str) -> SafeString:
    return icons.icon(STATUS_LOOKS.get(status, ("grey", "info"))[1], size=16)
