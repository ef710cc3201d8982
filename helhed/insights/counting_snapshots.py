"""Shares and medians for `delivering`: a row of a measure, as the snapshot of the night has it."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from helhed.core.errors import Refused
from helhed.insights import answers
from helhed.insights.counting import Counted
from helhed.insights.records import Asked

DAY = timedelta(days=1)


class SnapshotTooOld(Refused):
    message = _("The snapshot was made before the period was over. It is made anew every night.")


def row_of(measure: str, row: str, *, followed: bool) -> Callable[[date, date], Counted]:
    """Counts that row of the measure for a period; `followed`: with what became of them since.

    `by_category` holds the numerator, `among` the denominator, `people` all it was counted among.
    The function raises NoSnapshot and SnapshotTooOld.
    """

    def count(first_day: date, until_day: date) -> Counted:
        taken = answers.standing()
        if taken.made_at.date() < until_day:
            raise SnapshotTooOld
        last = until_day - DAY
        known_to = taken.made_at.date() - DAY if followed else last
        for figure in answers.answer(measure, Asked(first_day, last, known_to), taken):
            if figure.row == row:
                numerator = {row: figure.value}
                return Counted(
                    numerator,
                    figure.of,
                    figure.universe,
                    figure.missing,
                    figure.median,
                    figure.there_was,
                )
        return Counted({row: 0}, 0, 0, 0)

    return count
