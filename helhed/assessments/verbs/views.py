"""What the citizen, the network and professionals say, and what nobody has said yet."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.assessments import ffb
from helhed.assessments.models import Assessment, Gap, View
from helhed.assessments.verbs.assessments import still_going_on
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused


class SubthemeOfAnotherTheme(Refused):
    message = _("Choose a subtheme that belongs to the theme.")


class GapIsClosed(Refused):
    message = _("That has been answered already.")


def _known(theme: str, condition: str) -> None:
    if condition and ffb.code(condition, "condition").group != theme:
        raise SubthemeOfAnotherTheme
    ffb.code(theme, "theme")


@transaction.atomic
def note_view(
    assessment: Assessment,
    *,
    by: User,
    theme: str,
    side: str,
    said_on: date,
    text: str = "",
    source: str = "",
    condition: str = "",
    skipped: bool = False,
) -> View:
    """Write what one side says on a theme. Nothing is overwritten: several may stand together."""
    still_going_on(assessment)
    _known(theme, condition)
    view = View(
        citizen_id=assessment.citizen_id,
        assessment=assessment,
        theme=theme,
        condition=condition,
        side=side,
        text=text.strip(),
        source=source.strip(),
        skipped=skipped,
        said_on=said_on,
        noted_by=by,
    )
    checked(view).save()
    audit.record("assessments.note_view", by=by, obj=view, side=side, theme=theme)
    return view


@transaction.atomic
def withdraw_view(view: View, *, by: User, on: date) -> View:
    """Take back what was noted by mistake; the row stays and is not shown."""
    still_going_on(view.assessment)
    view.withdrawn_on = on
    view.save(update_fields=["withdrawn_on"])
    audit.record("assessments.withdraw_view", by=by, obj=view)
    return view


@transaction.atomic
def ask_for(
    assessment: Assessment,
    *,
    by: User,
    what: str,
    who_has_it: str,
    theme: str = "",
    asked_on: date | None = None,
) -> Gap:
    """Write what we lack and who has it. Collecting it may need a consent, which is decisions'."""
    still_going_on(assessment)
    gap = Gap(
        citizen_id=assessment.citizen_id,
        assessment=assessment,
        theme=theme,
        what=what.strip(),
        who_has_it=who_has_it.strip(),
        asked_on=asked_on,
    )
    checked(gap).save()
    audit.record("assessments.ask_for", by=by, obj=gap)
    return gap


@transaction.atomic
def answer_gap(gap: Gap, *, by: User, answer: str, on: date) -> Gap:
    return _close(gap, "assessments.answer_gap", by=by, answer=answer.strip(), answered_on=on)


@transaction.atomic
def give_up_gap(gap: Gap, *, by: User, because: str, on: date) -> Gap:
    """Go on without it, and say why: that is part of what was known that day."""
    return _close(
        gap, "assessments.give_up_gap", by=by, given_up_because=because.strip(), answered_on=on
    )


def _close(gap: Gap, verb: str, *, by: User, **fields: object) -> Gap:
    still_going_on(gap.assessment)
    gap.refresh_from_db(fields=["answered_on"])
    if not gap.open:
        raise GapIsClosed
    for name, value in fields.items():
        setattr(gap, name, value)
    checked(gap).save(update_fields=list(fields))
    audit.record(verb, by=by, obj=gap)
    return gap
