"""Codes of Fælles Faglige Begreber that an assessment uses, with their short Danish labels.

The labels are the terms themselves, so they are Danish in every language of the page.
Source: KL, urn:oid:1.2.208.176.2.22 of 30 May 2024; codes and terms only, no definitions.
"""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

CODES = Path(__file__).parent / "data" / "ffb.csv"
# A level says "not assessed" with this number; the code of KL is another in each value set.
NOT_ASSESSED = 9
# Only what the citizen does in daily life carries a level of function in KL's reporting.
ACTIVITY = "AD"


@dataclass(frozen=True)
class Code:
    """`kind` is theme, condition, severity, support_need, target_group or informer.

    `group` is the code of the theme for a condition, else the term above it. `value` is 0-4 or 9
    for a level, and the area (FF, AD, O) for a condition.
    """

    kind: str
    code: str
    label: str
    group: str
    value: str


@cache
def codes() -> tuple[Code, ...]:
    with CODES.open(encoding="utf-8", newline="") as file:
        return tuple(Code(*row) for row in list(csv.reader(file))[1:])


def of_kind(kind: str) -> list[Code]:
    return [row for row in codes() if row.kind == kind]


@cache
def _by_code() -> dict[str, Code]:
    return {row.code: row for row in codes()}


def code(code: str, kind: str) -> Code:
    """The code of that kind. Raises KeyError for a code we do not ship, or of another kind."""
    found = _by_code()[code]
    if found.kind != kind:
        raise KeyError(code)
    return found


def label(code: str) -> str:
    """The short Danish term, or an empty string for a code we do not ship."""
    return _by_code()[code].label if code in _by_code() else ""


def carries_level(condition: str) -> bool:
    """Whether a level of function belongs to the condition."""
    return code(condition, "condition").value == ACTIVITY


def level_code(kind: str, number: int) -> str:
    """The code of KL for a level 0-4, or 9 for not assessed. Raises KeyError."""
    return {row.value: row.code for row in of_kind(kind)}[str(number)]


def level_label(kind: str, number: int | None) -> str:
    """The words of a level; a level nobody has set has none."""
    return "" if number is None else label(level_code(kind, number))


def conditions_of(theme: str) -> list[Code]:
    return [row for row in of_kind("condition") if row.group == theme]


def choices(kind: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped choices for a form. Shape: [(group, [(code, label)])]."""
    rows = of_kind(kind)
    if kind == "condition":
        return [
            (theme.label, [(row.code, row.label) for row in conditions_of(theme.code)])
            for theme in of_kind("theme")
        ]
    rows.sort(key=lambda row: row.group)
    return [
        (group, [(row.code, row.label) for row in some])
        for group, some in groupby(rows, key=lambda row: row.group)
    ]
