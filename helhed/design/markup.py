"""HTML of long lists, put together without templates."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString


def fill(pattern: str, *values: object) -> SafeString:
    """`format_html` for thousands of cells: escapes every value that is not HTML already.

    Three times as quick, since it knows only texts and finished HTML.
    """
    return SafeString(
        pattern.format(
            *[value if type(value) is SafeString else escape(str(value)) for value in values]
        )
    )


def join(parts: Iterable[SafeString]) -> SafeString:
    """Finished pieces after each other."""
    return SafeString("".join(parts))
