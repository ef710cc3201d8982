"""Goals, steps and how far it is."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.plans import verbs
from helhed.plans.answering import Question, Saved, asked, did
from helhed.plans.forms import (
    AskLaterForm,
    DisagreementForm,
    EndGoalForm,
    GoalForm,
    HowFarForm,
    PointGoalForm,
    RewordGoalForm,
    StepForm,
)
from helhed.plans.models import Goal, Hope, Step
from helhed.plans.overview import colleagues_of

CODES = ("theme", "change", "wished_level")
WORDING = ("wording", "citizen_says", "theme", "change", "wished_level", "version")


@login_required
def set_goal(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    today = clock.today()
    hopes = Hope.objects.filter(citizen=citizen, put_away_on__isnull=True)
    form = GoalForm(
        request.POST or None,
        hopes=hopes,
        initial={"hope": request.GET.get("hope") or hopes.first()},
    )

    def set_it(**answers: Any) -> Goal:
        plan = verbs.start_plan(citizen, by=request.user, on=today)
        return verbs.set_goal(plan, by=request.user, on=today, **answers)

    question = Question(
        title=_("A goal"),
        intro=_("A goal points at a hope. If there is none yet, write why and when we ask again."),
        said=_("The goal stands in the plan."),
        marks="goal",
        tucked=CODES,
        unmarked=("hope", "no_hope_reason", "ask_again_on"),
    )
    return asked(request, form, set_it, citizen=citizen, question=question)


@login_required
def reword_goal(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    goal = door.open_for(request.user, Goal, goal_id, to=May.EDIT_PLAN)
    initial = {name: getattr(goal, name) for name in WORDING}
    form = RewordGoalForm(request.POST or None, initial=initial)
    question = Question(
        title=_("The goal, written anew"),
        intro=_("The wording from before can be read in the story."),
        said=_("The goal is written anew."),
        where=f"goal-{goal.pk}",
        tucked=CODES,
    )
    do = partial(verbs.reword_goal, goal, by=request.user)
    return asked(request, form, do, citizen=goal.citizen, question=question)


@login_required
def point_goal_at(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    goal = door.open_for(request.user, Goal, goal_id, to=May.EDIT_PLAN)
    hopes = Hope.objects.filter(plan=goal.plan_id, put_away_on__isnull=True)
    form = PointGoalForm(request.POST or None, hopes=hopes, initial={"hope": goal.hope_id})
    question = Question(
        title=_("Which hope does it point at?"),
        said=_("The goal has found its hope."),
        where=f"goal-{goal.pk}",
        more={
            "ask_later_url": reverse("plans:ask-about-hope-later", args=[goal.pk]),
            "write_hope_url": reverse("plans:write-hope", args=[goal.citizen_id]),
        },
    )
    do = partial(verbs.point_goal_at, goal, by=request.user)
    return asked(request, form, do, citizen=goal.citizen, question=question)


@login_required
def ask_about_hope_later(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    goal = door.open_for(request.user, Goal, goal_id, to=May.EDIT_PLAN)
    form = AskLaterForm(request.POST or None, initial={"no_hope_reason": goal.no_hope_reason})
    question = Question(
        title=_("Ask again later"),
        said=_("We ask again on the day you chose."),
        where=f"goal-{goal.pk}",
    )
    do = partial(verbs.ask_about_hope_later, goal, by=request.user)
    return asked(request, form, do, citizen=goal.citizen, question=question)


@login_required
def note_disagreement(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    goal = door.open_for(request.user, Goal, goal_id, to=May.EDIT_PLAN)
    initial = {"text": goal.disagreement, "version": goal.version}
    form = DisagreementForm(request.POST or None, initial=initial)
    question = Question(
        title=_("We see this differently"),
        said=_("Both views stand in the plan."),
        where=f"goal-{goal.pk}",
        renamed={"disagreement": "text"},
    )
    do = partial(verbs.note_disagreement, goal, by=request.user)
    return asked(request, form, do, citizen=goal.citizen, question=question)


@login_required
def note_how_far(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    goal = door.open_for(request.user, Goal, goal_id, to=May.EDIT_PLAN)
    form = HowFarForm(request.POST or None, citizen_name=goal.citizen.first_name)
    question = Question(
        title=_("How far is it?"),
        intro=_("0 is far away, 10 is as wished. The two views are never made into one."),
        said=_("It stands in the chart."),
        where=f"goal-{goal.pk}",
    )
    do = partial(verbs.note_how_far, goal, by=request.user, on=clock.today())
    return asked(request, form, do, citizen=goal.citizen, question=question)


@login_required
def end_goal(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    goal = door.open_for(request.user, Goal, goal_id, to=May.EDIT_PLAN)
    question = Question(
        title=_("Finish the goal"),
        intro=_("The help goes on until it is ended by itself."),
        said=_("The goal is finished and stands in the story."),
        undo=lambda ended: reverse("plans:take-goal-up-again", args=[ended.pk]),
    )
    do = partial(verbs.end_goal, goal, by=request.user, on=clock.today())
    form = EndGoalForm(request.POST or None)
    return asked(request, form, do, citizen=goal.citizen, question=question)


@login_required
@require_POST
def take_goal_up_again(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    goal = door.open_for(request.user, Goal, goal_id, to=May.EDIT_PLAN)
    note = Saved(_("The goal is taken up again."), f"goal-{goal.pk}")
    do = partial(verbs.take_goal_up_again, goal, by=request.user)
    return did(request, do, citizen=goal.citizen, note=note)


@login_required
def add_step(request: StaffRequest, goal_id: UUID) -> HttpResponse:
    goal = door.open_for(request.user, Goal, goal_id, to=May.EDIT_PLAN)
    form = StepForm(
        request.POST or None,
        citizen_name=goal.citizen.first_name,
        colleagues=colleagues_of(goal.citizen_id, and_me=request.user),
        me=request.user,
    )
    question = Question(
        title=_("A step"), said=_("The step stands in the plan."), where=f"goal-{goal.pk}"
    )
    do = partial(verbs.add_step, goal, by=request.user)
    return asked(request, form, do, citizen=goal.citizen, question=question)


@login_required
@require_POST
def complete_step(request: StaffRequest, step_id: UUID) -> HttpResponse:
    step = door.open_for(request.user, Step, step_id, to=May.EDIT_PLAN)
    undo = reverse("plans:reopen-step", args=[step.pk])
    do = partial(verbs.complete_step, step, by=request.user, on=clock.today())
    note = Saved(_("Done."), f"goal-{step.goal_id}", undo)
    return did(request, do, citizen=step.citizen, note=note)


@login_required
@require_POST
def reopen_step(request: StaffRequest, step_id: UUID) -> HttpResponse:
    step = door.open_for(request.user, Step, step_id, to=May.EDIT_PLAN)
    do = partial(verbs.reopen_step, step, by=request.user)
    note = Saved(_("The step is open again."), f"goal-{step.goal_id}")
    return did(request, do, citizen=step.citizen, note=note)


@login_required
@require_POST
def drop_step(request: StaffRequest, step_id: UUID) -> HttpResponse:
    step = door.open_for(request.user, Step, step_id, to=May.EDIT_PLAN)
    undo = reverse("plans:reopen-step", args=[step.pk])
    do = partial(verbs.drop_step, step, by=request.user, on=clock.today())
    note = Saved(_("The step is taken off."), f"goal-{step.goal_id}", undo)
    return did(request, do, citizen=step.citizen, note=note)
