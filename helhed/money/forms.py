"""What we ask about money."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from helhed.money import som
from helhed.money.amounts import PARTS, kroner, read_kroner
from helhed.money.models import BusinessCase, Cost, Payer
from helhed.money.verbs import Part

PERCENT = Decimal(100)
LONGEST_NAME = 200
ROWS = 4


class Kroner(forms.CharField):
    """An amount as Danes write it; cleans to øre."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_kroner(text)
        except ValueError as error:
            raise forms.ValidationError(_("Write an amount such as 1.234,50.")) from error


class BudgetForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    payer = forms.ChoiceField(label=_("Payer"), choices=Payer.choices)
    basis_code = forms.CharField(label=_("Legal basis, if not all"), max_length=70, required=False)
    oere = Kroner(label=_("Amount in kroner"))
    source = forms.CharField(label=_("Where does it stand?"), max_length=200)


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"), help_text=_("CSV with the columns udgift;måned;beløb;tekst. At most 5 MB.")
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        shown = "".join(sign for sign in file.name or "" if sign.isprintable())
        file.name = shown[-LONGEST_NAME:]
        return file


class MonthForm(forms.Form):
    month = forms.DateField(label=_("Any day in the month"))


class ReverseForm(forms.Form):
    because = forms.CharField(label=_("Why?"), max_length=200)


class GiveUpForm(forms.Form):
    because = forms.CharField(
        label=_("Why will it not come?"),
        max_length=200,
        help_text=_("No names of persons: all economists read it."),
    )


class EndForm(forms.Form):
    until_day = forms.DateField(label=_("The first day it costs nothing"))


class ChangeForm(forms.Form):
    oere = Kroner(label=_("New price in kroner"))
    from_day = forms.DateField(label=_("From"))
    source = forms.CharField(label=_("Where does the price stand?"), max_length=300, required=False)


class DivideForm(forms.Form):
    """Percent for each payer; together 100."""

    # All are asked; who pays nothing is left at 0.
    bare = True

    def __init__(self, *args: Any, cost: Cost, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = {share.payer: Decimal(share.parts) / PERCENT for share in cost.shares.all()}
        for payer in Payer:
            self.fields[payer.value] = forms.DecimalField(
                label=_("%(payer)s, percent") % {"payer": capfirst(str(payer.label))},
                min_value=0,
                max_value=100,
                decimal_places=2,
                localize=True,
                required=False,
                initial=now.get(payer.value, 0),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        percent = {payer: cleaned.get(payer) or Decimal(0) for payer in Payer.values}
        parts = [Part(p, int(share * PARTS / PERCENT)) for p, share in percent.items() if share]
        return {"parts": parts}


def _share(label: Any, initial: str, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=100,
        decimal_places=1,
        initial=initial,
        localize=True,
        **kwargs,
    )


class BusinessCaseForm(forms.Form):
    """Assumptions in plain rows; percent as people write them."""

    title = forms.CharField(label=_("What is it about?"), max_length=160)
    people = forms.IntegerField(label=_("How many people?"), min_value=1)
    years = forms.IntegerField(
        label=_("Over how many years?"), min_value=1, max_value=20, initial=5
    )
    effect = _share(_("How many get the effect, percent"), "")
    deadweight = _share(_("How many would have got it anyhow, percent"), "0")
    lasts = _share(_("How much of it is left a year later, percent"), "80")
    rate = _share(_("Discount rate, percent"), "3.5", help_text=_("The Ministry of Finance: 3,5."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: BusinessCase | None = None, **kwargs: Any) -> None:
        if case is not None:
            kwargs["initial"] = _initial(case)
        super().__init__(*args, **kwargs)
        self.sections: dict[str, Any] = {f"cost-0-{som.PUBLIC[0]}": _("What the effort costs")}
        for year, label in (("0", _("first year")), ("1", _("each year after"))):
            for payer in som.PUBLIC:
                self.fields[f"cost-{year}-{payer}"] = Kroner(
                    label=_("Cost, %(year)s, %(payer)s, in kroner")
                    % {"year": label, "payer": Payer(payer).label},
                    required=False,
                )
        for row in range(ROWS):
            self._consequence(row)

    def _consequence(self, row: int) -> None:
        number = {"number": row + 1}
        self.sections[f"what-{row}"] = _("What follows: %(number)s") % number
        self.fields[f"what-{row}"] = forms.CharField(
            label=_("Consequence %(number)s") % number, max_length=120, required=False
        )
        self.fields[f"unit-{row}"] = forms.CharField(
            label=_("Unit of consequence %(number)s") % number, max_length=40, required=False
        )
        self.fields[f"change-{row}"] = forms.DecimalField(
            label=_("Change for one person a year, consequence %(number)s") % number,
            help_text=_("Less is negative."),
            localize=True,
            required=False,
        )
        for payer in som.PUBLIC:
            self.fields[f"price-{row}-{payer}"] = Kroner(
                label=_("Price of a unit, consequence %(number)s, %(payer)s")
                % {**number, "payer": Payer(payer).label},
                required=False,
            )
        self.fields[f"source-{row}"] = forms.CharField(
            label=_("Source of consequence %(number)s") % number, max_length=300, required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        return {
            "title": cleaned.get("title", ""),
            "based_on": cleaned.get("version") or 1,
            "assumptions": {} if self.errors else _assumptions(cleaned),
        }


def _kr(oere: int | None) -> str:
    return str(Decimal(oere or 0) / 100)


def _assumptions(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The shape `som.read` describes."""
    first, after = (
        {payer: _kr(cleaned.get(f"cost-{year}-{payer}")) for payer in som.PUBLIC} for year in "01"
    )
    return {
        "people": cleaned["people"],
        "years": cleaned["years"],
        **{
            name: str(cleaned[name] / PERCENT) for name in ("effect", "deadweight", "lasts", "rate")
        },
        "costs": [first] + [after] * cleaned["years"],
        "consequences": [_row(cleaned, row) for row in range(ROWS) if cleaned.get(f"what-{row}")],
    }


def _row(cleaned: Mapping[str, Any], row: int) -> dict[str, Any]:
    return {
        "what": cleaned[f"what-{row}"],
        "unit": cleaned[f"unit-{row}"],
        "change": str(cleaned.get(f"change-{row}") or 0),
        "prices": {payer: _kr(cleaned.get(f"price-{row}-{payer}")) for payer in som.PUBLIC},
        "source": cleaned[f"source-{row}"],
    }


def _initial(case: BusinessCase) -> dict[str, Any]:
    data = case.assumptions
    found: dict[str, Any] = {
        name: Decimal(data[name]) * PERCENT for name in ("effect", "deadweight", "lasts", "rate")
    }
    found = {name: _short(share) for name, share in found.items()}
    found |= {"title": case.title, "people": data["people"], "years": data["years"]}
    found["version"] = case.version
    for year, costs in enumerate(data["costs"][:2]):
        found |= {f"cost-{year}-{payer}": _shown(amount) for payer, amount in costs.items()}
    for row, line in enumerate(data["consequences"][:ROWS]):
        found |= {f"{name}-{row}": line[name] for name in ("what", "unit", "change", "source")}
        found |= {f"price-{row}-{p}": _shown(amount) for p, amount in line["prices"].items()}
    return found


def _short(share: Decimal) -> Decimal:
    """55 and 3,5 as people write them, not 55,00 and 3,500."""
    whole = share.to_integral_value()
    return whole if whole == share else share.normalize()


def _shown(amount: str) -> str:
    return kroner(int(Decimal(amount) * 100))
