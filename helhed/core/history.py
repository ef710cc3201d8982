"""Earlier versions of rows, kept by triggers in the database."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def keep_history() -> Callable[[M], M]:
    """Keep what stood in the row before each change or removal, in `<table>event`.

    The room's migration protects that table with `helhed.core.rls.protect_history`.
    """
    # Each tracker is bound to one model, so they are made anew at every call.
    # Who changed it stands in the log, so the library's own table of contexts is not used.
    tracker: Callable[[M], M] = pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old),
        pghistory.DeleteEvent(row=pghistory.Old),
        context_field=None,  # type: ignore[arg-type]
    )
    return tracker
