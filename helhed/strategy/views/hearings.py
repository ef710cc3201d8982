"""What councils propose and are heard about, the answers, and what became of it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.design.http import render_page
from helhed.strategy.entrance import colleagues, steering
from helhed.strategy.forms import hearings as forms
from helhed.strategy.models import Hearing, HearingPoint, Proposal, Reply
from helhed.strategy.verbs import hearings as verbs
from helhed.strategy.views.doing import anew, page_of


@colleagues
@require_GET
def proposals(request: StaffRequest) -> HttpResponse:
    """Proposals with what became of them, and hearings: late, open, to be answered."""
    today = clock.today()
    hearings = Hearing.objects.select_related("council", "plan", "policy").by_deadline()
    found = Proposal.objects.select_related("council").prefetch_related("initiatives")
    late = set(Hearing.objects.late_on(today).values_list("pk", flat=True))
    waiting = set(Hearing.objects.open().values_list("pk", flat=True)) - late
    to_answer = set(Hearing.objects.to_answer().values_list("pk", flat=True))
    context = {
        "proposals": found.latest_first(),
        "hearings": hearings,
        "late": late,
        "waiting": waiting,
        "to_answer": to_answer,
        "unanswered": Proposal.objects.unanswered().count(),
        "steers": door.may(request.user, May.STEER),
        "today": today,
    }
    return render_page(request, "strategy/proposals.html", context)


@colleagues
@require_GET
def proposal(request: StaffRequest, proposal_id: UUID) -> HttpResponse:
    context = {
        "proposal": _proposal(proposal_id),
        "steers": door.may(request.user, May.STEER),
        "today": clock.today(),
    }
    return render_page(request, "strategy/proposal.html", context)


def _proposal(key: UUID) -> Proposal:
    rows = Proposal.objects.select_related("council").prefetch_related("initiatives__plan")
    return get_object_or_404(rows, pk=key)


@colleagues
@require_GET
def hearing(request: StaffRequest, hearing_id: UUID) -> HttpResponse:
    """One hearing: every point beside what was answered."""
    rows = Hearing.objects.select_related("council", "plan", "policy")
    one = get_object_or_404(rows, pk=hearing_id)
    today = clock.today()
    responses = one.responses.prefetch_related("points__reply__initiative")
    context = {
        "hearing": one,
        "responses": responses,
        "is_late": Hearing.objects.late_on(today).filter(pk=one.pk).exists(),
        "steers": door.may(request.user, May.STEER),
        "today": today,
    }
    return render_page(request, "strategy/hearing.html", context)


@steering
def note_proposal(request: StaffRequest) -> HttpResponse:
    question = Question(
        title=_("Note a proposal"),
        intro=_("Write it as the council said it. Told at a meeting is as good as written."),
        done=_("The proposal is noted."),
    )
    return ask(
        request,
        forms.NewProposalForm(request.POST or None),
        question,
        partial(verbs.note_proposal, by=request.user, on=clock.today()),
        back=reverse("strategy:proposals"),
        then=partial(page_of, "proposal"),
    )


@steering
def answer_proposal(request: StaffRequest, proposal_id: UUID) -> HttpResponse:
    one = _proposal(proposal_id)
    initial: dict[str, Any] = {
        "version": one.version,
        "outcome": one.outcome,
        "answer": one.answer,
        "became": one.became,
        "initiatives": one.initiatives.all(),
    }
    return ask(
        request,
        forms.AnswerProposalForm(request.POST or None, initial=initial),
        Question(title=_("Answer the proposal"), about=one.title, done=_("Answered.")),
        partial(anew(verbs.answer_proposal, one, by=request.user), on=clock.today()),
        back=page_of("proposal", one),
    )


@steering
def send_hearing(request: StaffRequest) -> HttpResponse:
    form = forms.NewHearingForm(request.POST or None)

    def send(*, subject: Any, **fields: Any) -> Hearing:
        return verbs.send_hearing(subject, by=request.user, **fields)

    question = Question(
        title=_("Start a hearing"),
        intro=_("One council, one plan or policy. Ask plainly; they have little time."),
        done=_("The hearing has begun."),
    )
    back = reverse("strategy:proposals")
    return ask(request, form, question, send, back=back, then=partial(page_of, "hearing"))


@steering
def note_response(request: StaffRequest, hearing_id: UUID) -> HttpResponse:
    one = get_object_or_404(Hearing.objects.select_related("council"), pk=hearing_id)
    question = Question(
        title=_("Write down the answer"),
        about=one.council.name,
        intro=_("One point in each field, so that each gets an answer. The rest stay empty."),
        done=_("The answer is noted."),
    )
    return ask(
        request,
        forms.ResponseForm(request.POST or None),
        question,
        partial(verbs.note_response, one, by=request.user, on=clock.today()),
        back=page_of("hearing", one),
    )


@steering
def reply_to_point(request: StaffRequest, point_id: UUID) -> HttpResponse:
    rows = HearingPoint.objects.select_related("response__hearing__council")
    point = get_object_or_404(rows, pk=point_id)
    before = Reply.objects.filter(point=point).first()
    names = ("outcome", "why", "became", "change", "initiative", "version")
    initial = {name: getattr(before, name) for name in names} if before else {}

    def reply(*, version: int | None, **fields: Any) -> Reply:
        return verbs.reply_to_point(
            point, by=request.user, on=clock.today(), based_on=version, **fields
        )

    question = Question(
        title=_("Answer the point"),
        about=point.response.hearing.council.name,
        intro=point.words,
        done=_("Answered."),
    )
    return ask(
        request,
        forms.ReplyForm(request.POST or None, initial=initial),
        question,
        reply,
        back=page_of("hearing", point.response.hearing),
    )
