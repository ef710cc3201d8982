"""The citizens with stories written by hand, for the tour; they stand in corpus/cast.toml.

Days are counted back from today: `ago=0` is today. All invented.
"""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

from helhed.demo import events as ev
from helhed.demo.nights import Spell
from helhed.demo.people import Kin, Person, test_cpr
from helhed.demo.scale import Scale, at


@dataclass(frozen=True)
class Told:
    """One contact of the last days, as it was written down."""

    ago: int
    hour: int
    minute: int
    by: str
    kind: str
    place: str
    note: str
    promise: str = ""
    minutes: int = 30


@dataclass(frozen=True)
class Ahead:
    """The contact agreed next, `days` from today."""

    days: int
    hour: int
    minute: int
    by: str
    place: str
    about: str


@dataclass(frozen=True)
class Role:
    """A part in the cast. `nights` goes back in time: (days ago it began, where, which house)."""

    person: Person
    age: int
    known: int
    nights: tuple[tuple[int, str, str], ...]
    told: tuple[Told, ...] = ()
    ahead: Ahead | None = None
    hopes: tuple[tuple[str, str], ...] = ()
    board: str = ""
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    ask: tuple[tuple[str, str, int, int], ...] = ()  # words, owner, days from today, hour
    steps: tuple[tuple[str, str, str, int], ...] = ()  # topic, words, whose, days from today
    emergency: tuple[int, int, str, str] | None = None  # days ago, hour, by, reason
    discharged_today: tuple[int, int] | None = None


@cache
def _stories() -> list[dict[str, Any]]:
    text = resources.files("helhed.demo").joinpath("corpus", "cast.toml").read_text("utf-8")
    roles: list[dict[str, Any]] = tomllib.loads(text)["role"]
    return roles


PERSON = ("key", "sex", "first", "last", "regular")
MAYBE = (
    "aliases",
    "description",
    "phone",
    "language",
    "interpreter",
    "reads_with_difficulty",
    "protected",
    "unnamed",
    "digital_post",
    "team",
    "topics",
)


def _person(story: dict[str, Any]) -> Person:
    told = {name: story[name] for name in (*PERSON, *MAYBE) if name in story}
    return Person(
        **told,
        born=date.min,
        story=story["first"] or story["aliases"][0],
        pet=tuple(story["pet"]) if "pet" in story else None,
        kin=[Kin(*kin) for kin in story.get("kin", [])],
        problems=frozenset(story["problems"]),
    )


def _role(story: dict[str, Any]) -> Role:
    return Role(
        person=_person(story),
        age=story["age"],
        known=story["known"],
        nights=tuple(tuple(night) for night in story.get("nights", [])),
        told=tuple(Told(**told) for told in story.get("told", [])),
        ahead=Ahead(*story["ahead"]) if "ahead" in story else None,
        hopes=tuple((topic, words) for topic, words in story.get("hopes", [])),
        board=story.get("board", ""),
        do=tuple(story.get("do", [])),
        dont=tuple(story.get("dont", [])),
        ask=tuple(tuple(asked) for asked in story.get("ask", [])),
        steps=tuple(tuple(step) for step in story.get("steps", [])),
        emergency=tuple(story["emergency"]) if "emergency" in story else None,
        discharged_today=tuple(story["discharged_today"]) if "discharged_today" in story else None,
    )


@cache
def named_roles() -> list[Role]:
    return [_role(story) for story in _stories() if not story.get("unnamed")]


@cache
def unnamed_roles() -> list[Role]:
    return [_role(story) for story in _stories() if story.get("unnamed")]


def cast_person(scale: Scale, role: Role) -> Person:
    """The person with a day of birth that gives the age in the story today."""
    born = scale.as_of - timedelta(days=role.age * 365 + 100 + role.person.key % 200)
    cpr = "" if role.person.unnamed else test_cpr(born, role.person.sex, 900 + role.person.key)
    return replace(role.person, born=born, cpr=cpr)


def cast_nights(scale: Scale, role: Role, first: date) -> list[Spell]:
    """The story's nights from `first` on, half-open, the last one open."""
    begun = [(scale.as_of - timedelta(days=ago), where, house) for ago, where, house in role.nights]
    spells: list[Spell] = []
    for number, (day, where, house) in enumerate(begun):
        until = begun[number + 1][0] if number + 1 < len(begun) else None
        if until is None or until > first:
            spells.append(Spell(where, max(day, first), until, house))
    return spells


def told_events(scale: Scale, role: Role) -> list[ev.Event]:
    """The contacts of the last days, the last of them with what was agreed next."""
    found: list[ev.Event] = []
    for number, told in enumerate(role.told):
        moment = at(scale.as_of - timedelta(days=told.ago), told.hour, told.minute)
        if moment.date() <= scale.first_day:
            continue
        last = number + 1 == len(role.told)
        found.append(
            ev.Contact(
                at=moment,
                who=role.person.key,
                by=told.by,
                kind=told.kind,
                place=told.place,
                minutes=told.minutes,
                note=told.note,
                promise=told.promise,
                next=meeting_ahead(scale, role) if last else None,
            )
        )
    return found


def meeting_ahead(scale: Scale, role: Role) -> ev.NextMeeting | None:
    if role.ahead is None:
        return None
    moment: datetime = at(
        scale.as_of + timedelta(days=role.ahead.days), role.ahead.hour, role.ahead.minute
    )
    return ev.NextMeeting(
        key="ahead",
        at=moment,
        with_whom=role.ahead.by,
        place=role.ahead.place,
        about=role.ahead.about,
    )
