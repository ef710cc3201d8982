"""What is asked when a plan is followed up, and what its owners answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.strategy.models import Committee
from helhed.strategy.rounds.asked import Question
from helhed.strategy.status import Status
from helhed.strategy.verbs.rounds import ANSWERS

CHOICES = [(status.value, status.label) for status in ANSWERS]
PERSONAL = _("No names of citizens: what you write may become public.")


class RoundForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opens_on = forms.DateField(label=_("Owners are asked from"))
    due_on = forms.DateField(
        label=_("Answers are due"),
        help_text=_("Reminders go out 30, 7 and 1 days before, and 1, 7 and 30 days after."),
    )
    committee = forms.ModelChoiceField(
        label=_("The paper goes to"),
        queryset=Committee.objects.order_by("name"),
        required=False,
    )
    meeting_on = forms.DateField(label=_("Meeting"), required=False)

    def clean_version(self) -> int:
        return self.cleaned_data.get("version") or 0


class NewRoundForm(RoundForm):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    field_order = ["year", "opens_on", "due_on", "committee", "meeting_on"]


class AnswerForm(forms.Form):
    """How one initiative goes. Left empty it says nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    status = forms.ChoiceField(
        label=_("How does it go?"), choices=CHOICES, widget=forms.RadioSelect, required=False
    )
    text = forms.CharField(
        label=_("In a few sentences"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
        max_length=2000,
        required=False,
        help_text=PERSONAL,
    )

    def __init__(self, data: Any = None, *, question: Question) -> None:
        self.question = question
        answer = question.answer
        standing = question.standing.status
        initial = {
            "status": answer.status if answer else standing if standing in ANSWERS else "",
            "text": answer.text if answer else "",
            "version": answer.version if answer else 0,
        }
        prefix = f"q{question.round.pk.hex[-6:]}{question.initiative.pk.hex[-12:]}"
        super().__init__(data, initial=initial, prefix=prefix)
        # Set when somebody else answered meanwhile.
        self.theirs = ""

    @property
    def says_something(self) -> bool:
        """Something else than what stood there, or a first answer."""
        said = (self.cleaned_data["status"], self.cleaned_data["text"].strip())
        if self.question.answer is None:
            return bool(said[1]) or "status" in self.changed_data
        return said != (self.question.answer.status, self.question.answer.text)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        status, text = given.get("status", ""), given.get("text", "").strip()
        if text and not status:
            self.add_error("status", _("Choose how it goes."))
        if not text and self.question.answer is None and "status" in self.changed_data:
            self.add_error("text", _("Write a sentence or two on how it goes."))
        given["version"] = given.get("version") or 0
        return given

    def theirs_now(self, version: int, status: str, text: str) -> None:
        """Show what another wrote, and let the next saving be based on it."""
        self.data = {**dict(self.data.items()), f"{self.prefix}-version": str(version)}
        self.theirs = f"{Status(status).label}. {text}"


class SectionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 18}),
        required=False,
        help_text=_("An empty line begins a paragraph. “- ” begins a point of a list."),
    )
