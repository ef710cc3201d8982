"""What is asked at night, and when somebody moves in or loses a home."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.desk.forms_citizen import ASKED_KINDS, although_field
from helhed.housing.models import Tenancy


class ArriveForm(forms.Form):
    """Somebody at the door. No name and no number is asked for."""

    citizen_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    street_name = forms.CharField(
        label=_("What is the person called?"),
        max_length=60,
        error_messages={"required": _("Write what the person wants to be called.")},
    )
    description = forms.CharField(
        label=_("How do we recognise them?"), required=False, max_length=200
    )


class MoveInForm(forms.Form):
    on = forms.DateField(label=_("Sleeps there from the night of"), initial=clock.today)
    although = although_field()

    def __init__(self, *args: Any, undecided: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not undecided:
            del self.fields["although"]


class LoseTenancyForm(forms.Form):
    on = forms.DateField(label=_("From the night of"), initial=clock.today)
    end = forms.ChoiceField(
        label=_("How was the home lost?"),
        choices=[c for c in Tenancy.End.choices if c[0] in Tenancy.LOST],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Why, in a few words"), max_length=300)
    tonight = forms.ChoiceField(
        label=_("Where does the citizen sleep tonight?"),
        choices=[(kind.value, kind.label) for kind in ASKED_KINDS],
        widget=forms.RadioSelect,
    )
