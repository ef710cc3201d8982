"""How large, how long and how busy the invented municipality is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")
SEED = 1849


@dataclass(frozen=True)
class Scale:
    """`citizens` are enrolled on the last day; the dead and the moved come on top of them.

    `pace` multiplies how often people are met: 1 gives about two contacts a week.
    """

    citizens: int
    days: int
    as_of: date
    seed: int = SEED
    pace: float = 1.0

    @property
    def first_day(self) -> date:
        return self.as_of - timedelta(days=self.days)

    @property
    def unnamed(self) -> int:
        """Persons the outreach team knows by a street name only: 20 for 80 (figures.md 12)."""
        return max(1, round(self.citizens / 4))

    @property
    def leavers(self) -> int:
        """How many died, moved or were done: deaths 2.5 and moves 6 a year for each hundred."""
        return round(self.citizens * 0.115 * self.days / 365)

    def day_number(self, day: date) -> int:
        return (day - self.first_day).days

    def day(self, number: int) -> date:
        return self.first_day + timedelta(days=number)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock on the wall in Denmark."""
    return datetime.combine(day, time(hour, minute), DENMARK)
