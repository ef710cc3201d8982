"""Where each invented citizen sleeps, night by night: a semi-Markov chain (figures.md 12).

A night is the date of its evening; a spell is half-open, `[from_day, until_day)`.
"""

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta

from helhed.demo.chance import lognormal_nights, stream, weighted
from helhed.demo.people import Person
from helhed.demo.places import sites_of
from helhed.demo.scale import Scale

HOMELESS = frozenset(
    {"street", "night_cafe", "shelter", "hotel", "family_friends", "acute_home", "transitional"}
)
INSTITUTIONS = frozenset({"hospital", "psychiatric_ward", "treatment", "prison"})

# Where people are when the team first meets them.
START = {
    "street": 9.0,
    "night_cafe": 6.0,
    "shelter": 45.0,
    "family_friends": 24.0,
    "transitional": 6.0,
    "acute_home": 4.0,
    "own_home": 6.0,
}
# What follows when a spell ends and it was not a home.
NEXT = {
    "street": {"shelter": 5.0, "night_cafe": 3.0, "family_friends": 3.0, "acute_home": 1.0},
    "night_cafe": {"street": 3.0, "shelter": 5.0, "family_friends": 2.0, "acute_home": 1.0},
    "shelter": {
        "street": 2.0,
        "family_friends": 3.0,
        "transitional": 2.0,
        "shelter": 1.0,
        "treatment": 0.4,
    },
    "family_friends": {"street": 2.0, "shelter": 5.0, "family_friends": 2.0, "night_cafe": 1.0},
    "acute_home": {"transitional": 3.0, "shelter": 1.0, "family_friends": 1.0},
    "transitional": {"family_friends": 1.0, "shelter": 1.0, "residence": 1.0},
    "hotel": {"shelter": 2.0, "family_friends": 1.0, "acute_home": 1.0},
    "treatment": {"transitional": 2.0, "family_friends": 1.0, "shelter": 1.0},
    "crisis_centre": {"transitional": 2.0, "family_friends": 1.0},
    "residence": {"residence": 1.0},
}
AFTER_A_HOME = {"family_friends": 3.0, "street": 2.0, "shelter": 3.0, "own_home": 1.0}
# Median and spread of the length in nights, and the longest.
LENGTHS = {
    "street": (9, 0.9, 120),
    "night_cafe": (4, 0.8, 40),
    "family_friends": (18, 0.9, 150),
    "acute_home": (40, 0.5, 120),
    "transitional": (110, 0.5, 365),
    "hotel": (9, 0.6, 40),
    "treatment": (60, 0.5, 180),
    "crisis_centre": (70, 0.7, 240),
    "residence": (500, 0.5, 1500),
}
# How many of the stays on a ward end with days of waiting.
READY_SHARE = 0.33
HOME_LOST_PER_YEAR = 0.105
PSYCHIATRIC_PER_YEAR, SOMATIC_PER_YEAR, PRISON_PER_YEAR = 1.2, 0.9, 0.08


@dataclass(frozen=True)
class Spell:
    """Nights in a row in one place. `until_day` is None while it lasts."""

    category: str
    from_day: date
    until_day: date | None
    site: str = ""

    def covers(self, night: date) -> bool:
        return self.from_day <= night and (self.until_day is None or night < self.until_day)

    def nights(self, first: date, last: date) -> int:
        """How many of its nights lie between the two days, both included."""
        start = max(self.from_day, first)
        end = min(self.until_day or last + timedelta(days=1), last + timedelta(days=1))
        return max(0, (end - start).days)


def shelter_nights(rng: random.Random) -> int:
    """22 % leave after one night; the mean is 56 nights, with a tail to a year."""
    return 1 if rng.random() < 0.22 else lognormal_nights(rng, 43, 1.08)


def _length(rng: random.Random, category: str) -> int:
    if category == "shelter":
        return shelter_nights(rng)
    if category == "own_home":
        return max(60, round(rng.expovariate(HOME_LOST_PER_YEAR / 365)))
    return lognormal_nights(rng, *LENGTHS[category])


def _chance_of_home(months: float, category: str, nights: int) -> float:
    """A home is found while waiting: likelier after a long spell and with the team's time."""
    ease = {"transitional": 2.5, "acute_home": 2.0, "treatment": 1.4, "street": 0.5}
    per_month = min(0.085, 0.03 + 0.004 * months) * ease.get(category, 1.0)
    return 1 - math.exp(-per_month * nights / 30)


def _after(rng: random.Random, category: str, months: float, nights: int) -> str:
    if category == "own_home":
        return weighted(
            rng, {"family_friends": 3.0, "street": 2.0, "shelter": 3.0, "own_home": 1.0}
        )
    if rng.random() < _chance_of_home(months, category, nights):
        return "own_home"
    return weighted(rng, NEXT[category])


