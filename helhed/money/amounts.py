"""Øre, months and parts: whole numbers all the way, so that sums always meet."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

PARTS = 10_000
AMOUNT = re.compile(r"-?\d{1,13}(\.\d{1,2})?")
DAYS_A_WEEK = 7
# What spreadsheets and people write before an amount.
MINUS = "\N{MINUS SIGN}"


def divide(oere: int, parts: Sequence[int]) -> list[int]:
    """Divide an amount by parts, to the øre; what is over goes to the largest remainders in order.

    Raises ValueError when the parts are not positive. The sum of what comes back is `oere`.
    """
    total = sum(parts)
    if total <= 0 or any(part < 0 for part in parts):
        raise ValueError(f"no parts: {parts}")
    sign, amount = (-1, -oere) if oere < 0 else (1, oere)
    shares = [amount * part // total for part in parts]
    rests = sorted(range(len(parts)), key=lambda i: (-(amount * parts[i] % total), i))
    for place in rests[: amount - sum(shares)]:
        shares[place] += 1
    return [sign * share for share in shares]


def first_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def months(first: date, last: date) -> list[date]:
    """First days of the months from that of `first` to that of `last`, both included."""
    found, month = [], first_of(first)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def days_in(month: date, *, from_day: date, until_day: date | None) -> int:
    """Days of the month within the period; `until_day` is the first day after it."""
    end = next_month(month)
    if until_day is not None:
        end = min(end, until_day)
    return max((end - max(month, from_day)).days, 0)


def due(oere: int, per: str, month: date, *, from_day: date, until_day: date | None = None) -> int:
    """What a price makes in a month, in øre, rounded half up once.

    `per` is day, week, month or once. A month that is only begun counts by its days; once falls on
    the first day.
    """
    days = days_in(month, from_day=from_day, until_day=until_day)
    if days == 0:
        return 0
    if per == "once":
        return oere if first_of(from_day) == month else 0
    whole = {
        "day": Decimal(days),
        "week": Decimal(days) / DAYS_A_WEEK,
        "month": Decimal(days) / monthrange(month.year, month.month)[1],
    }[per]
    return int((oere * whole).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def kroner(oere: int) -> str:
    """An amount as Danes write it: 1.234,50."""
    whole, rest = divmod(abs(oere), 100)
    text = f"{whole:,}".replace(",", ".") + f",{rest:02}"
    return f"{MINUS}{text}" if oere < 0 else text


def read_kroner(text: str) -> int:
    """Øre from "1.234,50", "1234.5" or "-1234". Raises ValueError for anything else."""
    plain = text.strip().replace(" ", "").replace(MINUS, "-")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1 or _groups(plain):
        plain = plain.replace(".", "")
    if not AMOUNT.fullmatch(plain):
        raise ValueError(f"no amount: {text!r}")
    return int(Decimal(plain) * 100)


def _groups(plain: str) -> bool:
    """Whether the one point stands before thousands, as in 12.500."""
    head, point, tail = plain.lstrip("-").partition(".")
    return bool(point) and len(tail) == 3 and 1 <= len(head) <= 3 and head != "0"
