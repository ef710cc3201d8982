"""The by-name list as a function of dated facts: who is on it, in which state, since when and why.

Nothing here is stored by hand but the decisions of named workers. Any day of the past is worked out
again from what is known now; what was reported then stands beside it, frozen.
Source: measures.md 2. One person's certain stays never share a night (a constraint), so each night
has one class.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from helhed.stays.models import DANISH_COUNT, Kind

SCOPES = ("LITERAL", "DK_ALL")
ACTIVE, INACTIVE, HOUSED, OFF_LIST = "active", "inactive", "housed", "off_list"
HOUSED_KINDS = (Kind.OWN_HOME, Kind.RESIDENCE)
INSTITUTIONS = (Kind.PRISON, Kind.HOSPITAL, Kind.TREATMENT)
LITERAL_KINDS = (Kind.STREET, Kind.NIGHT_SHELTER, Kind.SHELTER, Kind.ACUTE_HOME)
# Categories 7 and 8 count in the last month before leaving, when no home is kept.
LEAVES_WITHIN = timedelta(days=30)
# Without a sign of life for so long a timer asks a colleague to look, and then to decide.
LOOK_AFTER_DAYS, DECIDE_AFTER_DAYS = 30, 90
# Attempts since the last sign of life, before anybody is set inactive as lost from sight.
ATTEMPTS_BEFORE = 3
# Back on the list after so long, somebody counts as new.
NEW_AGAIN_AFTER = timedelta(days=730)
# Homelessness is broken by a week elsewhere; a short stay on a ward bridges.
BREAK_NIGHTS, BRIDGE_NIGHTS = 7, 90
LONG_TERM_NIGHTS = 365
STANDING_EVIDENCE = ("bed_night", "provider_record")
NIGHT = timedelta(days=1)


@dataclass(frozen=True)
class Nights:
    """One certain stay as the list sees it."""

    kind: str
    first: date
    until: date | None
    evidence: str = "inferred"
    by_system: bool = False
    home_kept: bool = False


@dataclass(frozen=True)
class Decided:
    """A named worker set the state from a day on."""

    on: date
    state: str
    reason: str


@dataclass(frozen=True)
class Life:
    """All the list needs to know of one person; days met (intentional contact) and tried."""

    nights: Sequence[Nights] = ()
    met: Sequence[date] = ()
    tried: Sequence[date] = ()
    decisions: Sequence[Decided] = ()
    deceased_on: date | None = None


@dataclass(frozen=True)
class Spell:
    """A period in one state; `until` None: it lasts. `came` and `went` name the flow of ACTIVE."""

    state: str
    reason: str
    first: date
    until: date | None
    came: str = ""
    went: str = ""


@dataclass
class _Walk:
    """Where the walk through somebody's days has come to."""

    state: str = ""
    reason: str = ""
    since: date | None = None
    came: str = ""
    decided_on: date | None = None
    last_active: date | None = None
    spells: list[Spell] = field(default_factory=list)

    def turn(self, state: str, reason: str, on: date) -> None:
        if state == self.state:
            return
        if self.state and self.since is not None and self.since < on:
            went = _went(state) if self.state == ACTIVE else ""
            self.spells.append(Spell(self.state, self.reason, self.since, on, self.came, went))
        if self.state == ACTIVE:
            self.last_active = on
        self.came = self._came(on) if state == ACTIVE else ""
        self.state, self.reason, self.since = state, reason, on

    def _came(self, on: date) -> str:
        if self.state == HOUSED:
            return "returned_from_housing"
        if self.last_active is None or on - self.last_active > NEW_AGAIN_AFTER:
            return "newly_identified"
        return "returned_from_inactive"


def _went(state: str) -> str:
    return {
        HOUSED: "housing_placement",
        INACTIVE: "moved_to_inactive",
        OFF_LIST: "no_longer_meets",
    }[state]


def homeless_nights(nights: Iterable[Nights], scope: str) -> list[tuple[date, date | None]]:
    """The homeless parts of the stays, `[first, until)`, oldest first."""
    found: list[tuple[date, date | None]] = []
    for one in nights:
        if one.until is not None and one.until <= one.first:
            continue
        if one.kind in INSTITUTIONS:
            if scope == "DK_ALL" and one.until is not None and not one.home_kept:
                found.append((max(one.first, one.until - LEAVES_WITHIN), one.until))
        elif _counts(one, scope):
            found.append((one.first, one.until))
    return sorted(found, key=lambda part: part[0])


def _counts(one: Nights, scope: str) -> bool:
    if scope == "DK_ALL":
        return one.kind in DANISH_COUNT
    return one.kind in LITERAL_KINDS or (one.kind == Kind.HOTEL and one.by_system)


def _covers(parts: Iterable[tuple[date, date | None]], day: date) -> date | None:
    """The first night of the part that covers the day."""
    for first, until in parts:
        if first <= day and (until is None or day < until):
            return first
    return None


def spells_of(life: Life, *, scope: str, until: date) -> list[Spell]:
    """Somebody's states from the first on the list to the day `until`, which is included."""
    homeless = homeless_nights(life.nights, scope)
    housed = [(one.first, one.until) for one in life.nights if one.kind in HOUSED_KINDS]
    known = [(one.first, one.until) for one in life.nights if one.kind != Kind.UNKNOWN]
    walk = _Walk()
    for day in _days_of_change(life, homeless, housed, until):
        _step(walk, life, day, homeless, housed, known)
    if not walk.state or walk.since is None:
        return walk.spells
    return [*walk.spells, Spell(walk.state, walk.reason, walk.since, None, walk.came)]