def _site(rng: random.Random, category: str) -> str:
    houses = sites_of(category)
    return rng.choice(houses).key if houses else ""


def _where_they_live(rng: random.Random, person: Person, first: date, last: date) -> list[Spell]:
    category = weighted(rng, START)
    if person.protected:
        category = "crisis_centre"
    # Nobody arrives on the first night of a stay; part of it lies behind them.
    day, spells = first, []
    left = max(1, round(_length(rng, category) * rng.random()))
    while day <= last:
        until = day + timedelta(days=left)
        spells.append(Spell(category, day, until if until <= last else None, _site(rng, category)))
        category = _after(rng, category, (until - first).days / 30, left)
        day, left = until, _length(rng, category)
    return spells


def _absences(rng: random.Random, person: Person, first: date, last: date) -> list[Spell]:
    """Time on a ward, in prison: laid over the place where they otherwise live."""
    years = (last - first).days / 365
    # 35 % are never admitted to psychiatry, so the others go oftener.
    mental = PSYCHIATRIC_PER_YEAR / 0.55 if "mental" in person.problems else 0.0
    often = rng.gammavariate(1.1, 1 / 1.1)
    rates = {
        "psychiatric_ward": (mental * often, 12, 0.8, 90),
        "hospital": (SOMATIC_PER_YEAR * (1.5 if "body" in person.problems else 0.67), 4, 0.8, 40),
        "prison": (PRISON_PER_YEAR, 30, 0.8, 180),
    }
    found: list[Spell] = []
    for kind, (rate, median, spread, longest) in rates.items():
        day = 0.0
        while rate > 0 and (day := day + rng.expovariate(rate * 1.12 / 365)) < years * 365:
            start = first + timedelta(days=int(day))
            until = start + timedelta(days=lognormal_nights(rng, median, spread, longest))
            site = _site(rng, kind)
            found.append(Spell(kind, start, until if until <= last else None, site))
    found.sort(key=lambda spell: spell.from_day)
    return _apart(found)


def _apart(spells: list[Spell]) -> list[Spell]:
    """The same without overlaps and at least a week between: the earlier one stands."""
    kept: list[Spell] = []
    for spell in spells:
        free = not kept or (
            kept[-1].until_day and spell.from_day >= kept[-1].until_day + timedelta(days=7)
        )
        if free:
            kept.append(spell)
    return kept


def _laid_over(living: list[Spell], absences: list[Spell]) -> list[Spell]:
    """One line of nights: an absence cuts what it covers; a home is returned to afterwards."""
    pieces: list[Spell] = []
    for spell in living:
        rest: Spell | None = spell
        for away in absences:
            if rest is None or not _touch(rest, away):
                continue
            if rest.from_day < away.from_day:
                pieces.append(Spell(rest.category, rest.from_day, away.from_day, rest.site))
            rest = _remainder(rest, away)
        if rest is not None:
            pieces.append(rest)
    return sorted([*pieces, *absences], key=lambda spell: spell.from_day)


def _touch(spell: Spell, away: Spell) -> bool:
    ends = spell.until_day or date.max
    return away.from_day < ends and spell.from_day < (away.until_day or date.max)


def _remainder(spell: Spell, away: Spell) -> Spell | None:
    if away.until_day is None or (spell.until_day and away.until_day >= spell.until_day):
        return None
    return Spell(spell.category, away.until_day, spell.until_day, spell.site)


def _joined(spells: list[Spell]) -> list[Spell]:
    """Neighbours of the same kind in the same house become one spell, except shelter stays."""
    line: list[Spell] = []
    for spell in spells:
        before = line[-1] if line else None
        same = before and (before.category, before.site) == (spell.category, spell.site)
        if same and before and spell.category != "shelter" and before.until_day == spell.from_day:
            line[-1] = Spell(spell.category, before.from_day, spell.until_day, spell.site)
        else:
            line.append(spell)
    return line


def nights_of(scale: Scale, person: Person, first: date, last: date) -> list[Spell]:
    """Every night from `first` to `last`, both included, exactly once; the last spell is open."""
    rng = stream(scale.seed, "nights", person.key)
    living = _where_they_live(rng, person, first, last)
    absences = [] if person.protected else _absences(rng, person, first, last)
    return _joined(_laid_over(living, absences))


def ready_day(scale: Scale, who: int, spell: Spell) -> date | None:
    """The day the ward says that the person may leave, if it does and is not obeyed at once."""
    if spell.category not in ("hospital", "psychiatric_ward"):
        return None
    rng = stream(scale.seed, "ready", who, spell.from_day)
    if rng.random() > READY_SHARE:
        return None
    ends = spell.until_day or scale.as_of
    day = max(spell.from_day, ends - timedelta(days=rng.randrange(1, 7)))
    return day if day < scale.as_of else None


def spell_on(spells: list[Spell], night: date) -> Spell | None:
    return next((spell for spell in spells if spell.covers(night)), None)
