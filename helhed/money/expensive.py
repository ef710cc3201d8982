"""Expensive cases of a calendar year (§ 176): who costs more than the law's amounts. Reads only.

Counted for the municipality itself: its own part of help by serviceloven, to the øre as the ledger
divides it. For economists; no limit on anybody's help, and shown to no citizen.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum

from helhed.decisions.models import LegalBasis
from helhed.decisions.registers import NotInForce, at_hand, find_parameter, whole
from helhed.money.amounts import months
from helhed.money.models import Cost, Payer, Posting
from helhed.money.reckoning import counted, from_then_on, in_month, shares_of
from helhed.money.refunds import Expensive, Step, expensive

ACT = "Serviceloven"
# Parameter: the percent of what lies above its amount.
STEPS = {
    "expensive_case_refund_25": 25,
    "expensive_case_refund_50": 50,
    "expensive_case_refund_75": 75,
}
AGE = "expensive_case_age"
COST = Posting.Kind.ACTUAL, Posting.Kind.REFUND


@dataclass(frozen=True)
class Levels:
    """The law's amounts of a year. `stale` where they are of another year's level."""

    steps: list[Step]
    level_of: int | None
    stale: bool


@dataclass(frozen=True)
class ExpensiveCase:
    """One person's year in øre. `outlook` = granted and what is expected beside it.

    `age`: "" under it all year, "turns" reaches it in the year, "over" had it before, "unknown".
    """

    citizen_id: UUID
    paid: int
    granted: int
    outlook: int
    age: str
    so_far: Expensive
    whole_year: Expensive

    @property
    def sure(self) -> bool:
        """Whether age alone leaves no doubt that there is a refund."""
        return self.age == ""


def levels_of(year: int) -> Levels:
    """The amounts in force at the end of the year. Raises NotInForce where there are none."""
    last = date(year, 12, 31)
    with at_hand(last):
        rows = {code: find_parameter(code, on=last) for code in STEPS}
    for code, row in rows.items():
        if row is None:
            raise NotInForce(code, last)
    found = [(row, STEPS[code]) for code, row in rows.items() if row is not None]
    years = {row.base_year or row.from_day.year for row, _percent in found}
    return Levels(
        steps=[Step(int(row.value * 100), percent) for row, percent in found],
        level_of=min(years),
        stale=years != {year},
    )


def expensive_cases(year: int, levels: Levels) -> list[ExpensiveCase]:
    """Everybody above the first amount, paid, granted or expected; the dearest first."""
    bases = list(LegalBasis.objects.filter(act=ACT).values_list("code", flat=True).distinct())
    paid = _paid(year, bases)
    granted, extra = _reckoned(year, bases)
    least = min(step.over for step in levels.steps)
    dear = {
        citizen: (paid[citizen], granted[citizen], granted[citizen] + extra[citizen])
        for citizen in {*paid, *granted, *extra}
    }
    dear = {citizen: sums for citizen, sums in dear.items() if max(sums) > least}
    ages = _ages(dear, year) if dear else {}
    cases = [
        ExpensiveCase(
            citizen,
            *sums,
            age=ages.get(citizen, ""),
            so_far=expensive(sums[0], levels.steps),
            whole_year=expensive(sums[2], levels.steps),
        )
        for citizen, sums in dear.items()
    ]
    return sorted(cases, key=lambda case: (-max(case.paid, case.outlook), str(case.citizen_id)))


def not_counted(year: int) -> int:
    """Costs of the year without a paragraph: nobody can say whether § 176 counts them."""
    return counted(_of(year).filter(basis_code="")).count()


def _of(year: int) -> QuerySet[Cost]:
    return Cost.objects.filter(from_day__year__lte=year).exclude(until_day__year__lt=year)


Sums = dict[UUID, int]


def _paid(year: int, bases: list[str]) -> Sums:
    rows = Posting.objects.filter(
        month__year=year, payer=Payer.MUNICIPALITY, kind__in=COST, cost__basis_code__in=bases
    )
    sums: Sums = defaultdict(int)
    sums.update(
        rows.order_by()
        .values("citizen_id")
        .annotate(sum=Sum("oere"))
        .values_list("citizen_id", "sum")
    )
    return sums


def _reckoned(year: int, bases: list[str]) -> tuple[Sums, Sums]:
    """{citizen: øre} granted, and what the expected adds or, as a change, takes away."""
    granted: Sums = defaultdict(int)
    extra: Sums = defaultdict(int)
    costs = counted(_of(year).filter(basis_code__in=bases))
    for cost in costs.select_related("changes").prefetch_related("changes__shares"):
        into = granted if cost.kind == Cost.Kind.GRANTED else extra
        into[cost.citizen_id] += ours(cost, year)
    return granted, extra


def ours(cost: Cost, year: int) -> int:
    """The municipality's own part of the cost in the year; of a change only what it alters."""
    every = months(date(year, 1, 1), date(year, 12, 31))
    made = sum(_our_part(cost, in_month(cost, month)) for month in every)
    if cost.kind == Cost.Kind.EXPECTED and cost.changes is not None:
        old = cost.changes
        made -= sum(_our_part(old, from_then_on(cost, month)) for month in every)
    return made


def _our_part(cost: Cost, oere: int) -> int:
    return sum(part for share, part in shares_of(cost, oere) if share.payer == Payer.MUNICIPALITY)


def _ages(citizens: Iterable[UUID], year: int) -> dict[UUID, str]:
    """Who reaches the age of the law in the year, or had it before, or is of unknown age."""
    age = whole(AGE, on=date(year, 12, 31))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT citizen_id, how FROM money_of_age(%s, %s, %s)", [list(citizens), age, year]
        )
        return dict(cursor.fetchall())
