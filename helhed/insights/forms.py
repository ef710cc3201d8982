"""What a leader is asked when no fact can tell."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DeclareForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("Score"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, 6)],
        widget=forms.RadioSelect,
        help_text=_("1 is far from the model, 5 is faithful to it."),
    )
    because = forms.CharField(
        label=_("What does it rest on?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
