"""What is asked about keys for other programs, and about contact persons."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.strategy.forms.asked import Anew
from helhed.strategy.models import ReadingKey

USUAL = timedelta(days=365)


def in_a_year() -> date:
    return clock.today() + USUAL


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=120, help_text=_("Which program, and whose.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may read"),
        choices=ReadingKey.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    expires_on = forms.DateField(label=_("Last day"), initial=in_a_year)


class ContactForm(forms.Form):
    person = forms.CharField(label=_("Name"), max_length=200, required=False)
    title = forms.CharField(label=_("Job title"), max_length=200, required=False)
    department = forms.CharField(label=_("Department"), max_length=200, required=False)


class EditContactForm(Anew, ContactForm):
    pass
