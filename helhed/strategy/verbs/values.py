"""Figures come in, are published, and are corrected beside what was published."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.insights.delivering import Deliverer, Delivery, deliverer
from helhed.insights.suppression import HIDDEN, MISSING, Figure, Hidden, Rule, Shown
from helhed.strategy.measuring import ALL, Key, fit_to_show, rule_of, wanted
from helhed.strategy.models import Indicator, IndicatorValue
from helhed.strategy.periods import Period, period_of, whole_periods
from helhed.strategy.verbs.indicators import HasRetired

# So far back a measure is asked the first time.
YEARS_BACK = 3
COLLECTOR = "figure_counter"
COUNTS = (Indicator.Unit.PERSONS, Indicator.Unit.TIMES)


class FedByAMeasure(Refused):
    message = _("The figure is counted in the unit's own work. It is not entered by hand.")


class EnteredByHand(Refused):
    message = _("No measure feeds the indicator. Enter the figure by hand.")


class PeriodNotOver(Refused):
    message = _("The period is not over yet. A figure tells of whole periods only.")


class PublishedAlready(Refused):
    message = _("The figure is published and stands. Write a correction beside it.")


class NotPublished(Refused):
    message = _("The figure is not published yet. Enter it anew instead.")


class CorrectedAlready(Refused):
    message = _("The figure is corrected already. Correct the latest one.")


class NothingToPublish(Refused):
    message = _("There are no new figures to publish.")


class HowManyPeople(Refused):
    message = _("Write how many people the figure tells of, so that few cannot be recognised.")


class HowMuchIsMissing(Refused):
    message = _("Write how large a part is missing. Write 0 if nothing is.")


class WhyCorrected(Refused):
    message = _("Write why the figure is corrected.")


class NoNegativeCounts(Refused):
    message = _("The figure cannot be below 0.")


@transaction.atomic
def enter_value(
    indicator: Indicator,
    *,
    by: User,
    day: date,
    on: date,
    number: Decimal | None,
    missing_share: Decimal | None,
    people: int | None = None,
    source: str = "",
) -> IndicatorValue:
    """Write the figure of the whole period that `day` lies in; None: nobody knows it.

    A small count is kept as hidden: the number itself is not stored. For shares and means `people`
    is how many the figure tells of. A draft until it is published; entering again replaces a draft.
    """
    _open_to_hands(indicator)
    period = _over(indicator, day, on)
    mine = indicator.values.filter(first_day=period.first_day, last_day=period.last_day)
    if mine.published().exists():
        raise PublishedAlready
    mine.drafts().delete()
    value = _entered(indicator, by, period, number, missing_share, people, source)
    checked(value).save()
    audit.record("strategy.enter_value", by=by, obj=value, state=value.state)
    return value


def _open_to_hands(indicator: Indicator) -> None:
    if indicator.retired_on:
        raise HasRetired
    if indicator.measure:
        raise FedByAMeasure


def _over(indicator: Indicator, day: date, on: date) -> Period:
    period = period_of(day, indicator.frequency)
    if period.last_day >= on:
        raise PeriodNotOver
    return period


def _entered(
    indicator: Indicator,
    by: User,
    period: Period,
    number: Decimal | None,
    missing_share: Decimal | None,
    people: int | None,
    source: str,
) -> IndicatorValue:
    definition = indicator.definition
    if number is not None and missing_share is None:
        raise HowMuchIsMissing
    return _row(
        indicator,
        period,
        _fit(indicator, rule_of(definition), number, people),
        missing_share=Decimal(100) if number is None else missing_share,
        source=source.strip() or definition.source,
        entered_by=by,
    )


def _fit(indicator: Indicator, rule: Rule, number: Decimal | None, people: int | None) -> Figure:
    """The figure, hidden where it tells of too few."""
    if number is None:
        return MISSING
    if number < 0:
        raise NoNegativeCounts
    if rule.threshold <= 1:
        return Shown(number)
    if indicator.unit in COUNTS:
        return HIDDEN if rule.is_small(int(number)) else Shown(number)
    if people is None:
        raise HowManyPeople
    told_of = [people]
    if indicator.unit == Indicator.Unit.SHARE:
        part = round(number * people / 100)
        told_of += [part, people - part]
    few = any(rule.is_small(count) for count in told_of) or people < rule.threshold
    return HIDDEN if few else Shown(number)


def _row(indicator: Indicator, period: Period, figure: Figure, **more: object) -> IndicatorValue:
    state = IndicatorValue.State
    return IndicatorValue(
        indicator=indicator,
        first_day=period.first_day,
        last_day=period.last_day,
        state=state.SHOWN
        if isinstance(figure, Shown)
        else state.HIDDEN
        if isinstance(figure, Hidden)
        else state.MISSING,
        number=figure.value if isinstance(figure, Shown) else None,
        definition_version=indicator.definition_version,
        **more,
    )


@transaction.atomic
def collect_values(
    indicator: Indicator, *, at: datetime, since: date | None = None
) -> list[IndicatorValue]:
    """Ask the measure for every whole period that is not published; small counts are hidden.

    `since`: the first day asked for, three years back if None. Drafts are made anew. To be called
    by a job: pages may not count across citizens (insights.delivering).
    """
    if not indicator.measure:
        raise EnteredByHand
    today = timezone.localdate(at)
    begins = since or date(today.year - YEARS_BACK, 1, 1)
    done = set(indicator.values.published().values_list("first_day", "last_day"))
    due = [
        period
        for period in whole_periods(indicator.frequency, since=begins, today=today)
        if (period.first_day, period.last_day) not in done
    ]
    measure = deliverer(indicator.measure)
    indicator.values.drafts().filter(corrects__isnull=True).delete()
    deliveries = [measure.deliver(first_day=p.first_day, last_day=p.last_day) for p in due]
    figures = fit_to_show(indicator, deliveries)
    rows = [row for one in deliveries for row in _rows(indicator, measure, one, figures)]
    for row in rows:
        checked(row).save()
    audit.record(
        "strategy.collect_values",
        by=None,
        system_actor=COLLECTOR,
        channel="job",
        obj=indicator,
        periods=len(due),
    )
    return rows


def _rows(
    indicator: Indicator,
    measure: Deliverer,
    delivery: Delivery,
    figures: dict[Key, Figure],
) -> list[IndicatorValue]:
    period = Period(delivery.first_day, delivery.last_day)
    labels = {ALL: "", **{name: str(label) for name, label in measure.categories.items()}}
    order = list(labels)
    return [
        _row(
            indicator,
            period,
            figures[Key(period.first_day, period.last_day, category)],
            # The one category an indicator follows is its whole figure.
            category="" if indicator.category else category,
            label="" if indicator.category else labels[category],
            place=order.index(category),
            missing_share=delivery.missing_share,
            source=delivery.source,
            computed_at=delivery.computed_at,
            measure=measure.name,
        )
        for category in wanted(indicator, measure)
    ]


@transaction.atomic
def publish_values(
    indicator: Indicator, *, by: User, at: datetime, until: date | None = None
) -> list[IndicatorValue]:
    """Let all drafts up to `until` (a last day) stand from now on: the database freezes them."""
    drafts = indicator.values.drafts()
    if until is not None:
        drafts = drafts.filter(last_day__lte=until)
    rows = list(drafts.in_order())
    if not rows:
        raise NothingToPublish
    for row in rows:
        row.published_at, row.published_by = at, by
        checked(row).save(update_fields=["published_at", "published_by"])
    audit.record("strategy.publish_values", by=by, obj=indicator, figures=len(rows))
    return rows


@transaction.atomic
def correct_value(
    value: IndicatorValue,
    *,
    by: User,
    at: datetime,
    reason: str,
    number: Decimal | None = None,
    missing_share: Decimal | None = None,
    people: int | None = None,
) -> list[IndicatorValue]:
    """Publish a new edition beside a published figure, which stays as it is.

    A figure entered by hand takes `number`. A figure of a measure is counted anew, with its whole
    distribution; what was hidden stays hidden. Returns the new rows.
    """
    _may_be_corrected(value, reason)
    siblings = value.indicator.values.filter(first_day=value.first_day, last_day=value.last_day)
    old = {row.category: row for row in siblings.published().latest_editions()}
    period = Period(value.first_day, value.last_day)
    if value.measure:
        rows = _counted_anew(value.indicator, period, old.values())
    else:
        rows = [_entered(value.indicator, by, period, number, missing_share, people, value.source)]
    for row in rows:
        before = old.get(row.category)
        # A category the measure did not have then has nothing to correct.
        if before is not None:
            row.corrects, row.edition = before, before.edition + 1
            row.correction_reason = reason.strip()
        row.published_at, row.published_by = at, by
        checked(row).save()
    audit.record("strategy.correct_value", by=by, obj=value, edition=value.edition + 1)
    return rows


def _may_be_corrected(value: IndicatorValue, reason: str) -> None:
    if value.published_at is None:
        raise NotPublished
    if IndicatorValue.objects.filter(corrects=value).exists():
        raise CorrectedAlready
    if not reason.strip():
        raise WhyCorrected


def _counted_anew(
    indicator: Indicator, period: Period, old: Iterable[IndicatorValue]
) -> list[IndicatorValue]:
    measure = deliverer(indicator.measure)
    delivery = measure.deliver(first_day=period.first_day, last_day=period.last_day)
    hidden = {row.category or indicator.category for row in old if row.is_hidden}
    figures = fit_to_show(indicator, [delivery], anew=frozenset(hidden))
    return _rows(indicator, measure, delivery, figures)
