"""What help is expected to cost, noted by the caseworker on the case."""

from decimal import Decimal
from functools import partial
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.decisions.models import CaseFile, Decision, LegalBasis, Parameter
from helhed.money import verbs
from helhed.money.forms_expected import ExpectForm, usual
from helhed.money.models import Cost
from helhed.money.priced import take_price


@login_required
def expect_cost(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Before the decision: a price, a period, and who pays."""
    case = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    draft = Decision.objects.filter(case=case, completed_at__isnull=True).first()
    refund = _refund_of(case.basis_code)
    from_day = (draft.from_day if draft else None) or clock.today()
    taken = take_price(
        request,
        usual_day=from_day,
        first=(draft.facility_code, draft.service_type) if draft else (),
        hours=draft.hours_a_week if draft else None,
    )
    provider = (draft.provider if draft else "") or (taken.offer.name if taken.offer else "")
    initial = usual(from_day=from_day, provider=provider, refund=refund)
    form = ExpectForm(request.POST or None, offer=taken.offer, initial={**initial, **taken.initial})
    question = Question(
        title=_("What will it cost, and who pays?"),
        about=f"{case.citizen.shown_name} · {case.title}",
        intro=_intro(refund),
        done=_("The expected cost stands on the case."),
    )
    do = partial(verbs.expect_cost_of_case, case, by=request.user)
    back = reverse("decisions:case", args=[case.pk])
    return ask(request, form, question, do, back=back, template="money/priced.html", taken=taken)


def _refund_of(basis_code: str) -> Decimal | None:
    """Percent the state gives back by the paragraph in force today, where the register says so."""
    today = clock.today()
    basis: LegalBasis | None = LegalBasis.objects.with_code(basis_code, on=today)
    if basis is None or not basis.refund_rule:
        return None
    row: Parameter | None = Parameter.objects.with_code(f"{basis.refund_rule}_rate", on=today)
    return row.value if row else None


def _intro(refund: Decimal | None) -> str:
    says = _("It is seen before you decide, and kept with the decision. It is not in the letter.")
    if not refund:
        return str(says)
    more = _("By this paragraph the state may give %(percent)s percent back for a time.")
    return f"{says} {more % {'percent': number_format(refund.normalize())}}"


@login_required
def drop_cost(request: StaffRequest, cost_id: UUID) -> HttpResponse:
    """An expected cost of a case will not come, or was noted wrongly."""
    row = door.open_for(request.user, Cost, cost_id, to=May.DECIDE, along=("case",))
    if row.case is None:
        raise Http404
    question = Question(
        title=_("Remove the expected cost"),
        about=f"{row.citizen.shown_name} · {row.case.title}",
        intro=_("It no longer counts. What stood here is kept in the history."),
        button=_("Remove"),
        done=_("The expected cost is removed."),
    )
    form = forms.Form(request.POST if request.method == "POST" else None)
    do = partial(verbs.drop_expected_cost, row, by=request.user, on=clock.today())
    return ask(request, form, question, do, back=reverse("decisions:case", args=[row.case.pk]))
