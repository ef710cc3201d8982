"""What several forms of the room ask in the same way."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from helhed.strategy.verbs.parties import an_item_at_most


def long_text(label: Any, *, rows: int = 5, help_text: Any = "") -> forms.CharField:
    """A text of several lines that may be left empty."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, widget=area, help_text=help_text)


def year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1990, max_value=2100)


def kroner(label: Any, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_digits=14, decimal_places=2, localize=True
    )


class AgendaField(forms.CharField):
    """An agenda item as documents print it; the verb makes it known."""

    def __init__(self, **kwargs: Any) -> None:
        words = _("As it is printed, for example: SU den 2. marts 2026, pkt. 14")
        super().__init__(required=False, help_text=words, max_length=300, **kwargs)

    def clean(self, value: Any) -> str:
        said = str(super().clean(value) or "")
        return an_item_at_most(said, or_raise=forms.ValidationError)


class Anew(forms.Form):
    """A form of something that stands already: it says which version was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def as_it_stands(row: models.Model, form: type[forms.Form]) -> dict[str, Any]:
    """The row's own values of the form's fields."""
    names = form.base_fields
    return {name: getattr(row, name) for name in names if hasattr(row, name)}