def _days_of_change(
    life: Life,
    homeless: list[tuple[date, date | None]],
    housed: list[tuple[date, date | None]],
    until: date,
) -> list[date]:
    days = {day for part in (*homeless, *housed) for day in part if day is not None}
    days |= {decided.on for decided in life.decisions}
    if life.decisions:
        days |= set(life.met)
    if life.deceased_on is not None:
        days.add(life.deceased_on)
    return sorted(day for day in days if day <= until)


def _step(
    walk: _Walk,
    life: Life,
    day: date,
    homeless: list[tuple[date, date | None]],
    housed: list[tuple[date, date | None]],
    known: list[tuple[date, date | None]],
) -> None:
    if life.deceased_on is not None and day >= life.deceased_on:
        if walk.state:
            walk.turn(OFF_LIST, "deceased", day)
        return
    if _covers(housed, day) is not None:
        if walk.state:
            walk.turn(HOUSED, "", day)
    elif _is_active(walk, life, day, homeless, known):
        walk.turn(ACTIVE, "", day)
    for decided in life.decisions:
        if decided.on == day and walk.state == ACTIVE:
            walk.turn(decided.state, decided.reason, day)
            walk.decided_on = day


def _is_active(
    walk: _Walk,
    life: Life,
    day: date,
    homeless: list[tuple[date, date | None]],
    known: list[tuple[date, date | None]],
) -> bool:
    """Homeless on the day, and after a decision only by a newer sign."""
    began = _covers(homeless, day)
    if walk.state not in (INACTIVE, OFF_LIST) or walk.decided_on is None:
        return began is not None
    if began is not None and began > walk.decided_on:
        return True
    met = day in life.met and day > walk.decided_on
    somewhere = began is not None or _covers(known, day) is None
    return walk.state == INACTIVE and met and somewhere


def last_sign(life: Life, *, scope: str, on: date) -> date | None:
    """The last day somebody saw, met or housed the person: what the timer counts from.

    A bed that is used, or a house's own record, is a sign on each of its nights; what was told or
    concluded is one on its first night only.
    """
    signs = [day for day in life.met if day <= on]
    for one in life.nights:
        if one.first > on:
            continue
        if one.evidence in STANDING_EVIDENCE:
            signs.append(min(one.until - NIGHT, on) if one.until else on)
        else:
            signs.append(one.first)
    return max(signs, default=None)


def homeless_since(life: Life, *, scope: str, on: date) -> tuple[date, int] | None:
    """First night of the homelessness that stands on the day, and its nights; None if none does."""
    parts = homeless_nights(life.nights, scope)
    if _covers(parts, on) is None:
        return None
    bridges = [
        (one.first, one.until)
        for one in life.nights
        if one.kind in INSTITUTIONS and not one.home_kept and one.until is not None
        if (one.until - one.first).days < BRIDGE_NIGHTS
    ]
    chain = sorted(_cut([*parts, *bridges], on), reverse=True)
    began = chain[0][0]
    for first, until in chain[1:]:
        if (began - until).days >= BREAK_NIGHTS:
            break
        began = min(began, first)
    inside = [(first, until) for first, until in _cut(parts, on) if until > began]
    return min(first for first, _ in inside), sum((until - first).days for first, until in inside)


def _cut(parts: Iterable[tuple[date, date | None]], on: date) -> list[tuple[date, date]]:
    """The parts up to and with the night of `on`."""
    return [(first, min(until or on + NIGHT, on + NIGHT)) for first, until in parts if first <= on]


@dataclass(frozen=True)
class Flow:
    """The list in a month: `active_end = active_start + inflow - outflow`, always."""

    month: date
    active_start: int = 0
    newly_identified: int = 0
    returned_from_housing: int = 0
    returned_from_inactive: int = 0
    housing_placement: int = 0
    moved_to_inactive: int = 0
    no_longer_meets: int = 0
    active_end: int = 0

    @property
    def inflow(self) -> int:
        return self.newly_identified + self.returned_from_housing + self.returned_from_inactive

    @property
    def outflow(self) -> int:
        return self.housing_placement + self.moved_to_inactive + self.no_longer_meets


CAME = ("newly_identified", "returned_from_housing", "returned_from_inactive")
WENT = ("housing_placement", "moved_to_inactive", "no_longer_meets")


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def flow_of(spells: Iterable[Spell], month: date) -> Flow:
    """Transitions in the month, of many persons' spells together."""
    begins, ends = month, next_month(month)
    counts = dict.fromkeys(("active_start", "active_end", *CAME, *WENT), 0)
    for spell in spells:
        if spell.state != ACTIVE:
            continue
        counts["active_start"] += spell.first < begins and _lasts(spell.until, begins)
        counts["active_end"] += spell.first < ends and _lasts(spell.until, ends)
        if begins <= spell.first < ends:
            counts[spell.came] += 1
        if spell.until is not None and begins <= spell.until < ends:
            counts[spell.went] += 1
    return Flow(month, **counts)


def _lasts(until: date | None, day: date) -> bool:
    """Still there at the first moment of the day."""
    return until is None or until >= day
