"""What a case is expected to cost, year by year and payer by payer. Reads only."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from helhed.decisions.costs import CostLine, Costs
from helhed.decisions.models import CaseFile
from helhed.money.amounts import divide, kroner, months
from helhed.money.models import Cost, Payer, Share
from helhed.money.reckoning import in_month

# The dearest month of a price: what a mandate's limit is held against.
MONTHS_A_YEAR = 12
TIMES_A_YEAR = {"day": 365, "week": 52, "month": MONTHS_A_YEAR}


def expected_of(case: CaseFile) -> list[Cost]:
    """The costs that are expected of a case and not given up."""
    return [cost for cost, _shares in _with_payers(case)]


Paid = tuple[Cost, list[Share]]


def _with_payers(case: CaseFile) -> list[Paid]:
    """The costs and their payers in one query: no cost is without a payer."""
    shares = Share.objects.filter(cost__case=case, cost__given_up_on__isnull=True)
    in_order = shares.select_related("cost").order_by(
        "cost__from_day", "cost__created_at", "cost", "place"
    )
    found: dict[UUID, Paid] = {}
    for share in in_order:
        found.setdefault(share.cost_id, (share.cost, []))[1].append(share)
    return list(found.values())


def dearest_month(costs: Sequence[Cost]) -> Decimal:
    """Kroner in the dearest month, were all of it to come at once."""
    whole = sum((_in_a_month(cost) for cost in costs), Decimal(0))
    return (whole / 100).quantize(Decimal("0.01"))


def _in_a_month(cost: Cost) -> Decimal:
    if cost.per == Cost.Per.ONCE:
        return Decimal(cost.oere)
    return Decimal(cost.oere * TIMES_A_YEAR[cost.per]) / MONTHS_A_YEAR


def costs_of(case: CaseFile, on: date) -> Costs:
    """In words and kroner for this year and the next, for the page of the case."""
    found = _with_payers(case)
    if not found:
        return Costs()
    years = (on.year, on.year + 1)
    sums = [_by_share(cost, shares, years) for cost, shares in found]
    return Costs(
        years=[str(year) for year in years],
        lines=[_line(cost, paid) for (cost, _shares), paid in zip(found, sums, strict=True)],
        totals=[_kr(sum(_column(shares, place) for shares in sums)) for place in (0, 1)],
        payers=_payers(sums),
    )


ByShare = list[tuple[Share, tuple[int, ...]]]


def _by_share(cost: Cost, shares: Sequence[Share], years: Sequence[int]) -> ByShare:
    """Øre of each payer in each of the years, to the øre as the ledger books them by month."""
    parts = [share.parts for share in shares]
    by_year = [
        [divide(in_month(cost, month), parts) for month in months(date(y, 1, 1), date(y, 12, 1))]
        for y in years
    ]
    return [
        (share, tuple(sum(month[place] for month in year) for year in by_year))
        for place, share in enumerate(shares)
    ]


def _column(shares: ByShare, place: int) -> int:
    return sum(amounts[place] for _share, amounts in shares)


def _line(cost: Cost, shares: ByShare) -> CostLine:
    price = _kr(cost.oere)
    per = "" if cost.per == Cost.Per.ONCE else f" / {cost.get_per_display()}"
    return CostLine(
        key=str(cost.pk),
        what=cost.what,
        provider=cost.provider,
        price=f"{price}{per}" if per else f"{price} {cost.get_per_display()}",
        period=_period(cost),
        payers=[f"{_name(share)} {_percent(share)}" for share, _amounts in shares],
        amounts=[_kr(_column(shares, place)) for place in (0, 1)],
        source=cost.source,
    )


def _period(cost: Cost) -> str:
    begins = date_format(cost.from_day, "j. F Y")
    if cost.per == Cost.Per.ONCE:
        return begins
    if cost.until_day is None:
        return _("from %(day)s") % {"day": begins}
    return f"{begins} – {date_format(cost.until_day, 'j. F Y')}"


def _payers(sums: Sequence[ByShare]) -> list[list[str]]:
    whole: dict[str, list[int]] = {}
    for shares in sums:
        for share, amounts in shares:
            before = whole.setdefault(_name(share), [0, 0])
            whole[_name(share)] = [old + new for old, new in zip(before, amounts, strict=True)]
    return [[name, *(_kr(oere) for oere in amounts)] for name, amounts in whole.items()]


def _name(share: Share) -> str:
    label = str(Payer(share.payer).label)
    return f"{label} ({share.name})" if share.name else label


def _percent(share: Share) -> str:
    percent = (Decimal(share.parts) / 100).normalize()
    return f"{number_format(percent, use_l10n=True)} %"


def _kr(oere: int) -> str:
    return f"{kroner(oere).removesuffix(',00')} kr."
