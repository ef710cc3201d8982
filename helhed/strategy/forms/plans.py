"""What is asked about plans, and how a table of initiatives is narrowed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.strategy.forms.asked import AgendaField, Anew, year
from helhed.strategy.models import Goal
from helhed.strategy.status import Status


class PlanForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    first_year = year(_("First year"))
    last_year = year(_("Last year"))


class AdoptPlanForm(PlanForm):
    adopted_on = forms.DateField(label=_("Adopted on"), required=False)
    adopted_in = AgendaField(label=_("Adopted in"))


class EditPlanForm(Anew, PlanForm):
    pass


class ProlongForm(forms.Form):
    ends_on = forms.DateField(label=_("The plan runs until"))
    reason = forms.CharField(label=_("Why it runs longer"), max_length=300)
    decided_in = AgendaField(label=_("Decided in"))


class NarrowForm(forms.Form):
    """Which initiatives of a plan are shown, and in which order; read from the address."""

    ORDERS = (
        ("number", _("number in the plan")),
        ("title", _("title")),
        ("status", _("status, worst first")),
        ("due", _("deadline")),
        ("owner", _("who answers for it")),
    )

    q = forms.CharField(label=_("Words in the title"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("all")), *Status.choices]
    )
    goal = forms.TypedChoiceField(label=_("Goal"), required=False, empty_value=None)
    owner = forms.ChoiceField(label=_("Who answers for it"), required=False)
    sort = forms.ChoiceField(label=_("Order by"), required=False, choices=ORDERS)

    def __init__(self, *args: Any, goals: list[Goal], owners: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        by_key = {str(goal.pk): goal for goal in goals}
        goal: Any = self.fields["goal"]
        goal.choices = [("", _("all")), *((key, one.title) for key, one in by_key.items())]
        goal.coerce = by_key.get
        choices = [("", _("all")), ("none", _("nobody")), *owners]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What is asked for; what cannot be understood in the address is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
