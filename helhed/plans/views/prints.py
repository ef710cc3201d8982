"""The two papers the citizen carries: looked at, and printed."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.plans import verbs
from helhed.plans.printing.pdf import a4_pdf as a4_document
from helhed.plans.printing.pdf import pocket_pdf as pocket_document
from helhed.plans.printing.pdf import statutory_pdf as statutory_document
from helhed.plans.printing.sheets import pocket_card, sheet
from helhed.plans.printing.statutory import KINDS, statutory_plan


@login_required
@require_GET
def a4(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The page as it will be printed, cut to one page in the same way."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN)
    _pdf, fitted = a4_document(sheet(citizen, at=clock.now()))
    return render(request, "plans/a4.html", {"citizen": citizen, "sheet": fitted})


@login_required
@require_GET
def a4_pdf(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN)
    pdf, _fitted = a4_document(sheet(citizen, at=clock.now()))
    verbs.note_print(citizen, by=request.user, what="a4")
    return _paper(pdf, "plan.pdf")


@login_required
@require_GET
def pocket(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN)
    context = {"citizen": citizen, "card": pocket_card(citizen, at=clock.now())}
    return render(request, "plans/pocket.html", context)


@login_required
@require_GET
def pocket_pdf(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN)
    pdf = pocket_document(pocket_card(citizen, at=clock.now()))
    verbs.note_print(citizen, by=request.user, what="pocket")
    return _paper(pdf, "kort.pdf")


@login_required
@require_GET
def statutory_pdf(request: StaffRequest, citizen_id: UUID, kind: str) -> HttpResponse:
    """A plan the law names, as a view of the one plan."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN)
    if kind not in KINDS:
        raise Http404
    paper = statutory_document(statutory_plan(citizen, kind, on=clock.today()))
    verbs.note_print(citizen, by=request.user, what=kind)
    return _paper(paper, "plan.pdf")


def _paper(pdf: bytes, name: str) -> HttpResponse:
    # The name of the file tells nothing: it lies in a folder of downloads on a shared computer.
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
