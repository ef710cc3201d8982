"""Covering who a message is about: a technician mends the form of it and needs no person."""

import re
from typing import Final

_COVER: Final = "••••••"
_STRING: Final = r'"(?:[^"\\]|\\.)*"'
_NUMBER: Final = re.compile(r"(?<!\d)\d{6}-?\d{4}(?!\d)")
# Works on text that is no whole message, too: those are the ones that must be looked at.
_TELLING: Final = re.compile(
    rf'("(?:family|city|postalCode|district|div|display)"\s*:\s*){_STRING}?'
    rf'|("(?:given|line|prefix|suffix)"\s*:\s*)\[[^\]]*\]?'
    r'|(<(?:family|given|city|postalCode|district|line|display|prefix|suffix)\s+value=)"[^"]*"?',
)
_NARRATIVE: Final = re.compile(r"(<text\b[^>]*>).*?(</text>|\Z)", re.DOTALL)


def masked(data: bytes) -> str:
    """The message as text, with CPR numbers, names, addresses and narrative covered."""
    text = _NARRATIVE.sub(rf"\1{_COVER}\2", data.decode("utf-8", "replace"))
    text = _TELLING.sub(_covered, text)
    return _NUMBER.sub(_COVER, text)


def _covered(found: re.Match[str]) -> str:
    name = next(group for group in found.groups() if group is not None)
    return f'{name}"{_COVER}"'
