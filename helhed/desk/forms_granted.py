"""What is asked when granted help begins, is looked at again, and when a shelter is left."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.decisions.forms.decisions import FollowUpForm
from helhed.desk.forms_citizen import ASKED_KINDS, although_field
from helhed.plans.models import Goal

TONIGHT = [(kind.value, kind.label) for kind in ASKED_KINDS]
LONG = forms.Textarea(attrs={"rows": 3})


def _today() -> date:
    return clock.today()


class StartGrantedForm(forms.Form):
    from_day = forms.DateField(label=_("The first day"), initial=_today)
    goal = forms.ModelChoiceField(
        label=_("The goal it helps with"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("No goal in particular"),
    )

    def __init__(self, *args: Any, goals: QuerySet[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goal: Any = self.fields["goal"]
        goal.queryset = goals
        goal.label_from_instance = lambda row: row.wording


class FollowUpHelpForm(FollowUpForm):
    """The three results of Fælles Faglige Begreber."""


class LeaveShelterForm(forms.Form):
    on = forms.DateField(label=_("First night elsewhere"), initial=_today)
    tonight = forms.ChoiceField(
        label=_("Where does the citizen sleep then?"), choices=TONIGHT, widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("Place, in a few words"), max_length=120, required=False)
    although = although_field()


class CouncilDischargeForm(forms.Form):
    on = forms.DateField(label=_("The day of the discharge"), initial=_today)
    tonight = forms.ChoiceField(
        label=_("Where does the citizen sleep then?"), choices=TONIGHT, widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("Place, in a few words"), max_length=120, required=False)


class ExpelForm(forms.Form):
    reason = forms.CharField(label=_("What happened?"), widget=LONG)
    tried_first = forms.CharField(label=_("What was tried first?"), widget=LONG)
    next_place = forms.CharField(
        label=_("Which other place was offered?"),
        max_length=200,
        help_text=_("Nobody is shown out into the street."),
    )
    tonight = forms.ChoiceField(
        label=_("Where does the citizen sleep tonight?"), choices=TONIGHT, widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("Day"), initial=_today)
