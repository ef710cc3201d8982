"""What really happened in the invented municipality: the oracle of every figure."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from helhed.demo import events as ev
from helhed.demo.nights import HOMELESS, Spell, spell_on


@dataclass(frozen=True)
class Known:
    """The nights of one person from the first the team knows of to the last, both included."""

    spells: tuple[Spell, ...]
    first: date
    last: date


@dataclass
class Truth:
    """Nights, returns, occupancy and contacts, counted from the story and not from the database."""

    first_day: date
    as_of: date
    known: dict[int, Known] = field(default_factory=dict)
    contacts: Counter[tuple[int, str]] = field(default_factory=Counter)
    deaths: int = 0

    def count(self, events: list[ev.Event]) -> None:
        for event in events:
            if isinstance(event, ev.Contact):
                self.contacts[event.who, event.kind] += 1
            if isinstance(event, ev.Left) and event.reason == "died":
                self.deaths += 1

    def nights(self, who: int) -> dict[str, int]:
        """Nights per category, from the first known night to the night before `as_of`.

        Tonight is not yet a night: nobody has slept it.
        """
        found: Counter[str] = Counter()
        known = self.known[who]
        last = min(known.last, self.as_of - timedelta(days=1))
        for spell in known.spells:
            found[spell.category] += spell.nights(known.first, last)
        return {category: nights for category, nights in found.items() if nights}

    def where(self, who: int, night: date) -> str:
        known = self.known[who]
        spell = spell_on(list(known.spells), night)
        return spell.category if spell and known.first <= night <= known.last else ""

    def homeless_on(self, night: date) -> set[int]:
        return {who for who in self.known if self.where(who, night) in HOMELESS}

    def occupancy(self, site: str, night: date) -> int:
        """How many sleep in the house that night."""
        return sum(
            any(spell.site == site and spell.covers(night) for spell in known.spells)
            for known in self.known.values()
            if known.first <= night <= known.last
        )

    def returns(self, within_days: int) -> tuple[int, int]:
        """(moved in, of these homeless again within the days), each person's first home."""
        moved = returned = 0
        for known in self.known.values():
            home = next((s for s in known.spells[1:] if s.category == "own_home"), None)
            if home is None or home.from_day > self.as_of - timedelta(days=within_days):
                continue
            moved += 1
            until = home.from_day + timedelta(days=within_days)
            returned += any(
                s.category in HOMELESS and home.from_day < s.from_day < until for s in known.spells
            )
        return moved, returned
