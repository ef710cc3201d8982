"""What is asked about a person."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helhed.access.may import Area
from helhed.accounts.models import User
from helhed.citizens.models import Citizen, Consent, DigitalPost, NetworkMember, WayToReach
from helhed.core import clock
from helhed.teams.models import Team

AREA_LABELS = [
    (Area.PLAN.value, _("The plan")),
    (Area.CONTACTS.value, _("Contacts")),
    (Area.DECISIONS.value, _("Decisions")),
]


class DetailsForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    street_name = forms.CharField(label=_("Nickname"), max_length=60, required=False)
    birth_date = forms.DateField(label=_("Date of birth"), required=False)
    birth_year = forms.IntegerField(
        label=_("Born about the year"), min_value=1900, max_value=2100, required=False
    )
    languages = forms.CharField(
        label=_("Languages"), required=False, help_text=_("With commas between.")
    )
    needs_reading_aloud = forms.BooleanField(label=_("Letters are read aloud"), required=False)
    digital_post = forms.ChoiceField(label=_("Digital Post"), choices=DigitalPost.choices)

    def clean_languages(self) -> list[str]:
        text = str(self.cleaned_data.get("languages") or "")
        return [word.strip()[:40] for word in text.split(",") if word.strip()]

    @classmethod
    def of(cls, citizen: Citizen) -> dict[str, Any]:
        """What stands now, for the form's first showing."""
        return {
            **{name: getattr(citizen, name) for name in cls.base_fields},
            "languages": ", ".join(citizen.languages),
        }


class NewCitizenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Write the name. If there is none yet, use outreach.")},
    )
    street_name = forms.CharField(label=_("Nickname"), max_length=60, required=False)
    cpr = forms.CharField(
        label=_("CPR number"),
        max_length=11,
        required=False,
        help_text=_("Only if it is known. Nobody has to give it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    birth_year = forms.IntegerField(
        label=_("Born about the year"), min_value=1900, max_value=2100, required=False
    )
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())
    enrol = forms.BooleanField(
        label=_("Belongs to the team from today"), required=False, initial=True
    )

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["team"].initial = teams.first()


class UnnamedForm(forms.Form):
    citizen_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    street_name = forms.CharField(
        label=_("What do you call the person?"),
        max_length=60,
        help_text=_("A nickname is fine. No name is asked for."),
    )
    description = forms.CharField(
        label=_("How do you recognise the person?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
    )
    place = forms.CharField(label=_("Where did you meet?"), max_length=120, required=False)


class GiveNameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    cpr = forms.CharField(
        label=_("CPR number"),
        max_length=11,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    said_yes = forms.BooleanField(
        label=_("The person has said yes to being known by name"),
        error_messages={"required": _("Ask first, and tick when the answer is yes.")},
    )
    tell = forms.BooleanField(
        label=_("The person wants others to know what was told before"), required=False
    )


class AttachForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Who is it?"), queryset=Citizen.objects.none())
    said_yes = forms.BooleanField(label=_("The person has said yes to being known by name"))
    tell = forms.BooleanField(
        label=_("The person wants others to know what was told before"), required=False
    )
    reason = forms.CharField(label=_("How do you know?"), max_length=300)


class GoodToKnowForm(forms.Form):
    text = forms.CharField(label=_("In a few words"), max_length=160)
    helps = forms.TypedChoiceField(
        label=_("Does it help?"),
        choices=[("1", _("This helps")), ("0", _("This does not help"))],
        coerce=lambda value: value == "1",
        initial="1",
        widget=forms.RadioSelect,
    )
    with_citizen = forms.BooleanField(label=_("Written with the citizen"), required=False)


class NetworkForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    kind_of = forms.ChoiceField(label=_("Who is it?"), choices=NetworkMember.Kind.choices)
    relation = forms.CharField(
        label=_("Relation"), max_length=80, required=False, help_text=_("Sister, friend, dog …")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    telling = forms.ChoiceField(
        label=_("May the person be told anything?"),
        choices=NetworkMember.Telling.choices,
        initial=NetworkMember.Telling.NOT_ASKED,
        widget=forms.RadioSelect,
    )
    may_be_told = forms.CharField(label=_("What?"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["kind"] = cleaned.pop("kind_of", None)
        return cleaned


class TellingForm(forms.Form):
    telling = forms.ChoiceField(
        label=_("May the person be told anything?"),
        choices=NetworkMember.Telling.choices,
        widget=forms.RadioSelect,
    )
    may_be_told = forms.CharField(label=_("What?"), max_length=300, required=False)
    told_until = forms.DateField(label=_("Until when?"), required=False)

    @classmethod
    def of(cls, member: NetworkMember) -> dict[str, Any]:
        return {name: getattr(member, name) for name in cls.base_fields}


class StreetNameForm(forms.Form):
    text = forms.CharField(label=_("Called"), max_length=60)


class WayForm(forms.Form):
    way = forms.ChoiceField(label=_("How?"), choices=WayToReach.Kind.choices)
    text = forms.CharField(label=_("Number or place"), max_length=120)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["kind"] = cleaned.pop("way", None)
        return cleaned


class ConsentForm(forms.Form):
    to_what = forms.ChoiceField(label=_("Yes to what?"), choices=Consent.Kind.choices)
    purpose = forms.CharField(label=_("What for?"), max_length=300)
    parties = forms.CharField(label=_("Between whom?"), max_length=300)
    how = forms.ChoiceField(
        label=_("How was it given?"), choices=Consent.How.choices, widget=forms.RadioSelect
    )
    given_on = forms.DateField(label=_("When?"), initial=clock.today)
    until_day = forms.DateField(label=_("Until?"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["kind"] = cleaned.pop("to_what", None)
        return cleaned


class ShareForm(forms.Form):
    team = forms.ModelChoiceField(label=_("With which team?"), queryset=Team.objects.none())
    areas = forms.MultipleChoiceField(
        label=_("What is shared?"), choices=AREA_LABELS, widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.CharField(
        label=_("What for?"), max_length=500, help_text=_("The citizen can read it.")
    )
    until_day = forms.DateField(label=_("Until when?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(closed_on__isnull=True).order_by("name")
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.pop("until_day", None)
        if day is not None:
            cleaned["until"] = timezone.make_aware(datetime.combine(day, time(23, 59)))
        return cleaned


class BreakGlassForm(forms.Form):
    whom = forms.CharField(
        label=_("Whom are you looking for?"),
        max_length=120,
        help_text=_("Full CPR number, or the number of the page."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Why must you see it now?"), widget=forms.Textarea(attrs={"rows": 3})
    )


class MergeForm(forms.Form):
    reason = forms.CharField(label=_("How do you know that it is the same person?"), max_length=300)


class TrustForm(forms.Form):
    user = forms.ModelChoiceField(label=_("Colleague"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
