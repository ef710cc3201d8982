"""Asking the registers: what is in force on a day. Reads only."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from helhed.core.errors import Refused
from helhed.decisions.models import Authority, CaseTypeDeadline, Facility, LegalBasis, Parameter


class NotInForce(Refused):
    """No row of that code is in force on the day; a register misses a period."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(f"{code}: ingen regel gælder {on.isoformat()}. Ret registeret.")


@dataclass
class AtHand:
    """The numbers and the authorities of one day, asked for once each."""

    day: date
    numbers: dict[str, Parameter] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)


_at_hand: ContextVar[AtHand | None] = ContextVar("helhed_registers_at_hand", default=None)


@contextmanager
def at_hand(day: date) -> Iterator[None]:
    """While a page is made, ask each register once for all its rows of the day.

    For pages that only read: a rule added meanwhile is seen on the next page.
    """
    token = _at_hand.set(AtHand(day))
    try:
        yield
    finally:
        _at_hand.reset(token)


def find_parameter(code: str, *, on: date) -> Parameter | None:
    """The whole row of a number in force on the day, or None: with its unit, level and source."""
    here = _at_hand.get()
    if here is None or here.day != on:
        row: Parameter | None = Parameter.objects.with_code(code, on=on)
        return row
    if not here.numbers:
        here.numbers = {row.code: row for row in Parameter.objects.on(on)}
    return here.numbers.get(code)


def find_authority(code: str, *, on: date) -> Authority | None:
    """The authority of that code on the day, or None."""
    here = _at_hand.get()
    if here is None or here.day != on:
        row: Authority | None = Authority.objects.with_code(code, on=on)
        return row
    if not here.authorities:
        here.authorities = {row.code: row for row in Authority.objects.on(on)}
    return here.authorities.get(code)


def parameter(code: str, *, on: date) -> Decimal:
    """The number in force on the day. Raises NotInForce. Unit: as the register says."""
    row = find_parameter(code, on=on)
    if row is None:
        raise NotInForce(code, on)
    return row.value


def whole(code: str, *, on: date) -> int:
    """The same for days, weeks, hours and years, which are whole numbers."""
    return int(parameter(code, on=on))


def weeks(code: str, *, on: date) -> timedelta:
    return timedelta(weeks=whole(code, on=on))


def legal_basis(code: str, *, on: date) -> LegalBasis:
    """The paragraph as it reads on the day. Raises NotInForce."""
    row: LegalBasis | None = LegalBasis.objects.with_code(code, on=on)
    if row is None:
        raise NotInForce(code, on)
    return row


def authority(code: str, *, on: date) -> Authority:
    row = find_authority(code, on=on)
    if row is None:
        raise NotInForce(code, on)
    return row


def facility(code: str, *, on: date) -> Facility | None:
    row: Facility | None = Facility.objects.with_code(code, on=on)
    return row


def answer_days(case_type: str, *, on: date) -> int | None:
    """The council's own deadline for the kind of case, in days; None where none is published."""
    row: CaseTypeDeadline | None = CaseTypeDeadline.objects.with_code(case_type, on=on)
    return row.days if row else None
