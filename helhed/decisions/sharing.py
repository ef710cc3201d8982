"""Who may tell whom what, on which basis: the matrix of law.md 12.3, kept as data."""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from helhed.citizens.models import Citizen, Consent

MATRIX = Path(__file__).parent / "fixtures" / "sharing_matrix.csv"
ANYONE = "anyone"


class Default(StrEnum):
    """What holds when nobody has said anything."""

    ALLOWED = "allowed"
    MINIMUM = "minimum"
    CONSENT = "consent"
    CONSENT_OR_GROUND = "consent_or_ground"
    CONSENT_OR_EXCEPTION = "consent_or_exception"
    CITIZEN_WISH = "citizen_wish"
    CASE_BY_CASE = "case_by_case"
    DUTY = "duty"
    WITHOUT_PERSONS = "without_persons"
    NEVER = "never"


@dataclass(frozen=True)
class Flow:
    """One row of the matrix; `basis` is what is recorded when something is told."""

    giver: str
    receiver: str
    situation: str
    default: Default
    consent_kind: str
    basis: str


@cache
def matrix() -> tuple[Flow, ...]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return tuple(_flow(row) for row in csv.DictReader(file))


def _flow(row: dict[str, str]) -> Flow:
    return Flow(
        giver=row["giver"],
        receiver=row["receiver"],
        situation=row["situation"],
        default=Default(row["default"]),
        consent_kind=row["consent_kind"],
        basis=row["basis"],
    )


def flow(giver: str, receiver: str) -> Flow | None:
    """The row for these two, or for anyone as giver; None where no row is known."""
    there = [row for row in matrix() if row.receiver == receiver]
    exact = [row for row in there if row.giver == giver]
    return next(iter(exact or [row for row in there if row.giver == ANYONE]), None)


def may_tell(
    giver: str,
    receiver: str,
    *,
    citizen: Citizen,
    on: date,
    ground: str = "",
    wished: bool = False,
) -> bool:
    """Whether something may be told on the day. What no row knows of is closed.

    `ground` is the exception or the legal ground in words, `wished` that the citizen asked for it.
    """
    row = flow(giver, receiver)
    if row is None:
        return False
    always = (Default.ALLOWED, Default.MINIMUM, Default.DUTY)
    by_ground = (Default.CONSENT_OR_GROUND, Default.CONSENT_OR_EXCEPTION, Default.CASE_BY_CASE)
    if row.default in always:
        return True
    if row.default in by_ground and ground.strip():
        return True
    if row.default == Default.CITIZEN_WISH:
        return wished
    return bool(row.consent_kind) and _consents(row, citizen, on)


def _consents(row: Flow, citizen: Citizen, on: date) -> bool:
    valid = Consent.objects.valid_on(on).filter(citizen=citizen, kind=row.consent_kind)
    return valid.exists()
