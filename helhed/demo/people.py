"""The invented people: names put together by chance, CPR numbers of the test kind."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from helhed.demo.chance import stream, weighted
from helhed.demo.scale import Scale
from helhed.demo.texts import names, topics

LANGUAGES = {"da": 0.84, "pl": 0.04, "ro": 0.03, "ar": 0.03, "so": 0.02, "en": 0.03, "tr": 0.01}
PETS = (("dog", "hunden"), ("cat", "katten"))
RELATIONS = (
    ("søster", "sin søster"),
    ("bror", "sin bror"),
    ("mor", "sin mor"),
    ("datter", "sin datter"),
    ("søn", "sin søn"),
    ("fætter", "sin fætter"),
    ("niece", "sin niece"),
    ("far", "sin far"),
)
FRIENDS = ("ven fra havnen", "veninde fra værestedet", "gammel kollega", "nabo", "ven fra kirken")
AGES = {(18, 24): 11, (25, 29): 12, (30, 39): 25, (40, 49): 22, (50, 59): 19, (60, 74): 11}


@dataclass(frozen=True)
class Kin:
    """Somebody around a citizen, and what the citizen has said yes to."""

    name: str
    relation: str
    phrase: str
    told: str
    phone: str = ""


@dataclass
class Person:
    """One invented citizen. `key` is their number in this municipality, and never changes."""

    key: int
    sex: str
    first: str
    last: str
    born: date
    aliases: list[str] = field(default_factory=list)
    cpr: str = ""
    description: str = ""
    language: str = "da"
    interpreter: bool = False
    reads_with_difficulty: bool = False
    digital_post: bool = True
    phone: str = ""
    protected: bool = False
    unnamed: bool = False
    pet: tuple[str, str] | None = None
    kin: list[Kin] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    problems: frozenset[str] = frozenset()
    regular: str = ""
    team: str = "act"
    story: str = ""

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()

    def slots(self) -> dict[str, str]:
        """What the texts may say of this person."""
        man = self.sex == "m"
        slots = {
            "navn": self.first or f"”{self.aliases[0]}”",
            "han": "han" if man else "hun",
            "Han": "Han" if man else "Hun",
            "ham": "ham" if man else "hende",
            "hans": "hans" if man else "hendes",
        }
        if self.pet:
            slots |= {"dyr": self.pet[0], "dyret": self.pet[1]}
        for kin in self.kin:
            slots["ven" if kin.relation in FRIENDS else "pårørende"] = (
                kin.name if kin.relation in FRIENDS else kin.phrase
            )
        return slots


def test_cpr(born: date, sex: str, number: int) -> str:
    """A number of the test kind: day of birth plus 60, and odd for men."""
    # 18xx and 19xx births take 0-3 as seventh digit, 2000 and later 4-9 (4-8 used here).
    seventh = number % 4 if born.year < 2000 else 4 + number % 4
    tail = (number * 7) % 499 * 2 + (1 if sex == "m" else 0)
    return f"{born.day + 60:02}{born.month:02}{born.year % 100:02}{seventh}{tail:03}"


def _name(rng: random.Random, sex: str, language: str) -> tuple[str, str]:
    if language == "da":
        return rng.choice(names()["men"] if sex == "m" else names()["women"]), rng.choice(
            names()["surnames"]
        )
    return rng.choice(names()["far_men"] if sex == "m" else names()["far_women"]), rng.choice(
        names()["far_surnames"]
    )


def _phone(rng: random.Random) -> str:
    return f"55 5{rng.randrange(10)} {rng.randrange(10, 100)} {rng.randrange(10, 100)}"


def _kin(rng: random.Random) -> list[Kin]:
    told = ("alive", "appointments", "where", "nothing", "meetings", "admitted")
    found: list[Kin] = []
    if rng.random() < 0.62:
        relation, phrase = rng.choice(RELATIONS)
        kind = "men" if relation in ("bror", "søn", "fætter", "far") else "women"
        found.append(
            Kin(rng.choice(names()[kind]), relation, phrase, rng.choice(told), _phone(rng))
        )
    if rng.random() < 0.5:
        friend = rng.choice(FRIENDS)
        kind = "women" if friend.startswith("veninde") else "men"
        found.append(Kin(rng.choice(names()[kind]), friend, friend, rng.choice(told)))
    return found


def _born(rng: random.Random, scale: Scale) -> date:
    low, high = weighted(rng, {span: float(share) for span, share in AGES.items()})
    return scale.as_of - timedelta(days=rng.randrange(low * 365 + 10, high * 365 + 360))


def _problems(rng: random.Random) -> frozenset[str]:
    # 62 % mental illness, 64 % substances, 45 % both (figures.md 12): one draw decides the pair.
    draw = rng.random()
    found = {"mental"} if draw < 0.62 else set()
    if draw < 0.45 or draw > 0.81:
        found.add("drugs")
    for name, share in (("body", 0.40), ("violence", 0.18), ("debt", 0.60), ("children", 0.15)):
        if rng.random() < share:
            found.add(name)
    return frozenset(found)


def _topics(rng: random.Random, person: Person) -> list[str]:
    """Two to four subjects that fit the person's life, the most important first."""
    weights = {name: 1.0 for name in topics()}
    weights["home"] = 6.0
    weights["animal"] = 5.0 if person.pet else 0.0
    weights["family"] = 2.0 if "pårørende" in person.slots() else 0.0
    weights["mind"] = 3.0 if "mental" in person.problems else 0.2
    weights["drugs"] = 3.0 if "drugs" in person.problems else 0.0
    weights["body"] = 3.0 if "body" in person.problems else 0.5
    weights["safe"] = 4.0 if "violence" in person.problems else 0.1
    weights["money"] = 2.0 if "debt" in person.problems else 0.4
    weights["settle"] = 0.0  # begins when there is a home
    chosen: list[str] = []
    for _ in range(rng.choice((2, 3, 3, 4))):
        topic = weighted(rng, weights)
        chosen.append(topic)
        weights[topic] = 0.0
    return chosen


