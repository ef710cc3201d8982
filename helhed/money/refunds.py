"""When refunds run, and when they are lost. Pure rules over nights and days.

Source: law.md 1 and 3; serviceloven §§ 110, 176, 176 a, 177. Shown to leaders and economists, never
as a limit on anybody's right to help.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

RULE_FROM = date(2023, 10, 1)
HUNDRED, HALF = 100, 50


@dataclass(frozen=True)
class RunningYear:
    """A running year from its anchor: the limit of that day, and the nights spent."""

    anchor: date
    limit: int
    nights: int


def running_years(
    stays: Iterable[tuple[date, date]], limit_on: Callable[[date], int]
) -> list[RunningYear]:
    """Running years of § 110 nights, oldest first.

    `stays` = (first night, first night elsewhere) of all shelters anywhere, in any order, also
    overlapping: a night counts once. A year begins at the first enrolment after 1 October 2023, the
    next at the first enrolment after the year is over: nights of a stay that goes on count in the
    old year until its end, then a new year begins the day after. `limit_on` gives the limit in
    force on the anchor day (law.md 1; how a year over 1 April 2026 is met is an open question, so
    the register decides).
    """
    found: list[RunningYear] = []
    for night in sorted(_nights(stays)):
        if not found or night >= _a_year_after(found[-1].anchor):
            found.append(RunningYear(night, limit_on(night), 0))
        last = found[-1]
        found[-1] = RunningYear(last.anchor, last.limit, last.nights + 1)
    return found


def _nights(stays: Iterable[tuple[date, date]]) -> set[date]:
    return {
        first + timedelta(days=number)
        for first, until in stays
        for number in range((until - first).days)
        if first + timedelta(days=number) >= RULE_FROM
    }


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)


@dataclass(frozen=True)
class Support:
    """Whether support after a shelter is refunded: from the first discharge, for `years`."""

    discharged_on: date
    until_day: date
    refunded: bool
    why: str


def support_after(discharged_on: date, decided_on: date | None, *, years: int) -> Support:
    """§ 176 a: refunded for `years` from the first discharge, if decided before that discharge.

    The clock runs from the first discharge; coming back to a shelter does not begin it anew.
    """
    until = discharged_on.replace(year=discharged_on.year + years, day=min(discharged_on.day, 28))
    until += timedelta(days=discharged_on.day - min(discharged_on.day, 28))
    if decided_on is None:
        return Support(discharged_on, until, False, "not_decided")
    if decided_on >= discharged_on:
        return Support(discharged_on, until, False, "decided_too_late")
    return Support(discharged_on, until, True, "")


@dataclass(frozen=True)
class Step:
    """One step of § 176: of what lies above `over` øre in a year, the state gives `percent`."""

    over: int
    percent: int


@dataclass(frozen=True)
class Expensive:
    """How far a year's cost reaches, and what the state gives back of it, in øre.

    `percent` is that of the highest step reached; 0 where none is.
    """

    percent: int
    oere: int


def expensive(oere: int, steps: Sequence[Step]) -> Expensive:
    """§ 176: each step's percent of what lies between it and the next, rounded half up once.

    `oere` is what the municipality itself has paid for one person in a calendar year, refunds
    taken off. An amount that is exactly a threshold has not gone above it.
    """
    rising = sorted(steps, key=lambda step: step.over)
    ends = [step.over for step in rising[1:]]
    hundredths, reached = 0, 0
    for place, step in enumerate(rising):
        if oere <= step.over:
            break
        end = min(oere, ends[place]) if place < len(ends) else oere
        hundredths += (end - step.over) * step.percent
        reached = step.percent
    return Expensive(reached, (hundredths + HALF) // HUNDRED)
