"""What is asked about milestones, criteria and money."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.strategy.forms.asked import AgendaField, Anew, kroner
from helhed.strategy.forms.initiatives import today
from helhed.strategy.models import Criterion, Funding


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("What is there then?"), max_length=300)
    due_on = forms.DateField(label=_("By the day"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class EditMilestoneForm(Anew, MilestoneForm):
    pass


class DoneForm(forms.Form):
    on = forms.DateField(label=_("It was there on"), initial=today)


class SplitForm(forms.Form):
    texts = forms.CharField(
        label=_("One criterion a line"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Cut, move and reword freely. The words of the document stay as they are."),
    )

    def clean_texts(self) -> list[str]:
        return str(self.cleaned_data["texts"]).splitlines()


class CriterionForm(Anew):
    text = forms.CharField(label=_("Criterion"), widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Criterion.Kind.choices, widget=forms.RadioSelect
    )
    direction = forms.ChoiceField(
        label=_("Which way?"), choices=Criterion.Direction.choices, required=False
    )
    baseline = forms.DecimalField(label=_("Today"), required=False, localize=True)
    target = forms.DecimalField(label=_("Target"), required=False, localize=True)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    due_on = forms.DateField(label=_("By the day"), required=False)


class FundingForm(forms.Form):
    kind = forms.ChoiceField(label=_("Source"), choices=Funding.Kind.choices)
    agreement = forms.CharField(label=_("Act or agreement"), max_length=300, required=False)
    amount_dkk = kroner(_("Amount in kr., if it is known"), required=False)
    per = forms.ChoiceField(
        label=_("The amount is"),
        choices=Funding.Per.choices,
        initial=Funding.Per.TOTAL,
        widget=forms.RadioSelect,
    )
    from_day = forms.DateField(label=_("From"), required=False)
    last_day = forms.DateField(label=_("To"), required=False)


class AddFundingForm(FundingForm):
    agenda_item = AgendaField(label=_("Decided in"))


class EditFundingForm(Anew, FundingForm):
    pass
