"""What stands on the two papers. Reads only."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.plans.overview import LastReview, Overview, Way, overview, people_of, plan_of
from helhed.plans.upcoming import Upcoming, next_thing
from helhed.teams.answering import who_answers
from helhed.teams.models import Caseload, Enrolment, Team

# Nothing that can be taken for something else when it is read aloud over a telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Voice:
    """Somebody to call: a first name, or nothing for a line of the house; and the number."""

    name: str
    phone: str


@dataclass(frozen=True)
class Line:
    """A goal on the page: the hope it comes from, what comes next, and who."""

    hope: str
    goal: str
    steps: list[str]
    who: str


@dataclass(frozen=True)
class Waiting:
    """Help that rests, as a promise."""

    help: str
    first: str
    resume_on: date
    who: str


@dataclass(frozen=True)
class Elsewhere:
    """What another authority is asked: the answer, or the day it is due."""

    authority: str
    asked: str
    answer: str
    answer_by: date


@dataclass(frozen=True)
class Sheet:
    """The A4 page."""

    name: str
    at: datetime
    words: list[str]
    next: Upcoming | None
    lines: list[Line] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    elsewhere: list[Elsewhere] = field(default_factory=list)
    person: Voice | None = None
    answers: Voice | None = None
    review: LastReview | None = None
    # Something of the plan did not find room.
    cut: bool = False
    # "large" while there is room for it, else "medium": never smaller.
    type_size: str = "large"

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class PocketCard:
    """The card. Holds no name of the holder, no place and no kind of help."""

    at: datetime
    next: Upcoming | None
    code: str
    person: Voice | None = None
    answers: Voice | None = None

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


def pocket_code(citizen_id: UUID) -> str:
    """Six signs such as `7K4 MQ2`: the same on every card of one citizen, and no way to the key."""
    secret = hmac.new(settings.SECRET_KEY.encode(), b"plans.pocket" + citizen_id.bytes, sha256)
    number = int.from_bytes(secret.digest()[:8])
    signs = "".join(ALPHABET[number // len(ALPHABET) ** n % len(ALPHABET)] for n in range(6))
    return f"{signs[:3]} {signs[3:]}"


def pocket_card(citizen: Citizen, *, at: datetime) -> PocketCard:
    return PocketCard(
        at=at,
        next=next_thing(citizen, at=at),
        code=pocket_code(citizen.pk),
        person=_own_person(citizen),
        answers=_who_answers(citizen, at),
    )


def sheet(citizen: Citizen, *, at: datetime) -> Sheet:
    """Everything that could stand on the page; `fitted` makes it fit."""
    today = timezone.localdate(at)
    seen = overview(plan_of(citizen.pk), on=today)
    upcoming = next_thing(citizen, at=at)
    if upcoming is not None and citizen.protected:
        upcoming = replace(upcoming, place="")
    return Sheet(
        name=citizen.first_name,
        at=at,
        words=[block.hope.words for block in seen.blocks],
        next=upcoming,
        lines=list(_lines(seen, citizen.first_name)),
        waiting=[
            Waiting(
                help=help_.service.name,
                first=help_.pause.comes_first.rstrip("."),
                resume_on=help_.pause.resume_on,
                who=help_.pause.who,
            )
            for help_ in seen.paused
            if help_.pause is not None
        ],
        elsewhere=[
            Elsewhere(row.authority, row.asked, row.answer, row.answer_by) for row in seen.asked
        ],
        person=_own_person(citizen),
        answers=_who_answers(citizen, at),
        review=seen.last_review,
    )


def _lines(seen: Overview, name: str) -> Iterable[Line]:
    for block in seen.blocks:
        for way in block.ways:
            yield _line(way, block.hope.words, name)
    for way in seen.without_hope:
        yield _line(way, "", name)


def _line(way: Way, hope: str, name: str) -> Line:
    ahead = [step for step in way.steps if step.done_on is None]
    people = list(dict.fromkeys(who for step in ahead for who in people_of(step, name)))
    return Line(
        hope=hope,
        goal=way.goal.wording,
        steps=[step.text for step in ahead],
        who=", ".join(people),
    )


def cut_to(
    sheet: Sheet, *, words: int, lines: int, steps: int, letters: int, type_size: str
) -> Sheet:
    """At most so many hopes, goals and steps, and so many letters in each text."""
    short = Truncator
    smaller = replace(
        sheet,
        type_size=type_size,
        words=[short(text).chars(letters * 2) for text in sheet.words[:words]],
        lines=[
            replace(
                line,
                hope=short(line.hope).chars(letters // 2),
                goal=short(line.goal).chars(letters),
                steps=[short(step).chars(letters) for step in line.steps[:steps]],
                who=short(line.who).chars(letters // 2),
            )
            for line in sheet.lines[:lines]
        ],
        waiting=[
            replace(w, help=short(w.help).chars(letters), first=short(w.first).chars(letters))
            for w in sheet.waiting[:2]
        ],
        elsewhere=[
            replace(
                row,
                authority=short(row.authority).chars(letters // 2),
                asked=short(row.asked).chars(letters),
                answer=short(row.answer).chars(letters),
            )
            for row in sheet.elsewhere[: max(lines // 2, 1)]
        ],
    )
    return replace(smaller, cut=_says_less(sheet, smaller))


def _says_less(whole: Sheet, smaller: Sheet) -> bool:
    """Whether a hope, a goal or a promise is gone or shortened; a later step may wait its turn."""
    return (
        whole.words != smaller.words
        or [line.goal for line in whole.lines] != [line.goal for line in smaller.lines]
        or whole.waiting != smaller.waiting
        or whole.elsewhere != smaller.elsewhere
    )


def _own_person(citizen: Citizen) -> Voice | None:
    own = (
        Caseload.objects.filter(citizen=citizen, until_day__isnull=True, worker__is_active=True)
        .select_related("worker")
        .order_by("from_day", "id")
        .first()
    )
    worker: User | None = own.worker if own else None
    return Voice(worker.get_short_name(), worker.phone) if worker and worker.phone else None


def _who_answers(citizen: Citizen, at: datetime) -> Voice | None:
    answering = who_answers(_team(citizen, timezone.localdate(at)), at=at)
    if answering is None:
        return None
    return Voice(answering.name.split(" ", 1)[0], answering.phone)


def _team(citizen: Citizen, on: date) -> Team | None:
    enrolment = (
        Enrolment.objects.open_on(on)
        .filter(citizen=citizen)
        .select_related("team")
        .order_by("from_day", "id")
        .first()
    )
    return enrolment.team if enrolment else None
