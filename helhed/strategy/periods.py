"""Whole periods, and what they are called."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import dates
from django.utils.translation import gettext as _now

from helhed.strategy.models import Indicator

MONTHS = {
    Indicator.Frequency.MONTH: 1,
    Indicator.Frequency.QUARTER: 3,
    Indicator.Frequency.HALF_YEAR: 6,
    Indicator.Frequency.YEAR: 12,
}


@dataclass(frozen=True, order=True)
class Period:
    """A whole month, quarter, half-year or year; both days included."""

    first_day: date
    last_day: date

    @property
    def months(self) -> int:
        years = self.last_day.year - self.first_day.year
        return 12 * years + self.last_day.month - self.first_day.month + 1

    @property
    def month_starts(self) -> list[date]:
        """The first day of each month in it."""
        return [_later(self.first_day, number) for number in range(self.months)]

    @property
    def name(self) -> str:
        """`1st quarter 2025`."""
        return self._called(short=False)

    @property
    def short(self) -> str:
        """The same in two lines, for the axis of a chart."""
        return self._called(short=True)

    def _called(self, *, short: bool) -> str:
        year, month = self.first_day.year, self.first_day.month
        number = {"number": (month - 1) // self.months + 1, "year": year}
        if self.months == 12:
            return str(year)
        if self.months == 1:
            between = "|" if short else " "
            return f"{dates.MONTHS_AP[month] if short else dates.MONTHS[month]}{between}{year}"
        if self.months == 3:
            full, brief = _now("quarter %(number)s, %(year)s"), _now("Q%(number)s|%(year)s")
        else:
            full, brief = _now("half-year %(number)s, %(year)s"), _now("H%(number)s|%(year)s")
        return (brief if short else full) % number


def period_of(first_day: date, frequency: str) -> Period:
    """The whole period that the day lies in."""
    months = MONTHS[Indicator.Frequency(frequency)]
    begins = date(first_day.year, (first_day.month - 1) // months * months + 1, 1)
    return Period(begins, _later(begins, months) - timedelta(days=1))


def whole_periods(frequency: str, *, since: date, today: date) -> Iterator[Period]:
    """The periods that began on `since` or later and were over before `today`, the first first."""
    period = period_of(since, frequency)
    if period.first_day < since:
        period = period_of(period.last_day + timedelta(days=1), frequency)
    while period.last_day < today:
        yield period
        period = period_of(period.last_day + timedelta(days=1), frequency)


def _later(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)
