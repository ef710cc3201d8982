"""My cases with their clocks, one case, and the questions about it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.assessments.models import Assessment
from helhed.core import clock
from helhed.decisions import lists, registers, verbs
from helhed.decisions.forms import cases as forms
from helhed.decisions.models import CaseFile, Collection, Complaint, Decision, Hearing
from helhed.decisions.page import ROWS, case_page, has, with_all_of_it
from helhed.decisions.reversals import by_year
from helhed.teams.models import Membership

# What the page of a case tells of besides the case itself, and whether there is more to ask for.
SHOWN = ("citizen", "team", "caseworker", "assessment")
ALSO = {
    **{
        has(rows): Exists(model._default_manager.filter(case=OuterRef("pk")))
        for rows, model in ROWS
    },
    "may_rest": Exists(
        Assessment.objects.of_the_person(OuterRef("citizen")).exclude(
            state=Assessment.State.SET_ASIDE
        )
    ),
}


def address(case: CaseFile | None) -> str:
    return reverse("decisions:case", args=[case.pk]) if case else reverse("decisions:cases")


@login_required
@require_GET
def cases(request: StaffRequest) -> HttpResponse:
    """Open cases, the nearest clock first; whose they are is chosen above."""
    door.require(request.user, May.READ_DECISIONS)
    whose = request.GET.get("whose", "mine")
    today = clock.today()
    rows = lists.cases_of(request.user, whose=whose, on=today)
    door.log_list(request.user, "decisions.cases", count=len(rows))
    context = {
        "rows": rows,
        "whose": whose,
        "today": today,
        "to_approve": lists.to_approve(request.user, on=today),
        "complaints": lists.open_complaints(request.user),
        "reviews": lists.to_review(request.user, on=today),
    }
    return render(request, "decisions/cases.html", context)


@login_required
@require_GET
def reversals(request: StaffRequest) -> HttpResponse:
    """How often the board says otherwise, as the Danmarkskort counts (retssikkerhedsloven § 79 b).

    Of the complaints open to the user: a leader sees the teams they lead.
    """
    door.require(request.user, May.READ_DECISIONS)
    rows = door.rows_open_to(request.user, Complaint, to=May.READ_DECISIONS)
    answered = list(rows.filter(result_on__isnull=False).values_list("result_on", "result"))
    waiting = rows.filter(sent_on__isnull=False, result_on__isnull=True).count()
    door.log_list(request.user, "decisions.reversals", count=len(answered))
    context = {"years": by_year(answered), "waiting": waiting}
    return render(request, "decisions/reversals.html", context)


@login_required
@require_GET
def card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Cases and decisions, as a card on the citizen's page."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_DECISIONS, card=True)
    today = clock.today()
    context = {
        "citizen": citizen,
        "today": today,
        "open_cases": CaseFile.objects.open().filter(citizen=citizen).order_by("answer_by", "id"),
        "decisions": Decision.objects.complete()
        .filter(citizen=citizen)
        .select_related("case", "basis")
        .order_by("-decided_on", "-id")[:5],
        "mays": door.mays(request.user, citizen.pk, (May.DECIDE,)),
    }
    return render(request, "decisions/_card.html", context)


@login_required
@require_GET
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = _opened(request, case_id)
    context = _context(request, opened)
    return render(request, "decisions/case.html", context)


@login_required
@require_GET
def read_aloud(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The letter alone, in large type, for two people at one table."""
    opened = _opened(request, case_id)
    return render(request, "decisions/read_aloud.html", _context(request, opened))


def _opened(request: StaffRequest, case_id: UUID) -> CaseFile:
    return door.open_for(
        request.user, CaseFile, case_id, to=May.READ_DECISIONS, along=SHOWN, also=ALSO
    )


def _context(request: StaffRequest, opened: CaseFile) -> dict[str, Any]:
    today = clock.today()
    with_all_of_it(opened)
    with registers.at_hand(today):
        page = case_page(opened, by=request.user, on=today)
    made = page.decision if page.made else None
    return {
        "page": page,
        "case": opened,
        "decision": page.decision,
        "citizen": opened.citizen,
        "today": today,
        "mays": door.mays(request.user, opened.citizen_id, (May.DECIDE, May.APPROVE)),
        "may_rest": opened.assessment is not None or getattr(opened, "may_rest", True),
        "facts": opened.facts.all(),
        "collections": sorted(opened.collections.all(), key=lambda row: row.asked_on),
        "deliveries": made.deliveries.order_by("came_on", "id") if made else (),
        "complaints": made.complaints.order_by("received_on", "id") if made else (),
        "orders": made.orders.order_by("sent_on", "id") if made else (),
        "delays": sorted(opened.delay_notices.all(), key=lambda row: row.told_on),
    }


@login_required
def open_case(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.DECIDE)
    form = forms.OpenCaseForm(
        request.POST or None,
        teams=door.teams_where(request.user, May.DECIDE),
        on=clock.today(),
        initial={"basis_code": request.GET.get("basis", "")},
    )
    question = Question(
        title=_("A new case"),
        intro=_("The clock started when the citizen asked. Nobody needs to fill in a form for it."),
        about=citizen.shown_name,
        button=_("Open the case"),
        done=_("The case is open, and its clock runs."),
    )
    do = partial(verbs.open_case, citizen, by=request.user)
    back = reverse("desk:citizen", args=[citizen.pk])
    return ask(request, form, question, do, back=back, then=address)


