"""What costs make in a month or a year, by payer, from the costs themselves. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from helhed.money.amounts import divide, due, months
from helhed.money.models import Budget, Cost, Payer, Posting, Share

Line = tuple[str, str]


@dataclass(frozen=True)
class YearOf:
    """One payer's year in øre. `forecast` = paid so far + granted and expected in what is left."""

    payer: str
    label: str
    budget: int
    committed: int
    paid: int
    refunded: int
    granted: int
    expected: int
    forecast: int

    @property
    def over(self) -> int:
        """How much the forecast lies above the budget; below is negative."""
        return self.forecast - self.budget


def shares_of(cost: Cost, oere: int) -> list[tuple[Share, int]]:
    """The amount by payer, to the øre."""
    shares = list(cost.shares.all())
    amounts = divide(oere, [share.parts for share in shares])
    return list(zip(shares, amounts, strict=True))


def in_month(cost: Cost, month: date) -> int:
    """What the cost makes in a month, in øre."""
    return due(cost.oere, cost.per, month, from_day=cost.from_day, until_day=cost.until_day)


def counted(costs: QuerySet[Cost]) -> QuerySet[Cost]:
    """The costs that count: not given up; a granted one runs until its granted change begins."""
    return costs.filter(given_up_on__isnull=True).prefetch_related("shares")


def by_payer(costs: Iterable[Cost], first: date, last: date) -> dict[str, dict[str, int]]:
    """{kind: {payer: øre}} over the months from `first` to `last`.

    An expected change of a granted cost counts as the difference it makes, from its first day.
    """
    found: dict[str, dict[str, int]] = {kind: defaultdict(int) for kind in Cost.Kind.values}
    for cost in costs:
        for month in months(first, last):
            _add(found[cost.kind], cost, in_month(cost, month))
            if cost.kind == Cost.Kind.EXPECTED and cost.changes is not None:
                _add(found[cost.kind], cost.changes, -from_then_on(cost, month))
    return found


def _add(sums: dict[str, int], cost: Cost, oere: int) -> None:
    for share, part in shares_of(cost, oere):
        sums[share.payer] += part


def from_then_on(change: Cost, month: date) -> int:
    """What the granted cost would have made in the month, had the change not come."""
    old = change.changes
    assert old is not None  # noqa: S101 - only asked of changes
    start = max(change.from_day, old.from_day)
    return due(old.oere, old.per, month, from_day=start, until_day=old.until_day)


def year_of(year: int, *, on: date) -> list[YearOf]:
    """Budget, ledger and forecast of every payer; `on` divides what has been from what is left."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    costs = list(counted(Cost.objects.select_related("changes")))
    here = {cost.pk: cost for cost in costs}
    for cost in costs:
        # What is changed stands in the same list, with its payers asked for already.
        cost.changes = here.get(cost.changes_id, cost.changes) if cost.changes_id else None
    whole = by_payer(costs, first, last)
    left = by_payer(costs, max(first, on.replace(day=1)), last) if on <= last else None
    budgets = _sums(Budget.objects.filter(year=year))
    ledger, before = _ledger_of(year, until=on.replace(day=1))
    return [
        YearOf(
            payer=payer,
            label=str(Payer(payer).label),
            budget=budgets.get(payer, 0),
            committed=ledger["commitment"].get(payer, 0),
            paid=ledger["actual"].get(payer, 0),
            refunded=ledger["refund"].get(payer, 0),
            granted=whole["granted"].get(payer, 0),
            expected=whole["expected"].get(payer, 0),
            forecast=before.get(payer, 0)
            + (sum(left[kind].get(payer, 0) for kind in left) if left else 0),
        )
        for payer in Payer.values
    ]


def _ledger_of(year: int, *, until: date) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """{kind: {payer: øre}} of the year, and {payer: øre} paid before the month of `until`."""
    sums: dict[str, dict[str, int]] = {kind: defaultdict(int) for kind in Posting.Kind.values}
    before: dict[str, int] = defaultdict(int)
    of_the_year = Posting.objects.filter(month__year=year).order_by()
    by_month = of_the_year.values_list("kind", "payer", "month").annotate(sum=Sum("oere"))
    for kind, payer, month, oere in by_month:
        sums[kind][payer] += oere
        if kind == Posting.Kind.ACTUAL and month < until:
            before[payer] += oere
    return sums, before


def _sums(rows: QuerySet) -> dict[str, int]:  # type: ignore[type-arg]
    return dict(
        rows.order_by().values("payer").annotate(sum=Sum("oere")).values_list("payer", "sum")
    )


@dataclass(frozen=True)
class Settled:
    """One line of a settlement between the partners, in øre."""

    payer: str
    label: str
    name: str
    committed: int
    paid: int

    @property
    def owes(self) -> int:
        """Committed and not yet paid by this payer; negative when too much was paid."""
        return self.committed - self.paid


def settlement(first: date, last: date) -> list[Settled]:
    """What every payer has committed and paid in a period; nobody pays the same month twice."""
    rows = (
        Posting.objects.filter(month__gte=first, month__lte=last)
        .order_by()
        .values("payer", "payer_name", "kind")
        .annotate(sum=Sum("oere"))
    )
    sums: dict[Line, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        sums[row["payer"], row["payer_name"]][row["kind"]] += row["sum"]
    return [
        Settled(
            payer,
            str(Payer(payer).label),
            name,
            line["commitment"],
            line["actual"] + line["refund"],
        )
        for (payer, name), line in sorted(sums.items())
    ]
