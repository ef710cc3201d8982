"""Help: started, paused, taken up again, ended."""

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
from helhed.plans.forms import EndServiceForm, PauseForm, ServiceForm
from helhed.plans.models import Goal, Service
from helhed.plans.overview import colleagues_of

USUAL_PAUSE = timedelta(days=28)


@login_required
def start_service(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_PLAN)
    today = clock.today()
    goals = Goal.objects.current_on(today).filter(citizen=citizen)
    form = ServiceForm(
        request.POST or None,
        goals=goals,
        initial={"from_day": today, "goal": request.GET.get("goal")},
    )

    def start(**answers: Any) -> Service:
        plan = verbs.start_plan(citizen, by=request.user, on=today)
        return verbs.start_service(plan, by=request.user, **answers)

    question = Question(
        title=_("Help"),
        said=_("The help stands in the plan."),
        marks="service",
        tucked=("service_type", "legal_basis", "is_treatment"),
    )
    return asked(request, form, start, citizen=citizen, question=question)


@login_required
def pause_service(request: StaffRequest, service_id: UUID) -> HttpResponse:
    service = door.open_for(request.user, Service, service_id, to=May.EDIT_PLAN)
    today = clock.today()
    form = PauseForm(
        request.POST or None,
        colleagues=colleagues_of(service.citizen_id, and_me=request.user),
        today=today,
        initial={
            "from_day": today,
            "resume_on": today + USUAL_PAUSE,
            "resumed_by": request.user,
        },
    )
    question = Question(
        title=_("Pause: %(help)s") % {"help": service.name},
        intro=_("A pause is a promise: it says what comes first, and who takes the help up again."),
        said=_("The help is paused. Somebody takes it up again."),
        where=f"service-{service.pk}",
        undo=lambda pause: reverse("plans:resume-service", args=[pause.service_id]),
    )
    do = partial(verbs.pause_service, service, by=request.user)
    return asked(request, form, do, citizen=service.citizen, question=question)


@login_required
@require_POST
def resume_service(request: StaffRequest, service_id: UUID) -> HttpResponse:
    service = door.open_for(request.user, Service, service_id, to=May.EDIT_PLAN)
    note = Saved(_("The help is taken up again."), f"service-{service.pk}")
    do = partial(verbs.resume_service, service, by=request.user, on=clock.today())
    return did(request, do, citizen=service.citizen, note=note)


@login_required
def end_service(request: StaffRequest, service_id: UUID) -> HttpResponse:
    service = door.open_for(request.user, Service, service_id, to=May.EDIT_PLAN)
    form = EndServiceForm(request.POST or None, initial={"on": clock.today()})
    question = Question(
        title=_("End: %(help)s") % {"help": service.name},
        intro=_("Somebody follows up afterwards. The unit itself goes on."),
        said=_("The help has ended. A duty to follow up is opened."),
        undo=lambda ended: reverse("plans:continue-service", args=[ended.pk]),
    )
    do = partial(verbs.end_service, service, by=request.user)
    return asked(request, form, do, citizen=service.citizen, question=question)


@login_required
@require_POST
def continue_service(request: StaffRequest, service_id: UUID) -> HttpResponse:
    service = door.open_for(request.user, Service, service_id, to=May.EDIT_PLAN)
    note = Saved(_("The help goes on."), f"service-{service.pk}")
    do = partial(verbs.continue_service, service, by=request.user)
    return did(request, do, citizen=service.citizen, note=note)
