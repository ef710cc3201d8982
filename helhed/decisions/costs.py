"""What the help is expected to cost, and who pays: seen before one decides, kept as it was seen.

Rooms above know of money; they are asked by a dotted path, `AppConfig.what_help_costs`.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.utils import translation
from django.utils.module_loading import import_string

from helhed.decisions.models import CaseFile, Decision


@dataclass(frozen=True)
class CostLine:
    """One expected cost in words. `amounts` are kroner in each of the years of `Costs`."""

    key: str
    what: str
    provider: str
    price: str
    period: str
    payers: list[str]
    amounts: list[str]
    source: str = ""


@dataclass(frozen=True)
class Costs:
    """What a case is expected to cost: `payers` is a name and its kroner in each year."""

    years: list[str] = field(default_factory=list)
    lines: list[CostLine] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)
    payers: list[list[str]] = field(default_factory=list)


Source = Callable[[CaseFile, date], Costs]


def costs_of(decision: Decision, *, on: date) -> Costs:
    """As it was seen when it was decided, or as it is expected on the day."""
    if decision.snapshot is not None:
        return _kept(decision.snapshot.get("costs"))
    return _expected(decision.case, on)


def _expected(case: CaseFile, on: date) -> Costs:
    for config in apps.get_app_configs():
        path = getattr(config, "what_help_costs", "")
        if path:
            source: Source = import_string(path)
            return source(case, on)
    return Costs()


def _kept(stored: dict[str, Any] | None) -> Costs:
    if not stored:
        return Costs()
    lines = [CostLine(**line) for line in stored["lines"]]
    return Costs(**{**stored, "lines": lines})


def as_seen(case: CaseFile, *, on: date) -> dict[str, Any]:
    """Plain values for the snapshot, in the language of the letter."""
    with translation.override("da"):
        return asdict(_expected(case, on))
