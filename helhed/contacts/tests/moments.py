"""Fixed days and times for the tests. 3 March 2026 is a Tuesday."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")
TUESDAY = date(2026, 3, 3)
WEDNESDAY = date(2026, 3, 4)
NEXT_MONDAY = date(2026, 3, 9)


def moment(day: date = TUESDAY, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=DENMARK)


def days_later(days: int, hour: int = 10) -> datetime:
    return moment(TUESDAY + timedelta(days=days), hour)
