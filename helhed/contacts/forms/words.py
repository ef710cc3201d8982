"""Words of the models as the choices of a form say them."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst


def capital(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The same choices, each beginning with a capital letter, in whatever language."""
    return [(code, capfirst(words)) for code, words in choices]
