"""Hopes, strengths and the crisis plan."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.plans import verbs
from helhed.plans.answering import Question, Saved, asked, did, may_edit
from helhed.plans.forms import CrisisPlanForm, HopeForm, RewordHopeForm, StrengthForm
from helhed.plans.models import CrisisPlan, Hope, Strength

CRISIS = ("signs", "helps", "does_not_help", "call")


@login_required
def write_hope(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    today = clock.today()

    def write(*, words: str, most_important: bool) -> Hope:
        plan = verbs.start_plan(citizen, by=request.user, on=today)
        return verbs.write_hope(
            plan, by=request.user, words=words, on=today, most_important=most_important
        )

    question = Question(
        title=_("A hope, in own words"), said=_("The words are kept."), marks="hope"
    )
    return asked(request, HopeForm(request.POST or None), write, citizen=citizen, question=question)


@login_required
def reword_hope(request: StaffRequest, hope_id: UUID) -> HttpResponse:
    hope = door.open_for(request.user, Hope, hope_id, to=May.EDIT_PLAN)
    initial = {"words": hope.words, "version": hope.version}
    form = RewordHopeForm(request.POST or None, initial=initial)
    question = Question(
        title=_("The words, as they are said now"),
        intro=_("The words from before can be read in the story."),
        said=_("The words are kept."),
        where=f"hope-{hope.pk}",
    )
    do = partial(verbs.reword_hope, hope, by=request.user, on=clock.today())
    return asked(request, form, do, citizen=hope.citizen, question=question)


@login_required
@require_POST
def put_hope_first(request: StaffRequest, hope_id: UUID) -> HttpResponse:
    hope = door.open_for(request.user, Hope, hope_id, to=May.EDIT_PLAN)
    note = Saved(_("This matters most right now."), f"hope-{hope.pk}")
    do = partial(verbs.put_hope_first, hope, by=request.user)
    return did(request, do, citizen=hope.citizen, note=note)


@login_required
@require_POST
def put_hope_away(request: StaffRequest, hope_id: UUID) -> HttpResponse:
    hope = door.open_for(request.user, Hope, hope_id, to=May.EDIT_PLAN)
    undo = reverse("plans:bring-hope-back", args=[hope.pk])
    do = partial(verbs.put_hope_away, hope, by=request.user, on=clock.today())
    note = Saved(_("The hope is put away. The words are kept in the story."), "", undo)
    return did(request, do, citizen=hope.citizen, note=note)


@login_required
@require_POST
def bring_hope_back(request: StaffRequest, hope_id: UUID) -> HttpResponse:
    hope = door.open_for(request.user, Hope, hope_id, to=May.EDIT_PLAN)
    note = Saved(_("The hope counts again."), f"hope-{hope.pk}")
    do = partial(verbs.bring_hope_back, hope, by=request.user)
    return did(request, do, citizen=hope.citizen, note=note)


@login_required
def add_strength(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)

    def add(*, text: str) -> Strength:
        plan = verbs.start_plan(citizen, by=request.user, on=clock.today())
        return verbs.add_strength(plan, by=request.user, text=text)

    question = Question(title=_("A strength"), said=_("It stands in the plan."), where="strengths")
    form = StrengthForm(request.POST or None)
    return asked(request, form, add, citizen=citizen, question=question)


@login_required
@require_POST
def remove_strength(request: StaffRequest, strength_id: UUID) -> HttpResponse:
    strength = door.open_for(request.user, Strength, strength_id, to=May.EDIT_PLAN)
    undo = reverse("plans:keep-strength", args=[strength.pk])
    note = Saved(_("It is taken off the plan."), "strengths", undo)
    do = partial(verbs.remove_strength, strength, by=request.user, on=clock.today())
    return did(request, do, citizen=strength.citizen, note=note)


@login_required
@require_POST
def keep_strength(request: StaffRequest, strength_id: UUID) -> HttpResponse:
    strength = door.open_for(request.user, Strength, strength_id, to=May.EDIT_PLAN)
    do = partial(verbs.keep_strength, strength, by=request.user)
    note = Saved(_("It stands in the plan."), "strengths")
    return did(request, do, citizen=strength.citizen, note=note)


@login_required
@require_GET
def crisis_plan(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN)
    context = {
        "citizen": citizen,
        "today": clock.today(),
        "crisis": CrisisPlan.objects.filter(citizen=citizen).first(),
        "may_edit": may_edit(request.user, citizen.pk),
    }
    return render(request, "plans/crisis.html", context)


@login_required
def write_crisis_plan(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """What is agreed for hard times, written while it is calm."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    today = clock.today()
    crisis = CrisisPlan.objects.filter(citizen=citizen).first()
    initial = {name: getattr(crisis, name) for name in CRISIS} if crisis else {}
    form = CrisisPlanForm(
        request.POST or None,
        initial={**initial, "version": crisis.version if crisis else None},
    )

    def write(*, based_on: int | None, **texts: str) -> CrisisPlan:
        plan = verbs.start_plan(citizen, by=request.user, on=today)
        return verbs.write_crisis_plan(plan, by=request.user, on=today, based_on=based_on, **texts)

    question = Question(
        title=_("When it gets hard"),
        intro=_("Write it together, while it is calm. Only what helps needs to stand here."),
        said=_("The crisis plan is kept."),
        back="plans:crisis-plan",
    )
    return asked(request, form, write, citizen=citizen, question=question)
