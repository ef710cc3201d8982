"""How one citizen is met, missed and looked for, contact by contact."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from helhed.demo import events as ev
from helhed.demo.chance import stream, weighted
from helhed.demo.nights import spell_on
from helhed.demo.places import (
    AT_HOME,
    CLINIC,
    DROP_IN,
    NIGHT_CAFE,
    OFFICE,
    STREET,
    Place,
    site,
    team_staff,
)
from helhed.demo.planning import Course
from helhed.demo.scale import Scale, at
from helhed.demo.texts import Voice, notes, sayings

HOMES = frozenset({"own_home", "residence", "transitional", "acute_home"})
WARDS = frozenset({"hospital", "psychiatric_ward", "treatment"})
# How often somebody is there when we come (figures.md 12: street 55 %, home 82 %).
SUCCESS = {
    "home": 0.82,
    "shelter": 0.86,
    "ward": 0.97,
    "prison": 0.96,
    "centre": 0.93,
    "street": 0.55,
    "away": 0.72,
}
AWAY = {place.name: place for place in (DROP_IN, CLINIC, OFFICE)}
# The team had fewer colleagues before; days before today.
TEAM_GREW = 365
FACE_TO_FACE = frozenset({"met", "visit", "accompanied"})


@dataclass(frozen=True)
class Setting:
    """Where a contact takes place: `world` chooses the notes and the chance of meeting."""

    world: str
    place: Place


def name_of_place(key: str) -> Place:
    """A place as everybody may read it: a ward's name belongs to the nurse's area."""
    house = site(key)
    if house.kind in ("hospital", "psychiatric_ward"):
        return Place("Hospitalet", "på afdelingen")
    return Place(house.name, f"på {house.name}")


@dataclass
class ContactStory:
    """Contacts of one course up to `until`; what lies after it stays planned."""

    scale: Scale
    course: Course
    until: datetime
    out: list[ev.Event] = field(default_factory=list)
    number: int = 0
    promised: str = ""

    def __post_init__(self) -> None:
        self.person = self.course.person
        self.rng = stream(self.scale.seed, "contacts", self.person.key)
        self.voice = Voice(self.person.slots(), self.rng)
        self.haunts = self.rng.sample(STREET, 3)

    def tell(self) -> list[ev.Event]:
        """From the first meeting on; the last contact has agreed the next one."""
        meeting = self._agree(at(self.course.first, self.rng.randrange(10, 15), 30), first=True)
        self._first(meeting)
        while meeting.at < self.until:
            meeting = self._keep(meeting)
        return self.out

    def _first(self, meeting: ev.NextMeeting) -> None:
        setting = self._setting(self.course.first)
        self._write(
            at(self.course.first, 10, 30), self.person.regular, "met", setting, next=meeting
        )

    def _setting(self, day: date) -> Setting:
        spell = spell_on(self.course.spells, day)
        category = spell.category if spell else "street"
        if self.person.protected or category == "crisis_centre":
            return Setting("centre", Place("Et aftalt sted", "der, hvor vi plejer"))
        if category in WARDS and spell:
            return Setting("ward", name_of_place(spell.site))
        if category == "prison":
            return Setting("prison", Place("Arresten", "i arresten"))
        if category == "shelter" and spell:
            return Setting("shelter", name_of_place(spell.site))
        if category in HOMES:
            return Setting("home", AT_HOME)
        return Setting(
            "street", NIGHT_CAFE if category == "night_cafe" else self.rng.choice(self.haunts)
        )

    def _gap_days(self, day: date) -> float:
        known = (day - self.course.first).days
        setting = self._setting(day)
        low, high = (2.0, 4.0) if known < 30 else (2.5, 6.0)
        if setting.world == "home" and known > 200:
            low, high = 5.0, 10.0
        if (self.scale.as_of - day).days > TEAM_GREW:
            low, high = low * 1.5, high * 1.5
        if (self.scale.as_of - day).days < 30:
            low, high = low * 0.85, high * 0.85
        return self.rng.uniform(low, high) / self.scale.pace

    def _agree(self, after: datetime, *, first: bool = False, soon: bool = False) -> ev.NextMeeting:
        gap = self.rng.uniform(1, 2) if soon else self._gap_days(after.date())
        day = after.date() + timedelta(days=max(1, round(gap)))
        if day.weekday() > 4 and not soon and self.rng.random() < 0.85:
            day += timedelta(days=7 - day.weekday())
        moment = at(
            day,
            self.rng.choice((9, 9, 10, 10, 11, 12, 13, 14, 15, 18)),
            self.rng.choice((0, 15, 30, 45)),
        )
        if moment >= self.until:
            moment = self._after_the_end(moment)
        self.number += 1
        setting = self._setting(min(moment.date(), self.course.last))
        fixed = self.rng.random() < (0.35 if setting.world == "street" else 0.6)
        return ev.NextMeeting(
            key=f"m{self.number}",
            at=moment,
            with_whom=self._with_whom(),
            place=self._where(setting, fixed),
            about=self._about(setting),
            fixed=fixed,
        )

    def _after_the_end(self, moment: datetime) -> datetime:
        """What is agreed for the days to come: some today, most within a week."""
        days = weighted(self.rng, {0: 10.0, 1: 22.0, 2: 16.0, 3: 14.0, 4: 12.0, 5: 10.0, 6: 6.0})
        day = self.until.date() + timedelta(days=days)
        if days and day.weekday() > 4:
            day += timedelta(days=7 - day.weekday())
        return at(day, max(moment.hour, 9), moment.minute)

    def _with_whom(self) -> str:
        draw = self.rng.random()
        if draw < 0.58:
            return self.person.regular
        if draw < 0.72 and "body" in self.person.problems and self.person.team == "act":
            return "sygeplejerske"
        if draw < 0.78 and "drugs" in self.person.problems and self.person.team == "act":
            return "rusmiddel"
        return self.rng.choice(team_staff(self.person.team)).username

    def _where(self, setting: Setting, fixed: bool) -> str:
        if fixed and setting.world in ("street", "home") and self.rng.random() < 0.3:
            return self.rng.choice((DROP_IN, CLINIC, OFFICE)).name
        return setting.place.name

    def _about(self, setting: Setting) -> str:
        abouts = {
            "home": (
                "kaffe og post",
                "huslejen",
                "planen",
                "se hvordan det går",
                "hylder og lamper",
            ),
            "shelter": ("planen", "boligønsker", "kaffe i stuen", "brevet fra banken"),
            "ward": ("samtale på afdelingen", "hvor bagefter", "besøg"),
            "prison": ("besøg", "tiden efter"),
            "centre": ("samtale", "sted er aftalt"),
            "street": ("varm mad", "gåtur", "kaffe", "se til foden", "soveposen"),
        }
        return self.rng.choice(abouts[setting.world])

    def _keep(self, meeting: ev.NextMeeting) -> ev.NextMeeting:
        """What became of a meeting, and the next one."""
        setting = self._setting(meeting.at.date())
        away = AWAY.get(meeting.place)
        if away and setting.world in ("home", "street"):
            setting = Setting("away", away)
        if self.rng.random() < SUCCESS[setting.world]:
            following = self._agree(meeting.at)
            self._meet(meeting, setting, following)
            return following
        kind = "no_show" if meeting.fixed else "not_found"
        following = self._agree(meeting.at, soon=True)
        # Sometimes nobody sets a new time at once: then a duty looks after it.
        agreed = following if self.rng.random() < 0.7 or following.at >= self.until else None
        self._write(meeting.at, meeting.with_whom, kind, setting, meets=meeting.key, next=agreed)
        return following if agreed else self._look_for(meeting.at)

    def _look_for(self, since: datetime) -> ev.NextMeeting:
        """Out on the street until found; every attempt is written down."""
        moment = since
        while True:
            tried = moment
            moment = at(
                moment.date() + timedelta(days=self.rng.choice((1, 1, 2))),
                self.rng.choice((9, 16, 19, 20, 21)),
                self.rng.choice((0, 20, 40)),
            )
            setting = self._setting(moment.date())
            by = self.rng.choice(team_staff(self.person.team)).username
            following = self._agree(moment)
            if moment >= self.until:
                board = at((self.until - timedelta(days=1)).date(), 8, 55)
                last = max(board, tried + timedelta(minutes=20))
                self.out.append(ev.PlannedNext(at=last, who=self.person.key, by=by, next=following))
                return following
            if self.rng.random() < 0.62:
                self._write(moment, by, "met", setting, next=following)
                return following
            self._write(moment, by, "seen" if self.rng.random() < 0.25 else "not_found", setting)

    def _meet(self, meeting: ev.NextMeeting, setting: Setting, following: ev.NextMeeting) -> None:
        kind = "visit" if setting.world in ("home", "ward", "prison") else "met"
        draw = self.rng.random()
        if draw < 0.09 and setting.world not in ("prison",):
            kind = "phone"
        elif draw < 0.19 and meeting.fixed and setting.world in ("home", "away", "shelter"):
            kind = "accompanied"
        self._write(
            meeting.at,
            meeting.with_whom,
            kind,
            setting,
            meets=meeting.key,
            next=following,
            place=setting.place.name if kind != "phone" else "Telefon",
        )

    def _note(self, kind: str, setting: Setting) -> str:
        world = {"ward": "ward", "prison": "prison", "centre": "centre", "shelter": "shelter"}
        name = kind
        if self.person.unnamed:
            name = {"met": "unnamed_met", "seen": "unnamed_seen"}.get(kind, kind)
        elif kind == "met" and (setting.world == "shelter" and self.rng.random() < 0.6):
            name = "shelter"
        elif kind in ("met", "visit") and setting.world in world and setting.world != "shelter":
            name = world[setting.world]
        return self.voice.say(
            name, notes()[name], ved=setting.place.phrase, sted=setting.place.name
        )

    def _write(
        self, moment: datetime, by: str, kind: str, setting: Setting, **more: object
    ) -> None:
        minutes = {"phone": (5, 25), "seen": (1, 2), "not_found": (10, 50), "no_show": (15, 30)}
        low, high = minutes.get(kind, (15, 90))
        real = kind in FACE_TO_FACE
        extra: dict[str, object] = {"place": setting.place.name, **more}
        if real and self.promised and self.rng.random() < 0.7:
            extra["kept"], self.promised = self.promised, ""
        if real and not self.promised and self.rng.random() < 0.08:
            kept = self.voice.say("promise", sayings()["promise"])
            extra["promise"] = self.promised = kept
        if real and self.person.kin and self.rng.random() < 0.06:
            extra["kin"] = self.rng.choice(self.person.kin).name
        self.out.append(
            ev.Contact(
                at=moment,
                who=self.person.key,
                by=by,
                kind=kind,
                minutes=self.rng.randrange(low, high + 1),
                note=self._note(kind, setting),
                **extra,  # type: ignore[arg-type]
            )
        )
