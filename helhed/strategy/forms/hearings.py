"""What is asked of proposals, hearings and answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.strategy.forms.asked import Anew, long_text
from helhed.strategy.models import ActionPlan, Initiative, Party, Policy, Proposal, Reply

ORALLY = _("Told at a meeting; I have written it down")
PUBLIC = _("Shown to everybody")
NO_NAMES = _("No names of persons: the council speaks.")
ANSWERS = [choice for choice in Proposal.Outcome.choices if choice[0] != "waiting"]
POINTS = 8


class Councils(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self) -> None:
        rows = Party.objects.filter(kind=Party.Kind.COUNCIL).order_by("name")
        super().__init__(queryset=rows, label=_("Council"), empty_label=None)


class InitiativeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class InitiativeChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class NewProposalForm(forms.Form):
    council = Councils()
    title = forms.CharField(label=_("In a few words"), max_length=200)
    words = forms.CharField(
        label=_("In the council's own words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
    )
    proposed_on = forms.DateField(label=_("Proposed on"), initial=clock.today)
    noted_orally = forms.BooleanField(label=ORALLY, required=False)
    public = forms.BooleanField(label=PUBLIC, required=False, initial=True)


class AnswerProposalForm(Anew):
    outcome = forms.ChoiceField(
        label=_("Is it followed?"), choices=ANSWERS, widget=forms.RadioSelect
    )
    answer = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 4}))
    became = long_text(_("What became of it"), rows=3)
    initiatives = InitiativeChoices(
        label=_("Initiatives it led to"),
        queryset=Initiative.objects.in_order(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class NewHearingForm(forms.Form):
    council = Councils()
    subject = forms.ChoiceField(label=_("Plan or policy"))
    question = forms.CharField(
        label=_("What we ask about"), widget=forms.Textarea(attrs={"rows": 4})
    )
    sent_on = forms.DateField(label=_("Sent on"), initial=clock.today)
    deadline = forms.DateField(
        label=_("Answer at the latest"),
        help_text=_("Give time for a meeting of the council: six weeks are usual."),
    )
    public = forms.BooleanField(label=PUBLIC, required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects: dict[str, ActionPlan | Policy] = {
            str(row.pk): row
            for row in (*ActionPlan.objects.latest_first(), *Policy.objects.latest_first())
        }
        subject: Any = self.fields["subject"]
        subject.choices = [(key, f"{row.title} {row.period}") for key, row in self.subjects.items()]

    def clean_subject(self) -> ActionPlan | Policy:
        return self.subjects[self.cleaned_data["subject"]]


class ResponseForm(forms.Form):
    """The council's answer, one point a field."""

    received_on = forms.DateField(label=_("Received on"), initial=clock.today)
    noted_orally = forms.BooleanField(label=ORALLY, required=False)
    summary = long_text(_("The answer as a whole"), rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, POINTS + 1):
            self.fields[f"point_{place}"] = forms.CharField(
                label=_("Point %(number)s") % {"number": place},
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=NO_NAMES if place == 1 else "",
            )

    def clean(self) -> dict[str, Any]:
        """Shape: as the verb takes it, `points` in their order."""
        said = dict(super().clean() or {})
        points = [said.pop(f"point_{place}", "") for place in range(1, POINTS + 1)]
        return {**said, "points": points}


class ReplyForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label=_("Is it followed?"), choices=Reply.Outcome.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))
    became = long_text(_("What became of it"), rows=2)
    change = forms.CharField(label=_("Which change it led to"), required=False, max_length=300)
    initiative = InitiativeChoice(
        label=_("The initiative it is about"),
        queryset=Initiative.objects.in_order(),
        required=False,
    )
