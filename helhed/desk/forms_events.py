"""What is asked when something bigger happens."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.core import clock
from helhed.desk.forms_citizen import ASKED_KINDS, although_field
from helhed.stays.models import HAS_HOME, Kind
from helhed.teams.models import Enrolment, Team

TONIGHT = [(kind.value, kind.label) for kind in ASKED_KINDS]


def _today() -> date:
    return clock.today()


def _now() -> datetime:
    return timezone.localtime(clock.now()).replace(second=0, microsecond=0, tzinfo=None)


class AdmitForm(forms.Form):
    at = forms.DateTimeField(label=_("When"), initial=_now)
    hospital = forms.CharField(label=_("Hospital"), max_length=160, required=False)
    department = forms.CharField(
        label=_("Ward"),
        max_length=160,
        required=False,
        help_text=_("Only those who work with health see the hospital and the ward."),
    )


class MayLeaveAShelter(forms.Form):
    """Asks why somebody leaves a shelter all the same, where support is being decided."""

    although = although_field()

    def __init__(self, *args: Any, undecided: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not undecided:
            del self.fields["although"]


class DischargeForm(MayLeaveAShelter):
    field_order = ("at", "tonight")

    at = forms.DateTimeField(label=_("When"), initial=_now)
    tonight = forms.ChoiceField(
        label=_("Where does the citizen sleep tonight?"),
        choices=TONIGHT,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose where. “Outdoors” and “not known” are answers too."),
        },
    )


class ReadyForm(forms.Form):
    on = forms.DateField(
        label=_("Ready to leave since"),
        required=False,
        help_text=_("Leave it empty when the ward has taken it back."),
    )

    def __init__(self, *args: Any, since: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = since or _today()


class MoveInForm(MayLeaveAShelter):
    field_order = ("on", "kind", "place")

    on = forms.DateField(label=_("First night"), initial=_today)
    kind = forms.ChoiceField(
        label=_("What kind of home?"),
        choices=[(kind, Kind(kind).label) for kind in HAS_HOME],
        initial=Kind.OWN_HOME,
        widget=forms.RadioSelect,
    )
    place = forms.CharField(label=_("Place, in a few words"), max_length=120, required=False)


class LoseHomeForm(forms.Form):
    on = forms.DateField(label=_("First night without the home"), initial=_today)
    why = forms.CharField(label=_("What happened?"), max_length=300, widget=forms.Textarea)
    tonight = forms.ChoiceField(
        label=_("Where does the citizen sleep tonight?"), choices=TONIGHT, widget=forms.RadioSelect
    )


class HandOverForm(forms.Form):
    from_team = forms.ModelChoiceField(label=_("From"), queryset=Team.objects.none())
    to_team = forms.ModelChoiceField(label=_("To"), queryset=Team.objects.none())
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea)

    def __init__(self, *args: Any, from_teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_team"].queryset = from_teams  # type: ignore[attr-defined]
        self.fields["from_team"].initial = from_teams.first()
        others = Team.objects.filter(closed_on__isnull=True).order_by("name")
        self.fields["to_team"].queryset = others  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    own_person = forms.ModelChoiceField(
        label=_("Who becomes the own person?"), queryset=User.objects.none()
    )
    note = forms.CharField(label=_("A word to the other team"), required=False)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own_person"].queryset = members  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    note = forms.CharField(label=_("Why can you not take over?"), widget=forms.Textarea)


class DeathForm(forms.Form):
    on = forms.DateField(label=_("The day of the death"), initial=_today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.pop("on", None)
        if day is not None:
            if day > clock.today():
                self.add_error("on", _("The day cannot lie ahead."))
            cleaned["at"] = timezone.make_aware(datetime.combine(day, time(12)))
        return cleaned


class EndForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=Enrolment.EndReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Not having met is no reason: then we look for the citizen."),
    )
    note = forms.CharField(
        label=_("How was it decided?"),
        widget=forms.Textarea,
        help_text=_("Write it so that the citizen can read it."),
    )


class EnrolForm(forms.Form):
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())
    own_person = forms.ModelChoiceField(
        label=_("Own person"), queryset=User.objects.none(), required=False
    )

    def __init__(self, *args: Any, teams: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["team"].initial = teams.first()
        self.fields["own_person"].queryset = members  # type: ignore[attr-defined]
