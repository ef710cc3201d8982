"""What is asked about where a citizen sleeps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import Citizen
from helhed.stays.models import Kind, Site

# In the order of the page: homes first, then houses, then what has no address.
ASKED_KINDS = (
    Kind.OWN_HOME,
    Kind.ACUTE_HOME,
    Kind.SHELTER,
    Kind.NIGHT_SHELTER,
    Kind.FAMILY_FRIENDS,
    Kind.TRANSITIONAL,
    Kind.RESIDENCE,
    Kind.HOTEL,
    Kind.HOSPITAL,
    Kind.TREATMENT,
    Kind.PRISON,
    Kind.ACUTE_OFFER,
    Kind.CRISIS_CENTRE,
    Kind.OTHER,
    Kind.STREET,
    Kind.UNKNOWN,
)


def although_field() -> forms.CharField:
    """Asked of somebody who lets a citizen leave a shelter before support is decided."""
    return forms.CharField(
        label=_("If support is not decided yet: why does the citizen leave all the same?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TonightForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Where?"),
        choices=[(kind.value, kind.label) for kind in ASKED_KINDS],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose where. “Outdoors” and “not known” are answers too."),
        },
    )
    site = forms.ModelChoiceField(
        label=_("Which house?"), queryset=Site.objects.none(), required=False
    )
    place = forms.CharField(label=_("Place, in a few words"), max_length=120, required=False)
    citizen_said_yes = forms.TypedChoiceField(
        label=_("Has the citizen said yes?"),
        choices=[("1", _("Yes")), ("0", _("Not yet"))],
        coerce=lambda value: value == "1",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    although = although_field()

    def __init__(
        self, *args: Any, citizen: Citizen, undecided: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not undecided:
            del self.fields["although"]
        # A protected citizen's place is never written; a hidden house stands in no list.
        sites = Site.objects.filter(closed_on__isnull=True, hidden=False).order_by("name")
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["site"].label_from_instance = lambda site: site.name  # type: ignore[attr-defined]
        if citizen.protected:
            del self.fields["site"]
            del self.fields["place"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        site, kind = cleaned.get("site"), cleaned.get("kind")
        if site is not None and kind and site.kind != kind:
            # The house says more than the kind: a shelter chosen by name is a shelter.
            cleaned["kind"] = site.kind
        return cleaned
