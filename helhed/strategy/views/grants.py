"""Support to associations: schemes, rounds, applications, agreements, reports."""

from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhed.access.asking import Question, ask
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.strategy.entrance import colleagues, steering
from helhed.strategy.forms.grants import (
    AgreeForm,
    ApplicationForm,
    AssessForm,
    ChecklistForm,
    DecideForm,
    ReportForm,
    RoundForm,
    SchemeForm,
    SettleForm,
)
from helhed.strategy.models import (
    GrantApplication,
    GrantDecision,
    GrantReport,
    GrantRound,
    GrantScheme,
    Instalment,
    Partnership,
)
from helhed.strategy.verbs import grants as verbs
from helhed.strategy.verbs import partnerships
from helhed.strategy.views.doing import do_or_say, page_of

scheme_page = partial(page_of, "grant-scheme")


@colleagues
def grants(request: StaffRequest) -> HttpResponse:
    """The years' schemes and the agreements that run."""
    schemes = GrantScheme.objects.order_by("-year", "-id").prefetch_related("rounds__applications")
    running = Partnership.objects.running_on(clock.today())
    context = {
        "schemes": [(scheme, verbs.left_of(scheme)) for scheme in schemes],
        "partnerships": running.select_related("association", "initiative"),
        "today": clock.today(),
    }
    return render(request, "strategy/grants.html", context)


@colleagues
def scheme(request: StaffRequest, scheme_id: UUID) -> HttpResponse:
    """One year: its rounds with every application and how far it has come."""
    along = ("association", "initiative", "assessment")
    applications = GrantApplication.objects.select_related(*along)
    found = get_object_or_404(
        GrantScheme.objects.select_related("agenda_item__committee"), pk=scheme_id
    )
    rounds = found.rounds.prefetch_related(
        Prefetch("applications", applications.prefetch_related("decisions__partnership"))
    )
    left = verbs.left_of(found)
    context = {"scheme": found, "rounds": rounds, "left": left, "today": clock.today()}
    return render(request, "strategy/grant_scheme.html", context)


@colleagues
def partnership(request: StaffRequest, partnership_id: UUID) -> HttpResponse:
    along = ("association", "initiative", "decision__application__round__scheme")
    found = get_object_or_404(Partnership.objects.select_related(*along), pk=partnership_id)
    context = {
        "partnership": found,
        "instalments": found.instalments.all(),
        "reports": found.reports.all(),
        "today": clock.today(),
    }
    return render(request, "strategy/grant_partnership.html", context)


@steering
def set_up_scheme(request: StaffRequest) -> HttpResponse:
    form = SchemeForm(request.POST or None, initial={"year": clock.today().year})
    words = Question(_("A new year of support to associations"))
    do = partial(verbs.set_up_scheme, by=request.user)
    return ask(request, form, words, do, back=reverse("strategy:grants"), then=scheme_page)


@steering
def open_grant_round(request: StaffRequest, scheme_id: UUID) -> HttpResponse:
    found = get_object_or_404(GrantScheme, pk=scheme_id)
    form = RoundForm(request.POST or None)
    words = Question(_("A new round of applications"), about=str(found.year))
    do = partial(verbs.open_round, found, by=request.user)
    return ask(request, form, words, do, back=scheme_page(found))


@steering
def receive_application(request: StaffRequest, round_id: UUID) -> HttpResponse:
    found = get_object_or_404(GrantRound.objects.select_related("scheme"), pk=round_id)
    form = ApplicationForm(request.POST or None)
    intro = _("Is the association not in the list? Add it under “Departments and partners”.")
    words = Question(_("A new application"), about=str(found.scheme.year), intro=intro)
    do = partial(verbs.receive_application, found, by=request.user)
    return ask(request, form, words, do, back=scheme_page(found.scheme))


