"""What is asked about nights that have been, and when a stay was noted wrongly."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.stays.models import Kind, Site, Stay

KINDS = [(kind.value, kind.label) for kind in Kind]


class NightsForm(forms.Form):
    """Earlier nights. Tonight has its own page, because tonight opens duties."""

    kind = forms.ChoiceField(label=_("Where?"), choices=KINDS, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Place, in a few words"), max_length=120, required=False)
    from_night = forms.DateField(label=_("From the night of"))
    until_day = forms.DateField(label=_("First night somewhere else"))
    tonight = forms.ChoiceField(
        label=_("Where did the citizen sleep after that?"),
        choices=[("", _("Choose")), *KINDS],
    )
    evidence = forms.ChoiceField(
        label=_("How do we know?"),
        choices=Stay.Evidence.choices,
        initial=Stay.Evidence.SELF_REPORT,
    )
    certain = forms.BooleanField(label=_("We are certain"), required=False, initial=True)

    def clean_until_day(self) -> Any:
        day = self.cleaned_data["until_day"]
        if day >= clock.today():
            raise forms.ValidationError(
                _("These are nights that have been. Use “where tonight?” for tonight.")
            )
        return day


class CorrectForm(forms.Form):
    kind = forms.ChoiceField(label=_("Where?"), choices=KINDS, widget=forms.RadioSelect)
    site = forms.ModelChoiceField(
        label=_("Which house?"), queryset=Site.objects.none(), required=False
    )
    place = forms.CharField(label=_("Place, in a few words"), max_length=120, required=False)
    from_night = forms.DateField(label=_("From the night of"))
    until_day = forms.DateField(label=_("First night somewhere else"))
    evidence = forms.ChoiceField(label=_("How do we know?"), choices=Stay.Evidence.choices)
    certain = forms.BooleanField(label=_("We are certain"), required=False)

    def __init__(self, data: QueryDict | None = None, *, stay: Stay) -> None:
        super().__init__(
            data, initial={name: getattr(stay, name) for name in type(self).base_fields}
        )
        sites = Site.objects.filter(closed_on__isnull=True, hidden=False).order_by("name")
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["site"].label_from_instance = lambda site: site.name  # type: ignore[attr-defined]
        # The end of a stay asks where tonight (P3), so it is not made here.
        if stay.until_day is None:
            del self.fields["until_day"]
        if stay.citizen.protected or (stay.site is not None and stay.site.hidden):
            del self.fields["site"]
            del self.fields["place"]


class KeepForm(forms.Form):
    why = forms.CharField(label=_("Why is the bed kept?"), max_length=160)
    until_day = forms.DateField(
        label=_("Until when?"),
        help_text=_("The first day it is free for others. Leave it empty until you know."),
        required=False,
    )


class CancelForm(forms.Form):
    because = forms.CharField(label=_("What was wrong?"), max_length=200)