def invent(scale: Scale, key: int) -> Person:
    """The citizen with this number: the same one in every municipality grown from the seed."""
    rng = stream(scale.seed, "person", key)
    language = weighted(rng, LANGUAGES)
    sex = "m" if rng.random() < 0.68 else "f"
    first, last = _name(rng, sex, language)
    born = _born(rng, scale)
    person = Person(
        key,
        sex,
        first,
        last,
        born,
        aliases=[rng.choice(names()["street_names"])] if rng.random() < 0.35 else [],
        cpr=test_cpr(born, sex, key) if rng.random() < 0.93 else "",
        language=language,
        interpreter=language != "da" and rng.random() < 0.5,
        reads_with_difficulty=rng.random() < 0.22,
        digital_post=rng.random() > 0.35,
        phone=_phone(rng) if rng.random() < 0.62 else "",
        pet=(rng.choice(names()["pet_names"]), rng.choice(PETS)[1])
        if rng.random() < 0.12
        else None,
        kin=_kin(rng),
        problems=_problems(rng),
    )
    person.topics = _topics(rng, person)
    return person


def invent_unnamed(scale: Scale, number: int) -> Person:
    """Somebody the outreach team knows by a street name and a look only."""
    rng = stream(scale.seed, "unnamed", number)
    age = rng.choice((25, 30, 35, 40, 45, 50, 55, 60))
    name = names()["unnamed"][number % len(names()["unnamed"])]
    if number >= len(names()["unnamed"]):
        name = f"{name} {number // len(names()['unnamed']) + 1}"
    return Person(
        10_000 + number,
        "f" if rng.random() < 0.25 else "m",
        "",
        "",
        scale.as_of - timedelta(days=age * 365),
        aliases=[name],
        description=rng.choice(names()["looks"]).format(age=age),
        unnamed=True,
        team="outreach",
        digital_post=False,
    )
