"""Saying what is followed, how it is computed, and where it is to go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.insights.delivering import COUNTS, Unit, deliverer
from helhed.insights.suppression import DEFAULT_THRESHOLD
from helhed.strategy.models import Criterion, Definition, Goal, Indicator, Initiative, Party


class CountsPeople(Refused):
    message = _("The measure counts what happens to people: counts below 5 are always hidden.")


class NoSuchCategory(Refused):
    message = _("The measure has no such category.")


class OnePeriodEach(Refused):
    message = _(
        "The measure is followed by another length of period already. Two lengths side by side "
        "would tell of the few people in between."
    )


class HasRetired(Refused):
    message = _("The indicator is no longer followed.")


class NothingNew(Refused):
    message = _("The definition is the same as before.")


UNIT_OF = {
    Unit.PERSONS: Indicator.Unit.PERSONS,
    Unit.TIMES: Indicator.Unit.TIMES,
    Unit.MEAN: Indicator.Unit.MEAN,
    Unit.SHARE: Indicator.Unit.SHARE,
    Unit.DAYS: Indicator.Unit.DAYS,
}


@dataclass(frozen=True)
class Target:
    """Where the indicator is to go, and from where. A baseline of None: nobody knows yet."""

    kind: str
    number: Decimal | None = None
    text: str = ""
    by_day: date | None = None
    baseline: Decimal | None = None
    baseline_period: str = ""


@dataclass(frozen=True)
class Links:
    """What an indicator tells about."""

    goals: Iterable[Goal] = ()
    initiatives: Iterable[Initiative] = ()
    criteria: Iterable[Criterion] = ()


@transaction.atomic
def define_indicator(
    *,
    by: User,
    title: str,
    direction: str,
    frequency: str,
    target: Target,
    unit: str = "",
    text: str = "",
    source: str = "",
    threshold: int = DEFAULT_THRESHOLD,
    zero_shown: bool = False,
    measure: str = "",
    category: str = "",
    owner: User | None = None,
    department: Party | None = None,
    links: Links = Links(),
    public: bool = False,
) -> Indicator:
    """Follow something from now on. With a `measure`, unit, definition and source are its own.

    Raises CountsPeople when a measure's small counts were to be shown.
    """
    indicator = Indicator(
        title=" ".join(title.split()),
        unit=unit,
        direction=direction,
        frequency=frequency,
        measure=measure,
        category=category,
        owner=owner,
        department=department,
        public=public,
        **_target_fields(target),
    )
    definition = Definition(
        indicator=indicator,
        number=1,
        text=text.strip(),
        source=source.strip(),
        threshold=threshold,
        zero_shown=zero_shown,
        written_by=by,
    )
    if measure:
        _take_from_measure(indicator, definition)
    checked(indicator).save()
    checked(definition).save()
    _set_links(indicator, links)
    audit.record("strategy.define_indicator", by=by, obj=indicator, measure=measure)
    return indicator


def _take_from_measure(indicator: Indicator, definition: Definition) -> None:
    measure = deliverer(indicator.measure)
    if definition.threshold < DEFAULT_THRESHOLD:
        raise CountsPeople
    known = measure.categories if measure.unit in COUNTS else {}
    if indicator.category and indicator.category not in known:
        raise NoSuchCategory
    others = Indicator.objects.filter(measure=measure.name).exclude(pk=indicator.pk)
    if measure.unit not in COUNTS and others.exclude(frequency=indicator.frequency).exists():
        raise OnePeriodEach
    indicator.unit = UNIT_OF[measure.unit]
    definition.text = definition.text or str(measure.definition)
    definition.source = definition.source or str(measure.source)
    definition.measure, definition.measure_version = measure.name, measure.version
    # Two indicators of one measure must hide alike, or one gives away what the other hides.
    definition.threshold, definition.zero_shown = DEFAULT_THRESHOLD, measure.zero_shown


def _target_fields(target: Target) -> dict[str, Any]:
    return {
        "target_kind": target.kind,
        "target": target.number,
        "target_text": target.text.strip(),
        "target_on": target.by_day,
        "baseline": target.baseline,
        "baseline_period": target.baseline_period.strip(),
    }


def _set_links(indicator: Indicator, links: Links) -> None:
    indicator.goals.set(links.goals)
    indicator.initiatives.set(links.initiatives)
    indicator.criteria.set(links.criteria)


@transaction.atomic
def edit_indicator(
    indicator: Indicator,
    *,
    by: User,
    based_on: int,
    title: str,
    target: Target,
    owner: User | None = None,
    department: Party | None = None,
    public: bool = False,
    links: Links | None = None,
) -> Indicator:
    """Change where it is to go, who answers for it and what it tells about; not what is counted.

    Raises Conflict with both texts when somebody changed it since version `based_on`.
    """
    fields: dict[str, Any] = {
        "title": " ".join(title.split()),
        "owner": owner,
        "department": department,
        "public": public,
        **_target_fields(target),
    }
    check_fields(indicator, **fields)
    save_if_unchanged(indicator, based_on=based_on, **fields)
    if links is not None:
        _set_links(indicator, links)
    audit.record("strategy.edit_indicator", by=by, obj=indicator, version=indicator.version)
    return indicator


@transaction.atomic
def redefine_indicator(
    indicator: Indicator,
    *,
    by: User,
    based_on: int,
    text: str,
    source: str,
    why: str,
    in_force_from: date,
    threshold: int = DEFAULT_THRESHOLD,
    zero_shown: bool = False,
) -> Definition:
    """Count otherwise from now on. Values keep the version they were computed by.

    For an indicator that a measure feeds, the measure's own version and words are taken anew where
    `text` and `source` are empty.
    """
    if indicator.retired_on:
        raise HasRetired
    before = indicator.definition
    definition = Definition(
        indicator=indicator,
        number=before.number + 1,
        text=text.strip(),
        source=source.strip(),
        threshold=threshold,
        zero_shown=zero_shown,
        why=why.strip(),
        written_by=by,
        in_force_from=in_force_from,
    )
    if indicator.measure:
        _take_from_measure(indicator, definition)
    if _says(definition) == _says(before):
        raise NothingNew
    save_if_unchanged(indicator, based_on=based_on, definition_version=definition.number)
    checked(definition).save()
    audit.record("strategy.redefine_indicator", by=by, obj=indicator, number=definition.number)
    return definition


def _says(definition: Definition) -> tuple[Any, ...]:
    return (
        definition.text,
        definition.source,
        definition.measure_version,
        definition.threshold,
        definition.zero_shown,
    )


@transaction.atomic
def retire_indicator(indicator: Indicator, *, by: User, on: date) -> Indicator:
    """Follow it no longer. What was published stands."""
    if indicator.retired_on:
        raise HasRetired
    save_if_unchanged(indicator, based_on=indicator.version, retired_on=on)
    audit.record("strategy.retire_indicator", by=by, obj=indicator, on=on)
    return indicator
