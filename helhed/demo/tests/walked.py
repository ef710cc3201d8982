"""What the simulator knows of figures, walked through night by night, one life at a time.

Written from measures.md and the story alone: neither the facts nor their references are used.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from helhed.demo import events as ev
from helhed.demo.build.setting import SITE_KINDS
from helhed.demo.simulate import Municipality
from helhed.insights.records import Asked

NIGHT = timedelta(days=1)
# A spell without an end is followed this long: longer than any rule looks ahead.
AHEAD = timedelta(days=60)
WITHOUT_HOME = {
    *("street", "night_shelter", "shelter", "acute_home", "hotel"),
    *("family_friends", "transitional"),
}
AWAY = {"hospital", "prison", "treatment"}
HOUSED = {"own_home", "residence"}
PROGRAMMES = {"night_shelter", "shelter", "acute_home", "hotel", "transitional"}
FACE_TO_FACE = {"met", "visit", "accompanied"}
WALKED = (
    *("homeless_duration", "chronic", "homeless_nights_3y", "time_homeless"),
    *("exits", "returns", "discharge_to_address", "readmissions", "placement", "retention"),
    *("days_to_home", "housing_first", "network_contacts"),
)
# Measure, row, value, of.
Told = tuple[str, str, int, int]


class Life:
    """Where one person slept, and what happened to them."""

    def __init__(self, found: Municipality, who: int) -> None:
        self.who = who
        known, as_of = found.truth.known[who], found.scale.as_of
        self.slept: dict[date, tuple[str, int]] = {}
        self.open: set[int] = set()
        last = known.last if known.last < as_of else as_of + AHEAD
        for number, spell in enumerate(known.spells):
            if spell.from_day > min(known.last, as_of):
                continue
            if spell.until_day is None and known.last >= as_of:
                self.open.add(number)
            night = spell.from_day
            while night <= last and (spell.until_day is None or night < spell.until_day):
                self.slept[night] = (str(SITE_KINDS.get(spell.category, spell.category)), number)
                night += NIGHT
        mine = [event for event in found.events if event.who == who]
        self.contacts = [event for event in mine if isinstance(event, ev.Contact)]
        self.met = [one for one in self.contacts if one.kind in FACE_TO_FACE]
        self.enrolled = [
            (one.at.date(), one.person.team) for one in mine if isinstance(one, ev.Enrolled)
        ]
        left = [event for event in mine if isinstance(event, ev.Left)]
        self.ended = left[0].at.date() if left else None
        self.reason = left[0].reason if left else ""
        self.died = self.ended if self.reason == "died" else None

    def kind(self, night: date) -> str:
        return self.slept.get(night, ("", -1))[0]

    def spells(self) -> list[tuple[str, date, date, int]]:
        """Shape: [(kind, first night, first night elsewhere, number)], those that have an end."""
        nights = sorted(self.slept)
        runs = [list(run) for _n, run in groupby(nights, key=lambda night: self.slept[night][1])]
        return [
            (self.kind(run[0]), run[0], run[-1] + NIGHT, self.slept[run[0]][1])
            for run in runs
            if self.slept[run[0]][1] not in self.open
        ]

    def left(self, night: date) -> str:
        """What somebody away came from."""
        number = self.slept[night][1]
        while self.slept.get(night, ("", -1))[1] == number:
            night -= NIGHT
        return self.kind(night)

    def homeless(self, night: date) -> bool:
        kind, number = self.slept.get(night, ("", -1))
        if kind not in AWAY:
            return kind in WITHOUT_HOME
        gone = any(
            self.slept.get(night + days * NIGHT, ("", -1))[1] != number for days in range(1, 31)
        )
        return gone and self.left(night) not in HOUSED

    def homeless_nights(self, first: date, last: date) -> set[date]:
        return {night for night in self.slept if first <= night <= last and self.homeless(night)}

    def bridge(self, night: date) -> bool:
        """Away for less than 90 nights and with no home to come back to."""
        kind, number = self.slept.get(night, ("", -1))
        if kind not in AWAY or number in self.open or self.left(night) in HOUSED:
            return False
        return sum(slept[1] == number for slept in self.slept.values()) < 90

    def has_home(self, night: date) -> bool:
        kind = self.kind(night)
        return kind == "own_home" or (kind in AWAY and self.left(night) == "own_home")

    def homes(self, on: date) -> list[tuple[date, date]]:
        """Own homes as (moved in, first night without), with at most 14 nights between."""
        found: list[tuple[date, date]] = []
        for night in sorted(night for night in self.slept if night <= on and self.has_home(night)):
            if found and (night - found[-1][1]).days <= 14:
                found[-1] = (found[-1][0], night + NIGHT)
            else:
                found.append((night, night + NIGHT))
        return found

    def moves_in(self, on: date) -> list[date]:
        came_with = min(self.slept)
        return [moved_in for moved_in, _until in self.homes(on) if moved_in > came_with]

    def alive(self, day: date) -> bool:
        return self.died is None or self.died > day


def walked(found: Municipality, asked: Asked) -> dict[str, dict[str, tuple[int, int]]]:
    """Shape: {measure: {row: (value, of)}}, rows without anybody left out."""
    sums: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in WALKED}
    for life in (Life(found, who) for who in found.truth.known):
        for told in (
            _duration,
            _time,
            _leaving,
            _back_on_a_ward,
            _back,
            _placed,
            _homes,
            _lost,
            _close,
        ):
            for name, row, value, of in told(life, asked) if life.slept else ():
                before = sums[name].get(row, (0, 0))
                sums[name][row] = (before[0] + value, before[1] + of)
    return sums


def _three_years_before(day: date) -> date:
    return day.replace(year=day.year - 3) + NIGHT


def _duration(life: Life, asked: Asked) -> Iterator[Told]:
    on = asked.on
    if not life.homeless(on):
        return
    start, night, away = on, on, 0
    while night >= min(life.slept) and away < 7:
        if life.homeless(night):
            start = night
        away = 0 if life.homeless(night) or life.bridge(night) else away + 1
        night -= NIGHT
    days = (on - start).days
    yield "homeless_duration", "under_1y", int(days < 365), 1
    yield "homeless_duration", "1_2y", int(365 <= days < 730), 1
    yield "homeless_duration", "over_2y", int(days >= 730), 1
    year = len(life.homeless_nights(on - 364 * NIGHT, on))
    three = len(life.homeless_nights(_three_years_before(on), on))
    yield "chronic", "danish", int(len(life.homeless_nights(start, on)) >= 365), 1
    yield "chronic", "canadian", int(year >= 180 or three >= 546), 1
    yield "homeless_nights_3y", "all", three, 1


def _time(life: Life, asked: Asked) -> Iterator[Told]:
    """The year before the last homeless night, and what hangs together with its first."""
    inside = life.homeless_nights(asked.first, asked.last)
    if not inside:
        return
    year = life.homeless_nights(max(inside) - timedelta(days=365), asked.last)
    earliest, more = min(year), 0
    while life.homeless(earliest - NIGHT):
        earliest -= NIGHT
        more += 1
    for row in ("seen", "with_transitional", "told"):
        yield "time_homeless", row, len(year) + more, 1


def _destination(life: Life, ended: date) -> str:
    if not life.alive(ended):
        return "deceased"
    return life.kind(ended) or "unknown"


def _leaving(life: Life, asked: Asked) -> Iterator[Told]:
    for kind, _first, ended, _number in life.spells():
        if not asked.first <= ended <= asked.last:
            continue
        where = _destination(life, ended)
        if kind in PROGRAMMES:
            yield "exits", _bucket(where), 1, 0
            yield "exits", "all", 1, 0
        if kind in ("hospital", "prison", "shelter") and where != "deceased":
            for row in (kind, "all"):
                yield "discharge_to_address", row, int(where not in ("unknown", "street")), 1


def _back_on_a_ward(life: Life, asked: Asked) -> Iterator[Told]:
    wards = [spell for spell in life.spells() if spell[0] == "hospital"]
    starts = {night for night in life.slept if life.kind(night) == "hospital"} & _begins(life)
    for _kind, _first, ended, _number in wards:
        if not asked.first <= ended <= asked.last or not life.alive(ended):
            continue
        again = any(ended + days * NIGHT in starts for days in range(31))
        if again or ended + 30 * NIGHT <= asked.on:
            yield "readmissions", "30_days", int(again), 1


def _begins(life: Life) -> set[date]:
    """Each night that somebody slept somewhere else than the night before."""
    return {
        night
        for night, (_kind, number) in life.slept.items()
        if life.slept.get(night - NIGHT, ("", -1))[1] != number
    }


def _bucket(where: str) -> str:
    if where in HOUSED:
        return "permanent"
    if where in ("deceased", "hospital"):
        return "excluded"
    if where in ("street", "night_shelter"):
        return "without_home"
    return "unknown" if where == "unknown" else "temporary"


def _back(life: Life, asked: Asked) -> Iterator[Told]:
    """Homeless again after the first move into a home two years before the period."""
    opens, closes = asked.first - 730 * NIGHT, asked.last - 730 * NIGHT
    moves = [
        night
        for night in sorted(life.slept)
        if opens <= night <= closes and life.kind(night) in HOUSED and life.homeless(night - NIGHT)
    ]
    if not moves:
        return
    later = sorted(night for night in _begins(life) if night > moves[0])
    back = [night for night in later if life.kind(night) not in AWAY and life.homeless(night)]
    days = (back[0] - moves[0]).days if back else 9999
    followed = days <= 730 or life.alive(moves[0] + 730 * NIGHT)
    for row, within in (("6_months", 180), ("12_months", 365), ("24_months", 730)):
        yield "returns", row, int(days <= within), 1
        if followed:
            yield "returns", f"{row}_living", int(days <= within), 1


def _placed(life: Life, asked: Asked) -> Iterator[Told]:
    ended = [spell for spell in life.spells() if asked.first <= spell[2] <= asked.last]
    gone = ("deceased", "hospital")
    street = [spell[2] for spell in ended if spell[0] == "street"]
    if street and life.kind(asked.last) != "street":
        where = _destination(life, street[-1])
        if where not in gone:
            placed = where not in ("unknown", "street", "night_shelter", "hotel")
            yield "placement", "7a", int(placed), 1
    programmes = [spell[2] for spell in ended if spell[0] in PROGRAMMES]
    if programmes and (where := _destination(life, programmes[-1])) not in gone:
        yield "placement", "7b1", int(where in HOUSED), 1
    housed = [
        night
        for night in sorted(life.slept)
        if asked.first <= night <= asked.last and life.kind(night) in HOUSED
    ]
    if not housed:
        return
    if housed[-1] == asked.last:
        yield "placement", "7b2", 1, 1
    elif (where := _destination(life, housed[-1] + NIGHT)) not in gone:
        yield "placement", "7b2", int(where in HOUSED), 1


def _homes(life: Life, asked: Asked) -> Iterator[Told]:
    moves = life.moves_in(asked.on)
    spells = life.homes(asked.on)
    for moved_in in moves:
        if asked.first <= moved_in <= asked.last:
            for row, days in (("6_months", 180), ("12_months", 365), ("24_months", 730)):
                day = moved_in + timedelta(days=days)
                if day <= asked.on and life.alive(day):
                    kept = any(began <= day < until for began, until in spells)
                    yield "retention", row, int(kept), 1
    if life.enrolled:
        day = life.enrolled[0][0]
        later = [moved_in for moved_in in moves if moved_in >= day]
        if later and asked.first <= later[0] <= asked.last:
            yield "days_to_home", "all", (later[0] - day).days, 1


def _lost(life: Life, asked: Asked) -> Iterator[Told]:
    spells = life.homes(asked.on)
    for number, (moved_in, until) in enumerate(spells):
        after = life.kind(until)
        if asked.first <= until <= asked.last and (not after or life.homeless(until)):
            following = spells[number + 1][0] if number + 1 < len(spells) else None
            if until + 28 * NIGHT <= asked.on:
                days = {one.at.date() for one in life.met}
                weeks = [{until + (7 * week + n) * NIGHT for n in range(7)} for week in range(4)]
                yield "housing_first", "support_after_loss", int(all(w & days for w in weeks)), 1
            if following:
                yield "housing_first", "days_to_next_home", (following - until).days, 1
        if asked.first <= moved_in <= asked.last:
            yield from _visits(life, moved_in, until)


def _visits(life: Life, moved_in: date, until: date) -> Iterator[Told]:
    visits = Counter(one.at.date() for one in life.met if one.kind == "visit")
    inside = [moved_in + n * NIGHT for n in range((until - moved_in).days)]
    for row, days in (("visits_first_91_days", inside[:91]), ("visits_later", inside[91:])):
        yield "housing_first", row, 7 * sum(visits[day] for day in days), len(days)


def _close(life: Life, asked: Asked) -> Iterator[Told]:
    for day, _team in life.enrolled:
        days = {asked.first + n * NIGHT for n in range((asked.last - asked.first).days + 1)}
        days = {one for one in days if one >= day and (life.ended is None or one < life.ended)}
        close = sum(bool(one.kin) and one.at.date() in days for one in life.contacts)
        yield "network_contacts", "per_30_days", 30 * close, len(days)
