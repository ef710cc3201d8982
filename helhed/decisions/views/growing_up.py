"""From youth to adult: begun, thought through, met about, handed over."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.decisions import verbs
from helhed.decisions.forms import special as forms
from helhed.decisions.models import Transition, TransitionMeeting
from helhed.design.http import saved


def _page(citizen_id: Any) -> str:
    return reverse("decisions:standing", args=[citizen_id])


def _asked(
    request: StaffRequest, citizen: Any, form: Any, do: Any, title: Any, done: Any
) -> HttpResponse:
    question = Question(title=title, about=citizen.shown_name, done=done)
    return ask(request, form, question, do, back=_page(citizen.pk))


@login_required
@require_POST
def begin_transition(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.DECIDE)
    said = _now("Preparing for adult life has begun.")
    try:
        verbs.begin_transition(citizen, by=request.user, on=clock.today())
    except Refused as refusal:
        said = str(refusal)
    saved(request, said)
    return redirect(_page(citizen.pk))


@login_required
def settle_topic(request: StaffRequest, transition_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Transition, transition_id, to=May.DECIDE)
    initial = {"note": row.note, "topic": request.GET.get("topic", "")}
    form = forms.TopicForm(request.POST or None, initial=initial)
    do = partial(verbs.settle_topic, row, by=request.user)
    return _asked(request, row.citizen, form, do, _("Growing up"), _("It is noted."))


@login_required
def plan_transition_meeting(request: StaffRequest, transition_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Transition, transition_id, to=May.DECIDE)
    form = forms.TransitionMeetingForm(request.POST or None)
    do = partial(verbs.plan_transition_meeting, row, by=request.user)
    done = _("The meeting is planned. You are reminded on the day.")
    return _asked(request, row.citizen, form, do, _("A meeting about growing up"), done)


@login_required
def note_transition_meeting(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, TransitionMeeting, meeting_id, to=May.DECIDE)
    form = forms.TransitionHeldForm(request.POST or None, initial={"held_on": row.on})
    do = partial(verbs.note_transition_meeting, row, by=request.user)
    return _asked(
        request, row.citizen, form, do, _("How the meeting went"), _("The meeting is noted.")
    )