@login_required
def note_words(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    form = forms.WordsForm(
        request.POST or None,
        initial={
            "words": opened.words,
            "words_declined": opened.words_declined,
            "version": opened.version,
        },
    )
    question = _about(opened, _("The citizen's own words"), _("The words stand in the case."))

    def do(version: int, **says: Any) -> CaseFile:
        return verbs.note_words(opened, by=request.user, based_on=version, **says)

    return ask(request, form, question, do, back=address(opened))


@login_required
def choose_basis(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    form = forms.BasisForm(
        request.POST or None, on=clock.today(), initial={"basis_code": opened.basis_code}
    )
    question = _about(opened, _("Another paragraph"), _("The paragraph is changed."))
    do = partial(verbs.choose_basis, opened, by=request.user)
    return ask(request, form, question, do, back=address(opened))


@login_required
def note_leaving(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    initial = {"leaves_on": opened.leaves_on, "leaves_from": opened.leaves_from}
    form = forms.LeavingForm(request.POST or None, initial=initial)
    question = _about(
        opened,
        _("The day the citizen moves"),
        _("The day is noted. The page says if the support would come too late."),
    )
    do = partial(verbs.note_leaving, opened, by=request.user)
    return ask(request, form, question, do, back=address(opened))


@login_required
def choose_assessment(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    form = forms.AssessmentForm(
        request.POST or None,
        assessments=lists.assessments_to_rest_on(opened),
        initial={"assessment": opened.assessment_id},
    )
    question = _about(opened, _("The assessment it rests on"), _("The case rests on it now."))
    do = partial(verbs.rest_on, opened, by=request.user)
    return ask(request, form, question, do, back=address(opened))


@login_required
def pass_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    there = Membership.objects.on(clock.today()).filter(team=opened.team)
    colleagues = User.objects.filter(pk__in=there.values("user"), is_active=True).order_by("name")
    form = forms.PassForm(request.POST or None, colleagues=colleagues)
    question = _about(opened, _("Another caseworker"), _("The colleague has the case now."))
    do = partial(verbs.pass_case, opened, by=request.user)
    return ask(request, form, question, do, back=address(opened))


@login_required
def tell_delay(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    question = _about(
        opened,
        _("The answer comes later"),
        _("The new day is promised, and the clock runs to it."),
        _("The citizen must know before the day, why it is later, and when the answer comes."),
    )
    do = partial(verbs.tell_delay, opened, by=request.user)
    return ask(request, forms.DelayForm(request.POST or None), question, do, back=address(opened))


@login_required
def close_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    question = _about(opened, _("Close without a decision"), _("The case is closed."))
    do = partial(verbs.close_case, opened, by=request.user)
    return ask(request, forms.CloseForm(request.POST or None), question, do, back=address(opened))


@login_required
def note_fact(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    form = forms.FactForm(request.POST or None, initial={"dated_on": clock.today()})
    question = _about(opened, _("What we know"), _("It stands in the case, with its source."))
    do = partial(verbs.note_fact, opened, by=request.user)
    return ask(request, form, question, do, back=address(opened))


@login_required
def collect(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    today = clock.today()
    consents = lists.consents_to_collect(opened, on=today)
    form = forms.CollectForm(request.POST or None, consents=consents, initial={"asked_on": today})
    question = _about(
        opened,
        _("Ask somebody else"),
        _("It is noted who is asked, about what, and on what basis."),
        _("Ask the citizen first. The consent is noted on the page about the person."),
    )
    do = partial(verbs.collect, opened, by=request.user)
    return ask(request, form, question, do, back=address(opened))


@login_required
def answer_collection(request: StaffRequest, collection_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Collection, collection_id, to=May.DECIDE)
    form = forms.AnswerCollectionForm(request.POST or None, initial={"on": clock.today()})
    question = _about(
        row.case,
        _("Answer from %(whom)s") % {"whom": row.from_whom},
        _("The answer stands in the case. Note what weighs as something we know."),
    )
    do = partial(verbs.answer_collection, row, by=request.user)
    return ask(request, form, question, do, back=address(row.case))


@login_required
def start_hearing(request: StaffRequest, case_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, CaseFile, case_id, to=May.DECIDE)
    question = _about(
        opened,
        _("Hearing: what the citizen must hear"),
        _("The hearing has begun. The answer can be given orally at once."),
        _("Read the facts aloud, one by one, and agree a day for the answer."),
    )
    facts = [row for row in opened.facts.all() if row.must_be_heard and row.hearing_id is None]
    return ask(
        request,
        forms.HearingForm(request.POST or None, initial={"answer_by": clock.today()}),
        question,
        partial(verbs.start_hearing, opened, by=request.user),
        back=address(opened),
        then=lambda row: reverse("decisions:answer-hearing", args=[row.pk]),
        template="decisions/hear.html",
        facts=facts,
    )


@login_required
def answer_hearing(request: StaffRequest, hearing_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Hearing, hearing_id, to=May.DECIDE)
    question = _about(
        row.case,
        _("The citizen's answer"),
        _("The answer stands in the case and in the letter."),
        _("If the answer comes another day, go back: nobody decides before the agreed day."),
    )
    return ask(
        request,
        forms.HearingAnswerForm(request.POST or None, initial={"on": clock.today()}),
        question,
        partial(verbs.answer_hearing, row, by=request.user),
        back=address(row.case),
        template="decisions/hear.html",
        facts=row.facts.all(),
    )


def _about(opened: CaseFile, title: Any, done: Any, intro: Any = "") -> Question:
    return Question(
        title=title, about=f"{opened.citizen.shown_name} · {opened.title}", done=done, intro=intro
    )
