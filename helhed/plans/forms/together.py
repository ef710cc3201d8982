"""Questions asked at one table: writing together, going through the plan, meetings."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.plans.forms.asking import ColleagueField, Day, Lines, WhoForm, later
from helhed.plans.models import Review


class TogetherForm(WhoForm):
    """Three sentences. Only the first is needed; the rest comes when the talk gets there."""

    words = forms.CharField(
        label=_("What do you hope for?"), widget=forms.Textarea(attrs={"rows": 3})
    )
    wording = forms.CharField(
        label=_("What could be a goal on the way there?"), max_length=200, required=False
    )
    step = forms.CharField(label=_("What is the next small thing?"), max_length=200, required=False)
    field_order = ("words", "wording", "step", "who", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["with_whom"]
        # The step is somebody's only when there is a step.
        self.fields["who"].required = False


class ReviewForm(forms.Form):
    on = Day(label=_("When did you go through it?"))
    citizen_took_part = forms.BooleanField(required=False, initial=True)
    took_part = Lines(
        label=_("Who else took part?"), required=False, help_text=_("One name on each line.")
    )
    agreement = forms.ChoiceField(
        choices=[(value, capfirst(label)) for value, label in Review.Agreement.choices],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What was said"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    next_review_on = Day(label=_("When do you go through it again?"))

    def __init__(self, *args: Any, citizen_name: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = {"name": citizen_name}
        self.fields["citizen_took_part"].label = _("%(name)s took part") % name
        self.fields["agreement"].label = _("Does %(name)s agree with the plan?") % name
        later(self.fields["next_review_on"], today)


class MeetingForm(forms.Form):
    at = forms.DateTimeField(label=_("When"), widget=forms.DateTimeInput)
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    purpose = forms.CharField(label=_("What for"), max_length=300)
    participants = Lines(
        label=_("Who takes part?"), required=False, help_text=_("One name on each line.")
    )
    chosen_by_citizen = forms.BooleanField(required=False)

    def __init__(self, *args: Any, citizen_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = _("%(name)s has chosen who takes part") % {"name": citizen_name}
        self.fields["chosen_by_citizen"].label = chosen


class MeetingHeldForm(forms.Form):
    participants = Lines(
        label=_("Who came?"), required=False, help_text=_("One name on each line.")
    )
    agreed = forms.CharField(label=_("What was agreed"), widget=forms.Textarea(attrs={"rows": 5}))


class CoordinatorForm(forms.Form):
    lead_coordinator = ColleagueField(label=_("Who keeps the threads together?"), empty_label=None)

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["lead_coordinator"]
        assert isinstance(people, ColleagueField)  # noqa: S101 - for the type checker
        people.queryset = colleagues
