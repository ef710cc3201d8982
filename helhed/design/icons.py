"""The drawings of the sprite, for pages and prints."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from django.core.files.storage import Storage, storages
from django.utils.html import format_html, format_html_join
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
    return draw(name.replace("_", "-"), size, label, "" if inline else sprite_url())


# A board shows the same few icons a thousand times.
@lru_cache(maxsize=1024)
def draw(name: str, size: int, label: str, sprite: str) -> SafeString:
    """The icon out of the file `sprite`, or drawn in place when that is empty."""
    box, body = drawings()[name]
    voice = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    # The drawings are our own file, so they are safe to write as they are.
    inside = format_html('<use href="{}#{}"/>', sprite, name) if sprite else mark_safe(body)  # noqa: S308
    return format_html(
        '<svg class="hh-icon hh-icon-{}" width="{}" height="{}" viewBox="{}" {}'
        ' focusable="false">{}</svg>',
        name,
        size,
        size,
        "0 0 24 24" if sprite else box,
        voice,
        inside,
    )


DOTS = {"met": "dot-met", "tried": "dot-tried", "planned": "dot-planned"}


def week_dots(days: Iterable[str], today: int | None) -> SafeString:
    """Seven dots; `today` counts from Monday, 0 to 6."""
    return draw_week(tuple(days), today, sprite_url())


@lru_cache(maxsize=4096)
def draw_week(days: tuple[str, ...], today: int | None, sprite: str) -> SafeString:
    dots = (
        (
            " hh-dot-today" if number == today else "",
            draw(DOTS.get(state, "dot-none"), 18, "", sprite),
        )
        for number, state in enumerate(days)
    )
    return format_html_join("", '<span class="hh-dot{}">{}</span>', dots)


def sprite_url() -> str:
    return _sprite_in(storages["staticfiles"])


# Asked for by every icon of a page, and the same for as long as the storage is.
@lru_cache(maxsize=4)
def _sprite_in(storage: Storage) -> str:
    return storage.url("design/icons.svg")
