"""Questions about help: started, paused, ended."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.plans import ffb
from helhed.plans.forms.asking import ColleagueField, Day, later
from helhed.plans.forms.goals import UNKNOWN
from helhed.plans.models import Goal, Service

# A death is recorded once for the whole record, not help by help.
ENDS = [
    (value, capfirst(label)) for value, label in Service.End.choices if value != Service.End.DEATH
]


class ServiceForm(forms.Form):
    name = forms.CharField(label=_("Help"), max_length=120)
    provider = forms.CharField(label=_("Who gives it"), max_length=120)
    how_often = forms.CharField(label=_("How often and where"), max_length=120, required=False)
    goal = forms.ModelChoiceField(
        label=_("The goal it helps with"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("No goal in particular"),
    )
    from_day = Day(label=_("From"))
    service_type = forms.ChoiceField(label=_("Type"), required=False)
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=20, required=False)
    is_treatment = forms.BooleanField(
        label=_("It is treatment: it rests during a stay in hospital"), required=False
    )

    def __init__(self, *args: Any, goals: QuerySet[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goal, kind = self.fields["goal"], self.fields["service_type"]
        assert isinstance(goal, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - for the type checker
        goal.queryset = goals
        goal.label_from_instance = lambda obj: obj.wording  # type: ignore[method-assign]
        kind.choices = [UNKNOWN, *ffb.choices("service", "facility")]


class PauseForm(forms.Form):
    comes_first = forms.CharField(
        label=_("What comes first instead?"),
        max_length=200,
        help_text=_("For example: a place to sleep."),
    )
    from_day = Day(label=_("Paused from"))
    resume_on = Day(
        label=_("Taken up again on"),
        help_text=_("The citizen may ask for it sooner."),
    )
    resumed_by = ColleagueField(label=_("Who takes it up again?"), empty_label=None)

    def __init__(self, *args: Any, colleagues: QuerySet[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["resumed_by"]
        assert isinstance(people, ColleagueField)  # noqa: S101 - for the type checker
        people.queryset = colleagues
        later(self.fields["resume_on"], today)


class EndServiceForm(forms.Form):
    end = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=ENDS,
        widget=forms.RadioSelect,
        help_text=_("Not having come is no reason: then we look for the citizen."),
    )
    on = Day(label=_("First day without it"))
    note = forms.CharField(label=_("In a few words"), max_length=300, required=False)
