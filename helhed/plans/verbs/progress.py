"""How far it is, 0-10, seen by two; the two are never made into one number."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.plans.models import Goal, Progress


class NothingToNote(Refused):
    message = _("Choose a number for one of the views. The citizen may skip it.")


@transaction.atomic
def note_progress(
    goal: Goal, *, by: User, view: str, level: int, on: date, note: str = ""
) -> Progress:
    """Note how far it is, in one view: 0 is far away, 10 is as wished."""
    progress = Progress(
        citizen_id=goal.citizen_id,
        goal=goal,
        view=view,
        level=level,
        on=on,
        note=note.strip(),
        by=by,
    )
    checked(progress).save()
    audit.record("plans.note_progress", by=by, obj=progress, view=view)
    return progress


@transaction.atomic
def note_how_far(
    goal: Goal,
    *,
    by: User,
    on: date,
    citizen_level: int | None = None,
    professional_level: int | None = None,
    note: str = "",
) -> list[Progress]:
    """Note both views from one talk. A view that is None was skipped, and stays unknown.

    Raises NothingToNote when both were skipped.
    """
    levels = {
        Progress.View.CITIZEN: citizen_level,
        Progress.View.PROFESSIONAL: professional_level,
    }
    noted = [
        note_progress(goal, by=by, view=view, level=level, on=on, note=note)
        for view, level in levels.items()
        if level is not None
    ]
    if not noted:
        raise NothingToNote
    return noted
