"""Agreeing, moving and calling off, and how it went."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.contacts import going, verbs
from helhed.contacts.forms import AppointmentForm, MoveForm
from helhed.contacts.models import Appointment
from helhed.contacts.nearby import colleagues_around
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.design.http import saved
from helhed.design.words import long_day


@login_required
def make_appointment(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.WRITE_CONTACTS)
    first = {"worker": request.user.pk, "appointment_id": new_id()}
    colleagues = colleagues_around(citizen, request.user, at=clock.now())
    form = AppointmentForm(request.POST or None, initial=first, colleagues=colleagues)
    if form.is_valid():
        at, loose = form.at()
        names = ("worker", "place", "what", "appointment_id")
        told = {name: form.cleaned_data[name] for name in names}
        try:
            made = verbs.make_appointment(citizen, by=request.user, at=at, loose_time=loose, **told)
        except Refused as refusal:
            form.add_error("on", str(refusal))
        else:
            _say_next(request, made)
            return redirect(going.to_citizen(citizen.pk))
    context = {"citizen": citizen, "form": form, "back": going.to_citizen(citizen.pk)}
    return render(request, "contacts/appointment.html", context)


def _say_next(request: StaffRequest, made: Appointment) -> None:
    told = {"day": long_day(made.at, clock.today()), "who": made.worker.get_short_name()}
    saved(request, _("Next contact: %(day)s, %(who)s.") % told)


@login_required
def move_appointment(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    appointment = door.open_for(request.user, Appointment, appointment_id, to=May.WRITE_CONTACTS)
    here = timezone.localtime(appointment.at)
    first = {
        "on": here.date(),
        "when": appointment.loose_time or MoveForm.base_fields["when"].initial,
        "clock": None if appointment.loose_time else here.time(),
        "place": appointment.place,
    }
    form = MoveForm(request.POST or None, initial=first)
    if form.is_valid():
        at, loose = form.at()
        try:
            new = verbs.move_appointment(
                appointment,
                by=request.user,
                at=at,
                loose_time=loose,
                place=form.cleaned_data["place"],
            )
        except Refused as refusal:
            form.add_error("on", str(refusal))
        else:
            _say_next(request, new)
            return redirect(going.back(request, appointment.citizen_id))
    context = {
        "appointment": appointment,
        "citizen": appointment.citizen,
        "form": form,
        "today": clock.today(),
        "back": going.back(request, appointment.citizen_id),
        "street": going.STREET if going.on_the_street(request) else "",
    }
    return render(request, "contacts/move.html", context)


@login_required
@require_POST
def cancel_appointment(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    appointment = door.open_for(request.user, Appointment, appointment_id, to=May.WRITE_CONTACTS)
    try:
        verbs.cancel_appointment(appointment, by=request.user)
        saved(request, _("The appointment is called off."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(going.back(request, appointment.citizen_id))


@login_required
@require_POST
def hold_appointment(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    """We met as agreed."""
    return _note_outcome(request, appointment_id, Appointment.Outcome.HELD)


@login_required
@require_POST
def miss_appointment(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    """We did not meet: somebody looks for the citizen, and nothing closes (P1)."""
    return _note_outcome(request, appointment_id, Appointment.Outcome.NO_SHOW)


def _note_outcome(request: StaffRequest, appointment_id: UUID, outcome: str) -> HttpResponse:
    appointment = door.open_for(request.user, Appointment, appointment_id, to=May.WRITE_CONTACTS)
    at = min(appointment.at, clock.now())
    try:
        contact = verbs.note_outcome(appointment, by=request.user, outcome=outcome, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(going.back(request, appointment.citizen_id))
    return redirect(going.to_noted(request, contact.pk))
