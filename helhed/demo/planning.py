"""The plan of one invented citizen as it grows: hopes, goals, steps, services, pauses, reviews."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from helhed.demo import events as ev
from helhed.demo.chance import stream
from helhed.demo.nights import Spell
from helhed.demo.people import Person
from helhed.demo.places import STAFF, team_staff
from helhed.demo.scale import Scale, at
from helhed.demo.texts import Topic, Voice, sayings, topics

CHANGES = ("Udvikle", "Udvikle", "Udvikle", "Fastholde")
CASELOAD_ROLES = {
    "nurse": "social_nurse",
    "therapist": "addiction_therapist",
    "caseworker": "authority_caseworker",
}


# Both see it so on the scale to ten; steps have been walked by then.
REACHED_FROM = 7.5
SOONEST_REACHED = timedelta(days=200)


class Course(NamedTuple):
    """A person, where they sleep, and from when to when the team is with them."""

    person: Person
    spells: list[Spell]
    first: date
    last: date


@dataclass
class PlanStory:
    """Writes one person's plan as events. `words` may be given instead of drawn (the cast)."""

    scale: Scale
    course: Course
    hopes: list[tuple[str, str]] = field(default_factory=list)
    out: list[ev.Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.person = self.course.person
        self.rng = stream(self.scale.seed, "plan", self.person.key)
        self.voice = Voice(self.person.slots(), self.rng)
        self._told: dict[date, datetime] = {}

    def tell(self) -> list[ev.Event]:
        self._meet()
        day = self.course.first + timedelta(days=self.rng.randrange(6, 20))
        for number, topic in enumerate(self._topics()):
            if day > self.course.last - timedelta(days=2):
                break
            self._topic(number, topic, day)
            day += timedelta(days=self.rng.randrange(14, 70))
        self._settle()
        self._reviews()
        self._crisis_plan()
        return self.out

    def _topics(self) -> Iterator[Topic]:
        known = topics()
        yield from (known[name] for name in self.person.topics)

    def _by(self, role: str = "") -> str:
        if role in CASELOAD_ROLES:
            wanted = CASELOAD_ROLES[role]
            return next(person.username for person in STAFF if person.role == wanted)
        return self.person.regular

    def _moment(self, day: date) -> dict[str, object]:
        """A moment of the day, later than what was told of the same day before."""
        moment = at(day, self.rng.randrange(9, 14), self.rng.choice((0, 10, 15, 20, 30, 40, 45)))
        before = self._told.get(day)
        if before is not None and before >= moment:
            moment = before + timedelta(minutes=5)
        self._told[day] = moment
        return {"at": moment, "who": self.person.key, "by": self.person.regular}

    def _add(self, event: type[ev.Event], day: date, /, **what: object) -> None:
        if self.course.first <= day <= self.course.last:
            self.out.append(event(**{**self._moment(day), **what}))  # type: ignore[arg-type]

    def _meet(self) -> None:
        first = self.course.first
        for kin in self.person.kin:
            self._add(ev.KinAdded, first + timedelta(days=self.rng.randrange(2, 60)), kin=kin)
        say = self.voice.say
        known = sayings()
        self._add(
            ev.GoodToKnow,
            first + timedelta(days=self.rng.randrange(5, 25)),
            do=[say("do", known["do"]) for _ in range(self.rng.choice((1, 2, 2, 3)))],
            dont=[say("dont", known["dont"]) for _ in range(self.rng.choice((1, 1, 2)))],
        )
        for _ in range(self.rng.choice((1, 2, 3))):
            day = first + timedelta(days=self.rng.randrange(10, 200))
            self._add(ev.StrengthSeen, day, words=say("strength", known["strength"]))

    def _topic(self, number: int, topic: Topic, day: date) -> None:
        hope = f"{topic.name}-hope"
        words = dict(self.hopes).get(topic.name) or self.voice.say("hope", topic.hopes)
        self._add(ev.HopeSaid, day, hope=hope, words=words, on_board=self.rng.random() < 0.6)
        professional = number > 0 and self.rng.random() < 0.12
        goals = [line for line in topic.goals if self.voice.can_say(line)]
        day += timedelta(days=self.rng.randrange(0, 6))
        if professional:
            self._professional_goal(f"{topic.name}-own", day)
        wordings = self.rng.sample(goals, min(len(goals), 1 if self.rng.random() < 0.8 else 2))
        for place, wording in enumerate(wordings):
            self._goal(topic, f"{topic.name}-{place}", hope, self.voice.fill(wording), day)

    def _professional_goal(self, key: str, day: date) -> None:
        """Our worry, not the citizen's hope: it says why, and is asked about again (P4)."""
        self._add(
            ev.GoalSet,
            day,
            goal=key,
            theme="Sundhedsforhold",
            change="Begrænse tab",
            wording=self.voice.say("professional_goal", sayings()["professional_goal"]),
            why_no_hope=self.voice.say("no_hope_yet", sayings()["no_hope_yet"]),
        )

    def _goal(self, topic: Topic, key: str, hope: str, wording: str, day: date) -> None:
        self._add(
            ev.GoalSet,
            day,
            goal=key,
            wording=wording,
            theme=topic.theme,
            hope=hope,
            change=self.rng.choice(CHANGES),
            wished=self.rng.choice((7, 8, 8, 9, 10)),
        )
        self._steps(topic, key, day)
        self._progress(key, day)
        if topic.services and not key.endswith("-1"):
            self._service(topic, key, day + timedelta(days=self.rng.randrange(3, 40)))

    def _steps(self, topic: Topic, goal: str, day: date) -> None:
        steps = [step for step in topic.steps if self.voice.can_say(step[1])]
        self.rng.shuffle(steps)
        for number, (who, words) in enumerate(steps[: self.rng.choice((2, 3, 3, 4))]):
            day += timedelta(days=self.rng.randrange(0, 30))
            due = day + timedelta(days=self.rng.randrange(5, 40))
            key = f"{goal}-{number}"
            whose = who if who in ("citizen", "network") else self._by(who)
            self._add(
                ev.StepAgreed,
                day,
                step=key,
                goal=goal,
                words=self.voice.fill(words),
                whose=whose,
                due=due,
            )
            if self.rng.random() < 0.72:
                done = due + timedelta(days=self.rng.randrange(-4, 12))
                self._add(ev.StepDone, max(done, day), step=key)

    def _progress(self, goal: str, day: date) -> None:
        """Two views that follow each other without agreeing; every sixth to thirteenth week."""
        own, seen = float(self.rng.randrange(1, 4)), float(self.rng.randrange(1, 4))
        climb = self.rng.gauss(0.35, 0.45)
        earliest = day + SOONEST_REACHED
        while day <= self.course.last:
            asked = self.rng.random() < 0.82
            self._add(
                ev.ProgressSeen,
                day,
                goal=goal,
                own=round(own) if asked else None,
                professional=round(seen),
                own_words=self.voice.say("own_view", sayings()["own_view"])
                if asked and self.rng.random() < 0.4
                else "",
            )
            if asked and abs(own - seen) > 2:
                self._add(
                    ev.Disagreed,
                    day,
                    goal=goal,
                    words=self.voice.say("disagree", sayings()["disagree"]),
                )
            if min(own, seen) >= REACHED_FROM and day >= earliest and not self.person.story:
                self._add(ev.GoalReached, day, goal=goal)
                break
            day += timedelta(days=self.rng.randrange(40, 95))
            own = min(10.0, max(0.0, own + climb + self.rng.gauss(0, 0.8)))
            seen = min(10.0, max(0.0, seen + climb * 0.9 + self.rng.gauss(0, 0.6)))

    def _service(self, topic: Topic, goal: str, day: date) -> None:
        fit = [pair for pair in topic.services if self.voice.can_say(pair[0])]
        if not fit or day > self.course.last:
            return
        kind, provider = self.rng.choice(fit)
        kind = self.voice.fill(kind)
        self._add(ev.ServiceBegun, day, service=goal, goal=goal, kind=kind, provider=provider)
        until = day + timedelta(days=round(self.rng.expovariate(1 / 420)) + 60)
        while (day := day + timedelta(days=self.rng.randrange(60, 320))) < until:
            day = self._pause(goal, day)
        if until <= self.course.last - timedelta(days=20):
            self._add(ev.ServiceEnded, until, service=goal)

    def _pause(self, service: str, day: date) -> date:
        resumes = day + timedelta(days=self.rng.choice((14, 21, 28, 42, 56)))
        self._add(
            ev.ServicePaused,
            day,
            service=service,
            resumes=resumes,
            first_instead=self.voice.say("pause_first", sayings()["pause_first"]),
            resumed_by=self.rng.choice(team_staff(self.person.team)).username,
        )
        self._add(ev.ServiceResumed, resumes, service=service)
        return resumes

    def _settle(self) -> None:
        """With a home of one's own comes what follows: staying in it."""
        home = next((spell for spell in self.course.spells if spell.category == "own_home"), None)
        if home and home.from_day > self.course.first and "settle" not in self.person.topics:
            self._topic(
                9, topics()["settle"], home.from_day + timedelta(days=self.rng.randrange(3, 14))
            )

    def _reviews(self) -> None:
        day = self.course.first + timedelta(days=self.rng.randrange(50, 90))
        while day <= self.course.last:
            following = day + timedelta(days=self.rng.randrange(80, 120))
            with_kin = bool(self.person.kin) and self.rng.random() < 0.25
            self._add(
                ev.PlanReviewed,
                day,
                words=self.voice.say("review", sayings()["review"]),
                agrees=self.rng.random() < 0.88,
                with_kin=with_kin,
                next_day=following,
            )
            if with_kin:
                words = [line for line in sayings()["meeting"] if self.voice.can_say(line)]
                self._add(ev.NetworkMet, day, words=self.voice.say("meeting", words))
            day = following

    def _crisis_plan(self) -> None:
        if "mental" not in self.person.problems and self.rng.random() > 0.4:
            return
        known, say = sayings(), self.voice.say
        self._add(
            ev.CrisisPlanned,
            self.course.first + timedelta(days=self.rng.randrange(30, 120)),
            signs="\n".join(say("early_sign", known["early_sign"]) for _ in range(3)),
            helps="\n".join(say("helps", known["helps"]) for _ in range(3)),
            call="\n".join(say("call", known["call"]) for _ in range(2)),
        )
