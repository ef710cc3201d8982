"""How follow-up rounds and papers say things: `{% load rounds_words %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from helhed.design import icons
from helhed.strategy.looks import STATUS_LOOKS
from helhed.strategy.status import Status

register = template.Library()


@register.simple_tag
def status_tag(status: str) -> SafeString:
    """The status as word, icon and colour."""
    tone, icon = STATUS_LOOKS.get(status, ("grey", "info"))
    return format_html(
        '<span class="hh-tag hh-tag-{}">{}{}</span>',
        tone,
        icons.icon(icon, size=16),
        Status(status).label,
    )


@register.filter
def status_word(status: str) -> str:
    return str(Status(status).label)
