"""Days as the house counts them: when a day begins in Denmark, and which days are working days."""

from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils import timezone

# By this time a duty of the day shall be done, so that the evening has time to act.
DAY_ENDS = time(16, 0)


def day_begins(day: date) -> datetime:
    """Midnight in Denmark, which is not midnight in UTC."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of_work(day: date) -> datetime:
    """16:00 that day in Denmark."""
    return timezone.make_aware(datetime.combine(day, DAY_ENDS))


@cache
def _closed_days(year: int) -> frozenset[date]:
    # It knows every country's, and takes its time to start.
    import holidays

    # "optional" are the days on which Danish offices are closed without a law saying so.
    return frozenset(holidays.country_holidays("DK", years=year, categories=("public", "optional")))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _closed_days(day.year)


def working_days_after(day: date, count: int) -> date:
    """The `count`th working day after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
