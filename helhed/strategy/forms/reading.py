"""What is asked when a document is read in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from helhed.strategy.models import ImportDraft, Policy, PrintedLabel
from helhed.strategy.reading.sources import KINDS, MOST_BYTES
from helhed.strategy.verbs.reading import LONGEST_TEXT

# The ticks stand in the table and the names beside it: one form holds them all.
IN_THE_PAGE = {"form": "accept"}


class UploadForm(forms.Form):
    document = forms.FileField(
        label=_("Document"),
        help_text=_("PDF, Word, text or Markdown, at most 20 MB. Nothing is taken in yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(KINDS)}),
        allow_empty_file=True,
    )

    def clean_document(self) -> UploadedFile:
        document: UploadedFile = self.cleaned_data["document"]
        if (document.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Take out pictures."))
        return document


class AcceptForm(forms.Form):
    policy = forms.ModelChoiceField(
        label=_("Policy the plan carries out"),
        queryset=Policy.objects.latest_first(),
        required=False,
        empty_label=_("The one the document names"),
        widget=forms.Select(attrs=IN_THE_PAGE),
    )
    title = forms.CharField(
        label=_("Title of the plan"), max_length=200, widget=forms.TextInput(attrs=IN_THE_PAGE)
    )
    cards = forms.TypedMultipleChoiceField(
        coerce=int,
        label=_("Initiatives"),
        error_messages={"required": _("Tick at least one initiative to take in.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, draft: ImportDraft, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [card["number"] for card in draft.data.get("cards", [])]
        self.fields["cards"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]
        if draft.kind == ImportDraft.Kind.POLICY:
            del self.fields["policy"]
            del self.fields["cards"]
            self.fields["title"].label = _("Title of the policy")


class CorrectForm(forms.Form):
    text = forms.CharField(
        label=_("Text"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea
    )

    HELP = {
        "committees": _("One committee a line."),
        "goals": _("One goal a line, in the words of the policy."),
        "contacts": _("One person a line: department; post; name."),
    }

    def __init__(self, field: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field == "carried_over":
            self.fields["text"] = forms.ChoiceField(
                label=_("Carried over or new"),
                choices=[
                    ("yes", _("Continued from an earlier plan")),
                    ("no", _("New")),
                    ("unknown", _("The document does not say")),
                ],
            )
            return
        self.fields["text"].help_text = self.HELP.get(field, "")
        self.fields["text"].widget.attrs["rows"] = 8 if field == "description" else 4


class LabelForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = PrintedLabel
        fields = ["text", "field"]
