"""The plan's page, its fragments for the citizen's page, the story, and writing together."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.plans import verbs
from helhed.plans.answering import Question, Saved, asked, did, may_edit, plan_context
from helhed.plans.forms import CoordinatorForm, TogetherForm
from helhed.plans.overview import colleagues_of, hopes_of, overview, plan_of
from helhed.plans.story import months, story_of


@login_required
@require_GET
def plan(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN)
    return render(request, "plans/plan.html", plan_context(request, citizen))


@login_required
@require_GET
def card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The plan right now, as a card on the citizen's page."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN, card=True)
    today = clock.today()
    plan = door.once(("plans.plan", citizen.pk), lambda: plan_of(citizen.pk))
    seen = overview(plan, on=today)
    return render(request, "plans/_card.html", {"citizen": citizen, "today": today, "seen": seen})


@login_required
@require_GET
def own_words(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The citizen's own words, as a band on the citizen's page."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN, card=True)
    plan = door.once(("plans.plan", citizen.pk), lambda: plan_of(citizen.pk))
    hopes = hopes_of(plan) if plan else []
    context = {
        "citizen": citizen,
        "today": clock.today(),
        "hopes": hopes,
        "may_edit": may_edit(request.user, citizen.pk),
    }
    return render(request, "plans/_own_words.html", context)


@login_required
@require_GET
def story(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """How the plan came to be what it is, told month by month."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN)
    oldest_first = request.GET.get("from") == "beginning"
    context = {
        "citizen": citizen,
        "today": clock.today(),
        "months": months(story_of(citizen), oldest_first=oldest_first),
        "oldest_first": oldest_first,
    }
    return render(request, "plans/story.html", context)


@login_required
def write_together(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """One calm page, in large type, for two people at one table."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    today = clock.today()
    form = TogetherForm(
        request.POST or None,
        citizen_name=citizen.first_name,
        colleagues=colleagues_of(citizen.pk, and_me=request.user),
        me=request.user,
    )
    question = Question(
        title=_("Write together with %(name)s") % {"name": citizen.first_name},
        said=_("What you wrote together stands in the plan."),
        template="plans/together.html",
    )

    def write(**answers: Any) -> Any:
        plan = verbs.start_plan(citizen, by=request.user, on=today)
        return verbs.write_together(plan, by=request.user, on=today, **answers)

    return asked(request, form, write, citizen=citizen, question=question)


@login_required
def choose_coordinator(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    plan = plan_of(citizen.pk)
    form = CoordinatorForm(
        request.POST or None,
        colleagues=colleagues_of(citizen.pk, and_me=request.user),
        initial={"lead_coordinator": plan and plan.lead_coordinator},
    )

    def choose(**answers: Any) -> Any:
        begun = verbs.start_plan(citizen, by=request.user, on=clock.today())
        return verbs.choose_coordinator(begun, by=request.user, **answers)

    question = Question(title=_("Coordinator"), said=_("The coordinator is chosen."), where="facts")
    return asked(request, form, choose, citizen=citizen, question=question)


@login_required
@require_POST
def allow_words_on_board(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The citizen's yes or no to own words on the board."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    plan = verbs.start_plan(citizen, by=request.user, on=clock.today())
    allowed = request.POST.get("allowed") == "yes"
    said = _("The words may stand on the board.") if allowed else _("The words stay off the board.")
    do = partial(verbs.allow_words_on_board, plan, by=request.user, allowed=allowed)
    return did(request, do, citizen=citizen, note=Saved(said, "facts"))
