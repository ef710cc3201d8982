"""Filling in an instrument, on paper's terms or read aloud with large buttons."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.assessments import verbs
from helhed.assessments.forms import InstrumentForm
from helhed.assessments.instruments import instruments
from helhed.assessments.models import Answers
from helhed.core import clock
from helhed.design.http import saved


@login_required
def answer(request: StaffRequest, citizen_id: UUID, instrument: str) -> HttpResponse:
    """The citizen sees the screen: large buttons, one question below the other, all may wait."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    chosen = instruments().get(instrument)
    if chosen is None:
        raise Http404
    question = Question(
        title=chosen.name,
        intro=chosen.intro,
        about=citizen.shown_name,
        done=_("The answers are kept. Look at them together."),
    )
    do = partial(verbs.answer, citizen, by=request.user, instrument=chosen, on=clock.today())
    form = InstrumentForm(request.POST or None, instrument=chosen)
    back = reverse("assessments:answers", args=[citizen.pk])
    return ask(
        request,
        form,
        question,
        do,
        back=back,
        undo=lambda row: reverse("assessments:withdraw-answers", args=[row.pk]),
        template="assessments/answer.html",
        instrument=chosen,
    )


@login_required
@require_POST
def withdraw_answers(request: StaffRequest, answers_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Answers, answers_id, to=May.EDIT_PLAN)
    verbs.withdraw_answers(row, by=request.user, on=clock.today())
    saved(request, str(_("The answers are taken back.")))
    return redirect("assessments:answers", row.citizen_id)
