"""A plan as a tree of goals, as a table and over time."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from helhed.access.asking import Question, ask
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.strategy.calendar_lines import WIDTH, lines_of, span_of
from helhed.strategy.entrance import colleagues, steering
from helhed.strategy.first_figures import first_figures
from helhed.strategy.forms.asked import as_it_stands
from helhed.strategy.forms.plans import AdoptPlanForm, EditPlanForm, NarrowForm, ProlongForm
from helhed.strategy.models import ActionPlan, Policy
from helhed.strategy.overview import (
    branches,
    counts,
    goals_of,
    narrowed,
    owners_in,
    rows_of,
    sorted_rows,
)
from helhed.strategy.verbs import plans as verbs
from helhed.strategy.views.doing import anew, page_of

ON_A_PAGE = 50


@colleagues
def plans(request: StaffRequest) -> HttpResponse:
    found = ActionPlan.objects.select_related("policy").latest_first()
    context = {
        "running": found.running_on(clock.today()),
        "others": found.exclude(pk__in=found.running_on(clock.today()).values("pk")),
        "policies": Policy.objects.latest_first(),
        "today": clock.today(),
    }
    return render(request, "strategy/plans.html", context)


@colleagues
def plan(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """The plan's goals, each with the initiatives that support it."""
    found = _plan(plan_id)
    rows = rows_of(found.initiatives.in_order(), on=clock.today())
    tree = branches(found.policy, rows)
    shown = {row.initiative.pk for branch in tree for row in branch.shown}
    context = {
        **_head(found, "plan"),
        "branches": [branch for branch in tree if branch.rows],
        "counts": counts(rows),
        "count": len(rows),
        "figures": first_figures(shown),
        "bare_goals": [branch.goal for branch in tree if branch.goal and not branch.rows],
    }
    return render(request, "strategy/plan.html", context)


@colleagues
def plan_table(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """All initiatives of the plan, narrowed and sorted by the address."""
    found = _plan(plan_id)
    every = rows_of(found.initiatives.in_order(), on=clock.today())
    goals, supports = list(found.policy.goals.all()), goals_of(every)
    form = NarrowForm(request.GET, goals=goals, owners=owners_in(every))
    wanted = form.wanted()
    rows = narrowed(every, wanted, supports)
    page = Paginator(sorted_rows(rows, wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **_head(found, "plan-table"),
        "form": form,
        "page": page,
        "counts": counts(rows),
        "goals_of": {
            key: [goal.title for goal in goals if goal.pk in mine] for key, mine in supports.items()
        },
        "figures": first_figures([row.initiative.pk for row in page.object_list]),
        "narrowed": bool(wanted),
    }
    return render(request, "strategy/plan_table.html", context)


@colleagues
def plan_timeline(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """The plan's initiatives on one line of months."""
    found = _plan(plan_id)
    rows = rows_of(found.initiatives.in_order(), on=clock.today())
    span = span_of(found, rows, today=clock.today())
    context = {
        **_head(found, "plan-timeline"),
        "lines": lines_of(rows, span, today=clock.today()),
        "span": span,
        "width": WIDTH,
    }
    return render(request, "strategy/plan_timeline.html", context)


@steering
def adopt_plan(request: StaffRequest, policy_id: UUID) -> HttpResponse:
    policy = get_object_or_404(Policy, pk=policy_id)
    years = {"first_year": policy.first_year, "last_year": policy.last_year}
    form = AdoptPlanForm(request.POST or None, initial=years)
    words = Question(_("A new action plan"), about=policy.title, done=_("The plan is there."))
    do = partial(verbs.adopt_plan, policy, by=request.user)
    back = reverse("strategy:policy", args=[policy.pk])
    return ask(request, form, words, do, back=back, then=partial(page_of, "plan"))


@steering
def edit_plan(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    found = _plan(plan_id)
    form = EditPlanForm(request.POST or None, initial=as_it_stands(found, EditPlanForm))
    words = Question(_("Edit the plan"), about=found.title)
    do = anew(verbs.edit_plan, found, by=request.user)
    return ask(request, form, words, do, back=page_of("plan", found))


@steering
def prolong_plan(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    found = _plan(plan_id)
    form = ProlongForm(request.POST or None)
    intro = _("The years of the plan stay as they were adopted; the new last day stands beside.")
    words = Question(_("Prolong the plan"), about=found.title, intro=intro, button=_("Prolong"))
    do = partial(verbs.prolong_plan, found, by=request.user)
    return ask(request, form, words, do, back=page_of("plan", found))


def _plan(plan_id: UUID) -> ActionPlan:
    along = ("policy", "prolonged_in__committee", "adopted_in__committee")
    return get_object_or_404(ActionPlan.objects.select_related(*along), pk=plan_id)


def _head(plan: ActionPlan, shown: str) -> dict[str, Any]:
    views = (
        ("plan", _("By goal")),
        ("plan-table", _("As a table")),
        ("plan-timeline", _("Over time")),
    )
    ways = [(page_of(name, plan), label, name == shown) for name, label in views]
    return {"plan": plan, "ways": ways, "today": clock.today()}
