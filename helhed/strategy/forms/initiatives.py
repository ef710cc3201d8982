"""What is asked about an initiative."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.core import clock
from helhed.strategy.forms.asked import AgendaField, Anew, long_text
from helhed.strategy.models import ActionPlan, Committee, Goal, Initiative, Lineage, Party
from helhed.strategy.status import Status
from helhed.teams.models import Membership


class InitiativeForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=999, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Initiative.Kind.choices,
        initial=Initiative.Kind.DEVELOPMENT,
        widget=forms.RadioSelect,
    )
    goals = forms.ModelMultipleChoiceField(
        label=_("Goals it supports"),
        queryset=Goal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    department = forms.ModelChoiceField(
        label=_("Department that carries it out"), queryset=Party.objects.none(), required=False
    )
    committees = forms.ModelMultipleChoiceField(
        label=_("Committees"),
        queryset=Committee.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = forms.DateField(
        label=_("Begins"),
        required=False,
        help_text=_("Left empty, the years of the plan stand."),
    )
    due_on = forms.DateField(label=_("Deadline"), required=False)
    target_group = long_text(_("Target group"), rows=2)
    challenge = long_text(_("Challenge"))
    description = long_text(_("What is done"))
    success_criteria = long_text(_("Success criteria as written"))
    partners_text = long_text(_("Who takes part, as written"), rows=3)
    partners = forms.ModelMultipleChoiceField(
        label=_("Partners"),
        queryset=Party.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    carried_over = forms.ChoiceField(
        label=_("Continued from an earlier plan?"),
        choices=Initiative.CarriedOver.choices,
        initial=Initiative.CarriedOver.UNKNOWN,
        widget=forms.RadioSelect,
    )
    origin = forms.ChoiceField(
        label=_("Where it came from"),
        choices=Initiative.Origin.choices,
        initial=Initiative.Origin.UNKNOWN,
    )

    def __init__(self, *args: Any, plan: ActionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = Party.objects.filter(kind=Party.Kind.DEPARTMENT).order_by("name")
        others = Party.objects.exclude(kind=Party.Kind.DEPARTMENT).order_by("name")
        self._let_choose("goals", plan.policy.goals.all())
        self._let_choose("department", departments)
        self._let_choose("committees", Committee.objects.order_by("name"))
        self._let_choose("partners", others)
        self.fields["goals"].label_from_instance = _title  # type: ignore[attr-defined]

    def _let_choose(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]


class EditInitiativeForm(Anew, InitiativeForm):
    pass


def _title(row: Any) -> str:
    return str(row.title)


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=_("Who answers for it"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("Is reminded in one digest, and tells how it goes. Never shown in public."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Membership.objects.on(clock.today()).values("user")
        colleagues = User.objects.filter(pk__in=here, is_active=True).order_by("name")
        self.fields["owner"].queryset = colleagues  # type: ignore[attr-defined]


class SayStatusForm(forms.Form):
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In plain words: it may be read by politicians and on the public site."),
    )


def today() -> Any:
    return clock.today()


class DayForm(forms.Form):
    on = forms.DateField(label=_("Day"), initial=today)


class PauseForm(DayForm):
    reason = forms.CharField(label=_("Why"), max_length=300)


class CarryOnForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What becomes of it?"), choices=Lineage.Kind.choices, widget=forms.RadioSelect
    )
    to = forms.ModelChoiceField(
        label=_("It goes on in"),
        queryset=Initiative.objects.none(),
        required=False,
        help_text=_("Leave it empty when it is anchored in operations, closed or postponed."),
    )
    on = forms.DateField(label=_("From the day"), initial=today)
    note = forms.CharField(label=_("Why, in a few words"), max_length=300, required=False)
    agenda_item = AgendaField(label=_("Decided in"))

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Initiative.objects.exclude(pk=initiative.pk).select_related("plan")
        field = self.fields["to"]
        field.queryset = others.order_by("-plan__first_year", "plan__title", "number", "id")  # type: ignore[attr-defined]
        field.label_from_instance = initiative_label  # type: ignore[attr-defined]


def initiative_label(initiative: Initiative) -> str:
    number = f"{initiative.number}. " if initiative.number else ""
    return f"{initiative.plan.period}: {number}{initiative.title}"
