"""What is asked before a plan is made public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.public_site.models import PublicText


class PublishForm(forms.Form):
    headlines = forms.MultipleChoiceField(
        label=_("Figures on the front page, four at most"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, figures: list[tuple[str, str]], now: list[str]) -> None:
        super().__init__(data, initial={"headlines": now})
        self.fields["headlines"].choices = figures  # type: ignore[attr-defined]


class PublicTextForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = PublicText
        fields = ["short", "easy", "title_en", "short_en"]
        help_texts = {
            "easy": _("Short sentences, one thing in each. Written by a person."),
            "title_en": _("Left empty, the Danish title stands on the English pages."),
        }
        widgets = {
            "short": forms.Textarea(attrs={"rows": 3}),
            "short_en": forms.Textarea(attrs={"rows": 3}),
            "easy": forms.Textarea(attrs={"rows": 4}),
        }
