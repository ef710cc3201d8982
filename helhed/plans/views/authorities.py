"""What other authorities are asked, from the plan's page."""

from datetime import timedelta
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
    AuthorityAnswerForm,
    AuthorityForm,
    DropRequestForm,
    MoveRequestForm,
    ReceivedForm,
)
from helhed.plans.models import AuthorityRequest

USUAL_TIME_TO_ANSWER = timedelta(days=14)


@login_required
def ask_authority(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    today = clock.today()
    form = AuthorityForm(
        request.POST or None, today=today, initial={"answer_by": today + USUAL_TIME_TO_ANSWER}
    )

    def ask_them(**answers: Any) -> AuthorityRequest:
        plan = verbs.start_plan(citizen, by=request.user, on=today)
        return verbs.ask_authority(plan, by=request.user, on=today, **answers)

    question = Question(
        title=_("Ask another authority"),
        intro=_(
            "Work, benefit and teeth are decided elsewhere. Here stands what we asked, and when the"
            " answer is due."
        ),
        said=_("It stands in the plan. Somebody follows up on the day."),
        marks="authority",
        unmarked=("social_test",),
    )
    return asked(request, form, ask_them, citizen=citizen, question=question)


@login_required
def note_authority_answer(request: StaffRequest, request_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, AuthorityRequest, request_id, to=May.EDIT_PLAN)
    form = AuthorityAnswerForm(request.POST or None, initial={"answered_on": clock.today()})
    question = Question(
        title=_("The answer of %(authority)s") % {"authority": row.authority},
        intro=row.asked,
        said=_("The answer stands in the plan."),
        where=f"authority-{row.pk}",
    )
    do = partial(verbs.note_authority_answer, row, by=request.user)
    return asked(request, form, do, citizen=row.citizen, question=question)


@login_required
def move_authority_request(request: StaffRequest, request_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, AuthorityRequest, request_id, to=May.EDIT_PLAN)
    question = Question(
        title=_("Another day for the answer of %(authority)s") % {"authority": row.authority},
        intro=row.asked,
        said=_("Somebody follows up on the new day."),
        where=f"authority-{row.pk}",
    )
    form = MoveRequestForm(request.POST or None, initial={"answer_by": row.answer_by})
    do = partial(verbs.move_authority_request, row, by=request.user)
    return asked(request, form, do, citizen=row.citizen, question=question)


@login_required
def note_authority_received(request: StaffRequest, request_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, AuthorityRequest, request_id, to=May.EDIT_PLAN)
    today = clock.today()
    question = Question(
        title=_("%(authority)s has received the referral") % {"authority": row.authority},
        intro=_(
            "The law gives the region some days from then to begin. We follow its clock and ask"
            " again on the last day."
        ),
        said=_("The region's clock stands in the plan. Somebody asks again on the last day."),
        where=f"authority-{row.pk}",
    )
    form = ReceivedForm(request.POST or None, initial={"received_on": row.received_on or today})
    do = partial(verbs.note_authority_received, row, by=request.user, on=today)
    return asked(request, form, do, citizen=row.citizen, question=question)


@login_required
def drop_authority_request(request: StaffRequest, request_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, AuthorityRequest, request_id, to=May.EDIT_PLAN)
    question = Question(
        title=_("No longer asked of %(authority)s") % {"authority": row.authority},
        intro=row.asked,
        said=_("It is no longer asked."),
        where="authorities",
        undo=lambda dropped: reverse("plans:keep-authority-request", args=[dropped.pk]),
    )
    form = DropRequestForm(request.POST or None)
    do = partial(verbs.drop_authority_request, row, by=request.user, on=clock.today())
    return asked(request, form, do, citizen=row.citizen, question=question)


@login_required
@require_POST
def keep_authority_request(request: StaffRequest, request_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, AuthorityRequest, request_id, to=May.EDIT_PLAN)
    note = Saved(_("It is asked all the same."), f"authority-{row.pk}")
    do = partial(verbs.keep_authority_request, row, by=request.user)
    return did(request, do, citizen=row.citizen, note=note)
