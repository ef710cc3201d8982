"""Business cases: assumptions with sources, results for each payer, what they hang on."""

from decimal import Decimal
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.money import som, verbs
from helhed.money.forms import BusinessCaseForm
from helhed.money.models import BusinessCase, Payer
from helhed.money.shown import bars, whole, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_GET
def business_cases(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.SEE_FIGURES)
    rows = [(row, whole(som.result(som.read(row.assumptions)).public)) for row in _all()]
    may_edit = door.may(request.user, May.EDIT_MONEY)
    return render(request, "money/business_cases.html", {"rows": rows, "may_edit": may_edit})


def _all() -> list[BusinessCase]:
    return list(BusinessCase.objects.all())


@login_required
@require_GET
def business_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The net result for each payer and year, break-even and sensitivity."""
    door.require(request.user, May.SEE_FIGURES)
    row = get_object_or_404(BusinessCase, pk=case_id)
    read = som.read(row.assumptions)
    outcome = som.result(read)
    even = som.break_even(read)
    swings = {"effect": _text("Effect ± 50 %"), "prices": _text("Prices ± 20 %")}
    swings["lasts"] = _text("The effect lasts one year, or all of them")
    context = {
        "case": row,
        "read": read,
        "payers": [Payer(payer).label for payer in som.PUBLIC],
        "bars": bars(outcome),
        "years": [[whole(y[p]) for p in som.PUBLIC] for y in outcome.by_year],
        "break_even": None if even is None else round(even * 100, 1),
        "effect": round(read.effect * 100, 1),
        "sensitivity": [
            (swings[s.what], whole(s.low), whole(s.high)) for s in som.sensitivity(read)
        ],
        "consequences": [
            (c, [(Payer(p).label, whole(c.prices.get(p, Decimal(0)))) for p in som.PUBLIC])
            for c in read.consequences
        ],
        "may_edit": door.may(request.user, May.EDIT_MONEY),
    }
    return render(request, "money/business_case.html", context)


@login_required
@require_GET
def business_case_sheet(request: StaffRequest, case_id: UUID) -> HttpResponse:
    door.require(request.user, May.SEE_FIGURES)
    row = get_object_or_404(BusinessCase, pk=case_id)
    answer = HttpResponse(workbook(row), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="businesscase.xlsx"'
    return answer


def _page(row: BusinessCase) -> str:
    return reverse("money:business-case", args=[row.pk])


@login_required
def write_business_case(request: StaffRequest, case_id: UUID | None = None) -> HttpResponse:
    door.require(request.user, May.EDIT_MONEY)
    row = get_object_or_404(BusinessCase, pk=case_id) if case_id else None
    question = Question(
        title=_("A business case"),
        intro=_("Each consequence needs its source. A negative result does not mean bad help."),
        done=_("The result is computed from what you wrote."),
    )
    do = partial(verbs.write_business_case, by=request.user, case=row)
    back = _page(row) if row else reverse("money:business-cases")
    form = BusinessCaseForm(request.POST or None, case=row)
    return ask(request, form, question, do, back=back, then=_page)
