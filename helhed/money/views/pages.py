"""What it costs whom: a year, the ledger, costs, settlements and refund clocks. No names."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.decisions.models import LegalBasis
from helhed.money.amounts import first_of, kroner
from helhed.money.models import Cost, Posting, ShelterYear, SupportRefund
from helhed.money.reckoning import in_month, settlement, year_of
from helhed.money.shown import code_of, settlement_csv

A_PAGE = 50


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return otherwise


@login_required
@require_GET
def overview(request: StaffRequest) -> HttpResponse:
    """A year: budget, committed, paid and forecast for each payer."""
    door.require(request.user, May.READ_MONEY)
    today = clock.today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2000 <= int(asked) <= 2100 else today.year
    rows = year_of(year, on=today)
    door.log_list(request.user, "money.overview", count=len(rows))
    lost = SupportRefund.objects.filter(state=SupportRefund.State.LOST).count()
    context = {
        "year": year,
        "years": range(today.year - 2, today.year + 3),
        "rows": [row for row in rows if _matters(row)],
        "lost": lost,
        "beyond": sum(row.beyond for row in ShelterYear.objects.all()),
        "today": today,
        "may_edit": door.may(request.user, May.EDIT_MONEY),
    }
    return render(request, "money/overview.html", context)


def _matters(row: Any) -> bool:
    return any((row.budget, row.committed, row.paid, row.granted, row.expected))


@login_required
@require_GET
def costs(request: StaffRequest) -> HttpResponse:
    """Every cost, expected and granted, newest first; people stand under a code."""
    door.require(request.user, May.READ_MONEY)
    found = door.rows_open_to(request.user, Cost, to=May.READ_MONEY)
    if kind := request.GET.get("kind", ""):
        found = found.filter(kind=kind)
    pages = Paginator(found.order_by("-from_day", "-created_at", "-id"), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    month = first_of(clock.today())
    rows = [(c, code_of(c.citizen_id), kroner(in_month(c, month))) for c in page]
    door.log_list(request.user, "money.costs", count=len(rows))
    context = {"page": page, "rows": rows, "kind": kind, "today": clock.today()}
    return render(request, "money/costs.html", context)


@login_required
@require_GET
def cost(request: StaffRequest, cost_id: UUID) -> HttpResponse:
    """One cost with its payers and what is booked on it."""
    row = door.open_for(request.user, Cost, cost_id, to=May.READ_MONEY)
    context = {
        "cost": row,
        "basis": LegalBasis.objects.with_code(row.basis_code, on=row.from_day),
        "code": code_of(row.citizen_id),
        "price": kroner(row.oere),
        "shares": [(s, s.parts / 100) for s in row.shares.all()],
        "changes": row.changed_by.filter(given_up_on__isnull=True),
        "lines": _shown(row.postings.order_by("-month", "-booked_at", "-id")[:100]),
        "today": clock.today(),
        "may_edit": door.may(request.user, May.EDIT_MONEY),
    }
    return render(request, "money/cost.html", context)


def _shown(lines: Any) -> list[dict[str, Any]]:
    return [
        {"line": line, "amount": kroner(line.oere), "code": code_of(line.citizen_id)}
        for line in lines.select_related("cost", "reversed_by")
    ]


@login_required
@require_GET
def ledger(request: StaffRequest) -> HttpResponse:
    """The lines of a month."""
    door.require(request.user, May.READ_MONEY)
    month = first_of(_day(request.GET.get("month", ""), clock.today()))
    found = door.rows_open_to(request.user, Posting, to=May.READ_MONEY).filter(month=month)
    page = Paginator(found.order_by("payer", "booked_at", "id"), A_PAGE).get_page(
        request.GET.get("page")
    )
    assert isinstance(page.object_list, type(found))  # noqa: S101 - a page of a queryset
    lines = _shown(page.object_list)
    door.log_list(request.user, "money.ledger", count=len(lines))
    context = {
        "month": month,
        "page": page,
        "lines": lines,
        "may_edit": door.may(request.user, May.EDIT_MONEY),
    }
    return render(request, "money/ledger.html", context)


@login_required
@require_GET
def settle(request: StaffRequest) -> HttpResponse:
    """What each partner owes for a period, on the page or as a sheet."""
    door.require(request.user, May.READ_MONEY)
    today = clock.today()
    first = first_of(_day(request.GET.get("from", ""), date(today.year, 1, 1)))
    last = first_of(_day(request.GET.get("to", ""), today))
    lines = settlement(first, last)
    door.log_list(request.user, "money.settlement", count=len(lines))
    if request.GET.get("format") == "csv":
        answer = HttpResponse(settlement_csv(lines), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="afregning-{first}-{last}.csv"'
        return answer
    shown = [
        (line, *(kroner(oere) for oere in (line.committed, line.paid, line.owes))) for line in lines
    ]
    context = {"lines": shown, "first": first, "last": last, "today": today}
    return render(request, "money/settlement.html", context)


@login_required
@require_GET
def refunds(request: StaffRequest) -> HttpResponse:
    """Refund clocks, those that run out first on top; what was lost, and why."""
    door.require(request.user, May.READ_MONEY)
    years = door.rows_open_to(request.user, ShelterYear, to=May.READ_MONEY)
    support = door.rows_open_to(request.user, SupportRefund, to=May.READ_MONEY)
    today = clock.today()
    running = [row for row in years.order_by("-nights") if (today - row.anchor_day).days < 366]
    door.log_list(request.user, "money.refunds", count=len(running))
    context = {
        "running": [(row, code_of(row.citizen_id)) for row in running],
        "support": [(row, code_of(row.citizen_id)) for row in support[:200]],
        "today": today,
    }
    return render(request, "money/refunds.html", context)
