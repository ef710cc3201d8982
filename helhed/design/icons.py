"""The drawings of the sprite, for pages and prints."""

import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SPRITE = Path(__file__).parent / "static" / "design" / "icons.svg"
SYMBOL = re.compile(r'<symbol id="([^"]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)


@cache
def drawings() -> dict[str, tuple[str, str]]:
    """Shape: {name: (viewBox, what is drawn)}."""
    found = SYMBOL.findall(SPRITE.read_text(encoding="utf-8"))
    return {name: (box, body) for name, box, body in found}


def icon(name: str, *, size: int = 24, label: str = "", inline: bool = False) -> SafeString:
    """One icon. Silent to screen readers unless it carries a `label`.

    `inline` draws it in place, for prints, where no other file can be fetched.
    Raises KeyError for a name that is not in scripts/vendor_assets.icons.
    """
    name = name.replace("_", "-")
    box, body = drawings()[name]
    voice = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    # The drawings are our own file, so they are safe to write as they are.
    inside = mark_safe(body) if inline else format_html('<use href="{}#{}"/>', sprite_url(), name)  # noqa: S308
    return format_html(
        '<svg class="hh-icon hh-icon-{}" width="{}" height="{}" viewBox="{}" {}'
        ' focusable="false">{}</svg>',
        name,
        size,
        size,
        box if inline else "0 0 24 24",
        voice,
        inside,
    )


def sprite_url() -> str:
    return static("design/icons.svg")
