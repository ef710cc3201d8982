"""Rules with their periods and mandates, edited by an administrator; no citizen stands here."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.core import clock
from helhed.decisions import prices, verbs
from helhed.decisions.forms import registers as forms
from helhed.decisions.models import (
    Authority,
    CaseTypeDeadline,
    Facility,
    LegalBasis,
    Mandate,
    Parameter,
    Price,
    Register,
    ServiceType,
)

REGISTERS: dict[str, tuple[type[Register], Any]] = {
    "legal-bases": (LegalBasis, _("Paragraphs")),
    "parameters": (Parameter, _("Numbers of the law")),
    "deadlines": (CaseTypeDeadline, _("Our own deadlines")),
    "facilities": (Facility, _("Places and their approval")),
    "prices": (Price, _("Prices")),
    "authorities": (Authority, _("Authorities")),
    "service-types": (ServiceType, _("Types of help")),
}


def _register(name: str) -> tuple[type[Register], Any]:
    if name not in REGISTERS:
        raise Http404
    return REGISTERS[name]


def _address(name: str) -> str:
    return reverse("decisions:register", args=[name])


@login_required
@require_GET
def registers(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.EDIT_REGISTERS)
    counts = [(name, label, model.objects.count()) for name, (model, label) in REGISTERS.items()]
    context = {"registers": counts, "mandates": Mandate.objects.on(clock.today()).count()}
    return render(request, "decisions/registers.html", context)


@login_required
@require_GET
def register(request: StaffRequest, name: str) -> HttpResponse:
    """Every rule of one register with all its periods, what is in force today in front."""
    door.require(request.user, May.EDIT_REGISTERS)
    model, label = _register(name)
    today = clock.today()
    rows = model.objects.order_by("code", "-from_day", "-id")
    in_force = set(model.objects.on(today).values_list("pk", flat=True))
    names = _names(model)
    context = {
        "name": name,
        "label": label,
        "today": today,
        "rows": [(row, row.pk in in_force, _title(row, names), _said(row)) for row in rows],
    }
    return render(request, "decisions/register.html", context)


NAMED_BY: dict[type[Register], str] = {
    ServiceType: "label",
    Facility: "name",
    Authority: "name",
    CaseTypeDeadline: "name",
}


def _title(row: Register, names: dict[str, str]) -> str:
    """What a person calls the row; the code where it has no other name."""
    if isinstance(row, LegalBasis):
        return row.label
    named = NAMED_BY.get(type(row))
    return str(getattr(row, named)) if named else names.get(row.code, row.code)


def _said(row: Register) -> str:
    """What the rule says beside its name, in one line."""
    if isinstance(row, LegalBasis):
        return f"{row.title} · {row.get_appeal_display()}"
    if isinstance(row, Parameter):
        return f"{floatformat(row.value, 'g')} {row.unit}"
    if isinstance(row, Price):
        return prices.shown(row)
    if isinstance(row, CaseTypeDeadline):
        return ngettext("%(days)s day", "%(days)s days", row.days) % {"days": row.days}
    left_out = ("kind", "service_type", NAMED_BY.get(type(row)))
    values = [getattr(row, name) for name in row.says if name not in left_out]
    return " · ".join(str(value) for value in values if value not in ("", None, True, False))


def _names(model: type[Register]) -> dict[str, str]:
    return prices.priced_things(on=clock.today()) if model is Price else {}


@login_required
def add_rule(request: StaffRequest, name: str) -> HttpResponse:
    door.require(request.user, May.EDIT_REGISTERS)
    model, label = _register(name)
    form = forms.rule_form(model)(request.POST or None, initial={"from_day": clock.today()})
    question = Question(title=_("A new rule"), about=label, done=_("The rule is in the register."))
    do = partial(verbs.add_rule, model, by=request.user)
    return ask(request, form, question, do, back=_address(name))


@login_required
def change_rule(request: StaffRequest, name: str, row_id: str) -> HttpResponse:
    door.require(request.user, May.EDIT_REGISTERS)
    model, _label = _register(name)
    row = _row(model, row_id)
    kept = {field: getattr(row, field) for field in (*row.says, "source", "certainty", "note")}
    form = forms.change_form(model)(
        request.POST or None, initial={**kept, "from_day": clock.today()}
    )
    question = Question(
        title=_("From a later day it says something else"),
        about=_title(row, _names(model)),
        intro=_("Until then the rule stands as it is. Decisions that are made keep their words."),
        done=_("The rule has a new period."),
    )
    do = partial(verbs.change_rule, row, by=request.user)
    return ask(request, form, question, do, back=_address(name))


@login_required
def end_rule(request: StaffRequest, name: str, row_id: str) -> HttpResponse:
    door.require(request.user, May.EDIT_REGISTERS)
    model, _label = _register(name)
    row = _row(model, row_id)
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    question = Question(
        title=_("No longer in force"),
        about=_title(row, _names(model)),
        done=_("The rule has an end."),
    )
    do = partial(verbs.end_rule, row, by=request.user)
    return ask(request, form, question, do, back=_address(name))


def _row(model: type[Register], row_id: str) -> Register:
    # An address may hold what no text of PostgreSQL's can.
    found = model.objects.none() if "\0" in row_id else model.objects.filter(pk=row_id)
    row: Register | None = found.first()
    if row is None:
        raise Http404
    return row


@login_required
@require_GET
def mandates(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.EDIT_REGISTERS)
    today = clock.today()
    rows = Mandate.objects.select_related("official", "stands_in_for").order_by(
        "official__name", "basis_code", "-from_day"
    )
    labels = {row.code: row.label for row in LegalBasis.objects.on(today)}
    in_force = set(Mandate.objects.on(today).values_list("pk", flat=True))
    listed = [(row, labels.get(row.basis_code, row.basis_code), row.pk in in_force) for row in rows]
    return render(request, "decisions/mandates.html", {"rows": listed, "today": today})


@login_required
def give_mandate(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.EDIT_REGISTERS)
    today = clock.today()
    officials = User.objects.filter(is_active=True, is_system=False).order_by("name")
    form = forms.MandateForm(
        request.POST or None, officials=officials, on=today, initial={"from_day": today}
    )
    question = Question(
        title=_("A new mandate"),
        intro=_(
            "A named official decides by one paragraph, up to a limit, on one authority's behalf."
        ),
        done=_("The mandate is given."),
    )
    do = partial(verbs.give_mandate, by=request.user)
    return ask(request, form, question, do, back=reverse("decisions:mandates"))


@login_required
def end_mandate(request: StaffRequest, mandate_id: UUID) -> HttpResponse:
    door.require(request.user, May.EDIT_REGISTERS)
    row = Mandate.objects.filter(pk=mandate_id).select_related("official").first()
    if row is None:
        raise Http404
    question = Question(
        title=_("The mandate ends"), about=row.official.name, done=_("The mandate has ended.")
    )
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    do = partial(verbs.end_mandate, row, by=request.user)
    return ask(request, form, question, do, back=reverse("decisions:mandates"))
