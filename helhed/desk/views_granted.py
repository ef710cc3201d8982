"""Granted help begins and is looked at again; a shelter is left with the support in place."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helhed.access import asking, door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.casework.verbs import granted, shelter
from helhed.casework.verbs.endings import Missing
from helhed.core import clock
from helhed.decisions.models import ServiceOrder
from helhed.desk import forms_granted as forms
from helhed.desk.asking import Question, ask
from helhed.desk.leaving import missing_before_leaving
from helhed.plans.models import Goal


@login_required
def start_granted_service(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The ordered help begins, in the plan."""
    order = door.open_for(request.user, ServiceOrder, order_id, to=May.DECIDE)
    goals = Goal.objects.current_on(clock.today()).filter(citizen=order.citizen)
    form = forms.StartGrantedForm(
        request.POST or None, goals=goals, initial={"from_day": order.start_on}
    )
    question = asking.Question(
        title=_("The help begins"),
        about=f"{order.citizen.shown_name} · {order.provider}",
        intro=_("It stands in the citizen's plan, with the decision it follows from."),
        button=_("Start the help"),
        done=_("The help has begun and stands in the plan."),
    )
    do = partial(granted.start_granted_service, order, by=request.user)
    back = reverse("decisions:order", args=[order.pk])
    return asking.ask(request, form, question, do, back=back)


@login_required
def follow_up_help(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """Does the help still serve its purpose? Ending it opens the follow-up that comes after."""
    order = door.open_for(request.user, ServiceOrder, order_id, to=May.DECIDE)
    form = forms.FollowUpHelpForm(request.POST or None, initial={"on": clock.today()})
    question = asking.Question(
        title=_("Look at the help together"),
        about=f"{order.citizen.shown_name} · {order.provider}",
        intro=_("If it ends, somebody follows up afterwards. Not having come is no reason to end."),
        done=_("It is noted what you saw together."),
    )
    do = partial(granted.follow_up_help, order, by=request.user)
    back = reverse("decisions:order", args=[order.pk])
    return asking.ask(request, form, question, do, back=back)


@login_required
def leave_shelter(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The citizen leaves the shelter; the page says first if support is not decided yet."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    question = Question(
        title=_("Leaves the shelter"),
        intro=_("The right to stay does not end because a day has come."),
        button=_("Save"),
        done=_("It is noted where the citizen is now."),
    )
    missing = missing_before_leaving(citizen)
    form = forms.LeaveShelterForm(request.POST or None)
    do = partial(shelter.leave_shelter, citizen, by=request.user)
    return ask(request, citizen, form, question, do, missing=missing)


@login_required
def council_discharge(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The municipality discharges (§ 110 stk. 5): every condition stands as a line."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.DECIDE)
    conditions = shelter.can_council_discharge(citizen, on=clock.today())
    question = Question(
        title=_("The municipality discharges from the shelter"),
        intro=_("It is done only when all conditions of the law hold on the day."),
        button=_("Decide the discharge"),
        done=_("The discharge is decided."),
    )
    missing = [Missing(row.what, row.do) for row in conditions if not row.met]
    form = forms.CouncilDischargeForm(request.POST or None)
    do = partial(shelter.council_discharges, citizen, by=request.user)
    return ask(request, citizen, form, question, do, missing=missing, conditions=conditions)


@login_required
def expel(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Shown out of a shelter: why, what was tried, and where to instead."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    question = Question(
        title=_("Shown out of the shelter"),
        intro=_(
            "A heavy step, and it cannot be complained about. Write what was tried first, and find"
            " another place."
        ),
        button=_("Save"),
        done=_("It is noted, and the team knows where to look."),
    )
    form = forms.ExpelForm(request.POST or None)
    do = partial(shelter.expel, citizen, by=request.user)
    return ask(request, citizen, form, question, do)
