"""Expensive cases of a year (§ 176): who costs more than the law's amounts. No names."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.decisions.registers import NotInForce
from helhed.money.expensive import Levels, expensive_cases, levels_of, not_counted
from helhed.money.shown import AGES, code_of, expensive_csv


@login_required
@require_GET
def expensive(request: StaffRequest) -> HttpResponse:
    """Everybody above the first amount in the year, on the page or as a sheet."""
    door.require(request.user, May.READ_MONEY)
    today = clock.today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2000 <= int(asked) <= 2100 else today.year
    levels = _levels(year)
    cases = expensive_cases(year, levels) if levels else []
    door.log_list(request.user, "money.expensive", count=len(cases))
    if request.GET.get("format") == "csv" and levels:
        sheet = expensive_csv(cases, levels)
        answer = HttpResponse(sheet, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="paragraf-176-{year}.csv"'
        return answer
    sure = [case for case in cases if case.sure]
    context = {
        "year": year,
        "years": range(today.year - 2, today.year + 2),
        "levels": levels,
        "rows": [(case, code_of(case.citizen_id), AGES[case.age]) for case in cases],
        "so_far": sum(case.so_far.oere for case in sure),
        "whole_year": sum(case.whole_year.oere for case in sure),
        "doubtful": len(cases) - len(sure),
        "not_counted": not_counted(year),
    }
    return render(request, "money/expensive.html", context)


def _levels(year: int) -> Levels | None:
    try:
        return levels_of(year)
    except NotInForce:
        return None
