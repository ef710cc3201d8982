"""The decision: written, divided, approved, made, printed, delivered, complained about."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.audit import verbs as audit
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.decisions import verbs
from helhed.decisions.forms import decisions as forms
from helhed.decisions.letter import letter_of, letter_pdf
from helhed.decisions.models import CaseFile, Complaint, Decision
from helhed.decisions.page import decision_of
from helhed.design.http import saved


def address(case: CaseFile) -> str:
    return reverse("decisions:case", args=[case.pk])


@login_required
def write_decision(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write the draft. Nothing is demanded before it is made; the page keeps what was typed."""
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    draft = decision_of(opened, by=request.user)
    form = forms.DecisionForm(request.POST or None, on=clock.today(), initial=_initial(draft))
    question = Question(
        title=_("The decision"),
        about=f"{opened.citizen.shown_name} · {opened.title}",
        intro=_("A draft can be saved at any time. What is still missing stands on the case."),
        button=_("Save the draft"),
        done=_("The draft is saved."),
    )

    def do(version: int, **says: Any) -> Decision:
        row = verbs.draft_decision(opened, by=request.user)
        return verbs.write_decision(row, by=request.user, based_on=version, **says)

    return ask(
        request,
        form,
        question,
        do,
        back=address(opened),
        template="decisions/write.html",
        case=opened,
        facts=opened.facts.all(),
        assessment=opened.assessment,
    )


def _initial(draft: Decision) -> dict[str, Any]:
    initial = {name: getattr(draft, name) for name in forms.DecisionForm.base_fields}
    said = {True: "yes", False: "no", None: ""}
    return {**initial, **{name: said[initial[name]] for name in forms.YES_OR_NO}}


@login_required
def divide_decision(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    draft = door.open_for(request.user, Decision, decision_id, to=May.DECIDE)
    question = Question(
        title=_("Decide what nobody disputes now"),
        about=f"{draft.case.citizen.shown_name} · {draft.case.title}",
        intro=_(
            "The rest becomes a case of its own, with the hearing and the day the citizen was"
            " promised."
        ),
        button=_("Divide the case"),
        done=_("The case is divided. Decide the part that is ready."),
    )
    do = partial(verbs.divide_decision, draft, by=request.user)
    form = forms.DivideForm(request.POST or None)
    return ask(request, form, question, do, back=address(draft.case))


@login_required
def ask_approval(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    question = Question(
        title=_("Ask for approval"),
        about=f"{opened.citizen.shown_name} · {opened.title}",
        intro=_(
            "A colleague with a wider mandate reads the draft and says yes, or talks with you."
        ),
        button=_("Ask for approval"),
        done=_("It is asked for. The draft stands among what your leader approves."),
    )

    def do() -> Decision:
        row = verbs.draft_decision(opened, by=request.user)
        return verbs.ask_approval(row, by=request.user, on=clock.today())

    form = django_forms.Form(request.POST if request.method == "POST" else None)
    return ask(request, form, question, do, back=address(opened))


@login_required
@require_POST
def approve_decision(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    draft = door.open_for(request.user, Decision, decision_id, to=May.APPROVE)
    do = partial(verbs.approve_decision, draft, by=request.user, on=clock.today())
    return _done(request, draft.case, do, _now("It is approved. The caseworker can decide."))


@login_required
@require_POST
def make_decision(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    draft = door.open_for(request.user, Decision, decision_id, to=May.DECIDE)
    do = partial(verbs.make_decision, draft, by=request.user, on=clock.today())
    return _done(
        request, draft.case, do, _now("The decision is made. Bring the citizen the letter.")
    )


def _done(request: StaffRequest, case: CaseFile, do: Any, said: str) -> HttpResponse:
    try:
        do()
    except Refused as refusal:
        said = str(refusal)
    saved(request, said)
    return redirect(address(case))


@login_required
@require_GET
def letter_as_pdf(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The letter on paper: the very bytes of a decision that is made, or a draft marked as one."""
    opened = door.open_for(request.user, CaseFile, case_id, to=May.READ_DECISIONS)
    row = decision_of(opened, by=request.user)
    kept = row.prints.order_by("printed_at", "id").first() if row.completed_at else None
    if kept is not None:
        paper = bytes(kept.pdf)
    else:
        words = letter_of(row, by=request.user, on=clock.today())
        paper = letter_pdf(words, draft=row.completed_at is None)
    audit.record("decisions.print_letter", by=request.user, obj=opened)
    answer = HttpResponse(paper, content_type="application/pdf")
    # The name of the file tells nothing: it lies in a folder of downloads on a shared computer.
    answer["Content-Disposition"] = 'inline; filename="brev.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


@login_required
def deliver_decision(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Decision, decision_id, to=May.DECIDE)
    question = Question(
        title=_("How the letter came to the citizen"),
        about=f"{row.case.citizen.shown_name} · {row.case.title}",
        intro=_digital_post(row),
        done=_("It is noted. The time for complaints runs from that day."),
    )
    form = forms.DeliveryForm(request.POST or None, initial={"came_on": clock.today()})
    do = partial(verbs.deliver_decision, row, by=request.user)
    return ask(request, form, question, do, back=address(row.case))


def _digital_post(row: Decision) -> str:
    citizen = row.case.citizen
    if citizen.digital_post == "exempt":
        return _now("The citizen is exempt from Digital Post.")
    if citizen.digital_post == "active" and not citizen.needs_reading_aloud:
        return _now("The citizen reads Digital Post.")
    return _now(
        "We do not know that the citizen reads Digital Post. A letter there counts as received,"
        " also when nobody opens it."
    )


@login_required
def take_complaint(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Decision, decision_id, to=May.DECIDE)
    question = Question(
        title=_("The citizen complains"),
        about=f"{row.case.citizen.shown_name} · {row.case.title}",
        intro=_("Write it as it is said. No form is needed, and it is never too late to say it."),
        button=_("Note the complaint"),
        done=_("The complaint is noted. We look at the decision again within four weeks."),
    )
    form = forms.ComplaintForm(
        request.POST or None, initial={"received_on": clock.today(), "how": Complaint.How.ORAL}
    )
    do = partial(verbs.take_complaint, row, by=request.user)
    return ask(request, form, question, do, back=address(row.case))


@login_required
def reassess(request: StaffRequest, complaint_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Complaint, complaint_id, to=May.DECIDE)
    question = Question(
        title=_("Look at the decision again"),
        about=row.decision.case.citizen.shown_name,
        intro=row.words,
        done=_("It is noted what we think, and why."),
    )
    form = forms.ReassessForm(request.POST or None, initial={"on": clock.today()})
    do = partial(verbs.reassess, row, by=request.user)
    return ask(request, form, question, do, back=address(row.decision.case))


@login_required
@require_POST
def send_on(request: StaffRequest, complaint_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Complaint, complaint_id, to=May.DECIDE)
    do = partial(verbs.send_on, row, by=request.user, on=clock.today())
    said = _now("It is noted that the complaint is sent on with the case.")
    return _done(request, row.decision.case, do, said)


@login_required
def note_result(request: StaffRequest, complaint_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Complaint, complaint_id, to=May.DECIDE)
    question = Question(
        title=_("The board's answer"),
        about=row.decision.case.citizen.shown_name,
        done=_("The answer is noted."),
    )
    form = forms.ResultForm(request.POST or None, initial={"on": clock.today()})
    do = partial(verbs.note_result, row, by=request.user)
    return ask(request, form, question, do, back=address(row.decision.case))
