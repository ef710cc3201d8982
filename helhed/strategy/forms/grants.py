"""What is asked about support to associations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.strategy.forms.asked import AgendaField, kroner, long_text, year
from helhed.strategy.forms.initiatives import initiative_label, today
from helhed.strategy.models import GrantDecision, GrantReport, GrantRound, Initiative, Party


class SchemeForm(forms.Form):
    year = year(_("Year"))
    amount_dkk = kroner(_("Amount in kr."))
    priorities = long_text(_("Priorities and target groups"))
    criteria = long_text(_("Criteria, one a line"))
    agenda_item = AgendaField(label=_("Decided in"))


class RoundForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=GrantRound.Kind.choices, widget=forms.RadioSelect
    )
    opens_on = forms.DateField(label=_("Opens"))
    closes_on = forms.DateField(label=_("Last day to apply"))
    dialogue_meeting_on = forms.DateField(label=_("Dialogue meeting"), required=False)


class ChecklistForm(forms.Form):
    volunteers_at_core = forms.BooleanField(label=_("Volunteers carry it"), required=False)
    not_section_79 = forms.BooleanField(label=_("It is not covered by § 79"), required=False)
    child_certificates = forms.BooleanField(
        label=_("Child certificates are in place or not needed"), required=False
    )


class ApplicationForm(ChecklistForm):
    association = forms.ModelChoiceField(label=_("Association"), queryset=Party.objects.none())
    title = forms.CharField(label=_("What for"), max_length=200)
    asked_dkk = kroner(_("Asked for in kr."))
    budget_dkk = kroner(_("Whole budget in kr."), required=False)
    received_on = forms.DateField(label=_("Received"), initial=today)
    aims = long_text(_("What it will do here"))
    initiative = forms.ModelChoiceField(
        label=_("Initiative it helps"), queryset=Initiative.objects.none(), required=False
    )
    field_order = ("association", "title", "asked_dkk", "budget_dkk", "received_on", "aims")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        associations = Party.objects.filter(kind=Party.Kind.ASSOCIATION).order_by("name")
        self.fields["association"].queryset = associations  # type: ignore[attr-defined]
        rows = Initiative.objects.select_related("plan").order_by(
            "-plan__first_year", "number", "id"
        )
        self.fields["initiative"].queryset = rows  # type: ignore[attr-defined]
        self.fields["initiative"].label_from_instance = initiative_label  # type: ignore[attr-defined]


class AssessForm(forms.Form):
    score = forms.IntegerField(
        label=_("How well it meets the criteria, 0-10"), min_value=0, max_value=10
    )
    recommended_dkk = kroner(_("Recommended in kr."))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}))


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What did the committee answer?"),
        choices=GrantDecision.Outcome.choices,
        widget=forms.RadioSelect,
    )
    granted_dkk = forms.DecimalField(
        label=_("Granted in kr."), initial=0, min_value=0, decimal_places=2, localize=True
    )
    reason = long_text(_("Reason, when not everything is granted"), rows=3)
    on = forms.DateField(label=_("Decided on"), initial=today)
    agenda_item = AgendaField(label=_("Decided in"))


class AgreeForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    aims = long_text(_("Aims"))
    from_day = forms.DateField(label=_("From"))
    last_day = forms.DateField(label=_("To"))
    instalments = forms.IntegerField(
        label=_("Paid in how many parts?"),
        min_value=1,
        max_value=12,
        initial=1,
        help_text=_("Equal parts, the first on the first day, the next a year later."),
    )


class ReportForm(forms.Form):
    on = forms.DateField(label=_("Received"), initial=today)
    text = long_text(_("What was done"))
    spent_dkk = kroner(_("Used in kr."))
    unspent_dkk = kroner(_("Not used in kr."))


class SettleForm(forms.Form):
    how = forms.ChoiceField(
        label=_("What becomes of the money that was not used?"),
        choices=[
            (GrantReport.Unspent.PAID_BACK.value, GrantReport.Unspent.PAID_BACK.label),
            (GrantReport.Unspent.MOVED.value, GrantReport.Unspent.MOVED.label),
        ],
        widget=forms.RadioSelect,
    )


class PartyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Party.Kind.choices, initial=Party.Kind.ASSOCIATION
    )
    cvr = forms.CharField(label=_("CVR number"), max_length=8, required=False)


class CommitteeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    short = forms.CharField(label=_("Short form"), max_length=12, required=False)
