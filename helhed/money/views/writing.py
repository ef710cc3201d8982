"""Booking, budgets and costs: one page, one form, one verb."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.money import verbs
from helhed.money.amounts import kroner, next_month
from helhed.money.forms import (
    BudgetForm,
    ChangeForm,
    DivideForm,
    EndForm,
    GiveUpForm,
    ImportForm,
    MonthForm,
    ReverseForm,
)
from helhed.money.forms_expected import fill_in
from helhed.money.models import Cost, Posting
from helhed.money.priced import take_price
from helhed.money.shown import code_of


def _cost(request: StaffRequest, cost_id: UUID) -> Cost:
    return door.open_for(request.user, Cost, cost_id, to=May.EDIT_MONEY)


def _price(cost: Cost) -> str:
    """What it costs until the change: a new price is for the same unit."""
    price = f"{kroner(cost.oere).removesuffix(',00')} kr."
    per = cost.get_per_display()
    return f"{price} {per}" if cost.per == Cost.Per.ONCE else f"{price} / {per}"


def _page(cost: Cost) -> str:
    return reverse("money:cost", args=[cost.pk])


@login_required
def set_budget(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.EDIT_MONEY)
    question = Question(title=_("Set a budget"), done=_("The budget is set."))
    form = BudgetForm(request.POST or None, initial={"year": clock.today().year})
    do = partial(verbs.set_budget, by=request.user)

    def set_it(year: int, **fields: Any) -> Any:
        return do(year, **fields)

    return ask(request, form, question, set_it, back=reverse("money:overview"))


@login_required
def commit_month(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.EDIT_MONEY)
    question = Question(
        title=_("Commit a month"),
        intro=_("Books what granted help costs in the month. Repeating it adds nothing."),
        button=_("Commit"),
        done=_("The month is committed."),
    )

    def commit(month: date) -> Any:
        return verbs.commit_month(month, by=request.user)

    form = MonthForm(request.POST or None, initial={"month": clock.today()})
    return ask(request, form, question, commit, back=reverse("money:ledger"))


@login_required
def import_actuals(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.EDIT_MONEY)
    question = Question(
        title=_("Read in payments"),
        intro=_("All of the file is booked, or nothing of it."),
        button=_("Read in"),
        done=_("The payments are booked."),
    )

    def read_in(file: UploadedFile) -> Any:
        name = file.name or ""
        return verbs.import_actuals(name, file.read(verbs.LARGEST_FILE + 1), by=request.user)

    form = ImportForm(request.POST or None, request.FILES or None)
    return ask(request, form, question, read_in, back=reverse("money:ledger"))


@login_required
def reverse_posting(request: StaffRequest, posting_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Posting, posting_id, to=May.EDIT_MONEY)
    question = Question(
        title=_("Meet a line by its opposite"),
        intro=_("Both lines stand. Write why."),
        about=code_of(row.citizen_id),
        done=_("The opposite is booked."),
    )
    do = partial(verbs.reverse_posting, row, by=request.user)
    return ask(request, ReverseForm(request.POST or None), question, do, back=_page(row.cost))


@login_required
def divide_cost(request: StaffRequest, cost_id: UUID) -> HttpResponse:
    row = _cost(request, cost_id)
    question = Question(
        title=_("Who pays?"),
        intro=_("Together 100 percent. What is booked already stands."),
        about=f"{row.what}, {code_of(row.citizen_id)}",
        done=_("The cost is divided."),
    )
    form = DivideForm(request.POST or None, cost=row)
    do = partial(verbs.divide_cost, row, by=request.user)
    return ask(request, form, question, do, back=_page(row))


@login_required
def change_cost(request: StaffRequest, cost_id: UUID) -> HttpResponse:
    row = _cost(request, cost_id)
    question = Question(
        title=_("Expect a change"),
        intro=_("The granted price counts until the change is granted by a decision."),
        about=f"{row.what}, {code_of(row.citizen_id)} · {_price(row)}",
        done=_("The change stands in the forecast."),
    )
    first = next_month(clock.today())
    taken = take_price(request, usual_day=first, per=row.per)
    form = ChangeForm(request.POST or None, initial={"from_day": first, **taken.initial})
    fill_in(form, taken.offer)
    do = partial(verbs.change_cost, row, by=request.user)
    return ask(
        request, form, question, do, back=_page(row), template="money/priced.html", taken=taken
    )


@login_required
def give_up_cost(request: StaffRequest, cost_id: UUID) -> HttpResponse:
    row = _cost(request, cost_id)
    question = Question(
        title=_("The expected cost will not come"),
        intro=_("It no longer counts in sums and forecasts. It stays here with your reason."),
        about=f"{row.what}, {code_of(row.citizen_id)}",
        button=_("Give it up"),
        done=_("The expected cost is given up."),
    )

    def give_up(because: str) -> Any:
        verbs.must_be_ours(row)
        return verbs.give_up_cost(row, by=request.user, on=clock.today(), because=because)

    def undo(given_up: Cost) -> str:
        return reverse("money:keep-cost", args=[given_up.pk])

    form = GiveUpForm(request.POST or None)
    return ask(request, form, question, give_up, back=_page(row), undo=undo)


@login_required
@require_POST
def keep_cost(request: StaffRequest, cost_id: UUID) -> HttpResponse:
    """Undo: it is expected all the same."""
    row = _cost(request, cost_id)
    said = _now("It is expected all the same.")
    try:
        verbs.keep_cost(row, by=request.user)
    except Refused as refusal:
        said = str(refusal)
    saved(request, said)
    return redirect(_page(row))


@login_required
def end_cost(request: StaffRequest, cost_id: UUID) -> HttpResponse:
    row = _cost(request, cost_id)
    question = Question(
        title=_("The cost ends"),
        about=f"{row.what}, {code_of(row.citizen_id)}",
        done=_("The cost ends that day."),
    )
    form = EndForm(request.POST or None, initial={"until_day": clock.today()})
    do = partial(verbs.end_cost, row, by=request.user)
    return ask(request, form, question, do, back=_page(row))
