"""How the ACT team of a random municipality is staffed, and whom its meetings speak of.

Decided by the seed alone; `act_told` counts the items of DACTS from it and from the story.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from helhed.demo import events as ev
from helhed.demo.chance import stream
from helhed.demo.places import STAFF
from helhed.demo.simulate import Municipality

FORMER = 6
MEETINGS_DAYS = 60
PROFESSIONS = ("nurse", "psychiatrist", "substance", "employment", "peer", "other", "other")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Place:
    """A colleague's place in the team from its first day to the first day without it."""

    username: str
    profession: str
    leads: bool
    percent: int
    first: date
    until: date | None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Crew:
    places: tuple[Place, ...]
    meetings: dict[date, frozenset[int]]


def crew(found: Municipality) -> Crew:
    rng = stream(found.scale.seed, "crew")
    return Crew(tuple(_places(rng, found)), _meetings(rng, found))


def planned_with_team(found: Municipality, who: int, number: int) -> bool:
    """Whether the team planned with the ward how this stay should end."""
    return stream(found.scale.seed, "planned", who, number).random() < 0.6


def _places(rng: Random, found: Municipality) -> Iterator[Place]:
    begins, as_of = found.scale.first_day, found.scale.as_of
    here = [worker.username for worker in STAFF if worker.team == "act"]
    leaders = rng.sample(here, rng.randrange(1, 3))
    for name in rng.sample(here, rng.randrange(3, len(here) + 1)):
        profession, percent = rng.choice(PROFESSIONS), rng.choice((25, 50, 80, 100))
        first = begins + rng.randrange(300) * DAY
        # Some were away and came back: they have not left.
        if rng.random() < 0.25:
            gone = as_of - rng.randrange(60, 800) * DAY
            yield Place(name, profession, False, percent, first, max(gone, first + DAY))
            first = max(gone, first + DAY) + rng.randrange(1, 40) * DAY
        yield Place(name, profession, name in leaders, percent, first, None)
    for number in range(rng.randrange(FORMER)):
        until = as_of - rng.randrange(-20, 1000) * DAY
        profession = rng.choice(PROFESSIONS)
        yield Place(f"former{number}", profession, False, 100, begins, max(until, begins + DAY))


def _meetings(rng: Random, found: Municipality) -> dict[date, frozenset[int]]:
    """Each day's meeting with those whom it spoke of; a meeting about nobody is not written."""
    often, of_each = rng.choice((0.02, 0.1, 0.3, 0.6, 0.9)), rng.choice((0.1, 0.6, 1.0))
    held: dict[date, frozenset[int]] = {}
    for number in range(MEETINGS_DAYS):
        day = found.scale.as_of - number * DAY
        spoken = {who for who in sorted(_caseload(found, day)) if rng.random() < of_each}
        if spoken and rng.random() < often:
            held[day] = frozenset(spoken)
    return held


def _caseload(found: Municipality, day: date) -> set[int]:
    here: set[int] = set()
    for event in found.events:
        if event.at.date() > day:
            continue
        if isinstance(event, ev.Enrolled) and event.person.team == "act":
            here.add(event.who)
        elif isinstance(event, ev.Left):
            here.discard(event.who)
    return here
