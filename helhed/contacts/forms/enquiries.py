"""What we ask about an enquiry."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import Citizen
from helhed.contacts.forms.words import capital
from helhed.contacts.models import Enquiry
from helhed.teams.models import Team

WHAT = {"required": _("Write in a few words what it is about.")}


class NoteEnquiryForm(forms.Form):
    """An enquiry that came by telephone or at the door."""

    sender = forms.ChoiceField(label=_("Who asks?"), choices=capital(Enquiry.From.choices))
    channel = forms.ChoiceField(
        label=_("How did it come?"),
        widget=forms.RadioSelect,
        choices=capital(c for c in Enquiry.Channel.choices if c[0] != "public_form"),
        initial=Enquiry.Channel.PHONE,
    )
    text = forms.CharField(label=_("What is it about?"), widget=forms.Textarea, error_messages=WHAT)
    about = forms.CharField(
        label=_("About whom?"),
        required=False,
        max_length=200,
        help_text=_("A name, a street name or how one recognises them. May be left out."),
    )
    place = forms.CharField(label=_("Where?"), required=False, max_length=120)
    sender_name = forms.CharField(label=_("Name of who asks"), required=False, max_length=120)
    sender_phone = forms.CharField(label=_("Telephone"), required=False, max_length=20)
    urgent = forms.BooleanField(label=_("It cannot wait until tomorrow"), required=False)
    enquiry_id = forms.UUIDField(required=False, widget=forms.HiddenInput)


class AskForm(forms.Form):
    """The public form: anybody may ask, without a name."""

    sender = forms.ChoiceField(
        label=_("Who are you?"),
        choices=[
            (Enquiry.From.CITIZEN, _("It is about myself")),
            (Enquiry.From.RELATIVE, _("I am family or a friend")),
            (Enquiry.From.NEIGHBOUR, _("I am a neighbour or passed by")),
            (Enquiry.From.DROP_IN, _("I write from a drop-in centre")),
            (Enquiry.From.WARD, _("I write from a hospital")),
            (Enquiry.From.POLICE, _("I write from the police")),
            (Enquiry.From.OTHER, _("Somebody else")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the one that fits best.")},
    )
    text = forms.CharField(
        label=_("What would you like help with?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        help_text=_("Write it the way you would say it. Please no CPR number."),
        error_messages=WHAT,
    )
    about = forms.CharField(
        label=_("Who is it about?"),
        required=False,
        max_length=200,
        help_text=_("A name, or what the person is called. You need not know it."),
    )
    place = forms.CharField(
        label=_("Where can the person be found?"), required=False, max_length=120
    )
    sender_name = forms.CharField(
        label=_("Your name"), required=False, max_length=120, help_text=_("You need not say it.")
    )
    sender_phone = forms.CharField(
        label=_("Where can we call you?"),
        required=False,
        max_length=20,
        help_text=_("Without a number we cannot call back."),
    )
    urgent = forms.BooleanField(
        label=_("It cannot wait until tomorrow"),
        required=False,
        help_text=_("Is a life in danger, call 112."),
    )
    # Nobody sees this field; whoever fills it in is a program.
    website = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


class ForwardForm(forms.Form):
    """To which team, and why."""

    to_team = forms.ModelChoiceField(
        label=_("To which team?"),
        queryset=Team.objects.none(),
        empty_label=_("Choose a team"),
        error_messages={"required": _("Choose the team that can answer.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        error_messages={
            "required": _(
                "Write in a few words why you send it on, so that nobody has to ask again."
            )
        },
    )

    def __init__(self, *args: Any, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = teams


class AnswerForm(forms.Form):
    """What was answered."""

    answer = forms.CharField(
        label=_("What was answered?"),
        widget=forms.Textarea,
        error_messages={"required": _("Write what was answered.")},
    )


class CitizenField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among citizens, by the name they are shown with."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.shown_name)


class LinkForm(forms.Form):
    """Which of the citizens open to us it is about."""

    citizen = CitizenField(
        label=_("Which citizen is it about?"),
        queryset=Citizen.objects.none(),
        empty_label=_("Choose a citizen"),
        error_messages={"required": _("Choose the citizen it is about.")},
    )

    def __init__(self, *args: Any, citizens: QuerySet[Citizen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["citizen"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = citizens
