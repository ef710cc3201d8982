"""What is asked about what stays beside a record."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.core import clock


def _today() -> date:
    return clock.today()


class RemarkForm(forms.Form):
    about = forms.CharField(
        label=_("What is it about?"),
        help_text=_("For example: the note of 3 March, or what stands about work."),
        max_length=200,
    )
    words = forms.CharField(
        label=_("The citizen's own words"), widget=forms.Textarea(attrs={"rows": 5})
    )
    said_on = forms.DateField(label=_("Said on"), initial=_today)


class HoldForm(forms.Form):
    why = forms.CharField(
        label=_("Why must the record stay?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = forms.DateField(label=_("When do you look at it again?"))


class LiftHoldForm(forms.Form):
    because = forms.CharField(
        label=_("Why need it not be held back any more?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
