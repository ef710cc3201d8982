"""Codes of Fælles Faglige Begreber that a plan uses, with their short Danish labels.

The labels are the terms themselves, so they are Danish in every language of the page.
Source: KL, CareSocialCodes and urn:oid:1.2.208.176.2.22; codes and terms only, no definitions.
"""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

CODES = Path(__file__).parent / "data" / "ffb.csv"


@dataclass(frozen=True)
class Code:
    """`kind` is theme, change, service or facility; `group` is the term above it."""

    kind: str
    code: str
    label: str
    group: str


@cache
def codes() -> tuple[Code, ...]:
    with CODES.open(encoding="utf-8", newline="") as file:
        return tuple(Code(*row) for row in list(csv.reader(file))[1:])


def label(code: str) -> str:
    """The short Danish term of a code, or an empty string for a code we do not ship."""
    return _labels().get(code, "")


@cache
def _labels() -> dict[str, str]:
    return {row.code: row.label for row in codes()}


def choices(*kinds: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped choices for a form. Shape: [(group, [(code, label)])]."""
    rows = [row for row in codes() if row.kind in kinds]
    return [
        (group, [(row.code, row.label) for row in some])
        for group, some in groupby(rows, key=lambda row: row.group)
    ]
