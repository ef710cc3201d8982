"""Questions about the decision, its way to the citizen, complaints and orders."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from helhed.decisions.forms.cases import TEXT, capital
from helhed.decisions.models import (
    Complaint,
    Delivery,
    Facility,
    FollowUp,
    Outcome,
    ServiceType,
)
from helhed.teams.models import Team

LONG = forms.Textarea(attrs={"rows": 5})
REDUCES = (("", _("Not said yet")), ("yes", _("Yes")), ("no", _("No")))
SAID = {"yes": True, "no": False}
YES_OR_NO = ("provider_wish_followed", "reduces_help", "notice_applies")
FOLLOWED = (("", _("Not asked yet")), ("yes", _("It is followed")), ("no", _("It is not followed")))


class DecisionForm(forms.Form):
    """The whole draft; nothing is demanded until it is made."""

    # No field may be left out in the end, so none is marked as optional.
    bare = True
    sections: ClassVar = {
        "outcome": _("What is decided"),
        "provider_wish": _("Who gives the help"),
        "from_day": _("When"),
        "reduces_help": _("The help the citizen has today"),
        "facts": _("Why"),
        "citizen_view": _("What the citizen thinks of it"),
    }

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=capital(Outcome.choices),
        widget=forms.RadioSelect,
        required=False,
    )
    content = forms.CharField(label=_("The help, as you would say it"), widget=TEXT, required=False)
    service_type = forms.ChoiceField(label=_("Type of help"), required=False)
    hours_a_week = forms.DecimalField(
        localize=True,
        label=_("Hours a week"),
        min_value=0,
        max_digits=5,
        decimal_places=1,
        required=False,
    )
    provider_wish = forms.CharField(
        label=_("Who does the citizen wish for?"),
        max_length=200,
        required=False,
        help_text=_("“No wish” is an answer too."),
    )
    provider_wish_followed = forms.ChoiceField(
        label=_("The wish"), choices=FOLLOWED, widget=forms.RadioSelect, required=False
    )
    reason_if_not = forms.CharField(
        label=_("Why is the wish not followed?"), widget=TEXT, required=False
    )
    provider = forms.CharField(label=_("Who gives the help"), max_length=120, required=False)
    facility_code = forms.ChoiceField(label=_("Place"), required=False)
    from_day = forms.DateField(label=_("From"), required=False)
    until_day = forms.DateField(
        label=_("Until"), required=False, help_text=_("Leave it empty: no end date.")
    )
    review_on = forms.DateField(label=_("Looked at again together on"), required=False)
    reduces_help = forms.ChoiceField(
        label=_("Is the help the citizen has today made less, or ended?"),
        choices=REDUCES,
        widget=forms.RadioSelect,
        required=False,
    )
    notice_applies = forms.ChoiceField(
        label=_("If so: does the citizen have a right to notice by serviceloven § 3 a?"),
        choices=REDUCES,
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "For persons with a considerable and permanent disability, when help of the kinds the"
            " law names is reduced or ended. You judge it; if in doubt, ask a lawyer."
        ),
    )
    less_from = forms.DateField(
        label=_("The help of today goes on unchanged until"), required=False
    )
    facts = forms.CharField(label=_("The facts that weigh"), widget=LONG, required=False)
    considerations = forms.CharField(
        label=_("Why do you decide so?"),
        widget=LONG,
        required=False,
        help_text=_("Write it to the citizen. A missed appointment is no reason."),
    )
    reasons_not = forms.CharField(
        label=_("Why not all that was asked for?"),
        widget=LONG,
        required=False,
        help_text=_("Write it as you would say it."),
    )
    conditions = forms.CharField(label=_("Conditions"), widget=TEXT, required=False)
    citizen_view = forms.CharField(
        label=_("What does the citizen think of it?"), widget=TEXT, required=False
    )
    view_declined = forms.BooleanField(
        label=_("The citizen was asked and would not say"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("Not chosen"))]
        types = ServiceType.objects.on(on).order_by("group", "label", "id")
        self.fields["service_type"].choices = [  # type: ignore[attr-defined]
            *none,
            *((row.code, f"{row.label} ({row.group})") for row in types),
        ]
        places = Facility.objects.on(on).filter(hidden=False).order_by("name")
        self.fields["facility_code"].choices = [  # type: ignore[attr-defined]
            *none,
            *((row.code, row.name) for row in places),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        for name in YES_OR_NO:
            cleaned[name] = SAID.get(str(cleaned.get(name)))
        return cleaned


class DivideForm(forms.Form):
    title = forms.CharField(label=_("What is decided later?"), max_length=120)


class DeliveryForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How did the letter come to the citizen?"),
        choices=capital(Delivery.How.choices),
        widget=forms.RadioSelect,
    )
    came_on = forms.DateField(label=_("Day"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    although = forms.CharField(
        label=_("With Digital Post: how does the citizen learn of the letter?"),
        max_length=300,
        required=False,
    )


class ComplaintForm(forms.Form):
    words = forms.CharField(label=_("What does the citizen say?"), widget=LONG)
    how = forms.ChoiceField(
        label=_("How?"), choices=capital(Complaint.How.choices), widget=forms.RadioSelect
    )
    received_on = forms.DateField(label=_("Day"))


class ReassessForm(forms.Form):
    reassessed = forms.ChoiceField(
        label=_("What do we think, having looked again?"),
        choices=capital(Complaint.Reassessed.choices),
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(label=_("Why?"), widget=LONG)
    on = forms.DateField(label=_("Day"))


class ResultForm(forms.Form):
    result = forms.ChoiceField(
        label=_("What did the board decide?"),
        choices=capital(Complaint.Result.choices),
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("Day"))


class OrderForm(forms.Form):
    provider = forms.CharField(label=_("Provider"), max_length=120)
    provider_team = forms.ModelChoiceField(
        label=_("Team of ours, if it is one"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("Somebody else"),
    )
    goals = forms.CharField(
        label=_("Goals, one on each line"),
        widget=LONG,
        help_text=_("The citizen's own, as far as they can be."),
    )
    extent = forms.CharField(label=_("How much"), max_length=120, required=False)
    start_on = forms.DateField(label=_("Begins on"))
    report_by = forms.DateField(label=_("First report by"))

    def __init__(self, *args: Any, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider_team"].queryset = teams  # type: ignore[attr-defined]

    def clean_goals(self) -> list[str]:
        lines = self.cleaned_data["goals"].splitlines()
        return [line.strip()[:300] for line in lines if line.strip()]


class ReportForm(forms.Form):
    text = forms.CharField(label=_("How does it go?"), widget=LONG)
    citizen_view = forms.CharField(
        label=_("What does the citizen say of it?"), widget=TEXT, required=False
    )
    on = forms.DateField(label=_("Day"))
    next_by = forms.DateField(label=_("Next report by"), required=False)


class FollowUpForm(forms.Form):
    """Going on, or another help. Ending is asked where the plan's help ends too."""

    result = forms.ChoiceField(
        label=_("Does the help still serve its purpose?"),
        choices=FollowUp.Result.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("What did we see together?"), widget=TEXT)
    citizen_view = forms.CharField(
        label=_("What does the citizen say of it?"), widget=TEXT, required=False
    )
    on = forms.DateField(label=_("Day"))
    next_on = forms.DateField(label=_("Looked at again on"), required=False)
