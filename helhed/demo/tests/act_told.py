"""The items of DACTS as the simulator knows them, counted day by day.

Written from methods.md 1 and the story alone: neither the facts nor their reference are used.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from helhed.demo.places import OFFICE
from helhed.demo.simulate import Municipality
from helhed.demo.tests.act_team import Crew, crew, planned_with_team
from helhed.demo.tests.walked import NIGHT, Life
from helhed.insights.records import Asked

FULL_TIME_MINUTES = 37 * 60 * 4
GRADUATED = "done"
# Item, value, of.
Told = tuple[str, int, int]


def fidelity_told(found: Municipality, asked: Asked) -> dict[str, tuple[int, int]]:
    """Shape: {item: (value, of)} for the ACT team, every item that facts can tell."""
    told = Team(found, asked)
    sums: dict[str, tuple[int, int]] = {}
    for item, value, of in told.every_item():
        before = sums.get(item, (0, 0))
        sums[item] = (before[0] + value, before[1] + of)
    return sums


class Team:
    """The team on one day: who works in it, and whom it has had for the whole of four weeks."""

    def __init__(self, found: Municipality, asked: Asked) -> None:
        self.found, self.on = found, asked.on
        self.crew: Crew = crew(found)
        lives = [Life(found, who) for who in found.truth.known]
        self.lives = [life for life in lives if _begun(life) is not None and life.slept]
        self.window = [self.on - n * NIGHT for n in range(28)]
        self.caseload = [
            life for life in self.lives if all(_enrolled(life, day) for day in self.window)
        ]
        self.here = [place for place in self.crew.places if place.covers(self.on)]

    def every_item(self) -> Iterator[Told]:
        yield from self._staff()
        yield from self._turnover()
        yield from self._leader()
        yield from self._meetings()
        yield from self._intake()
        yield from self._year()
        for life in self.caseload:
            yield from self._citizen(life)
            yield from self._wards(life)

    def _percent(self, *professions: str) -> int:
        return sum(place.percent for place in self.here if place.profession in professions)

    def _staff(self) -> Iterator[Told]:
        every = sum(place.percent for place in self.here)
        yield "H1", 100 * len(self.caseload), every - self._percent("psychiatrist")
        for item, profession in (
            ("H7", "psychiatrist"),
            ("H8", "nurse"),
            ("H9", "substance"),
            ("H10", "employment"),
        ):
            yield item, self._percent(profession), len(self.caseload)
        yield "H11", every, 100

    def _turnover(self) -> Iterator[Told]:
        """Everybody whose last day was within two years, and who is not back."""
        here = {place.username for place in self.here}
        two_years = [self.on - n * NIGHT for n in range(730)]
        gone = {
            place.username
            for place in self.crew.places
            if any(place.until == day for day in two_years)
        }
        yield "H5", len(gone - here), len(here)

    def _leader(self) -> Iterator[Told]:
        leading = {place.username for place in self.here if place.leads}
        minutes = sum(
            one.minutes
            for life in self.caseload
            for one in life.met
            if one.by in leading and one.at.date() in self.window
        )
        percent = sum(place.percent for place in self.here if place.username in leading)
        yield "H4", 100 * minutes, percent * FULL_TIME_MINUTES

    def _meetings(self) -> Iterator[Told]:
        held = {day: spoken for day, spoken in self.crew.meetings.items() if day in self.window}
        yield "H3", len(held), 4
        for life in self.caseload:
            yield "H3_reviewed", int(any(life.who in spoken for spoken in held.values())), 1

    def _intake(self) -> Iterator[Told]:
        began = [_begun(life) for life in self.lives]
        months = [{self.on - (30 * month + day) * NIGHT for day in range(30)} for month in range(6)]
        yield "O2", max(sum(day in month for day in began) for month in months), 1

    def _year(self) -> Iterator[Told]:
        """What became of those who were the team's a year ago."""
        for life in self.lives:
            if not _enrolled(life, self.on - 365 * NIGHT):
                continue
            left = not _enrolled(life, self.on)
            yield "O7", int(left and life.reason == GRADUATED), 1
            if not left or life.reason == "own_wish":
                yield "S2", int(not left), 1

    def _citizen(self, life: Life) -> Iterator[Told]:
        """What each citizen got in the last four weeks."""
        met = [one for one in life.met if one.at.date() in self.window]
        late = {one.by for one in met if one.at.date() in self.window[:14]}
        yield "H2", int(len(late) > 1), 1
        yield "S4", sum(one.minutes for one in met), 4
        yield "S5", len(met), 4
        yield "S6", 30 * sum(bool(one.kin) for one in met), 28
        where = Counter("" if one.kind == "met" else "home" for one in met if not one.place)
        where.update(one.place for one in met if one.place)
        known = sum(times for place, times in where.items() if place)
        if known:
            yield "S1", 10_000 * (known - where[OFFICE.name]) // known, 10_000

    def _wards(self, life: Life) -> Iterator[Told]:
        year = {self.on - n * NIGHT for n in range(365)}
        for kind, _first, ended, number in life.spells():
            if kind == "hospital" and ended in year:
                yield "O6", int(planned_with_team(self.found, life.who, number)), 1


def _begun(life: Life) -> date | None:
    """The day the ACT team got the citizen."""
    return next((day for day, team in life.enrolled if team == "act"), None)


def _enrolled(life: Life, day: date) -> bool:
    began = _begun(life)
    return began is not None and began <= day and (life.ended is None or day < life.ended)
