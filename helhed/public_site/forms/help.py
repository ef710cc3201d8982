"""What is asked about a place in the list of help."""

import re
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.public_site.models import FrontPage, HelpPlace, OpenHours
from helhed.public_site.words import WEEKDAYS, said_hours

SPAN = re.compile(
    r"^\s*(?P<a>\d{1,2})(?:[.:](?P<am>\d\d))?\s*(?:-|–|til)\s*(?P<b>\d{1,2})(?:[.:](?P<bm>\d\d))?\s*$"
)


class FrontPageForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = FrontPage
        fields = ["municipality", "intro", "intro_en", "easy"]
        labels = {
            "municipality": _("Name of the municipality"),
            "intro": _("Under “Do you need help now?”"),
            "intro_en": _("The same in English"),
            "easy": _("The same, easy to read"),
        }
        widgets = {"easy": forms.Textarea(attrs={"rows": 3})}


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = HelpPlace
        fields = [
            *("kind", "name", "name_en", "what", "what_en", "easy", "phone", "area", "hidden"),
            *("always_open", "holidays", "first", "shown", "position"),
        ]
        labels = {
            "kind": _("What is it?"),
            "name": _("Name"),
            "name_en": _("Name in English"),
            "what": _("What does one get there?"),
            "what_en": _("The same in English"),
            "easy": _("The same, easy to read"),
            "phone": _("Telephone"),
            "area": _("Where it lies"),
            "hidden": _("Its address is secret: it is shown with the telephone only"),
            "always_open": _("Open day and night"),
            "holidays": _("On public holidays"),
            "first": _("Among the three on top of the front page"),
            "shown": _("Shown to everybody"),
            "position": _("Place in the list"),
        }
        widgets = {
            "what": forms.Textarea(attrs={"rows": 2}),
            "what_en": forms.Textarea(attrs={"rows": 2}),
            "easy": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_version(self) -> int:
        return self.cleaned_data.get("version") or 0


class HoursField(forms.CharField):
    """`8-16, 18.30-22`; empty is closed. Until before from lasts past midnight."""

    def clean(self, value: Any) -> Any:
        return [_span(part) for part in re.split(r"[,;]", super().clean(value)) if part.strip()]


class HoursForm(forms.Form):
    def __init__(self, data: Any = None, *, place: HelpPlace) -> None:
        super().__init__(data)
        hours: list[OpenHours] = list(place.hours.all())
        for number, name in enumerate(WEEKDAYS):
            spans = sorted((one.opens, one.closes) for one in hours if one.weekday == number)
            self.fields[f"day_{number}"] = HoursField(
                label=name, required=False, max_length=60, initial=said_hours(spans)
            )

    def hours(self) -> dict[int, list[tuple[time, time]]]:
        """What was written, by weekday."""
        return {number: self.cleaned_data[f"day_{number}"] for number in range(len(WEEKDAYS))}


class OtherDayForm(forms.Form):
    day = forms.DateField(label=_("Which day?"))
    opens = forms.TimeField(label=_("Opens"), required=False)
    closes = forms.TimeField(label=_("Closes"), required=False)
    why = forms.CharField(label=_("Why, in a few words"), max_length=120, required=False)


def _span(part: str) -> tuple[time, time]:
    found = SPAN.match(part)
    wrong = forms.ValidationError(
        _("“%(part)s” is not understood. Write for example 8-16 or 18.30-22."),
        params={"part": part.strip()},
    )
    if found is None:
        raise wrong
    try:
        opens = time(int(found["a"]) % 24, int(found["am"] or 0))
        closes = time(int(found["b"]) % 24, int(found["bm"] or 0))
    except ValueError as problem:
        raise wrong from problem
    return opens, closes
