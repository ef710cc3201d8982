"""The socio-economic investment model (SØM): net result for each payer and year. Pure numbers.

    R[p,t] = -Σ_c N * E[t] * K[c,t] * P[c,p]      NR[p] = Σ_t (R[p,t] - C[p,t]) / (1+r)^t

A result never stands alone: it says nothing of what help is worth to a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

PUBLIC = ("municipality", "region", "state")
Year = Mapping[str, Decimal]


@dataclass(frozen=True)
class Consequence:
    """What changes for one person with the effect in a year, and what a unit costs whom.

    `change` is in units a year, less is negative; `prices` in kroner a unit, net of refunds.
    """

    what: str
    unit: str
    change: Decimal
    prices: Year
    source: str


@dataclass(frozen=True)
class Case:
    """An effort for `people` over `years`; `costs[t][payer]` in kroner, year 0 first."""

    people: int
    years: int
    effect: Decimal
    lasts: Decimal
    deadweight: Decimal
    rate: Decimal
    costs: tuple[Year, ...]
    consequences: tuple[Consequence, ...]

    def effect_in(self, year: int) -> Decimal:
        """The share with the effect in a year: less what had come anyhow, while it lasts."""
        # 0 ** 0 is no number to Decimal, and the first year nothing has worn off.
        left = self.lasts**year if year else Decimal(1)
        return max(self.effect - self.deadweight, Decimal(0)) * left


@dataclass(frozen=True)
class Result:
    """Kroner in present value: `by_year[t][payer]`, `net[payer]`, and the public as a whole."""

    by_year: tuple[dict[str, Decimal], ...]
    net: dict[str, Decimal]

    @property
    def public(self) -> Decimal:
        return sum(self.net.values(), Decimal(0))


def result(case: Case) -> Result:
    """The net result; positive is money left over for that payer."""
    by_year = []
    for year in range(case.years + 1):
        worth = (1 + case.rate) ** year
        by_year.append({p: (_saved(case, p, year) - _cost(case, p, year)) / worth for p in PUBLIC})
    net = {payer: sum((y[payer] for y in by_year), Decimal(0)) for payer in PUBLIC}
    return Result(tuple(by_year), net)


def _saved(case: Case, payer: str, year: int) -> Decimal:
    each = sum((c.change * c.prices.get(payer, Decimal(0)) for c in case.consequences), Decimal(0))
    return -case.people * case.effect_in(year) * each


def _cost(case: Case, payer: str, year: int) -> Decimal:
    return case.costs[year].get(payer, Decimal(0)) if year < len(case.costs) else Decimal(0)


def break_even(case: Case) -> Decimal | None:
    """The effect at which the public gets its costs back; None when no share of people does it.

    The result is a straight line in the effect (above the deadweight), so two points tell it.
    """
    none = result(replace(case, effect=case.deadweight)).public
    whole = result(replace(case, effect=case.deadweight + 1)).public
    if none >= 0:
        return case.deadweight
    if whole <= none:
        return None
    effect = case.deadweight - none / (whole - none)
    return effect if effect <= 1 else None


@dataclass(frozen=True)
class Swing:
    """The public net result when one assumption is otherwise."""

    what: str
    low: Decimal
    high: Decimal


def sensitivity(case: Case) -> list[Swing]:
    """Effect ± 50 %, prices ± 20 %, and the effect gone after one year or lasting to the end."""
    half, fifth = Decimal("0.5"), Decimal("0.2")
    return [
        Swing("effect", _public(case, effect=1 - half), _public(case, effect=1 + half)),
        Swing("prices", _public(case, prices=1 - fifth), _public(case, prices=1 + fifth)),
        Swing(
            "lasts",
            result(replace(case, years=min(case.years, 1))).public,
            result(replace(case, lasts=Decimal(1))).public,
        ),
    ]


def _public(case: Case, *, effect: Decimal = Decimal(1), prices: Decimal = Decimal(1)) -> Decimal:
    consequences = tuple(
        replace(c, prices={p: amount * prices for p, amount in c.prices.items()})
        for c in case.consequences
    )
    changed = replace(case, effect=min(case.effect * effect, Decimal(1)), consequences=consequences)
    return result(changed).public


def read(data: Mapping[str, Any]) -> Case:
    """A case from its assumptions as they are stored.

    Shape: {"people", "years", "effect", "lasts", "deadweight", "rate": numbers as text,
    "costs": [{payer: text}, …], "consequences": [{"what", "unit", "change", "source",
    "prices": {payer: text}}, …]}. Raises KeyError or ArithmeticError for what is missing or odd.
    """
    return Case(
        people=int(data["people"]),
        years=int(data["years"]),
        effect=Decimal(data["effect"]),
        lasts=Decimal(data["lasts"]),
        deadweight=Decimal(data["deadweight"]),
        rate=Decimal(data["rate"]),
        costs=tuple(_year(year) for year in data["costs"]),
        consequences=tuple(_consequence(row) for row in data["consequences"]),
    )


def _year(row: Mapping[str, str]) -> Year:
    return {payer: Decimal(amount) for payer, amount in row.items()}


def _consequence(row: Mapping[str, Any]) -> Consequence:
    return Consequence(
        what=row["what"],
        unit=row["unit"],
        change=Decimal(row["change"]),
        prices=_year(row["prices"]),
        source=row["source"],
    )


def columns(outcome: Result) -> Sequence[tuple[str, Decimal]]:
    """The net results in a fixed order for tables and charts."""
    return [(payer, outcome.net[payer]) for payer in PUBLIC]
