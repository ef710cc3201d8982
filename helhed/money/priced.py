"""Taking a price from the register into a form: chosen on the page, without a script."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from helhed.decisions.prices import Offer, offers_on
from helhed.money.amounts import kroner
from helhed.money.expected import TIMES_A_YEAR
from helhed.money.forms_expected import HOUR, offered


@dataclass(frozen=True)
class Taken:
    """The prices that can be taken on the day, the one that was, and what the form begins with."""

    on: date
    offers: list[Offer]
    offer: Offer | None = None
    initial: dict[str, Any] = field(default_factory=dict)
    # Kroner in a whole year at this price, or nothing where it has no yearly sum.
    yearly: str = ""


def take_price(
    request: HttpRequest,
    *,
    usual_day: date,
    first: tuple[str, ...] = (),
    hours: Decimal | None = None,
    per: str = "",
) -> Taken:
    """By `?price=code&on=day` of the address, else the price of what the draft names (`first`).

    `per` leaves only prices for the same unit.
    """
    on = _day(request.GET.get("on", "")) or usual_day
    offers = [row for row in offers_on(on, first=first) if per in ("", row.per)]
    asked = request.GET.get("price", "")
    wanted = (asked,) if asked else first
    offer = next((row for row in offers if row.code in wanted), None)
    initial = {"from_day": on, **offered(offer, hours)} if offer else {}
    return Taken(on, offers, offer, initial, _yearly(offer, hours))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _yearly(offer: Offer | None, hours: Decimal | None) -> str:
    if offer is None:
        return ""
    times: Decimal | None = None
    if offer.per == HOUR and hours:
        times = hours * TIMES_A_YEAR["week"]
    elif offer.per in TIMES_A_YEAR:
        times = Decimal(TIMES_A_YEAR[offer.per])
    return kroner(int(offer.oere * times)).removesuffix(",00") if times else ""
