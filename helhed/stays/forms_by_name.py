"""What a colleague is asked before somebody leaves the by-name list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.stays.models import ListReason


class DecideForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why is the citizen not on the list any more?"),
        choices=ListReason.choices,
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label=_("In your words"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you did, and what you know. The citizen may read it."),
    )
    on = forms.DateField(label=_("From which day?"), initial=clock.today)