@steering
def check_application(request: StaffRequest, application_id: UUID) -> HttpResponse:
    found = _application(application_id)
    now = {name: getattr(found, name) for name in ChecklistForm.base_fields}
    form = ChecklistForm(request.POST or None, initial=now)
    words = Question(_("The checklist"), about=found.title)
    do = partial(verbs.check_application, found, by=request.user)
    return ask(request, form, words, do, back=scheme_page(found.round.scheme))


@steering
def assess_application(request: StaffRequest, application_id: UUID) -> HttpResponse:
    found = _application(application_id)
    form = AssessForm(request.POST or None)
    words = Question(_("Assess the application"), about=found.title)
    do = partial(verbs.assess_application, found, by=request.user, on=clock.today())
    return ask(request, form, words, do, back=scheme_page(found.round.scheme))


@steering
def decide_application(request: StaffRequest, application_id: UUID) -> HttpResponse:
    found = _application(application_id)
    form = DecideForm(request.POST or None)
    words = Question(_("The committee's answer"), about=found.title)
    do = partial(verbs.decide_application, found, by=request.user)
    return ask(request, form, words, do, back=scheme_page(found.round.scheme))


@steering
def agree_partnership(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    """An agreement on what was granted, paid in equal parts."""
    rows = GrantDecision.objects.select_related("application__round__scheme")
    found = get_object_or_404(rows, pk=decision_id)
    application = found.application
    form = AgreeForm(
        request.POST or None, initial={"title": application.title, "aims": application.aims}
    )
    words = Question(_("Agree with the association"), about=application.title)

    def do(*, instalments: int, from_day: date, **fields: Any) -> Partnership:
        return partnerships.agree_partnership(
            by=request.user,
            decision=found,
            from_day=from_day,
            instalments=equal_parts(found.granted_dkk, instalments, from_day),
            **fields,
        )

    back = scheme_page(application.round.scheme)
    return ask(request, form, words, do, back=back, then=partial(page_of, "grant-partnership"))


def equal_parts(amount: Decimal, parts: int, first: date) -> list[tuple[date, Decimal]]:
    """The amount in equal parts of whole kroner, the rest in the first; one each year."""
    part = (amount / parts).quantize(Decimal(1), rounding=ROUND_DOWN)
    amounts = [amount - part * (parts - 1), *[part] * (parts - 1)]
    # The first of the month stands in every year; 29 February does not.
    later = first.replace(day=1)
    days = [first, *[later.replace(year=first.year + n) for n in range(1, parts)]]
    return list(zip(days, amounts, strict=True))


@steering
@require_POST
def pay_instalment(request: StaffRequest, instalment_id: UUID) -> HttpResponse:
    row = get_object_or_404(Instalment.objects.select_related("partnership"), pk=instalment_id)
    do = partial(partnerships.pay_instalment, row, by=request.user, on=clock.today())
    where = page_of("grant-partnership", row.partnership)
    return do_or_say(request, do, _("It is noted as paid."), where)


@steering
def receive_report(request: StaffRequest, report_id: UUID) -> HttpResponse:
    report = _report(report_id)
    form = ReportForm(request.POST or None, initial={"unspent_dkk": 0})
    words = Question(
        _("The association's report"), about=f"{report.partnership.title} {report.year}"
    )
    do = partial(partnerships.receive_report, report, by=request.user)
    return ask(request, form, words, do, back=page_of("grant-partnership", report.partnership))


@steering
def settle_unspent(request: StaffRequest, report_id: UUID) -> HttpResponse:
    report = _report(report_id)
    form = SettleForm(request.POST or None)
    words = Question(_("Money that was not used"), about=report.partnership.title)
    do = partial(partnerships.settle_unspent, report, by=request.user)
    return ask(request, form, words, do, back=page_of("grant-partnership", report.partnership))


def _application(application_id: UUID) -> GrantApplication:
    rows = GrantApplication.objects.select_related("round__scheme")
    return get_object_or_404(rows, pk=application_id)


def _report(report_id: UUID) -> GrantReport:
    return get_object_or_404(GrantReport.objects.select_related("partnership"), pk=report_id)
