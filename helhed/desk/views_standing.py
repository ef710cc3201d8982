"""What stays beside a record: the citizen's own remarks, and that it may not be erased."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.casework import verbs as casework
from helhed.citizens import verbs as citizens
from helhed.core import clock
from helhed.desk import forms_standing as forms
from helhed.desk import records
from helhed.desk.asking import Question, ask


@login_required
def add_remark(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The citizen sees it differently: their words come to stand beside what is written."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_BASIC)
    question = Question(
        title=_("The citizen sees it differently"),
        intro=_(
            "What is written stays. The citizen's words come to stand beside it, and cannot be"
            " changed afterwards."
        ),
        done=_("The words stand in the record."),
    )
    form = forms.RemarkForm(request.POST or None)
    do = partial(citizens.add_remark, citizen, by=request.user)
    back = reverse("desk:about", args=[citizen.pk])
    return ask(request, citizen, form, question, do, back=back)


@login_required
def hold(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The record may not be erased: a case in court, a complaint, a claim."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.HOLD)
    question = Question(
        title=_("Hold back from erasing"),
        intro=_(
            "For a case in court, a complaint or a claim for damages. It holds until somebody"
            " lifts it, also after the day you look at it again."
        ),
        button=_("Hold back"),
        done=_("The record may not be erased."),
    )
    form = forms.HoldForm(request.POST or None)
    do = partial(citizens.hold, citizen, by=request.user, on=clock.today())
    back = reverse("desk:citizen", args=[citizen.pk])
    return ask(request, citizen, form, question, do, back=back)


@login_required
def lift_hold(request: StaffRequest, hold_id: UUID) -> HttpResponse:
    held = records.open_hold(request.user, hold_id)
    citizen = door.open_citizen(request.user, held.citizen_id, to=May.HOLD)
    question = Question(
        title=_("Need not be held back any more"),
        intro=_("The record then follows the rules for how long we keep things."),
        button=_("Lift it"),
        done=_("The record is not held back any more."),
    )
    form = forms.LiftHoldForm(request.POST or None)
    do = partial(casework.lift_hold, held, by=request.user, on=clock.today())
    back = reverse("desk:citizen", args=[citizen.pk])
    return ask(request, citizen, form, question, do, back=back)
