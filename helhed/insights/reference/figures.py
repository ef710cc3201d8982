"""What a reference gives: for each row of a measure, lines about people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from helhed.insights.records import Asked, Contact, Facts, Stay


@dataclass(frozen=True)
class Line:
    """One person's (or house's) part of a figure: `value` of `of`, or `missing` of it."""

    row: str
    person: int | None
    value: int = 0
    of: int = 0
    missing: int = 0


Reference = Callable[[Facts, Asked], list[Line]]


def known(known_from: datetime, known_until: datetime | None, at: datetime | None) -> bool:
    """Whether the database held the row at the moment; None asks for now."""
    if at is None:
        return known_until is None
    return known_from <= at and (known_until is None or known_until > at)


def stays_of(facts: Facts, asked: Asked) -> dict[int, list[Stay]]:
    """Each person's certain stays of at least a night, as they were known, oldest first."""
    found: dict[int, list[Stay]] = {}
    for stay in facts.stays:
        if not stay.certain or stay.until_day == stay.from_night:
            continue
        if known(stay.known_from, stay.known_until, asked.known_at):
            found.setdefault(stay.person, []).append(stay)
    for stays in found.values():
        stays.sort(key=lambda stay: (stay.from_night, stay.stay))
    return found


def contacts_of(facts: Facts, asked: Asked) -> dict[int, list[Contact]]:
    found: dict[int, list[Contact]] = {}
    for contact in facts.contacts:
        if known(contact.known_from, contact.known_until, asked.known_at):
            found.setdefault(contact.person, []).append(contact)
    return found


def deaths_of(facts: Facts) -> dict[int, date]:
    return {one.person: one.deceased_on for one in facts.persons if one.deceased_on is not None}
