"""What we ask about somebody's health."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.core import clock
from helhed.health.models import AreaNote

LONG = forms.Textarea(attrs={"rows": 4})


class AreaForm(forms.Form):
    """How it is in one area."""

    state = forms.ChoiceField(
        label=_("How is it?"),
        choices=[(value, capfirst(label)) for value, label in AreaNote.State.choices],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What do you see, and what is done?"), widget=LONG, required=False
    )


class MedicationForm(forms.Form):
    name = forms.CharField(label=_("Which medicine?"), max_length=120)
    dose = forms.CharField(label=_("How much, and when?"), max_length=160)
    given_by = forms.CharField(label=_("Who gives it, and where?"), max_length=160, required=False)
    substitution = forms.BooleanField(label=_("Substitution treatment"), required=False)
    from_day = forms.DateField(label=_("Since when?"), initial=clock.today)


class ChangeForm(forms.Form):
    dose = forms.CharField(label=_("How much, and when?"), max_length=160)
    given_by = forms.CharField(label=_("Who gives it, and where?"), max_length=160, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        cleaned["based_on"] = cleaned.pop("version", None) or 1
        return cleaned


class StopForm(forms.Form):
    on = forms.DateField(label=_("When did it stop?"), initial=clock.today)
    because = forms.CharField(label=_("Why?"), max_length=200)


class AllergyForm(forms.Form):
    to = forms.CharField(label=_("What can the citizen not stand?"), max_length=120)
    reaction = forms.CharField(label=_("What happens?"), max_length=200, required=False)
    serious = forms.BooleanField(label=_("Can be dangerous"), required=False)


class OverdoseForm(forms.Form):
    at = forms.DateTimeField(label=_("When?"))
    substance = forms.CharField(label=_("Of what?"), max_length=120, required=False)
    naloxone = forms.BooleanField(label=_("Naloxone was given"), required=False)
    helped = forms.CharField(label=_("What helped?"), max_length=300, required=False)


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class VisitForm(forms.Form):
    at = forms.DateTimeField(label=_("When?"))
    where = forms.CharField(label=_("Where?"), max_length=160)
    about = forms.CharField(label=_("What about?"), max_length=200)
    companion = ColleagueField(
        label=_("Who goes along?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody chosen"),
    )
    goes_alone = forms.BooleanField(label=_("The citizen wants to go alone"), required=False)

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companion = self.fields["companion"]
        assert isinstance(companion, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        companion.queryset = colleagues


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label=_("What came of it?"), widget=LONG)


class SummaryForm(forms.Form):
    text = forms.CharField(
        label=_("What may the team know?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Write what one must know to help, and read it aloud before you save."),
    )
    agreed = forms.BooleanField(
        label=_("I have read it aloud, and the citizen says yes"), required=False
    )
    until_day = forms.DateField(label=_("Until"), required=False)


class NothingForm(forms.Form):
    """A page that only asks whether one is sure."""
