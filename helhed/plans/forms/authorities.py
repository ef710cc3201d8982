"""Questions about what is asked of other authorities."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from helhed.plans.forms.asking import Day, later
from helhed.plans.models import AuthorityRequest


class AuthorityForm(forms.Form):
    about = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect)
    authority = forms.CharField(
        label=_("Which authority?"),
        max_length=120,
        help_text=_("They decide by their own law. We ask and follow up."),
    )
    asked = forms.CharField(
        label=_("What do we ask them?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    answer_by = Day(label=_("An answer is due by"))
    social_test = forms.CharField(
        label=_("Teeth: why is this dental care for the citizen?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_(
            "For example: sleeps at the shelter and cannot use an ordinary dentist. We say whom it"
            " is for; the dental service says what the teeth need."
        ),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about: Any = self.fields["about"]
        about.choices = [
            (value, capfirst(str(label))) for value, label in AuthorityRequest.About.choices
        ]
        later(self.fields["answer_by"], today)

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        dental = cleaned.get("about") == AuthorityRequest.About.DENTAL
        if dental and not cleaned.get("social_test"):
            self.add_error("social_test", _("Write why the citizen belongs to those it is for."))
        return cleaned


class AuthorityAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What did they answer?"), widget=forms.Textarea(attrs={"rows": 3})
    )
    answered_on = Day(label=_("Day"))


class MoveRequestForm(forms.Form):
    answer_by = Day(label=_("An answer is due by"))
    because = forms.CharField(
        label=_("Why another day?"),
        max_length=200,
        help_text=_("For example: they have asked for more time, or we have asked them again."),
    )


class ReceivedForm(forms.Form):
    received_on = Day(label=_("The day the region received the referral"))


class DropRequestForm(forms.Form):
    because = forms.CharField(label=_("Why is it no longer asked?"), max_length=200)
