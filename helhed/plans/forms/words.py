"""Questions about hopes, strengths and hard times."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.plans.forms.asking import VersionForm


class HopeForm(forms.Form):
    words = forms.CharField(
        label=_("In the citizen's own words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write it as it was said. Short is fine."),
    )
    most_important = forms.BooleanField(label=_("This matters most right now"), required=False)


class RewordHopeForm(VersionForm):
    words = forms.CharField(
        label=_("In the citizen's own words"), widget=forms.Textarea(attrs={"rows": 4})
    )


class StrengthForm(forms.Form):
    text = forms.CharField(
        label=_("Good at, or can lean on"),
        max_length=200,
        help_text=_("For example: repairs bicycles, knows the harbour, has a good sister."),
    )


class CrisisPlanForm(VersionForm):
    signs = forms.CharField(label=_("How we notice"), widget=forms.Textarea, required=False)
    helps = forms.CharField(label=_("What helps"), widget=forms.Textarea, required=False)
    does_not_help = forms.CharField(
        label=_("What does not help"), widget=forms.Textarea, required=False
    )
    call = forms.CharField(label=_("Who to call"), widget=forms.Textarea, required=False)

    def clean(self) -> dict[str, object]:
        # Without a version there was no crisis plan when the page was read.
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        # A browser posts line ends as CRLF; the same text again must be the same text.
        cleaned = {
            name: str(value).replace("\r\n", "\n").strip() for name, value in cleaned.items()
        }
        return {**cleaned, "based_on": self.cleaned_data.get("version")}
