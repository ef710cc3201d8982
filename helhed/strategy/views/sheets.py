"""A plan as an Excel file: taken out, read in, looked at, accepted."""

from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from helhed.access.requests import StaffRequest
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.design.http import render_page, saved
from helhed.strategy.entrance import colleagues, steering
from helhed.strategy.forms.sheets import SheetForm
from helhed.strategy.models import ActionPlan
from helhed.strategy.sheets.changes import changes
from helhed.strategy.sheets.reading import ProblemsInSheet, read_workbook
from helhed.strategy.verbs.sheets import accept_sheet, take_out_sheet

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# How long a file that was looked at waits to be accepted.
AN_HOUR = 3600


@colleagues
@require_GET
def take_out(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    plan = _plan(plan_id)
    try:
        data = take_out_sheet(plan, by=request.user)
    except Refused as refusal:
        saved(request, str(refusal))
        return redirect("strategy:desk")
    answer = HttpResponse(data, content_type=EXCEL)
    name = slugify(f"{plan.title.replace('ø', 'oe').replace('å', 'aa')} {plan.first_year}")
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


@steering
def read_in(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """Choose a file; then everything it would change is shown, and nothing is stored yet."""
    plan = _plan(plan_id)
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"plan": plan, "form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            found = changes(plan, read_workbook(data))
        except ProblemsInSheet as wrong:
            context["problems"] = wrong.problems
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            key = str(new_id())
            cache.set(_kept(request, plan, key), data, AN_HOUR)
            context |= {"changes": found, "key": key}
    return render_page(request, "strategy/plan_sheet.html", context)


@steering
@require_POST
def accept(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """Carry out what was shown."""
    plan = _plan(plan_id)
    data = cache.get(_kept(request, plan, request.POST.get("key", "")))
    if data is None:
        saved(request, _("The file is no longer here. Choose it once more."))
        return redirect("strategy:plan-sheet-read", plan_id=plan.pk)
    try:
        done = accept_sheet(
            plan, by=request.user, sheet=read_workbook(data), shown=request.POST.get("shown", "")
        )
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        count = len(done.rows)
        said = ngettext("%(count)s row is changed.", "%(count)s rows are changed.", count)
        saved(request, said % {"count": count})
    return redirect("strategy:plan-sheet-read", plan_id=plan.pk)


def _kept(request: StaffRequest, plan: ActionPlan, key: str) -> str:
    return f"strategy.sheet:{request.user.pk}:{plan.pk}:{slugify(key)}"


def _plan(plan_id: UUID) -> ActionPlan:
    plan = ActionPlan.objects.filter(pk=plan_id).select_related("policy").first()
    if plan is None:
        raise Http404
    return plan
