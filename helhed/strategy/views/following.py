"""Milestones, criteria and money of an initiative."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhed.access.asking import Question, ask
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.strategy.criteria import parts
from helhed.strategy.entrance import followers, require_follower, signed_in, steering
from helhed.strategy.forms.asked import as_it_stands
from helhed.strategy.forms.following import (
    AddFundingForm,
    CriterionForm,
    DoneForm,
    EditFundingForm,
    EditMilestoneForm,
    MilestoneForm,
    SplitForm,
)
from helhed.strategy.models import Criterion, Funding, Initiative, Milestone
from helhed.strategy.verbs import following
from helhed.strategy.verbs import funding as money
from helhed.strategy.views.doing import anew, do_or_say, page_of

page = partial(page_of, "initiative")


@followers
def set_milestone(request: StaffRequest, found: Initiative) -> HttpResponse:
    form = MilestoneForm(request.POST or None)
    words = Question(_("A new milestone"), about=found.title)
    do = partial(following.set_milestone, found, by=request.user)
    return ask(request, form, words, do, back=page(found))


@signed_in
def edit_milestone(request: StaffRequest, milestone_id: UUID) -> HttpResponse:
    milestone = _milestone(request, milestone_id)
    now = as_it_stands(milestone, EditMilestoneForm)
    form = EditMilestoneForm(request.POST or None, initial=now)
    words = Question(_("Move or reword the milestone"), about=milestone.initiative.title)
    do = anew(following.edit_milestone, milestone, by=request.user)
    return ask(request, form, words, do, back=page(milestone.initiative))


@signed_in
@require_POST
def take_up_milestone(request: StaffRequest, milestone_id: UUID) -> HttpResponse:
    milestone = _milestone(request, milestone_id)
    do = partial(following.take_up_milestone, milestone, by=request.user)
    return do_or_say(request, do, _("It is under way."), page(milestone.initiative))


@signed_in
def complete_milestone(request: StaffRequest, milestone_id: UUID) -> HttpResponse:
    milestone = _milestone(request, milestone_id)
    form = DoneForm(request.POST or None)
    words = Question(_("The milestone is there"), about=milestone.title)
    do = partial(following.complete_milestone, milestone, by=request.user, today=clock.today())
    return ask(request, form, words, do, back=page(milestone.initiative))


@signed_in
@require_POST
def drop_milestone(request: StaffRequest, milestone_id: UUID) -> HttpResponse:
    milestone = _milestone(request, milestone_id)
    do = partial(following.drop_milestone, milestone, by=request.user)
    return do_or_say(request, do, _("The milestone is dropped."), page(milestone.initiative))


@signed_in
@require_POST
def reopen_milestone(request: StaffRequest, milestone_id: UUID) -> HttpResponse:
    milestone = _milestone(request, milestone_id)
    do = partial(following.reopen_milestone, milestone, by=request.user)
    return do_or_say(request, do, _("The milestone is open again."), page(milestone.initiative))


def _milestone(request: StaffRequest, milestone_id: UUID) -> Milestone:
    rows = Milestone.objects.select_related("initiative")
    milestone = get_object_or_404(rows, pk=milestone_id)
    require_follower(request.user, milestone.initiative)
    return milestone


@steering
def split_criteria(request: StaffRequest, initiative_id: UUID) -> HttpResponse:
    found = get_object_or_404(Initiative, pk=initiative_id)
    form = SplitForm(
        request.POST or None, initial={"texts": "\n".join(parts(found.success_criteria))}
    )
    intro = _("Each line becomes a criterion with a kind, which you can put right afterwards.")
    words = Question(_("Split the success criteria"), about=found.title, intro=intro)
    do = partial(following.split_criteria, found, by=request.user)
    return ask(request, form, words, do, back=page(found))


@steering
def edit_criterion(request: StaffRequest, criterion_id: UUID) -> HttpResponse:
    criterion = _criterion(criterion_id)
    form = CriterionForm(request.POST or None, initial=as_it_stands(criterion, CriterionForm))
    words = Question(
        _("Put the criterion right"),
        about=criterion.initiative.title,
        intro=criterion.suggestion,
    )
    do = anew(following.edit_criterion, criterion, by=request.user)
    return ask(request, form, words, do, back=page(criterion.initiative))


@steering
@require_POST
def remove_criterion(request: StaffRequest, criterion_id: UUID) -> HttpResponse:
    criterion = _criterion(criterion_id)
    do = partial(following.remove_criterion, criterion, by=request.user)
    return do_or_say(request, do, _("The criterion is removed."), page(criterion.initiative))


@steering
@require_POST
def reach_criterion(request: StaffRequest, criterion_id: UUID) -> HttpResponse:
    """Reached today, or not after all."""
    criterion = _criterion(criterion_id)
    on = None if criterion.reached_on else clock.today()
    do = partial(following.reach_criterion, criterion, by=request.user, on=on)
    return do_or_say(request, do, _("It is noted."), page(criterion.initiative))


def _criterion(criterion_id: UUID) -> Criterion:
    return get_object_or_404(Criterion.objects.select_related("initiative"), pk=criterion_id)


@steering
def add_funding(request: StaffRequest, initiative_id: UUID) -> HttpResponse:
    found = get_object_or_404(Initiative, pk=initiative_id)
    form = AddFundingForm(request.POST or None)
    words = Question(_("Money for the initiative"), about=found.title)
    do = partial(money.add_funding, found, by=request.user)
    return ask(request, form, words, do, back=page(found))


@steering
def edit_funding(request: StaffRequest, funding_id: UUID) -> HttpResponse:
    row = _funding(funding_id)
    form = EditFundingForm(request.POST or None, initial=as_it_stands(row, EditFundingForm))
    words = Question(_("Put the money right"), about=row.initiative.title)
    do = anew(money.edit_funding, row, by=request.user)
    return ask(request, form, words, do, back=page(row.initiative))


@steering
@require_POST
def remove_funding(request: StaffRequest, funding_id: UUID) -> HttpResponse:
    row = _funding(funding_id)
    do = partial(money.remove_funding, row, by=request.user)
    return do_or_say(request, do, _("The money is removed."), page(row.initiative))


def _funding(funding_id: UUID) -> Funding:
    return get_object_or_404(Funding.objects.select_related("initiative"), pk=funding_id)
