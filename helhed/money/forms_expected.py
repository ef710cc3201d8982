"""What a caseworker is asked about the price of help, before the decision."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from helhed.decisions.models import Price
from helhed.decisions.prices import Offer
from helhed.money.amounts import PARTS, kroner
from helhed.money.forms import PERCENT, Kroner
from helhed.money.models import Cost, Payer
from helhed.money.verbs import Part

WHOLE = Decimal(100)
HOUR = Price.Per.HOUR


class ExpectForm(forms.Form):
    """A price, its period, and at most two payers; an economist divides it further."""

    sections: ClassVar = {"payer": _("Who pays?")}

    oere = Kroner(label=_("Price in kroner"))
    per = forms.ChoiceField(label=_("For each"), choices=[], initial=Cost.Per.MONTH)
    hours_a_week = forms.DecimalField(
        label=_("Hours a week, when it is a price for an hour"),
        min_value=0,
        max_value=168,
        decimal_places=1,
        localize=True,
        required=False,
    )
    source = forms.CharField(
        label=_("Where does the price stand?"),
        max_length=300,
        required=False,
        help_text=_("Filled in when you take a price from the register."),
    )
    from_day = forms.DateField(label=_("From"))
    until_day = forms.DateField(
        label=_("The first day it costs nothing"),
        required=False,
        help_text=_("Leave it empty: no end date."),
    )
    provider = forms.CharField(
        label=_("Who gives the help"),
        max_length=120,
        required=False,
        help_text=_("A house or a firm. No names of persons: the economists read it."),
    )
    payer = forms.ChoiceField(label=_("Payer"), choices=[])
    payer_name = forms.CharField(
        label=_("Which one, if it is not your own"), max_length=120, required=False
    )
    percent = forms.DecimalField(
        label=_("How much of it, percent"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        localize=True,
        initial=WHOLE,
    )
    other = forms.ChoiceField(label=_("Who pays the rest?"), choices=[], required=False)

    def __init__(self, *args: Any, offer: Offer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        payers = [(value, capfirst(str(label))) for value, label in Payer.choices]
        per = [(value, capfirst(str(label))) for value, label in Cost.Per.choices]
        self._choose("per", [(HOUR, capfirst(str(Price.Per.HOUR.label))), *per])
        self._choose("payer", payers)
        self._choose("other", [("", _("Nobody else")), *payers])
        fill_in(self, offer)

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        if cleaned.get("per") == HOUR and not cleaned.get("hours_a_week"):
            self.add_error("hours_a_week", _("Write how many hours a week."))
        if self.errors:
            return cleaned
        cleaned = by_the_week(cleaned)
        percent, other = cleaned.pop("percent"), cleaned.pop("other")
        payer, name = cleaned.pop("payer"), cleaned.pop("payer_name")
        if other == payer and not name:
            self.add_error("other", _("The two payers are the same. Choose another."))
        elif percent < WHOLE and not other:
            self.add_error("other", _("Say who pays the rest: together they make 100 percent."))
        return {**cleaned, "parts": _parts(payer, name, percent, other)}


def fill_in(form: forms.Form, offer: Offer | None) -> None:
    """Fields that a price from the register fills in: an older text of the page is not put back."""
    if offer is not None:
        for name in ("oere", "per", "source", "from_day"):
            if name in form.fields:
                form.fields[name].widget.attrs["data-keep"] = "off"


def by_the_week(cleaned: dict[str, Any]) -> dict[str, Any]:
    """A price for an hour becomes one for a week, and says so."""
    hours = cleaned.pop("hours_a_week", None)
    if cleaned["per"] != HOUR:
        return cleaned
    said = _("%(hours)s hours a week at %(price)s kr.") % {
        "hours": number_format(hours.normalize(), use_l10n=True),
        "price": kroner(cleaned["oere"]),
    }
    source = "; ".join(part for part in (cleaned["source"][:220], said) if part)
    oere = int((cleaned["oere"] * hours).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return {**cleaned, "oere": oere, "per": Cost.Per.WEEK, "source": source}


def offered(offer: Offer | None, hours: Decimal | None) -> dict[str, Any]:
    """What the form begins with when a price is taken from the register."""
    if offer is None:
        return {}
    amount = {"oere": kroner(offer.oere), "per": offer.per, "source": offer.source}
    return {**amount, "hours_a_week": hours} if offer.per == HOUR else amount


def _parts(payer: str, name: str, percent: Decimal, other: str) -> list[Part]:
    first = int(percent * PARTS / PERCENT)
    parts = [Part(payer, first, name), Part(other, PARTS - first)]
    return [part for part in parts if part.parts and part.payer]


def usual(*, from_day: date | None, provider: str, refund: Decimal | None) -> dict[str, Any]:
    """What the form begins with: the draft's own days, and the refund of the paragraph."""
    initial: dict[str, Any] = {"from_day": from_day, "provider": provider}
    if refund:
        rest = WHOLE - refund
        whole = rest.to_integral_value()
        initial |= {"percent": whole if whole == rest else rest, "other": Payer.STATE}
    return initial
