"""The inbox of enquiries, and the way of each through the house."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.contacts import inbox, verbs
from helhed.contacts.forms import AnswerForm, ForwardForm, LinkForm, NoteEnquiryForm
from helhed.contacts.models import Enquiry
from helhed.contacts.nearby import citizens_near
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.design.http import saved
from helhed.design.words import long_day
from helhed.teams.models import Team

KINDS = (
    ("mine", gettext_lazy("Mine")),
    ("team", gettext_lazy("The team's")),
    ("sent", gettext_lazy("Sent on")),
    ("answered", gettext_lazy("Answered")),
)
ON_A_PAGE = 50


@login_required
def enquiries(request: StaffRequest) -> HttpResponse:
    """What waits for an answer, the most urgent first."""
    door.require(request.user, May.ANSWER_ENQUIRIES)
    open_ones = inbox.open_to(request.user)
    chosen = request.GET.get("show", "team")
    rows = inbox.sorted_for_inbox(open_ones, chosen, request.user)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    door.log_list(request.user, "contacts.enquiries", count=len(page.object_list), chosen=chosen)
    context = {
        "page": page,
        "kinds": [(code, label, code == chosen) for code, label in KINDS],
        "now": clock.now(),
        "today": clock.today(),
    }
    return render(request, "contacts/enquiries.html", context)


@login_required
def note_enquiry(request: StaffRequest) -> HttpResponse:
    """Somebody telephoned, or stands at the door."""
    door.require(request.user, May.ANSWER_ENQUIRIES)
    form = NoteEnquiryForm(request.POST or None, initial={"enquiry_id": new_id()})
    if form.is_valid():
        enquiry = verbs.receive_enquiry(
            by=request.user,
            team=door.open_team(request.user, None, to=May.ANSWER_ENQUIRIES),
            received_at=clock.now(),
            **form.cleaned_data,
        )
        due = long_day(enquiry.answer_by, clock.today())
        saved(request, _("To be answered by %(day)s.") % {"day": due})
        return redirect("contacts:enquiry", enquiry.pk)
    return render(request, "contacts/note_enquiry.html", {"form": form})


@login_required
def enquiry(request: StaffRequest, enquiry_id: UUID) -> HttpResponse:
    found = inbox.open_enquiry(request.user, enquiry_id)
    return render(request, "contacts/enquiry.html", _context(request, found))


def _context(request: StaffRequest, enquiry: Enquiry, **forms: object) -> dict[str, object]:
    teams = Team.objects.filter(closed_on__isnull=True).exclude(pk=enquiry.team_id)
    return {
        "enquiry": enquiry,
        "steps": enquiry.steps.select_related("by", "to_team").order_by("at", "pk"),
        "mine": enquiry.owner_id == request.user.pk,
        "ours": door.teams_where(request.user, May.ANSWER_ENQUIRIES)
        .filter(pk=enquiry.team_id)
        .exists(),
        "answer_form": AnswerForm(),
        "forward_form": ForwardForm(teams=teams.order_by("name")),
        "link_form": LinkForm(citizens=citizens_near(request.user, at=clock.now())),
        "overdue": enquiry.answered_at is None and enquiry.answer_by < clock.now(),
        "now": clock.now(),
        "today": clock.today(),
        **forms,
    }


@login_required
@require_POST
def take_enquiry(request: StaffRequest, enquiry_id: UUID) -> HttpResponse:
    found = inbox.open_enquiry(request.user, enquiry_id)
    try:
        verbs.take_enquiry(found, by=request.user)
        saved(request, _("You answer."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("contacts:enquiry", found.pk)


@login_required
@require_POST
def forward_enquiry(request: StaffRequest, enquiry_id: UUID) -> HttpResponse:
    found = inbox.open_enquiry(request.user, enquiry_id)
    teams = Team.objects.filter(closed_on__isnull=True).order_by("name")
    form = ForwardForm(request.POST, teams=teams)
    if form.is_valid():
        try:
            sent = verbs.forward_enquiry(found, by=request.user, **form.cleaned_data)
            told = {"team": sent.team.name}
            saved(request, _("Sent on to %(team)s. You can follow it here.") % told)
            return redirect("contacts:enquiry", found.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "contacts/enquiry.html", _context(request, found, forward_form=form))


@login_required
@require_POST
def answer_enquiry(request: StaffRequest, enquiry_id: UUID) -> HttpResponse:
    found = inbox.open_enquiry(request.user, enquiry_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer = form.cleaned_data["answer"]
            verbs.answer_enquiry(found, by=request.user, answer=answer, at=clock.now())
            saved(request, _("The enquiry is answered."))
            return redirect("contacts:enquiry", found.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "contacts/enquiry.html", _context(request, found, answer_form=form))


@login_required
@require_POST
def link_enquiry(request: StaffRequest, enquiry_id: UUID) -> HttpResponse:
    found = inbox.open_enquiry(request.user, enquiry_id)
    form = LinkForm(request.POST, citizens=citizens_near(request.user, at=clock.now()))
    if form.is_valid():
        verbs.link_enquiry(found, by=request.user, citizen=form.cleaned_data["citizen"])
        saved(request)
        return redirect("contacts:enquiry", found.pk)
    return render(request, "contacts/enquiry.html", _context(request, found, link_form=form))
