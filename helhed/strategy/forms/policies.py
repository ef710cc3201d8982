"""What is asked about policies, their goals and how old goals became new ones."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.strategy.forms.asked import AgendaField, Anew, long_text, year
from helhed.strategy.models import Goal, Policy


class PolicyForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    first_year = year(_("First year"))
    last_year = year(_("Last year"))
    vision = long_text(_("Vision"))
    council = forms.CharField(
        label=_("Advisory council that is heard"), max_length=120, required=False
    )


class NewPolicyForm(PolicyForm):
    adopted_in = AgendaField(label=_("Adopted in"))


class EditPolicyForm(Anew, PolicyForm):
    pass


class GoalForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Goal.Kind.choices,
        initial=Goal.Kind.GOAL,
        widget=forms.RadioSelect,
    )
    key = forms.SlugField(
        label=_("Short key"),
        max_length=60,
        help_text=_("One word without spaces. The same goal in two policies has the same key."),
    )
    why = long_text(_("Why"))
    how = long_text(_("How"))
    supporting_plans = long_text(_("Plans that support it, one a line"), rows=3)


class EditGoalForm(Anew, GoalForm):
    pass


class PrincipleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    text = long_text(_("Text"))


class EditPrincipleForm(Anew, PrincipleForm):
    pass


class CrossGoalsForm(forms.Form):
    from_goal = forms.ModelChoiceField(label=_("The old goal"), queryset=Goal.objects.none())
    to_goal = forms.ModelChoiceField(label=_("lives on in"), queryset=Goal.objects.none())
    note = forms.CharField(label=_("Why, in a few words"), max_length=300, required=False)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Goal.objects.exclude(policy=policy).select_related("policy")
        earlier = others.filter(policy__first_year__lte=policy.first_year)
        for name, goals in (("from_goal", earlier), ("to_goal", policy.goals.all())):
            field = self.fields[name]
            field.queryset = goals  # type: ignore[attr-defined]
            field.label_from_instance = goal_label  # type: ignore[attr-defined]


def goal_label(goal: Goal) -> str:
    return f"{goal.title} ({goal.policy.period})"
