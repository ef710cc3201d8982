"""What we ask about wishes, homes, offers and leases."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.housing.fitting import LABELS
from helhed.housing.models import Floor, Offer, Said, Support, Tenancy, Trouble, Wish
from helhed.housing.order import PARTS
from helhed.stays.models import HOMES, Bed, BedKind, BedPeriod, Site
from helhed.teams.models import Membership, Organisation, Team

YES_NO = [("", _("Not asked")), ("1", _("Yes")), ("0", _("No"))]
HOME_KINDS = [(kind.value, kind.label) for kind in BedKind if kind in HOMES]
ANSWER_DAYS = 7


def yes_no(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value == "1",
        empty_value=None,
        required=False,
    )


class WishForm(forms.Form):
    words = forms.CharField(
        label=_("What does the citizen wish for, in their own words?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the citizen's own words.")},
    )
    rent_max_dkk = forms.IntegerField(
        label=_("Can pay a month, kroner"), required=False, min_value=0, max_value=30000
    )
    areas = forms.CharField(
        label=_("Parts of town, with commas between"), required=False, max_length=200
    )
    floor = forms.ChoiceField(label=_("Floor"), choices=Floor.choices)
    pets = yes_no(_("Does an animal come along?"))
    alone = yes_no(_("Kitchen and bath to themselves?"))
    couple = yes_no(_("Do two move in?"))
    rooms = forms.IntegerField(label=_("Rooms, at least"), required=False, min_value=1, max_value=9)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of home, if the citizen has said so"),
        choices=HOME_KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    support = forms.ChoiceField(label=_("Support at home"), choices=Support.choices)

    def clean_areas(self) -> list[str]:
        return [area.strip() for area in self.cleaned_data["areas"].split(",") if area.strip()]

    @staticmethod
    def of(said: Said | None) -> dict[str, Any]:
        """The wish as it was said last, to be said anew."""
        if said is None:
            return {}
        told = {True: "1", False: "0", None: ""}
        names = ("words", "rent_max_dkk", "floor", "rooms", "kinds", "support")
        first: dict[str, Any] = {name: getattr(said, name) for name in names}
        first["areas"] = ", ".join(said.areas)
        return first | {name: told[getattr(said, name)] for name in ("pets", "alone", "couple")}


class EndWishForm(forms.Form):
    because = forms.ChoiceField(
        label=_("Why?"),
        choices=[c for c in Wish.Ended.choices if c[0] != Wish.Ended.MOVED_IN],
        widget=forms.RadioSelect,
    )


class HomeForm(forms.Form):
    """A bed or home, as it is."""

    site = forms.ModelChoiceField(label=_("House"), queryset=Site.objects.none())
    name = forms.CharField(label=_("Name or address"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=BedKind.choices)
    open_from = forms.DateField(label=_("Can be used from the night of"), required=False)
    landlord = forms.ModelChoiceField(
        label=_("Landlord"), queryset=Organisation.objects.none(), required=False
    )
    legal_basis = forms.CharField(
        label=_("Legal basis, if another than usual"), required=False, max_length=60
    )
    rent_dkk = forms.IntegerField(label=_("Rent a month, kroner"), required=False, min_value=0)
    rooms = forms.IntegerField(label=_("Rooms"), required=False, min_value=1, max_value=20)
    size_m2 = forms.IntegerField(label=_("Size, m²"), required=False, min_value=1)
    area = forms.CharField(label=_("Part of town"), required=False, max_length=60)
    floor = forms.IntegerField(
        label=_("Floor (0 is the ground floor)"), required=False, min_value=-2, max_value=40
    )
    lift = forms.BooleanField(label=_("There is a lift"), required=False)
    step_free = forms.BooleanField(label=_("No steps on the way in"), required=False)
    pets = forms.BooleanField(label=_("Animals may come along"), required=False)
    couples = forms.BooleanField(label=_("Room for two"), required=False)
    shared = forms.BooleanField(label=_("Kitchen or bath is shared"), required=False)
    rules = forms.CharField(label=_("House rules"), required=False, max_length=400)

    def __init__(self, *args: Any, bed: Bed | None = None, **kwargs: Any) -> None:
        if bed is not None:
            kwargs["initial"] = {
                name: getattr(bed, name) for name in type(self).base_fields if name != "open_from"
            }
        super().__init__(*args, **kwargs)
        if bed is not None:
            del self.fields["site"]
            del self.fields["open_from"]
        else:
            sites = Site.objects.filter(hidden=False, closed_on__isnull=True).order_by("name")
            self._choose("site", sites)
        self._choose("landlord", Organisation.objects.order_by("name"))

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        field: Any = self.fields[name]
        field.queryset = rows
        field.label_from_instance = lambda row: row.name


class PeriodForm(forms.Form):
    state = forms.ChoiceField(
        label=_("The bed is"), choices=BedPeriod.State.choices, widget=forms.RadioSelect
    )
    from_night = forms.DateField(label=_("From the night of"))
    until_day = forms.DateField(label=_("First day it no longer holds"), required=False)
    reason = forms.CharField(label=_("Why, in a few words"), required=False, max_length=160)


class AnswerByForm(forms.Form):
    """A day to answer by; the evening of that day."""

    answer_on = forms.DateField(label=_("Answer at the latest"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.pop("answer_on", None)
        if isinstance(day, date):
            cleaned["answer_by"] = timezone.make_aware(datetime.combine(day, time(20)))
        return cleaned


class HoldForm(AnswerByForm):
    from_night = forms.DateField(label=_("From the night of"))
    why = forms.CharField(label=_("Why, in a few words"), required=False, max_length=160)


class OfferForm(AnswerByForm):
    from_night = forms.DateField(label=_("Can move in from the night of"))
    why = forms.CharField(
        label=_("Why this citizen, if others come first in the order"),
        required=False,
        max_length=300,
    )
    conditions = forms.MultipleChoiceField(
        label=_("Does the landlord set conditions? There should be none"),
        choices=Offer.Condition.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @staticmethod
    def first(on: date, free_from: date | None) -> dict[str, Any]:
        return {"from_night": free_from or on, "answer_on": on + timedelta(days=ANSWER_DAYS)}


class OnForm(forms.Form):
    on = forms.DateField(label=_("Which day?"), initial=clock.today)


class DeclineForm(OnForm):
    words = forms.CharField(
        label=_("In the citizen's own words, if they say"), required=False, max_length=300
    )


class ProviderNoForm(OnForm):
    reason = forms.CharField(
        label=_("The landlord's reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
        error_messages={"required": _("Write the landlord's reason.")},
    )


class SecondLookForm(OnForm):
    upheld = forms.TypedChoiceField(
        label=_("What do you see?"),
        choices=[("1", _("The no stands")), ("0", _("The offer goes on"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Why?"), max_length=400)


class WithdrawForm(OnForm):
    because = forms.CharField(label=_("Why?"), max_length=200)


class LeaseForm(OnForm):
    keys_on = forms.DateField(label=_("Keys on"), required=False)
    rent_dkk = forms.IntegerField(label=_("Rent a month, kroner"), required=False, min_value=0)
    support_is_condition = forms.BooleanField(
        label=_("The lease demands that support is accepted (it should not)"), required=False
    )


class OwnLeaseForm(LeaseForm):
    """A home found elsewhere."""

    address = forms.CharField(label=_("Address"), max_length=120)
    landlord = forms.ModelChoiceField(
        label=_("Landlord"), queryset=Organisation.objects.none(), required=False
    )
    field_order = ("address", "landlord", "on", "keys_on", "rent_dkk")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["landlord"]
        field.queryset = Organisation.objects.order_by("name")
        field.label_from_instance = lambda row: row.name


class TroubleForm(OnForm):
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Trouble.Kind.choices, widget=forms.RadioSelect
    )
    months = forms.IntegerField(
        label=_("Months behind with the rent"), required=False, min_value=1, max_value=60
    )
    date = forms.DateField(label=_("The date of court, bailiff or deadline"), required=False)
    text = forms.CharField(label=_("In a few words"), required=False, max_length=200)
    field_order = ("kind", "months", "date", "text", "on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") in ("court", "bailiff") and not cleaned.get("date"):
            self.add_error("date", _("Write the date. The duty must come before it."))
        return cleaned


class SettleForm(OnForm):
    how = forms.CharField(label=_("How was it settled?"), max_length=200)


class EndTenancyForm(OnForm):
    """An end that is no loss; a lost home asks where the citizen sleeps, on a page of the desk."""

    end = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=[c for c in Tenancy.End.choices if c[0] not in Tenancy.LOST],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("In a few words"), required=False, max_length=300)


class ShiftOutdoorsForm(forms.Form):
    """Who goes out on a cold night. A time before the first is that of the morning after."""

    who = forms.ModelChoiceField(label=_("Who goes out?"), queryset=Membership.objects.none())
    night = forms.DateField(label=_("Which evening?"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}))
    phone = forms.CharField(label=_("Telephone that is answered"), max_length=20)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Membership.objects.filter(team__kind=Team.Kind.OUTREACH)
        here = teams.filter(from_day__lte=on).exclude(until_day__lte=on)
        who: Any = self.fields["who"]
        who.queryset = here.select_related("user", "team").order_by("team__name", "user__name")
        who.label_from_instance = lambda one: f"{one.user.name}, {one.team.name}"

    def clean(self) -> dict[str, Any]:
        """The shift as the verb takes it."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        night, starts, ends = (cleaned[name] for name in ("night", "starts", "ends"))
        morning = night + timedelta(days=1) if ends <= starts else night
        return {
            "team": cleaned["who"].team,
            "user": cleaned["who"].user,
            "starts_at": timezone.make_aware(datetime.combine(night, starts)),
            "ends_at": timezone.make_aware(datetime.combine(morning, ends)),
            "phone": cleaned["phone"],
        }


class RuleForm(forms.Form):
    must = forms.MultipleChoiceField(
        label=_("Wishes a home has to meet to be matched at all"),
        choices=[(code, label) for code, label in LABELS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first = forms.ChoiceField(label=_("What counts first"), choices=[])
    second = forms.ChoiceField(label=_("What counts then"), choices=[], required=False)
    third = forms.ChoiceField(label=_("And then"), choices=[], required=False)
    why = forms.CharField(
        label=_("Why is the rule changed?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [(name, part.label) for name, part in PARTS.items() if name != "lot"]
        for name in ("first", "second", "third"):
            field: Any = self.fields[name]
            field.choices = parts if name == "first" else [("", _("Nothing")), *parts]

    def clean(self) -> dict[str, Any]:
        """The order as a list; the lot always comes last."""
        cleaned = super().clean() or {}
        chosen = [cleaned.pop(name, "") for name in ("first", "second", "third")]
        cleaned["order"] = [*dict.fromkeys(name for name in chosen if name), "lot"]
        return cleaned
