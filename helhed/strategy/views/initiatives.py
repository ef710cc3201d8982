"""One initiative: what it is for, how it goes and why, and everything done to it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.strategy.entrance import colleagues, followers, steering
from helhed.strategy.first_figures import figures_of_one
from helhed.strategy.forms.asked import as_it_stands
from helhed.strategy.forms.initiatives import (
    CarryOnForm,
    DayForm,
    EditInitiativeForm,
    InitiativeForm,
    OwnerForm,
    PauseForm,
    SayStatusForm,
)
from helhed.strategy.gathered import dated, gathered, lineage_of, standing_of
from helhed.strategy.history import changes_of, told_of
from helhed.strategy.models import ActionPlan, Initiative, Lineage
from helhed.strategy.standing import standings
from helhed.strategy.verbs import going_on, initiatives
from helhed.strategy.views.doing import anew, do_or_say, page_of

page = partial(page_of, "initiative")


@colleagues
def initiative(request: StaffRequest, initiative_id: UUID) -> HttpResponse:
    found = get_object_or_404(gathered(), pk=initiative_id)
    today, steers = clock.today(), door.may(request.user, May.STEER)
    (before, after), milestones = (
        lineage_of(found),
        list(found.milestones.select_related("done_by")),
    )
    figures, courses = figures_of_one(found)
    context: dict[str, Any] = {
        "initiative": found,
        "standing": standing_of(found, milestones, after, courses, on=today),
        "due": found.due_on or found.plan.last_day,
        "goals": found.told_goals,
        "committees": sorted(found.told_committees, key=_leading_first),
        "milestones": milestones,
        "criteria": found.criteria.all(),
        "figures": figures,
        "answers": dated(found.told_answers, "answered_at"),
        "funding": found.funding.select_related("agenda_item__committee"),
        "partnerships": dated(found.told_partnerships, "from_day", "last_day"),
        "before": before,
        "after": after,
        "contacts": found.told_contacts,
        "unsure": found.told_unsure,
        "may_follow": steers or found.owner_id == request.user.pk,
        "may_steer": steers,
        "today": today,
    }
    return render(request, "strategy/initiative.html", context)


def _leading_first(committee: dict[str, Any]) -> tuple[bool, str]:
    return not committee["leads"], committee["name"]


@colleagues
def initiative_history(request: StaffRequest, initiative_id: UUID) -> HttpResponse:
    found = _initiative(initiative_id)
    context = {
        "initiative": found,
        "told": told_of(found),
        "changes": changes_of(found),
        "imported": found.imported_fields.all(),
        "today": clock.today(),
    }
    return render(request, "strategy/initiative_history.html", context)


@steering
def start_initiative(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    plan = get_object_or_404(ActionPlan.objects.select_related("policy"), pk=plan_id)
    form = InitiativeForm(request.POST or None, plan=plan)
    words = Question(_("A new initiative"), about=f"{plan.title} {plan.period}")
    do = partial(initiatives.start_initiative, plan, by=request.user)
    return ask(request, form, words, do, back=page_of("plan", plan), then=page)


@steering
def edit_initiative(request: StaffRequest, initiative_id: UUID) -> HttpResponse:
    found = _initiative(initiative_id)
    now = as_it_stands(found, EditInitiativeForm) | {
        "goals": list(found.goals.all()),
        "partners": list(found.partners.all()),
        "committees": [row.committee for row in found.under_committees.all()],
    }
    form = EditInitiativeForm(request.POST or None, initial=now, plan=found.plan)
    words = Question(_("Edit the initiative"), about=found.title)
    do = anew(initiatives.edit_initiative, found, by=request.user)
    return ask(request, form, words, do, back=page(found))


@steering
def assign_owner(request: StaffRequest, initiative_id: UUID) -> HttpResponse:
    found = _initiative(initiative_id)
    form = OwnerForm(request.POST or None, initial={"owner": found.owner})
    words = Question(_("Who answers for the initiative?"), about=found.title)
    do = partial(initiatives.assign_owner, found, by=request.user)
    return ask(request, form, words, do, back=page(found))


@followers
def override_status(request: StaffRequest, found: Initiative) -> HttpResponse:
    now = {"status": found.status_said, "reason": found.status_reason}
    form = SayStatusForm(request.POST or None, initial=now)
    told = standings([found], on=clock.today())[found.pk]
    computed = told.computed.label
    intro = _("Computed from dates, milestones and figures it would be: %(status)s.")
    words = Question(_("Say another status"), about=found.title, intro=intro % {"status": computed})
    do = partial(going_on.override_status, found, by=request.user, on=clock.today())
    return ask(request, form, words, do, back=page(found))


@followers
@require_POST
def return_to_computed(request: StaffRequest, found: Initiative) -> HttpResponse:
    do = partial(going_on.return_to_computed, found, by=request.user)
    return do_or_say(request, do, _("The status is computed again."), page(found))


@followers
def begin_initiative(request: StaffRequest, found: Initiative) -> HttpResponse:
    form = DayForm(request.POST or None)
    words = Question(_("When did it begin?"), about=found.title)
    do = partial(initiatives.begin_initiative, found, by=request.user)
    return ask(request, form, words, do, back=page(found))


@followers
def finish_initiative(request: StaffRequest, found: Initiative) -> HttpResponse:
    form = DayForm(request.POST or None)
    words = Question(_("Since when is it done?"), about=found.title)
    do = partial(initiatives.finish_initiative, found, by=request.user)
    return ask(request, form, words, do, back=page(found))


@followers
def pause_initiative(request: StaffRequest, found: Initiative) -> HttpResponse:
    form = PauseForm(request.POST or None)
    words = Question(_("Pause the initiative"), about=found.title, button=_("Pause"))
    do = partial(initiatives.pause_initiative, found, by=request.user)
    return ask(request, form, words, do, back=page(found))


@followers
@require_POST
def resume_initiative(request: StaffRequest, found: Initiative) -> HttpResponse:
    do = partial(initiatives.resume_initiative, found, by=request.user)
    return do_or_say(request, do, _("It is worked on again."), page(found))


@steering
def carry_on(request: StaffRequest, initiative_id: UUID) -> HttpResponse:
    found = _initiative(initiative_id)
    form = CarryOnForm(request.POST or None, initiative=found)
    words = Question(_("What becomes of the initiative?"), about=found.title)
    do = partial(going_on.carry_on, found, by=request.user)
    return ask(request, form, words, do, back=page(found))


@steering
@require_POST
def take_back_lineage(request: StaffRequest, lineage_id: UUID) -> HttpResponse:
    row = get_object_or_404(Lineage.objects.select_related("from_initiative"), pk=lineage_id)
    do = partial(going_on.take_back_lineage, row, by=request.user)
    return do_or_say(request, do, _("It is taken back."), page(row.from_initiative))


def _initiative(initiative_id: UUID) -> Initiative:
    along = ("plan__policy", "owner", "department", "status_said_by")
    return get_object_or_404(Initiative.objects.select_related(*along), pk=initiative_id)
