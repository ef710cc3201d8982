"""Invented people, words and numbers for the style guide."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TODAY = date(2025, 11, 21)


class SpecimenForm(forms.Form):
    """One field of every kind."""

    who = forms.ChoiceField(
        label=_("Who meets Bent?"),
        help_text=_("One person is responsible. More can come along."),
        choices=[("", _("Choose a colleague")), ("amira", "Amira"), ("bo", "Bo")],
        error_messages={
            "required": _("Choose who meets Bent. When in doubt, choose yourself."),
        },
    )
    on = forms.DateField(label=_("Which day?"))
    at = forms.TimeField(label=_("What time?"), required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    place = forms.CharField(label=_("Where?"), help_text=_("The name of the place."))
    kind = forms.ChoiceField(
        label=_("What happened?"),
        widget=forms.RadioSelect,
        choices=[("met", _("Met")), ("seen", _("Seen")), ("none", _("Not found"))],
    )
    along = forms.MultipleChoiceField(
        label=_("Who came along?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("gerda", "Gerda"), ("poul", "Poul")],
    )
    agreed = forms.BooleanField(label=_("Bent agrees"), required=False)


class NightForm(forms.Form):
    tonight = forms.ChoiceField(
        label=_("Where does Bent sleep tonight?"),
        help_text=_("Answer as it is. Also when the answer is 'outside' or 'not known'."),
        widget=forms.RadioSelect,
        initial="acute_home",
        choices=[
            ("acute_home", "Akutbolig Havnegade 3"),
            ("own_home", _("Own home")),
            ("shelter", _("Shelter")),
            ("night_cafe", _("Night café")),
            ("with_others", _("With others")),
            ("hospital", _("Hospital")),
            ("outside", _("Outside")),
            ("unknown", _("Not known")),
        ],
    )


def readings(*values: int) -> list[tuple[date, int]]:
    return [(TODAY - timedelta(days=30 * (len(values) - n)), v) for n, v in enumerate(values)]


def stay(kind: str, label: str, begins: int, ends: int) -> SimpleNamespace:
    """A stay from `begins` to `ends`, both in days before the day of the style guide."""
    return SimpleNamespace(
        kind=kind,
        label=label,
        arrived_on=TODAY - timedelta(days=begins),
        left_on=TODAY - timedelta(days=ends),
    )


def everything() -> dict[str, Any]:
    """What the style guide shows."""
    return {
        "today": TODAY,
        "empty_form": SpecimenForm(initial={"on": TODAY}),
        "failed_form": SpecimenForm({"on": "2025-11-24", "place": "P4"}, prefix="failed"),
        "night_form": NightForm(),
        "kind_icons": {"met": "handshake", "seen": "visibility", "none": "person-search"},
        "night_subs": {"acute_home": "holdt til Bent, hund tilladt"},
        "citizen_view": readings(2, 2, 3, 4, 4, 6),
        "professional_view": readings(2, 3, 3, 3, 5, 5),
        "stays": [
            stay("outside", "Udenfor", 365, 310),
            stay("night_cafe", "Natcaféen", 310, 280),
            stay("shelter", "Lindegården", 280, 215),
            stay("with_others", "Hos Poul", 215, 190),
            stay("outside", "Udenfor", 190, 130),
            stay("hospital", "Indlagt", 130, 115),
            stay("outside", "Udenfor", 115, 95),
            stay("shelter", "Lindegården", 95, 5),
            stay("hospital", "Indlagt", 5, 0),
        ],
        "nights": [
            ("own_home", "Egen bolig", "Kløvervej"),
            ("shelter", "Lindegården", "siden 4. november"),
            ("acute_home", "Akutbolig 2", "flytter 1. december"),
            ("supported_home", "Botilbud Skovly", ""),
            ("with_others", "Hos sin bror", "siden 9. november"),
            ("night_cafe", "Natcaféen", "3. nat i træk"),
            ("outside", "Udenfor", "kiosken, set søndag"),
            ("hospital", "Indlagt", ""),
            ("prison", "Arresten", "løslades 28. november"),
            ("unknown", "Ikke aftalt", "udskrives kl. 15.30"),
            ("protected", "", "vises ikke"),
        ],
        "week": ["", "met", "", "met", "planned", "", ""],
        "other_week": ["tried", "", "tried", "tried", "", "", "planned"],
    }
