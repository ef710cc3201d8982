"""The waiting order: everybody's place, explained in words, the same for whoever looks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from helhed.design.words import plain_day
from helhed.housing.fitting import NO, Facts, Reason, fit, reasons
from helhed.housing.models import Rule
from helhed.stays.models import Bed


@dataclass
class Place:
    """One place in the order. `why` says what put it after the one before."""

    number: int
    facts: Facts
    reasons: list[Reason] = field(default_factory=list)
    fit: int = 0
    why: str = ""


@dataclass(frozen=True)
class Part:
    """What may part two who wait: how it is counted, and how it is said."""

    label: str | Promise
    value: Callable[[Place], Any]
    words: Callable[[Place, date], str]


def _fits(place: Place, _on: date) -> str:
    words = (
        _("every wish is met"),
        _("something must be asked about first"),
        _("a wish is not met"),
    )
    return words[place.fit]


PARTS: dict[str, Part] = {
    "fits": Part(gettext_lazy("fits the citizen's own wishes"), lambda p: p.fit, _fits),
    "waiting": Part(
        gettext_lazy("waiting time"),
        lambda p: p.facts.waiting_since,
        lambda p, on: _("has waited since %(day)s") % {"day": plain_day(p.facts.waiting_since, on)},
    ),
    "said": Part(
        gettext_lazy("day the wish was last told"),
        lambda p: p.facts.said_on,
        lambda p, on: _("told the wish on %(day)s") % {"day": plain_day(p.facts.said_on, on)},
    ),
    "lot": Part(
        gettext_lazy("a lot, drawn once and kept"),
        lambda p: (p.facts.lot, p.facts.wish_id),
        lambda p, _on: _("drew lot number %(lot)s") % {"lot": p.facts.lot},
    ),
}


WAITING = (
    "SELECT wish_id, waiting_since, lot, said_on, areas, kinds, rooms, rent_max_dkk, pets,"
    " alone, couple, floor FROM housing_waiting()"
)


def everybody_waiting() -> list[Facts]:
    """The wishes of all who wait, as facts; also of those closed to whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return [Facts(*row) for row in cursor.fetchall()]


def order(
    waiting: Iterable[Facts],
    *,
    must: list[str],
    by: list[str],
    on: date,
    bed: Bed | None = None,
) -> list[Place]:
    """Everybody's place; for a home, only those whose `must` wishes it meets.

    Shape: places numbered from 1. Without a home nothing is said of fitting.
    """
    places = []
    for facts in waiting:
        found = reasons(facts, bed) if bed is not None else []
        if any(reason.verdict == NO and reason.code in must for reason in found):
            continue
        places.append(Place(0, facts, found, fit(found)))
    keys = [PARTS[name] for name in by if bed is not None or name != "fits"]
    places.sort(key=lambda place: tuple(key.value(place) for key in keys))
    for number, place in enumerate(places, start=1):
        place.number = number
        before = places[number - 2] if number > 1 else None
        place.why = _why(before, place, keys, on)
    return places


def _why(before: Place | None, place: Place, keys: list[Part], on: date) -> str:
    """What parts this place from the one before: the first thing in which they differ."""
    if before is None:
        return ", ".join(key.words(place, on) for key in keys[:2])
    for number, key in enumerate(keys):
        if key.value(before) != key.value(place):
            if number == 0:
                return key.words(place, on)
            same = ", ".join(str(other.label) for other in keys[:number])
            return _("alike in %(same)s; %(words)s") % {"same": same, "words": key.words(place, on)}
    return ""


def first_of(people: list[Facts], rule: Rule, count: int, *, on: date) -> list[Place]:
    """The first places when no home is looked at."""
    return order(_in_turn(people, rule)[:count], must=[], by=rule.order, on=on)


def _in_turn(people: list[Facts], rule: Rule) -> list[Facts]:
    """By what the rule says when no home is looked at."""
    whole = [PARTS[name] for name in rule.order if name != "fits"]
    return sorted(people, key=lambda facts: tuple(part.value(Place(0, facts)) for part in whole))


def first_for(
    rule: Rule, bed: Bed, count: int, *, on: date, people: list[Facts] | None = None
) -> list[Place]:
    """The first places for a home. Stops looking when nobody further down can come before them.

    `people` are all who wait, if they were asked for before.
    """
    people = everybody_waiting() if people is None else people
    if rule.order[0] != "fits":
        return order(people, must=rule.must, by=rule.order, on=on, bed=bed)[:count]
    people = _in_turn(people, rule)
    chosen: list[Facts] = []
    fitting = 0
    for facts in people:
        found = reasons(facts, bed)
        if any(reason.verdict == NO and reason.code in rule.must for reason in found):
            continue
        chosen.append(facts)
        fitting += fit(found) == 0
        if fitting == count:
            break
    return order(chosen, must=rule.must, by=rule.order, on=on, bed=bed)[:count]


def places_by(rule: Rule, *, on: date, bed: Bed | None = None) -> list[Place]:
    """The order by this rule, now."""
    return order(everybody_waiting(), must=rule.must, by=rule.order, on=on, bed=bed)


@dataclass(frozen=True)
class Move:
    """Somebody who would change place for a home under a new rule; None is not matched to it."""

    bed: Bed
    facts: Facts
    before: int | None
    after: int | None

    @property
    def words(self) -> str:
        if self.before is None:
            return _("would be number %(after)s, and was not matched") % {"after": self.after}
        if self.after is None:
            return _("was number %(before)s, and would not be matched") % {"before": self.before}
        return _("from number %(before)s to %(after)s") % {
            "before": self.before,
            "after": self.after,
        }


def simulate(
    old: Rule, *, must: list[str], by: list[str], beds: Iterable[Bed], on: date
) -> list[Move]:
    """Who would move where, for each of the homes, if the rule were another. Nothing is written."""
    waiting = everybody_waiting()
    moves = []
    for bed in beds:
        was_ordered = order(waiting, must=old.must, by=old.order, on=on, bed=bed)
        before = {place.facts.wish_id: place for place in was_ordered}
        would_be = order(waiting, must=must, by=by, on=on, bed=bed)
        after = {place.facts.wish_id: place for place in would_be}
        for facts in waiting:
            was, would = before.get(facts.wish_id), after.get(facts.wish_id)
            one, two = was.number if was else None, would.number if would else None
            if one != two:
                moves.append(Move(bed, facts, one, two))
    return moves


def in_words(rule: Rule) -> str:
    """The rule as a sentence that anybody can check."""
    parts = [str(PARTS[name].label) for name in rule.order]
    return _("Order: %(first)s, then %(rest)s. No points.") % {
        "first": parts[0],
        "rest": ", ".join(parts[1:]),
    }


def waited(since: date, *, on: date) -> str:
    """How long somebody has waited, in whole weeks."""
    weeks = max(0, (on - since).days // 7)
    return ngettext("%(count)d week", "%(count)d weeks", weeks) % {"count": weeks}
