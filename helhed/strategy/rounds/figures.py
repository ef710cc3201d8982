"""The indicators and hearings of a plan, as a round's picture, its paper and all pages tell them.

A figure is {"id", "title", "unit", "definition", "source", "direction", "columns": names of parts,
"rows": [{"period", "first_day", "last_day", "parts": [cell], "total": cell, "missing"}],
"now": cell with "period" or None, "before": the same, "baseline", "target", "target_value"};
a cell is {"value", "state": "known" | "hidden" | "missing", "hidden", "said"}. Only what is
published.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from helhed.design import words
from helhed.strategy.models import (
    ActionPlan,
    Definition,
    Hearing,
    Indicator,
    IndicatorValue,
    Reply,
)

Figure = dict[str, Any]
Cell = dict[str, Any]
# What is said of a share, and of a mean, has a decimal only where it tells something.
DECIMALS = {"share": 0, "mean": 1}


def figures_of(plan: ActionPlan, *, on: date, public: bool = False) -> list[Figure]:
    """The figures that the plan's goals and initiatives are followed by, with published values.

    `public` leaves out those that are not shown to everybody.
    """
    wanted = Indicator.objects.running().filter(
        Q(initiatives__plan=plan) | Q(goals__policy=plan.policy_id)
    )
    if public:
        wanted = wanted.filter(public=True)
    indicators = list(wanted.distinct())
    values = IndicatorValue.objects.filter(indicator__in=indicators, first_day__lte=on)
    rows: defaultdict[Any, list[IndicatorValue]] = defaultdict(list)
    for value in values.published().latest_editions().in_order():
        rows[value.indicator_id].append(value)
    definitions = {
        (one.indicator_id, one.number): one
        for one in Definition.objects.filter(indicator__in=indicators)
    }
    return [
        figure(one, rows[one.pk], definitions.get((one.pk, one.definition_version)))
        for one in indicators
    ]


def figure(
    indicator: Indicator, values: Iterable[IndicatorValue], definition: Definition | None
) -> Figure:
    """One indicator with the values given, the oldest period first."""
    periods: dict[tuple[date, date], list[IndicatorValue]] = {}
    for value in values:
        periods.setdefault(value.period, []).append(value)
    names = _parts(periods.values())
    if len(names) == 1 and all(_says_it_twice(found) for found in periods.values()):
        names = {}
    rows = [_row(indicator, period, found, names) for period, found in sorted(periods.items())]
    return {
        "id": str(indicator.pk),
        "title": indicator.title,
        "unit": str(indicator.get_unit_display()),
        "definition": definition.text if definition else "",
        "source": definition.source if definition else "",
        "direction": indicator.direction,
        "columns": list(names.values()),
        "rows": rows,
        "now": _at(rows, -1),
        "before": _at(rows, -2),
        "baseline": _baseline(indicator),
        "target": _target(indicator),
        "target_value": float(indicator.target) if indicator.target is not None else None,
    }


def _parts(periods: Iterable[list[IndicatorValue]]) -> dict[str, str]:
    """{category: its name}, in the order they are shown."""
    found = {
        value.category: (value.place, value.label or value.category)
        for values in periods
        for value in values
        if value.category
    }
    return {key: name for key, (_place, name) in sorted(found.items(), key=lambda one: one[1])}


def _says_it_twice(values: list[IndicatorValue]) -> bool:
    """An only part that is the whole: one column tells it."""
    return len(values) > 1 and len({(value.state, value.number) for value in values}) == 1


def _row(
    indicator: Indicator,
    period: tuple[date, date],
    values: list[IndicatorValue],
    names: dict[str, str],
) -> dict[str, Any]:
    by_category = {value.category: value for value in values}
    whole = by_category.get("")
    share = whole.missing_share if whole else None
    return {
        "period": said_period(*period),
        "first_day": period[0].isoformat(),
        "last_day": period[1].isoformat(),
        "parts": [cell(indicator, by_category.get(key)) for key in names],
        "total": cell(indicator, whole),
        "missing": f"{words.number(share)} %" if share is not None else "",
        "missing_share": float(share) / 100 if share is not None else None,
    }


def cell(indicator: Indicator, value: IndicatorValue | None) -> Cell:
    """One figure: known, hidden or missing. Hidden is not zero, and missing is neither."""
    if value is None or value.is_missing:
        return {"value": None, "state": "missing", "hidden": False, "said": _("not known")}
    if value.is_hidden or value.number is None:
        return {"value": None, "state": "hidden", "hidden": True, "said": _("hidden")}
    number = value.number
    said = words.number(number, DECIMALS.get(indicator.unit, 0))
    if indicator.unit == Indicator.Unit.SHARE:
        said = f"{said} %"
    return {"value": float(number), "state": "known", "hidden": False, "said": said}


def _at(rows: list[dict[str, Any]], place: int) -> dict[str, Any] | None:
    return (
        {**rows[place]["total"], "period": rows[place]["period"]} if len(rows) >= -place else None
    )


def _baseline(indicator: Indicator) -> str:
    if indicator.baseline is None:
        return ""
    return f"{words.number(indicator.baseline)} {indicator.baseline_period}".strip()


def _target(indicator: Indicator) -> str:
    if indicator.target is not None:
        said = words.number(indicator.target)
        return f"{said} %" if indicator.unit == Indicator.Unit.SHARE else said
    if indicator.target_kind == Indicator.Target.DIRECTION:
        return str(indicator.get_direction_display())
    return indicator.target_text


def said_period(first: date, last: date) -> str:
    """`2025`, `1. halvår 2025`, `2. kvartal 2025`, a month, else both days."""
    following = last + timedelta(days=1)
    months = (following.year - first.year) * 12 + following.month - first.month
    whole = first.day == 1 and following.day == 1
    if whole and months == 12 and first.month == 1:
        return str(first.year)
    if whole and months == 6 and first.month in (1, 7):
        half = {1: _("1st half of %(year)s"), 7: _("2nd half of %(year)s")}[first.month]
        return half % {"year": first.year}
    if whole and months == 3 and first.month % 3 == 1:
        return _("quarter %(number)s of %(year)s") % {
            "number": first.month // 3 + 1,
            "year": first.year,
        }
    return f"{words.plain_day(first, last)}–{words.plain_day(last, first)}"


def hearings_of(plan: ActionPlan, *, public: bool = False) -> list[dict[str, Any]]:
    """Shape: [{"id", "council", "title", "due_on", "points": [{"text", "answer", "because",
    "became", "change"}]}], answers as words in code; empty where there is none yet.
    """
    found = Hearing.objects.filter(Q(plan=plan) | Q(policy=plan.policy_id))
    if public:
        found = found.filter(public=True)
    rows = found.select_related("council").prefetch_related("responses__points__reply")
    return [
        {
            "id": str(one.pk),
            "council": one.council.name,
            "title": one.question,
            "due_on": one.deadline.isoformat(),
            "points": [
                _point(point) for response in one.responses.all() for point in response.points.all()
            ],
        }
        for one in rows.by_deadline()
    ]


def _point(point: Any) -> dict[str, str]:
    reply: Reply | None = getattr(point, "reply", None)
    return {
        "text": point.words,
        "answer": reply.outcome if reply else "",
        "because": reply.why if reply else "",
        "became": reply.became if reply else "",
        "change": reply.change if reply else "",
    }
