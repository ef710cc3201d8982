"""What things cost by the register: the price of a place or of a type of help on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from helhed.decisions.models import Facility, Price, ServiceType


@dataclass(frozen=True)
class Offer:
    """A price as it is offered where a cost is written: whole kroner and øre for each `per`."""

    code: str
    name: str
    amount_dkk: Decimal
    per: str
    source: str

    @property
    def oere(self) -> int:
        return int(self.amount_dkk * 100)


def priced_things(*, on: date) -> dict[str, str]:
    """Code and name of what can have a price: places first, then types of help."""
    places = Facility.objects.on(on).filter(hidden=False).order_by("name", "id")
    types = ServiceType.objects.on(on).order_by("label", "id")
    return {
        **{row.code: row.name for row in places},
        **{row.code: row.label for row in types},
    }


def offers_on(day: date, *, first: tuple[str, ...] = ()) -> list[Offer]:
    """The prices in force on the day by name, those of the codes in `first` before the others.

    The price of a place that is named nowhere is not offered (P8).
    """
    names = priced_things(on=day)
    rows = [row for row in Price.objects.on(day) if row.code in names]
    rows.sort(key=lambda row: (row.code not in first, names[row.code]))
    return [_offer(row, names[row.code]) for row in rows]


def shown(row: Price) -> str:
    """`1.432,00 kr. / døgn`."""
    amount = number_format(row.amount_dkk, decimal_pos=2, use_l10n=True, force_grouping=True)
    return f"{amount} kr. / {row.get_per_display()}"


def _offer(row: Price, name: str) -> Offer:
    source = _("%(source)s: %(name)s, %(price)s from %(day)s") % {
        "source": row.source,
        "name": name,
        "price": shown(row),
        "day": date_format(row.from_day, "j. F Y"),
    }
    return Offer(row.code, name, row.amount_dkk, row.per, source[:300])
