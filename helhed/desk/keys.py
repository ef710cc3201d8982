"""Keys and versions that come from the outside, where anything may stand."""

from uuid import UUID

from django.http import QueryDict


def key_in(said: QueryDict, name: str) -> UUID | None:
    """The key in the field, or None when there is none that could be one."""
    try:
        return UUID(said.get(name, ""))
    except ValueError:
        return None


def version_in(said: QueryDict) -> int:
    """The version the form was shown with; 0, which none has, when it says nothing usable."""
    told = said.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
