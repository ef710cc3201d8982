"""The health record, and the part of it the team may read."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.core import clock
from helhed.health import verbs
from helhed.health.answering import asked, context_of, opened
from helhed.health.forms import (
    AllergyForm,
    AreaForm,
    ChangeForm,
    MedicationForm,
    NothingForm,
    OutcomeForm,
    OverdoseForm,
    StopForm,
    SummaryForm,
    VisitForm,
)
from helhed.health.models import Allergy, Area, AreaNote, Medication, Overdose, Summary, Visit
from helhed.health.record import summary_of

WHAT: dict[str, type[Any]] = {
    "area": AreaNote,
    "medication": Medication,
    "allergy": Allergy,
    "overdose": Overdose,
    "visit": Visit,
    "summary": Summary,
}


@login_required
@require_GET
def record(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The whole record, for those whose work it is."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_HEALTH)
    return render(request, "health/record.html", context_of(request, citizen))


@login_required
@require_GET
def card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Problems now, allergies and the next visit, for the citizen's page."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_HEALTH, card=True)
    return render(request, "health/_card.html", context_of(request, citizen))


@login_required
@require_GET
def summary_card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """What the citizen has agreed that the team may know; nothing else leaves the record."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN, card=True)
    today = clock.today()
    context = {"citizen": citizen, "today": today, "summary": summary_of(citizen.pk, on=today)}
    return render(request, "health/_summary_card.html", context)


@login_required
def note_area(request: StaffRequest, citizen_id: UUID, area: str) -> HttpResponse:
    citizen = opened(request, citizen_id)
    if area not in Area.values:
        raise Http404
    return asked(
        request,
        citizen,
        AreaForm(request.POST or None),
        partial(verbs.note_area, citizen, area=area, on=clock.today()),
        title=Area(area).label,
        intro=_("What stood before is kept as the story."),
    )


@login_required
def start_medication(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = opened(request, citizen_id)
    form = MedicationForm(request.POST or None)
    do = partial(verbs.start_medication, citizen)
    return asked(request, citizen, form, do, title=_("A medicine"))


@login_required
def change_medication(request: StaffRequest, medication_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Medication, medication_id, to=May.EDIT_HEALTH)
    initial = {name: getattr(row, name) for name in ("dose", "given_by", "version")}
    form = ChangeForm(request.POST or None, initial=initial)
    do = partial(verbs.change_medication, row)
    return asked(request, row.citizen, form, do, title=row.name)


@login_required
def stop_medication(request: StaffRequest, medication_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Medication, medication_id, to=May.EDIT_HEALTH)
    form = StopForm(request.POST or None)
    do = partial(verbs.stop_medication, row)
    return asked(request, row.citizen, form, do, title=_("The medicine stops"), intro=row.name)


@login_required
def note_allergy(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = opened(request, citizen_id)
    form = AllergyForm(request.POST or None)
    return asked(
        request, citizen, form, partial(verbs.note_allergy, citizen), title=_("An allergy")
    )


@login_required
def note_overdose(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = opened(request, citizen_id)
    return asked(
        request,
        citizen,
        OverdoseForm(request.POST or None),
        partial(verbs.note_overdose, citizen),
        title=_("An overdose"),
        intro=_("Write what helped, so that the next colleague knows."),
    )


@login_required
def plan_visit(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = opened(request, citizen_id)
    colleagues = User.objects.filter(
        memberships__team__in=door.teams_where(request.user, May.EDIT_HEALTH),
        memberships__until_day__isnull=True,
    ).distinct()
    return asked(
        request,
        citizen,
        VisitForm(request.POST or None, colleagues=colleagues),
        partial(verbs.plan_visit, citizen),
        title=_("An appointment elsewhere"),
        intro=_("Somebody goes along, unless the citizen wants to go alone."),
    )


@login_required
def note_visit(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Visit, visit_id, to=May.EDIT_HEALTH)
    form = OutcomeForm(request.POST or None, initial={"outcome": row.outcome})
    do = partial(verbs.note_visit, row)
    return asked(request, row.citizen, form, do, title=_("What came of it?"), intro=row.about)


@login_required
def write_summary(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = opened(request, citizen_id)
    standing = summary_of(citizen.pk, on=clock.today())
    form = SummaryForm(request.POST or None, initial={"text": standing.text if standing else ""})
    return asked(
        request,
        citizen,
        form,
        partial(verbs.write_summary, citizen, on=clock.today()),
        title=_("What may the team know?"),
        intro=_("Only this text leaves the health record, and only while the citizen wants it."),
        done=_("The team can read it now."),
    )


@login_required
def take_back(request: StaffRequest, what: str, row_id: UUID) -> HttpResponse:
    model = WHAT.get(what)
    if model is None:
        raise Http404
    row = door.open_for(request.user, model, row_id, to=May.EDIT_HEALTH)
    return asked(
        request,
        row.citizen,
        NothingForm(request.POST or None),
        partial(verbs.take_back, row, on=clock.today()),
        title=_("Take back what was written"),
        intro=_(
            "It is no longer shown. What stood there is kept for those who must account for it."
        ),
        done=_("It is taken back."),
        button=_("Take it back"),
    )
