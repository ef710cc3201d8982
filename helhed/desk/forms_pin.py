"""What is asked at a shared computer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _pin(label: Any) -> forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "hh-pin-input"}
    return forms.CharField(label=label, max_length=8, widget=forms.PasswordInput(attrs=attrs))


class PinForm(forms.Form):
    pin = _pin(_("Your PIN"))


class SetPinForm(forms.Form):
    pin = _pin(_("Choose a PIN of 4 to 8 digits"))
    again = _pin(_("The PIN once more"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("pin") and given.get("again") and given["pin"] != given["again"]:
            self.add_error("again", _("The two are not alike. Write the PIN again."))
        return given
