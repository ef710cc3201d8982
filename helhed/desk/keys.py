"""Keys that come from the outside, where anything may stand."""

from uuid import UUID

from django.http import QueryDict


def key_in(said: QueryDict, name: str) -> UUID | None:
    """The key in the field, or None when there is none that could be one."""
    try:
        return UUID(said.get(name, ""))
    except ValueError:
        return None
