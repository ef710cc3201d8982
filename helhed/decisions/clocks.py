"""The clocks of a case: when the citizen must have an answer, treatment, a notice, a reassessment.

Every number comes from the registers of the day the clock starts, so that a later rule moves no
clock that runs.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from helhed.core.days import working_days_after
from helhed.decisions import registers
from helhed.decisions.models import LegalBasis, PlaceNotice

# Where a municipality has published no deadline of its own for the kind of case.
USUAL_ANSWER_DAYS = 28
# Told before it is late, so that the citizen does not wait in vain.
TELL_BEFORE = timedelta(days=3)

NOTICE_WITHIN = {
    PlaceNotice.What.SHELTER_IN: "shelter_notify_admission_workdays",
    PlaceNotice.What.SHELTER_OUT: "shelter_notify_discharge_workdays",
    PlaceNotice.What.CRISIS_IN: "crisis_centre_notify_workdays",
    PlaceNotice.What.CRISIS_OUT: "crisis_centre_notify_workdays",
}


def started_on(at: datetime) -> date:
    """The day in Denmark of the first enquiry: the day every clock of a case starts."""
    return timezone.localdate(at)


def answer_by(case_type: str, *, asked_at: datetime) -> date:
    """The council's own deadline for the kind of case (retssikkerhedsloven § 3)."""
    day = started_on(asked_at)
    days = registers.answer_days(case_type, on=day)
    return day + timedelta(days=USUAL_ANSWER_DAYS if days is None else days)


def start_by(basis: LegalBasis, *, asked_at: datetime) -> date | None:
    """The day treatment must have begun, or None where the law gives no guarantee.

    Counted in calendar days from the enquiry, not from a form (serviceloven § 101, sundhedsloven
    § 141), also for somebody without a name.
    """
    if not basis.start_within:
        return None
    day = started_on(asked_at)
    return day + timedelta(days=registers.whole(basis.start_within, on=day))


def tell_by(what: str, *, happened_on: date) -> date:
    """The last day for a house to tell the municipality, in working days after the day itself."""
    code = NOTICE_WITHIN[PlaceNotice.What(what)]
    return working_days_after(happened_on, registers.whole(code, on=happened_on))


def complain_by(basis: LegalBasis, *, came_on: date) -> date | None:
    """The last day for a complaint, or None where there is nowhere to complain."""
    if not basis.appeal_within:
        return None
    number = registers.whole(basis.appeal_within, on=came_on)
    if basis.appeal_within.endswith("_years"):
        return add_months(came_on, 12 * number)
    return came_on + timedelta(weeks=number)


def reassess_by(*, received_on: date) -> date:
    """We look at our own decision again within four weeks of the complaint."""
    return received_on + registers.weeks("reassessment_weeks", on=received_on)


def earliest_reduction(decided_on: date) -> date:
    """§ 3 a: the first day on which help may be less, or stop, when it is decided on that day."""
    return decided_on + registers.weeks("reduction_notice_weeks", on=decided_on)


def longest_until(basis: LegalBasis, *, from_day: date) -> date | None:
    """The first day the help may no longer be given by this paragraph, or None without a limit."""
    if not basis.longest:
        return None
    return add_months(from_day, registers.whole(basis.longest, on=from_day))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Order:
    """Whether the answer comes in time: `earliest` is the first day one can decide."""

    earliest: date
    leaves_on: date

    @property
    def too_late(self) -> bool:
        return self.earliest > self.leaves_on


def order_of_days(
    *, today: date, hearing_until: date | None, leaves_on: date | None
) -> Order | None:
    """The order of decision and moving out, or None when nobody moves.

    Support decided after the citizen has left a shelter begins too late, and the law counts it
    otherwise (serviceloven § 176 a). While a hearing runs, one decides the day after its deadline.
    """
    if leaves_on is None:
        return None
    earliest = today if hearing_until is None else max(today, hearing_until + timedelta(days=1))
    return Order(earliest=earliest, leaves_on=leaves_on)
