"""Going through the plan, and meetings with the people the citizen chooses."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.plans import verbs
from helhed.plans.answering import Question, asked, may_edit
from helhed.plans.forms import MeetingForm, MeetingHeldForm, ReviewForm
from helhed.plans.models import NetworkMeeting, Review

USUAL_TIME_TO_NEXT = timedelta(days=90)


@login_required
def review_plan(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    today = clock.today()
    form = ReviewForm(
        request.POST or None,
        citizen_name=citizen.first_name,
        today=today,
        initial={
            "on": today,
            "took_part": [request.user.get_short_name()],
            "next_review_on": today + USUAL_TIME_TO_NEXT,
        },
    )

    def review(**answers: Any) -> Review:
        plan = verbs.start_plan(citizen, by=request.user, on=today)
        return verbs.review_plan(plan, by=request.user, **answers)

    question = Question(
        title=_("We have gone through the plan"),
        said=_("Noted. The next time is set, and it is somebody's duty."),
        where="facts",
    )
    return asked(request, form, review, citizen=citizen, question=question)


@login_required
@require_GET
def network_meetings(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN)
    meetings = NetworkMeeting.objects.filter(citizen=citizen).order_by("-at", "-id")
    context = {
        "citizen": citizen,
        "today": clock.today(),
        "coming": [meeting for meeting in reversed(meetings) if not meeting.held],
        "held": [meeting for meeting in meetings if meeting.held],
        "may_edit": may_edit(request.user, citizen.pk),
    }
    return render(request, "plans/meetings.html", context)


@login_required
def plan_network_meeting(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    form = MeetingForm(request.POST or None, citizen_name=citizen.first_name)

    def plan_it(**answers: Any) -> NetworkMeeting:
        plan = verbs.start_plan(citizen, by=request.user, on=clock.today())
        return verbs.plan_network_meeting(plan, by=request.user, **answers)

    question = Question(
        title=_("A network meeting"),
        intro=_("%(name)s decides who takes part.") % {"name": citizen.first_name},
        said=_("The meeting is planned."),
        back="plans:network-meetings",
    )
    return asked(request, form, plan_it, citizen=citizen, question=question)


@login_required
def note_network_meeting(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    meeting = door.open_for(request.user, NetworkMeeting, meeting_id, to=May.EDIT_PLAN)
    form = MeetingHeldForm(
        request.POST or None,
        initial={"participants": meeting.participants, "agreed": meeting.agreed},
    )
    question = Question(
        title=_("How the meeting went"),
        said=_("The meeting is noted."),
        back="plans:network-meetings",
    )
    do = partial(verbs.note_network_meeting, meeting, by=request.user)
    return asked(request, form, do, citizen=meeting.citizen, question=question)
