"""What else happens in a random municipality: homes, complaints, costs, treatment, hand-overs.

Decided by the seed alone, and its figures counted from the story; `affairs_told` lets it happen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from helhed.demo.chance import stream
from helhed.insights.records import Asked

FIRST, LAST = date(2024, 9, 1), date(2026, 3, 1)
PERSONS = 2
PAYERS = ("municipality", "region", "state", "other_municipality", "fund", "citizen")
Truth = tuple[str, str, int, int]


@dataclass(frozen=True)
class Offered:
    day: date
    home: int
    conditions: int


@dataclass(frozen=True)
class Complained:
    received: date
    looked: date
    verdict: str
    sent: date | None
    decided: date | None
    result: str


@dataclass(frozen=True)
class Affairs:
    """One person: outdoors from `began`; days are in order, and None where it never happened.

    `crisis`: stays in a crisis centre before that, from and until.
    `landlord`: helps, other or "" (not known). `gap`: days without a team when handed over.
    `parts`: who pays how many percent. `paid`: kroner by the month.
    """

    number: int
    crisis: tuple[tuple[date, date], ...]
    began: date
    says_where: bool
    offers: tuple[Offered, ...]
    moved: date | None
    lost: date | None
    demands_support: bool
    landlord: str
    asked: date
    treated: date | None
    handed_over: date | None
    gap: int
    complained: Complained | None
    costs_from: date
    kroner: int
    parts: dict[str, int]
    paid: dict[date, int]


@dataclass(frozen=True)
class Town:
    people: tuple[Affairs, ...]
    committed: tuple[date, ...]


def affairs(seed: int) -> Town:
    booked = stream(seed, "booked", 0).sample(_months(FIRST, LAST), 9)
    return Town(tuple(_person(seed, number) for number in range(PERSONS)), tuple(sorted(booked)))


def _person(seed: int, number: int) -> Affairs:
    rng = stream(seed, "affairs", number)
    began = FIRST + timedelta(days=rng.randrange(300))
    offers = _offers(rng, began)
    moved = offers[-1].day + timedelta(days=rng.randrange(1, 30)) if rng.random() < 0.75 else None
    lost = moved + timedelta(days=rng.randrange(20, 90)) if moved and rng.random() < 0.35 else None
    asked = began + timedelta(days=rng.randrange(150))
    costs_from = date(began.year, began.month, 1)
    return Affairs(
        number=number,
        crisis=_crisis(rng, began),
        began=began,
        says_where=rng.random() < 0.4,
        offers=offers,
        moved=moved,
        lost=lost,
        demands_support=rng.random() < 0.25,
        landlord=rng.choice(("other", "other", "helps", "")),
        asked=asked,
        treated=asked + timedelta(days=rng.choice((0, 5, 14, 15, 40)))
        if rng.random() < 0.75
        else None,
        handed_over=began + timedelta(days=rng.randrange(60, 200)) if rng.random() < 0.5 else None,
        gap=rng.choice((0, 0, 3, 12)),
        complained=_complained(rng, began) if rng.random() < 0.8 else None,
        costs_from=costs_from,
        kroner=rng.randrange(5, 90) * 100,
        parts=_parts(rng),
        paid={
            month: rng.randrange(1, 60) * 100
            for month in rng.sample(_months(costs_from, LAST), rng.randrange(1, 4))
        },
    )


def _crisis(rng: Random, began: date) -> tuple[tuple[date, date], ...]:
    days = sorted(rng.sample(range(1, 60), 2 * rng.randrange(3)), reverse=True)
    ends = [began - timedelta(days=day) for day in days]
    return tuple(zip(ends[::2], ends[1::2], strict=True))


def _offers(rng: Random, began: date) -> tuple[Offered, ...]:
    days = sorted(rng.sample(range(5, 100), rng.randrange(1, 4)))
    return tuple(
        Offered(began + timedelta(days=day), rng.randrange(2), rng.choice((0, 0, 1, 2)))
        for day in days
    )


def _complained(rng: Random, began: date) -> Complained:
    received = began + timedelta(days=rng.randrange(10, 60))
    looked = received + timedelta(days=rng.randrange(1, 28))
    verdict = rng.choice(("changed", "partly", "upheld", "upheld"))
    if verdict == "changed":
        return Complained(received, looked, verdict, None, None, "")
    sent = looked + timedelta(days=rng.randrange(1, 10))
    if rng.random() < 0.2:
        return Complained(received, looked, verdict, sent, None, "")
    result = rng.choice(("upheld", "changed", "remitted", "dismissed"))
    return Complained(
        received, looked, verdict, sent, sent + timedelta(days=rng.randrange(5, 90)), result
    )


def _parts(rng: Random) -> dict[str, int]:
    one, other = rng.sample(PAYERS, 2)
    percent = rng.choice((20, 50, 75))
    return {one: percent, other: 100 - percent}


def _months(first: date, last: date) -> list[date]:
    found = [first.replace(day=1)]
    while (following := (found[-1] + timedelta(days=32)).replace(day=1)) <= last:
        found.append(following)
    return found


def truth_of(found: Town, asked: Asked) -> Iterator[Truth]:
    """(measure, row, value, of), by walking through what happened."""
    for one in found.people:
        yield from _of_home(one, asked)
        yield from _of_list(one, asked)
        yield from _of_crisis(one, asked)
        yield from _of_complaint(one, asked)
        yield from _of_treatment(one, asked)
        yield from _of_handover(one, asked)
        yield from _of_costs(one, found, asked)


def _inside(day: date | None, asked: Asked) -> bool:
    return day is not None and asked.first <= day <= asked.last


def _of_home(one: Affairs, asked: Asked) -> Iterator[Truth]:
    for offer in one.offers:
        if _inside(offer.day, asked):
            yield "housing_terms", "no_conditions", int(offer.conditions == 0), 1
            yield "housing_terms", "conditions", offer.conditions, 0
    if one.moved is None:
        return
    if _inside(one.moved, asked):
        different = len({offer.home for offer in one.offers}) > 1
        yield "housing_terms", "choice", int(different or one.says_where), 1
    lives_there = one.moved <= asked.on and (one.lost is None or one.lost > asked.on)
    if lives_there and one.demands_support:
        yield "housing_terms", "separate", 0, 1
    elif lives_there and one.landlord:
        yield "housing_terms", "separate", int(one.landlord == "other"), 1


def _of_list(one: Affairs, asked: Asked) -> Iterator[Truth]:
    for day, how, way in (
        (one.began, "newly_identified", "inflow"),
        (one.moved, "housing_placement", "outflow"),
        (one.lost, "returned_from_housing", "inflow"),
    ):
        if _inside(day, asked):
            yield "list_flow", how, 1, 0
            yield "list_flow", way, 1, 0
    for row, day in (("active_start", asked.first - timedelta(days=1)), ("active_end", asked.last)):
        changes = [change <= day for change in (one.began, one.moved, one.lost) if change]
        yield "list_flow", row, sum(changes) % 2, 0


def _of_crisis(one: Affairs, asked: Asked) -> Iterator[Truth]:
    for number, (first, _until) in enumerate(one.crisis):
        if _inside(first, asked):
            yield "repeated_crisis_stays", "all", int(number > 0), 1


def _of_complaint(one: Affairs, asked: Asked) -> Iterator[Truth]:
    told = one.complained
    if told is None:
        return
    if _inside(told.looked, asked):
        yield "reversal_rate", "ourselves", int(told.verdict != "upheld"), 1
    if _inside(told.decided, asked) and told.result != "dismissed":
        yield "reversal_rate", "board", int(told.result != "upheld"), 1


def _of_treatment(one: Affairs, asked: Asked) -> Iterator[Truth]:
    if one.treated is not None and _inside(one.asked, asked) and one.treated <= asked.on:
        waited = (one.treated - one.asked).days
        yield "enquiry_to_treatment", "days", waited, 1
        yield "enquiry_to_treatment", "within_14_days", int(waited <= 14), 1


def _of_handover(one: Affairs, asked: Asked) -> Iterator[Truth]:
    if _inside(one.handed_over, asked):
        yield "handover_gap", "all", one.gap, 1


def _of_costs(one: Affairs, found: Town, asked: Asked) -> Iterator[Truth]:
    for payer, percent in one.parts.items():
        booked = [m for m in found.committed if m >= one.costs_from and _inside(m, asked)]
        paid = [kroner for month, kroner in one.paid.items() if _inside(month, asked)]
        if booked:
            oere = len(booked) * one.kroner * percent
            yield "cost_per_payer", f"committed_{payer}", oere, 100
        if paid:
            yield "cost_per_payer", f"paid_{payer}", sum(paid) * percent, 100
