"""Hides what must be hidden in what a measure delivered, seen with all figures of it before.

Two indicators may follow one measure, by the quarter and by the year: the year less three quarters
is the fourth. So every figure of a measure, whichever indicator it is of, counts as known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from helhed.insights.delivering import COUNTS, Deliverer, Delivery, Unit, deliverer
from helhed.insights.suppression import (
    HIDDEN,
    MISSING,
    Figure,
    Hidden,
    Rule,
    Shown,
    mean,
    median,
    protect,
    share,
)
from helhed.strategy.models import Definition, Indicator, IndicatorValue
from helhed.strategy.periods import Period

ALL = ""
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Key:
    """One figure of a measure: a whole period, and a category or all of them."""

    first_day: date
    last_day: date
    category: str


@dataclass(frozen=True)
class Cell:
    """What figures are sums of: a month and a category, or for how it stood the last day."""

    day: date
    category: str


def rule_of(definition: Definition) -> Rule:
    return Rule(threshold=definition.threshold, zero_shown=definition.zero_shown)


def wanted(indicator: Indicator, measure: Deliverer) -> list[str]:
    """The categories whose figures the indicator shows: one, or all together and each."""
    if indicator.category:
        return [indicator.category]
    return [ALL, *measure.categories] if measure.unit in COUNTS else [ALL]


def fit_to_show(
    indicator: Indicator,
    deliveries: Iterable[Delivery],
    *,
    anew: frozenset[str] | None = None,
) -> dict[Key, Figure]:
    """What of the deliveries may be shown.

    `anew`: the periods are counted anew for a correction, and these categories stay hidden.
    """
    measure, rule = deliverer(indicator.measure), rule_of(indicator.definition)
    if measure.unit not in COUNTS:
        return dict(_alone(delivery, rule) for delivery in deliveries)
    counts = {
        key: count
        for delivery in deliveries
        for key, count in _counts(delivery, wanted(indicator, measure)).items()
    }
    before = figures_before(indicator)
    if anew is not None:
        # The figures of the period itself are being replaced; those of others still count.
        before = {key: figure for key, figure in before.items() if key not in counts}
        before |= {key: HIDDEN for key in counts if key.category in anew}
    new = {key: count for key, count in counts.items() if key not in before}
    made_of = {key: cells_of(key, measure) for key in [*before, *new]}
    figures = protect(new, made_of, rule=rule, published=before)
    # What stands already is told again as it stands.
    return {key: figures[key] if key in figures else before[key] for key in counts}


def figures_before(indicator: Indicator) -> dict[Key, Figure]:
    """Every figure of the measure that is published, or stands under another indicator."""
    rows = IndicatorValue.objects.filter(measure=indicator.measure).select_related("indicator")
    found: dict[Key, Figure] = {}
    for row in rows.order_by("edition", "published_at", "id"):
        if row.published_at is None and row.indicator_id == indicator.pk:
            continue
        category = row.category or row.indicator.category
        found[Key(row.first_day, row.last_day, category)] = figure_of(row)
    return found


def figure_of(value: IndicatorValue) -> Figure:
    if value.number is not None:
        return Shown(value.number)
    return HIDDEN if value.is_hidden else MISSING


def _counts(delivery: Delivery, categories: list[str]) -> dict[Key, int | None]:
    by_category = {row.category: row.count for row in delivery.rows}
    parts = list(by_category.values())
    whole = None if None in parts else sum(part or 0 for part in parts)
    return {
        Key(delivery.first_day, delivery.last_day, category): whole
        if category == ALL
        else by_category[category]
        for category in categories
    }


def cells_of(key: Key, measure: Deliverer) -> frozenset[Cell]:
    period = Period(key.first_day, key.last_day)
    days = [key.last_day] if measure.stands else period.month_starts
    categories = list(measure.categories) if key.category == ALL else [key.category]
    return frozenset(Cell(day, category) for day in days for category in categories)


def _alone(delivery: Delivery, rule: Rule) -> tuple[Key, Figure]:
    """A share, a median or a mean: one figure, which no other is the sum of."""
    key = Key(delivery.first_day, delivery.last_day, ALL)
    amount = sum(row.count or 0 for row in delivery.rows)
    if delivery.unit is Unit.SHARE:
        return key, share(amount, delivery.denominator, delivery.people, rule=rule)
    if delivery.unit is Unit.DAYS:
        return key, median(delivery.median, delivery.people, rule=rule)
    return key, _mean_of(delivery, amount, rule)


def _mean_of(delivery: Delivery, amount: int, rule: Rule) -> Figure:
    enough = mean(amount, delivery.people, rule=rule)
    if not isinstance(enough, Shown) or not delivery.denominator:
        return HIDDEN if isinstance(enough, Hidden) else MISSING
    each = Decimal(amount) / Decimal(delivery.denominator)
    return Shown(each.quantize(HUNDREDTH, ROUND_HALF_UP))
