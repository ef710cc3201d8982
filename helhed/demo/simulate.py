"""Three years in an invented municipality, as a stream of days, and what really happened.

Everything is decided by the seed; each person has streams of their own, so that a larger
municipality holds the smaller one unchanged.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from helhed.demo import events as ev
from helhed.demo.background import around_one_life
from helhed.demo.cast import (
    Role,
    cast_nights,
    cast_person,
    meeting_ahead,
    named_roles,
    told_events,
    unnamed_roles,
)
from helhed.demo.chance import stream, weighted
from helhed.demo.enquiries import enquiry_events
from helhed.demo.meetings import TEAM_GREW, ContactStory
from helhed.demo.nights import Spell, nights_of, ready_day
from helhed.demo.people import Person, invent, invent_unnamed
from helhed.demo.places import team_staff
from helhed.demo.planning import Course, PlanStory
from helhed.demo.rota import duty_hours, evenings
from helhed.demo.scale import Scale, at
from helhed.demo.truth import Known, Truth

FIRST_LEAVER = 5_000
# It is half past eight on the last day: the team's morning meeting is about to begin.
MORNING = (8, 30)
FROM_THE_BEGINNING = 0.4
CALM_AFTER = 180


@dataclass(frozen=True)
class Day:
    day: date
    events: list[ev.Event]


@dataclass
class Municipality:
    scale: Scale
    people: dict[int, Person]
    events: list[ev.Event]
    truth: Truth

    def days(self) -> Iterator[Day]:
        """Every day on which something happens, in order."""
        for day, events in groupby(self.events, key=lambda event: event.at.date()):
            yield Day(day, list(events))


def simulate(scale: Scale) -> Municipality:
    found = Municipality(scale, {}, [], Truth(scale.first_day, scale.as_of))
    roles = named_roles()[: scale.citizens]
    for role in roles:
        _play(found, role)
    for key in range(len(roles), scale.citizens):
        _live(found, invent(scale, key), _enrolled_on(scale, key), scale.as_of, "")
    for number in range(scale.leavers):
        _leave(found, number)
    for number in range(scale.unnamed):
        _unnamed(found, number)
    found.events += enquiry_events(scale)
    found.events += duty_hours(scale)
    found.events += evenings(scale, frozenset(role.person.key for role in roles if role.ask))
    end = now(scale)
    found.events = sorted(
        (event for event in found.events if event.at < end or isinstance(event, ev.OnCall)),
        key=lambda event: (event.at, event.who),
    )
    found.truth.count(found.events)
    return found


def now(scale: Scale) -> datetime:
    """The moment at which the story stops and the visitor begins."""
    return at(scale.as_of, *MORNING)


def _enrolled_on(scale: Scale, key: int) -> date:
    """Two in five from the first month, the others spread over the years: never a rush."""
    rng = stream(scale.seed, "enrolled", key)
    if rng.random() < FROM_THE_BEGINNING:
        return scale.day(rng.randrange(0, min(30, scale.days - 8)))
    return scale.day(rng.randrange(min(30, scale.days - 8), scale.days - 6))


def _regular(key: int, team: str) -> str:
    shares = [worker.username for worker in team_staff(team) for _ in range(worker.carries)]
    # A stride without common divisor deals everybody's neighbours to different colleagues.
    return shares[key * 7 % len(shares)]


def _live(found: Municipality, person: Person, first: date, last: date, leaving: str) -> Course:
    """The whole course of one named citizen, from enrolment on."""
    scale = found.scale
    person.regular = person.regular or _regular(person.key, person.team)
    if stream(scale.seed, "protected", person.key).random() < 0.02 and person.sex == "f":
        person.protected = True
    course = Course(person, nights_of(scale, person, first, last), first, last)
    end = min(now(scale), at(last, 16))
    _enrol(found, course)
    found.events += ContactStory(scale, course, end).tell()
    found.events += PlanStory(scale, course).tell()
    found.events += around_one_life(scale, course)
    if leaving:
        found.events += _left(course, leaving)
    return course


def _enrol(found: Municipality, course: Course) -> None:
    """The stays as they change, and the truth about them."""
    person = course.person
    found.people[person.key] = person
    found.truth.known[person.key] = Known(tuple(course.spells), course.first, course.last)
    morning = at(course.first, 10, 20)
    met_as = _met_before(found, course)
    found.events.append(
        ev.Enrolled(
            at=morning,
            who=person.key,
            by=person.regular,
            person=person,
            met_as=met_as,
            tonight=course.spells[0],
        )
    )
    found.events += _how_often(found.scale, course)
    found.events += _ready(found.scale, course)
    rng = stream(found.scale.seed, "moves", person.key)
    for leaves, arrives in pairwise(course.spells):
        wards = ("hospital", "psychiatric_ward")
        told = "hospital" if wards_touched(leaves, arrives, wards) else "staff"
        if arrives.from_day > course.last:
            break
        moment = at(arrives.from_day, rng.randrange(10, 16), rng.choice((0, 10, 30, 45)))
        found.events.append(
            ev.Moved(
                at=moment,
                who=person.key,
                by=person.regular,
                leaves=leaves,
                arrives=arrives,
                told=told,
            )
        )


def _ready(scale: Scale, course: Course) -> list[ev.Event]:
    """What the wards say of leaving; of those the story tells of, it tells itself."""
    person = course.person
    days = [
        ready_day(scale, person.key, spell)
        for spell in course.spells
        if spell.until_day or not person.story
    ]
    return [
        ev.ReadyToLeave(at=at(day, 16, 30), who=person.key, by=person.regular)
        for day in days
        if day is not None and course.first <= day <= course.last
    ]


def _how_often(scale: Scale, course: Course) -> list[ev.Event]:
    """Every week; every second one while the team was small, or when a home has been calm."""
    who, by = course.person.key, course.person.regular
    grew = scale.as_of - timedelta(days=TEAM_GREW)
    days = 7 if course.first >= grew else 14
    begun = at(course.first, 10, 40)
    found: list[ev.Event] = [ev.AgreedHowOften(at=begun, who=who, by=by, days=days)]
    if days == 14 and course.last > grew:
        found.append(ev.AgreedHowOften(at=at(grew, 10, 45), who=who, by=by, days=7))
    home = next((s for s in course.spells if s.category == "own_home"), None)
    calm = home.from_day + timedelta(days=CALM_AFTER) if home else course.last
    if not course.person.story and grew < calm < course.last:
        found.append(ev.AgreedHowOften(at=at(calm, 10, 50), who=who, by=by, days=14))
    return found


def wards_touched(leaves: Spell, arrives: Spell, wards: tuple[str, ...]) -> bool:
    return leaves.category in wards or arrives.category in wards


def _met_before(found: Municipality, course: Course) -> str:
    """One in nine was first met without a name; returns the street name they were known by."""
    scale, person = found.scale, course.person
    rng = stream(scale.seed, "before", person.key)
    days = rng.randrange(20, 90)
    began = course.first - timedelta(days=days)
    if person.story or not person.aliases or rng.random() > 0.32 or began <= scale.first_day:
        return ""
    alias = invent_unnamed(scale, person.key % 1000)
    before = replace(
        person,
        first="",
        last="",
        cpr="",
        kin=[],
        pet=None,
        unnamed=True,
        team="outreach",
        description=alias.description,
        regular=_regular(person.key, "outreach"),
    )
    outside = Course(before, [Spell("street", began, None)], began, course.first)
    found.events.append(
        ev.FirstMetUnnamed(at=at(began, 10), who=person.key, by=before.regular, person=before)
    )
    found.events += ContactStory(scale, outside, at(course.first - timedelta(days=1), 22)).tell()
    found.events.append(
        ev.GaveName(at=at(course.first, 10, 10), who=person.key, by=before.regular, person=person)
    )
    return person.aliases[0]


def _left(course: Course, reason: str) -> list[ev.Event]:
    person, day = course.person, course.last
    words = {
        "died": "",
        "moved": "Flyttet til Strandby, som har taget imod.",
        "done": "Efterværnet er færdigt. Vi kan ringes op, når som helst.",
        "own_wish": "Vil klare sig selv. Vi har talt om det tre gange, og døren er åben.",
    }
    found: list[ev.Event] = []
    if reason == "moved":
        asked = at(day - timedelta(days=12), 11)
        found.append(
            ev.HandoverAsked(
                at=asked,
                who=person.key,
                by=person.regular,
                to_team="strandby",
                reason="Er flyttet til Strandby og vil gerne have, at I tager over.",
            )
        )
        found.append(
            ev.HandoverAnswered(at=at(day, 15), who=person.key, by="strandby", accepted=True)
        )
    found.append(
        ev.Left(at=at(day, 16, 30), who=person.key, by="leder", reason=reason, words=words[reason])
    )
    return found


def _leave(found: Municipality, number: int) -> None:
    """Somebody who is no longer enrolled today: dead, moved, done, or by own wish."""
    scale = found.scale
    key = FIRST_LEAVER + number
    rng = stream(scale.seed, "leaver", key)
    reason = weighted(rng, {"died": 25.0, "moved": 45.0, "done": 22.0, "own_wish": 8.0})
    longest = scale.days - 10
    stayed = min(longest, rng.randrange(60, max(61, longest)))
    last = scale.day(rng.randrange(stayed, scale.days - 3))
    _live(found, invent(scale, key), last - timedelta(days=stayed), last, reason)


def _unnamed(found: Municipality, number: int) -> None:
    """Somebody the outreach team meets and knows no name of."""
    scale = found.scale
    roles = unnamed_roles()
    role = roles[number] if number < len(roles) else None
    person = cast_person(scale, role) if role else invent_unnamed(scale, number)
    person.regular = person.regular or _regular(person.key, "outreach")
    rng = stream(scale.seed, "unnamed-days", number)
    known = min(role.known if role else rng.randrange(4, 260), scale.days - 1)
    first = scale.as_of - timedelta(days=known)
    course = Course(person, [Spell("street", first, None)], first, scale.as_of)
    found.people[person.key] = person
    found.events.append(
        ev.FirstMetUnnamed(at=at(first, 10), who=person.key, by=person.regular, person=person)
    )
    told = told_events(scale, role) if role else []
    end = min((event.at for event in told), default=now(scale))
    story = ContactStory(scale, course, end if told else now(scale)).tell()
    if told:
        story = _without_what_lies_ahead(story)
    found.events += [*story, *told, *_good_to_know(scale, role, first)]


def _play(found: Municipality, role: Role) -> None:
    """One of the cast: chance until the story begins, then the story as written."""
    scale = found.scale
    person = cast_person(scale, role)
    first = scale.as_of - timedelta(days=min(role.known, scale.days - 1))
    course = Course(person, cast_nights(scale, role, first), first, scale.as_of)
    _enrol(found, course)
    told = told_events(scale, role)
    begins = min((event.at for event in told), default=now(scale))
    contacts = _without_what_lies_ahead(ContactStory(scale, course, begins).tell())
    found.events += [*contacts, *told]
    plan = PlanStory(scale, course, hopes=list(role.hopes)).tell()
    found.events += [*plan, *_next_steps(scale, role, plan)]
    found.events += _good_to_know(scale, role, first)
    if not told and (meeting := meeting_ahead(scale, role)):
        moment = at(scale.as_of - timedelta(days=1), 15)
        found.events.append(
            ev.PlannedNext(at=moment, who=person.key, by=person.regular, next=meeting)
        )
    found.events += _today(scale, role, course)


def _without_what_lies_ahead(story: list[ev.Event]) -> list[ev.Event]:
    """The story takes over: what chance agreed for the time after its last contact is left out."""
    ends = max((event.at for event in story if isinstance(event, ev.Contact)), default=None)
    return [
        replace(event, next=None) if isinstance(event, ev.Contact) and event.at == ends else event
        for event in story
        if not isinstance(event, ev.PlannedNext)
    ]


def _good_to_know(scale: Scale, role: Role | None, first: date) -> list[ev.Event]:
    if role is None or not role.do:
        return []
    moment = at(min(first + timedelta(days=3), scale.as_of - timedelta(days=1)), 14)
    return [
        ev.GoodToKnow(
            at=moment,
            who=role.person.key,
            by=role.person.regular,
            do=list(role.do),
            dont=list(role.dont),
        )
    ]


def _next_steps(scale: Scale, role: Role, plan: list[ev.Event]) -> list[ev.Event]:
    """What was agreed yesterday, under the goals that stand by then."""
    moment = at(scale.as_of - timedelta(days=1), 15, 20)
    goals = {event.goal for event in plan if isinstance(event, ev.GoalSet) and event.at < moment}
    return [
        ev.StepAgreed(
            at=moment,
            who=role.person.key,
            by=role.person.regular,
            step=f"{topic}-next",
            goal=f"{topic}-0",
            words=words,
            whose=whose,
            due=scale.as_of + timedelta(days=days),
        )
        for topic, words, whose, days in role.steps
        if f"{topic}-0" in goals
    ]


def _today(scale: Scale, role: Role, course: Course) -> list[ev.Event]:
    """What makes this morning's board: the line, what is asked for, the discharge of today."""
    person = course.person
    yesterday = scale.as_of - timedelta(days=1)
    found: list[ev.Event] = []
    if role.board:
        found.append(
            ev.BoardLine(
                at=at(yesterday, 15, 40), who=person.key, by=person.regular, words=role.board
            )
        )
    for words, owner, days, hour in role.ask:
        due = at(scale.as_of + timedelta(days=days), hour)
        asked = at(scale.as_of - timedelta(days=5), 9)
        found.append(
            ev.DutyAsked(
                at=max(asked, at(course.first, 16)),
                who=person.key,
                by="leder",
                words=words,
                owner=owner,
                due=due,
            )
        )
    if role.emergency:
        ago, hour, by, reason = role.emergency
        moment = at(scale.as_of - timedelta(days=ago), hour, 12)
        found.append(ev.BrokeGlass(at=moment, who=person.key, by=by, reason=reason))
    if role.discharged_today:
        found.append(
            ev.Moved(
                at=at(scale.as_of, 8, 20),
                who=person.key,
                by=person.regular,
                leaves=course.spells[-1],
                arrives=None,
                told="hospital",
            )
        )
    return found
