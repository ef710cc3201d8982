"""Fill in an instrument together."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.assessments.instruments import Instrument
from helhed.assessments.models import Answers
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.checking import checked
from helhed.core.errors import Refused


class AnswersOffTheScale(Refused):
    message = _("One of the answers is not on the scale. Choose it again.")


@transaction.atomic
def answer(
    citizen: Citizen,
    *,
    by: User,
    instrument: Instrument,
    answers: Mapping[str, int | None],
    on: date,
    proxy: str = "",
    spoken: bool = False,
    about: str = "",
) -> Answers:
    """Keep what was answered; what was skipped stays skipped, and then there is no score."""
    try:
        score = instrument.score(answers)
    except ValueError as error:
        raise AnswersOffTheScale from error
    row = Answers(
        citizen=citizen,
        instrument=instrument.key,
        edition=instrument.edition,
        answers={item.key: answers.get(item.key) for item in instrument.items},
        score=score,
        proxy=proxy.strip(),
        spoken=spoken,
        about=about.strip(),
        on=on,
        noted_by=by,
    )
    checked(row).save()
    audit.record("assessments.answer", by=by, obj=row, instrument=instrument.key)
    return row


@transaction.atomic
def withdraw_answers(row: Answers, *, by: User, on: date) -> Answers:
    """Take back a filling-in made by mistake, or that the citizen regrets."""
    row.withdrawn_on = on
    row.save(update_fields=["withdrawn_on"])
    audit.record("assessments.withdraw_answers", by=by, obj=row)
    return row
