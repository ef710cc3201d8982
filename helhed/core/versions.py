"""Two people, one text: nobody's words are overwritten unseen (P10)."""

from typing import Any

from django.db import models, transaction

from helhed.core.errors import Conflict
from helhed.core.models import Noun


@transaction.atomic
def save_if_unchanged(row: Noun, *, based_on: int, **fields: Any) -> None:
    """Write `fields` to `row` if its version is still `based_on`, and raise the version by one.

    When the row has changed since: the same values again are no conflict (a repeated post),
    anything else raises Conflict with both texts, and nothing is written.
    """
    manager: models.Manager[Any] = type(row)._default_manager
    # The lock lets the second of two simultaneous savers see what the first one wrote.
    stored = manager.select_for_update().get(pk=row.pk)
    if stored.version != based_on:
        theirs = {name: getattr(stored, name) for name in fields}
        if theirs != fields:
            raise Conflict(mine=dict(fields), theirs=theirs, version=stored.version)
        row.version = stored.version
        return
    manager.filter(pk=row.pk).update(**fields, version=based_on + 1)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version = based_on + 1
