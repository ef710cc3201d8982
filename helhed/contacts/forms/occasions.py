"""What we ask about a contact and an appointment."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.contacts import times
from helhed.contacts.forms.words import capital
from helhed.contacts.models import Contact, Loose

CLOCK = "clock"


class OutcomeForm(forms.Form):
    """Which of the buttons was pressed. The key was made on the device."""

    outcome = forms.ChoiceField(choices=Contact.Outcome.choices)
    contact_id = forms.UUIDField(required=False)

    def clean_contact_id(self) -> Any:
        return self.cleaned_data["contact_id"] or None


# A day and a night: longer than anybody is with somebody at a time.
MOST_MINUTES = 24 * 60


@dataclass(frozen=True)
class Around:
    """What the form offers to choose from: places, colleagues by key and name, names of others."""

    places: list[str] = field(default_factory=list)
    colleagues: list[tuple[UUID, str]] = field(default_factory=list)
    network: list[str] = field(default_factory=list)


class AddForm(forms.Form):
    """What may be added when the contact is saved already. All of it may be left out."""

    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)
    known_place = forms.ChoiceField(label=_("Where"), required=False, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Where"), required=False, max_length=120)
    promise = forms.CharField(label=_("We have promised …"), required=False, max_length=200)
    own_words = forms.CharField(label=_("Own words"), required=False, widget=forms.Textarea)
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=MOST_MINUTES
    )
    with_colleagues = forms.TypedMultipleChoiceField(
        label=_("Colleagues who were there"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
    )
    network_present = forms.MultipleChoiceField(
        label=_("Others who were there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, around: Around, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = around.places
        self._offer("known_place", [(place, place) for place in around.places])
        self._offer("with_colleagues", [(str(key), name) for key, name in around.colleagues])
        self._offer("network_present", [(name, name) for name in around.network])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        offered = self.fields[name]
        assert isinstance(offered, forms.ChoiceField)  # noqa: S101 - for the type checker
        offered.choices = choices

    @property
    def holds_more(self) -> bool:
        """Whether something stands in the fields that few need."""
        return any(self[name].value() for name in ("minutes", "with_colleagues", "network_present"))

    def told(self) -> dict[str, Any]:
        """What is to be written on the contact: only fields that hold something."""
        said = self.cleaned_data
        told = {
            "note": said["note"].strip(),
            "own_words": said["own_words"].strip(),
            "place": said["place"].strip() or said["known_place"],
            "minutes": said["minutes"],
            "with_colleagues": said["with_colleagues"],
            "network_present": said["network_present"],
        }
        return {name: value for name, value in told.items() if value}


class NoteForm(forms.Form):
    """A note without a meeting."""

    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a note, or go back.")},
    )
    own_words = forms.CharField(label=_("Own words"), required=False, widget=forms.Textarea)
    contact_id = forms.UUIDField(required=False, widget=forms.HiddenInput)


class EditForm(forms.Form):
    """Note and own words of a contact, with the version they were read at."""

    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    own_words = forms.CharField(label=_("Own words"), required=False, widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TimeForm(forms.Form):
    """A day, and a time of the clock or a looser one."""

    on = forms.DateField(
        label=_("Which day?"),
        widget=forms.DateInput,
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day as day-month-year."),
        },
    )
    when = forms.ChoiceField(
        label=_("When on the day?"),
        widget=forms.RadioSelect,
        choices=[(CLOCK, _("At a time of the clock")), *capital(Loose.choices)],
        initial=CLOCK,
    )
    clock = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput,
        error_messages={"invalid": _("Write the time as 10.30.")},
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("when") == CLOCK and not said.get("clock") and "clock" not in self.errors:
            self.add_error("clock", _("Write what time, or choose a part of the day."))
        return said

    def at(self) -> tuple[datetime, str]:
        """The moment, and the loose time that stands for it ("" for a time of the clock)."""
        said = self.cleaned_data
        if said["when"] == CLOCK:
            return timezone.make_aware(datetime.combine(said["on"], said["clock"])), ""
        return times.put_in_day(said["on"], said["when"]), said["when"]


class AppointmentForm(TimeForm):
    """Who meets the citizen, when, where and about what."""

    worker = forms.ModelChoiceField(
        label=_("Who meets the citizen?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a colleague"),
        help_text=_("One person has it. More may come along."),
        error_messages={"required": _("Choose who meets the citizen. In doubt, choose yourself.")},
    )
    place = forms.CharField(label=_("Where?"), required=False, max_length=120)
    what = forms.CharField(label=_("What about?"), required=False, max_length=200)
    appointment_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["worker"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = colleagues


class MoveForm(TimeForm):
    """To when the appointment is moved."""

    place = forms.CharField(label=_("Where?"), required=False, max_length=120)


class NextForm(forms.Form):
    """The next time in one tap, or a day."""

    when = forms.CharField(required=False)
    on = forms.DateField(label=_("Which day?"), required=False, widget=forms.DateInput)
    clock = forms.TimeField(
        label=_("Time (if agreed)"),
        required=False,
        widget=forms.TimeInput,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )

    def at(self, now: datetime) -> tuple[datetime, str] | None:
        """The moment and its loose words; None when nothing was chosen."""
        said = self.cleaned_data
        meant = times.meant_by(said["when"], now)
        if meant:
            return meant.at, meant.loose
        if not said["on"]:
            return None
        if said["clock"]:
            return timezone.make_aware(datetime.combine(said["on"], said["clock"])), ""
        return times.put_in_day(said["on"], Loose.DAY), Loose.DAY
