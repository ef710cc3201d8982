"""Asking the registers: what is in force on a day. Reads only."""

from datetime import date, timedelta
from decimal import Decimal

from helhed.core.errors import Refused
from helhed.decisions.models import Authority, CaseTypeDeadline, Facility, LegalBasis, Parameter


class NotInForce(Refused):
    """No row of that code is in force on the day; a register misses a period."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(f"{code}: ingen regel gælder {on.isoformat()}. Ret registeret.")


def parameter(code: str, *, on: date) -> Decimal:
    """The number in force on the day. Raises NotInForce. Unit: as the register says."""
    row: Parameter | None = Parameter.objects.with_code(code, on=on)
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
    row: Authority | None = Authority.objects.with_code(code, on=on)
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
