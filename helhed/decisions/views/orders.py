"""What is ordered, and how it goes: the provider reads these pages too, and not the case."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.decisions import verbs
from helhed.decisions.forms import decisions as forms
from helhed.decisions.models import Decision, ServiceOrder
from helhed.teams.models import Team

FIRST_REPORT = timedelta(days=90)


def address(order: ServiceOrder) -> str:
    return reverse("decisions:order", args=[order.pk])


@login_required
def send_order(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Decision, decision_id, to=May.DECIDE)
    today = clock.today()
    begins = row.from_day or today
    teams = Team.objects.filter(closed_on__isnull=True).order_by("name")
    form = forms.OrderForm(
        request.POST or None,
        teams=teams,
        initial={
            "provider": row.provider,
            "provider_team": teams.filter(name=row.provider).first(),
            "extent": _hours(row),
            "start_on": begins,
            "report_by": begins + FIRST_REPORT,
        },
    )
    question = Question(
        title=_("Order the help"),
        about=f"{row.case.citizen.shown_name} · {row.case.title}",
        intro=_("The provider reads the order and its goals, not the case."),
        button=_("Send the order"),
        done=_("The order is sent. Start the help when it begins."),
    )
    do = partial(verbs.send_order, row, by=request.user, on=today)
    back = reverse("decisions:case", args=[row.case_id])
    return ask(request, form, question, do, back=back, then=address)


def _hours(row: Decision) -> str:
    if row.hours_a_week is None:
        return ""
    return _now("%(hours)s hours a week") % {"hours": floatformat(row.hours_a_week)}


@login_required
@require_GET
def order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, ServiceOrder, order_id, to=May.READ_PLAN)
    context = {
        "order": row,
        "citizen": row.citizen,
        "today": clock.today(),
        "reports": row.reports.select_related("written_by"),
        "follow_ups": row.follow_ups.select_related("done_by"),
        "mays": door.mays(
            request.user, row.citizen_id, (May.DECIDE, May.EDIT_PLAN, May.READ_DECISIONS)
        ),
        "case_id": Decision.objects.filter(pk=row.decision_id)
        .values_list("case", flat=True)
        .first(),
    }
    return render(request, "decisions/order.html", context)


@login_required
@require_GET
def orders_card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """What is ordered for the citizen, as a card on the citizen's page."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN, card=True)
    rows = ServiceOrder.objects.running().filter(citizen=citizen).order_by("sent_on", "id")
    context = {"citizen": citizen, "orders": rows, "today": clock.today()}
    return render(request, "decisions/_orders_card.html", context)


@login_required
def report(request: StaffRequest, order_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, ServiceOrder, order_id, to=May.EDIT_PLAN)
    today = clock.today()
    form = forms.ReportForm(
        request.POST or None, initial={"on": today, "next_by": today + FIRST_REPORT}
    )
    question = Question(
        title=_("How it goes"),
        about=f"{row.citizen.shown_name} · {row.provider}",
        done=_("The report is there for the caseworker and for the citizen."),
    )
    do = partial(verbs.report, row, by=request.user)
    return ask(request, form, question, do, back=address(row))
