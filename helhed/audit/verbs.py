"""Writing the log. Nothing here is ever changed or taken away."""

from typing import Any
from uuid import UUID

from django.db import models

from helhed.accounts.models import User
from helhed.audit.models import Channel, Event


def record(
    action: str,
    *,
    by: User | None,
    citizen_id: UUID | None = None,
    obj: models.Model | None = None,
    purpose: str = "",
    channel: str = Channel.PAGE,
    system_actor: str = "",
    **details: Any,
) -> Event:
    """Write one line of the log: who (a user or a named system actor) did what to whom, and why.

    `details` must hold no names, CPR numbers or free text about a citizen: keys, dates, codes.
    """
    event = Event(
        actor_id=by.pk if by else None,
        actor=system_actor,
        role=getattr(by, "acting_role", ""),
        unit=getattr(by, "acting_unit", ""),
        action=action,
        citizen_id=citizen_id or getattr(obj, "citizen_id", None),
        model=obj._meta.label if obj else "",
        object_id=str(obj.pk) if obj else "",
        purpose=purpose[:300],
        channel=channel,
        details={name: _plain(value) for name, value in details.items()},
    )
    event.save(force_insert=True)
    return event


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        # PostgreSQL keeps no NUL in text, and an address may hold one.
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if value is None or isinstance(value, int | float | bool):
        return value
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return str(value)
