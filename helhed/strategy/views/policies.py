"""Policies with their principles and goals, and how old goals became new ones."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhed.access.asking import Question, ask
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.strategy.entrance import colleagues, steering
from helhed.strategy.forms.asked import as_it_stands
from helhed.strategy.forms.policies import (
    CrossGoalsForm,
    EditGoalForm,
    EditPolicyForm,
    EditPrincipleForm,
    GoalForm,
    NewPolicyForm,
    PrincipleForm,
)
from helhed.strategy.models import Crosswalk, Goal, Policy, Principle
from helhed.strategy.overview import (
    branches,
    goals_without_initiatives,
    initiatives_without_goals,
    rows_of,
)
from helhed.strategy.verbs import policies as verbs
from helhed.strategy.views.doing import anew, do_or_say, page_of


@colleagues
def policies(request: StaffRequest) -> HttpResponse:
    found = Policy.objects.latest_first().prefetch_related("goals", "plans")
    context = {"policies": found, "today": clock.today()}
    return render(request, "strategy/policies.html", context)


@colleagues
def policy(request: StaffRequest, policy_id: UUID) -> HttpResponse:
    """The policy, what carries each goal, and what nothing carries."""
    found = get_object_or_404(Policy.objects.select_related("adopted_in__committee"), pk=policy_id)
    plans = found.plans.latest_first()
    running = plans.running_on(clock.today()).first() or plans.first()
    rows = rows_of(running.initiatives.in_order(), on=clock.today()) if running else []
    carried = {b.goal.pk: b.rows for b in branches(found, rows) if b.goal}
    context = {
        "policy": found,
        "plans": plans,
        "running": running,
        "goals": [(goal, carried.get(goal.pk, [])) for goal in found.goals.all()],
        "principles": found.principles.all(),
        "bare_goals": goals_without_initiatives(found),
        "loose": initiatives_without_goals(found),
        "today": clock.today(),
    }
    return render(request, "strategy/policy.html", context)


@steering
def write_policy(request: StaffRequest) -> HttpResponse:
    form = NewPolicyForm(request.POST or None)
    words = Question(_("A new policy"), done=_("The policy is written."))
    do = partial(verbs.write_policy, by=request.user)
    back = reverse("strategy:policies")
    return ask(request, form, words, do, back=back, then=partial(page_of, "policy"))


@steering
def edit_policy(request: StaffRequest, policy_id: UUID) -> HttpResponse:
    found = get_object_or_404(Policy, pk=policy_id)
    form = EditPolicyForm(request.POST or None, initial=as_it_stands(found, EditPolicyForm))
    words = Question(_("Edit the policy"), about=found.title)
    do = anew(verbs.edit_policy, found, by=request.user)
    return ask(request, form, words, do, back=page_of("policy", found))


@steering
def set_goal(request: StaffRequest, policy_id: UUID) -> HttpResponse:
    found = get_object_or_404(Policy, pk=policy_id)
    form = GoalForm(request.POST or None)
    words = Question(_("A new goal"), about=found.title)
    do = partial(verbs.set_goal, found, by=request.user)
    return ask(request, form, words, do, back=page_of("policy", found))


@steering
def edit_goal(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.select_related("policy"), pk=goal_id)
    form = EditGoalForm(request.POST or None, initial=as_it_stands(goal, EditGoalForm))
    words = Question(_("Edit the goal"), about=goal.policy.title)
    do = anew(verbs.edit_goal, goal, by=request.user)
    return ask(request, form, words, do, back=page_of("policy", goal.policy))


@steering
@require_POST
def remove_goal(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.select_related("policy"), pk=goal_id)
    do = partial(verbs.remove_goal, goal, by=request.user)
    return do_or_say(request, do, _("The goal is removed."), page_of("policy", goal.policy))


@steering
def set_principle(request: StaffRequest, policy_id: UUID) -> HttpResponse:
    found = get_object_or_404(Policy, pk=policy_id)
    form = PrincipleForm(request.POST or None)
    words = Question(_("A new principle"), about=found.title)
    do = partial(verbs.set_principle, found, by=request.user)
    return ask(request, form, words, do, back=page_of("policy", found))


@steering
def edit_principle(request: StaffRequest, principle_id: UUID) -> HttpResponse:
    row = get_object_or_404(Principle.objects.select_related("policy"), pk=principle_id)
    form = EditPrincipleForm(request.POST or None, initial=as_it_stands(row, EditPrincipleForm))
    words = Question(_("Edit the principle"), about=row.policy.title)
    do = anew(verbs.edit_principle, row, by=request.user)
    return ask(request, form, words, do, back=page_of("policy", row.policy))


@steering
@require_POST
def remove_principle(request: StaffRequest, principle_id: UUID) -> HttpResponse:
    row = get_object_or_404(Principle.objects.select_related("policy"), pk=principle_id)
    do = partial(verbs.remove_principle, row, by=request.user)
    return do_or_say(request, do, _("The principle is removed."), page_of("policy", row.policy))


@colleagues
def crosswalk(request: StaffRequest, policy_id: UUID) -> HttpResponse:
    """Which goals of earlier policies live on in which goals of this one."""
    found = get_object_or_404(Policy, pk=policy_id)
    return _crosswalk(request, found, CrossGoalsForm(policy=found))


@steering
@require_POST
def cross_goals(request: StaffRequest, policy_id: UUID) -> HttpResponse:
    found = get_object_or_404(Policy, pk=policy_id)
    form = CrossGoalsForm(request.POST, policy=found)
    if form.is_valid():
        here = reverse("strategy:crosswalk", args=[found.pk])
        do = partial(verbs.cross_goals, by=request.user, **form.cleaned_data)
        try:
            return do_or_say(request, do, _("The mapping is kept."), here, say_refusal=False)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _crosswalk(request, found, form)


@steering
@require_POST
def uncross_goals(request: StaffRequest, crosswalk_id: UUID) -> HttpResponse:
    row = get_object_or_404(Crosswalk.objects.select_related("to_goal"), pk=crosswalk_id)
    here = reverse("strategy:crosswalk", args=[row.to_goal.policy_id])
    do = partial(verbs.uncross_goals, row, by=request.user)
    return do_or_say(request, do, _("The mapping is taken back."), here)


def _crosswalk(request: StaffRequest, policy: Policy, form: CrossGoalsForm) -> HttpResponse:
    mapped = Crosswalk.objects.filter(to_goal__policy=policy)
    rows = mapped.select_related("from_goal__policy", "to_goal", "made_by")
    context: dict[str, Any] = {
        "policy": policy,
        "rows": rows.order_by("from_goal__policy__first_year", "from_goal__place", "made_on", "id"),
        "unmapped": policy.goals.exclude(pk__in=mapped.values("to_goal")),
        "form": form,
        "today": clock.today(),
    }
    return render(request, "strategy/crosswalk.html", context)
