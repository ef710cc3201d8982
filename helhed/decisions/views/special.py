"""Who acts and pays, notices, counselling, the free card; treatment without a name."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.decisions import registers, verbs
from helhed.decisions.forms import special as forms
from helhed.decisions.models import (
    AnonymousTreatment,
    Counselling,
    Decision,
    FreeCard,
    PlaceNotice,
    Representative,
    ResidenceFact,
    Responsibility,
)
from helhed.decisions.standing import free_card_of, growing_up_of, hours_of
from helhed.design.http import saved


def address(citizen_id: Any) -> str:
    return reverse("decisions:standing", args=[citizen_id])


@login_required
@require_GET
def standing(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Who is responsible by which law, and the special rules that hold for this citizen."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_DECISIONS)
    today = clock.today()
    counselling = list(Counselling.objects.filter(citizen=citizen).order_by("-on", "id"))
    with registers.at_hand(today):
        special = {
            "free_card": free_card_of(citizen, on=today),
            "hours": hours_of(counselling, on=today),
            "growing_up": growing_up_of(citizen, forms.TOPICS, on=today),
        }
    context = {
        "citizen": citizen,
        "today": today,
        "mays": door.mays(request.user, citizen.pk, (May.DECIDE,)),
        "responsible": Responsibility.objects.filter(citizen=citizen),
        "representatives": Representative.objects.on(today).filter(citizen=citizen),
        "residence": ResidenceFact.objects.filter(citizen=citizen),
        "notices": PlaceNotice.objects.filter(citizen=citizen).order_by("told_on", "tell_by", "id"),
        "counselling": counselling,
        "talked": any(row.kind == Counselling.Kind.FIRST for row in counselling),
        **special,
    }
    return render(request, "decisions/standing.html", context)


def _asked(
    request: StaffRequest, citizen: Any, form: Any, do: Any, title: Any, done: Any
) -> HttpResponse:
    question = Question(title=title, about=citizen.shown_name, done=done)
    return ask(request, form, question, do, back=address(citizen.pk))


@login_required
def note_responsible(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.DECIDE)
    form = forms.ResponsibleForm(request.POST or None, initial={"from_day": clock.today()})
    do = partial(verbs.note_responsible, citizen, by=request.user)
    return _asked(request, citizen, form, do, _("Who is responsible"), _("It is noted who it is."))


@login_required
def name_representative(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Somebody speaks for the citizen (forvaltningsloven § 8)."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.DECIDE)
    form = forms.RepresentativeForm(request.POST or None, initial={"from_day": clock.today()})
    do = partial(verbs.name_representative, citizen, by=request.user)
    title = _("Somebody speaks for the citizen")
    return _asked(request, citizen, form, do, title, _("It is noted, and stands on the letters."))


@login_required
def end_representative(request: StaffRequest, representative_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Representative, representative_id, to=May.DECIDE)
    form = forms.EndForm(request.POST or None)
    do = partial(verbs.end_representative, row, by=request.user)
    title = _("No longer speaks for the citizen")
    return _asked(request, row.citizen, form, do, title, _("It is noted."))


@login_required
def note_residence(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.DECIDE)
    form = forms.ResidenceForm(request.POST or None, initial={"on": clock.today()})
    do = partial(verbs.note_residence, citizen, by=request.user)
    return _asked(request, citizen, form, do, _("Where the citizen stayed"), _("It is noted."))


@login_required
def tell_municipality(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """The house has told the acting municipality; its staff note it themselves."""
    notice = door.open_for(request.user, PlaceNotice, notice_id, to=May.EDIT_STAYS)
    form = forms.ToldForm(request.POST or None, initial={"on": clock.today()})
    question = Question(
        title=_("The acting municipality is told"),
        about=notice.citizen.shown_name,
        done=_("It is noted that they are told."),
    )
    do = partial(verbs.tell_municipality, notice, by=request.user)
    back = reverse("desk:citizen", args=[notice.citizen_id])
    return ask(request, form, question, do, back=back)


@login_required
def note_counselling(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.DECIDE)
    form = forms.CounsellingForm(request.POST or None, initial={"on": clock.today()})
    do = partial(verbs.note_counselling, citizen, by=request.user)
    return _asked(request, citizen, form, do, _("Counselling was given"), _("The hours are noted."))


@login_required
def give_free_card(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    row = door.open_for(request.user, Decision, decision_id, to=May.DECIDE)
    form = forms.CardForm(request.POST or None, initial={"from_day": clock.today()})
    do = partial(verbs.give_free_card, row, by=request.user)
    said = _("The card is noted, with the day it is looked at again.")
    return _asked(request, row.citizen, form, do, _("The social free card"), said)


@login_required
def note_earning(request: StaffRequest, card_id: UUID) -> HttpResponse:
    card = door.open_for(request.user, FreeCard, card_id, to=May.DECIDE)
    form = forms.EarningForm(request.POST or None, initial={"on": clock.today()})
    do = partial(verbs.note_earning, card, by=request.user)
    return _asked(request, card.citizen, form, do, _("Money earned"), _("It is noted."))


@login_required
@require_POST
def recheck_card(request: StaffRequest, card_id: UUID) -> HttpResponse:
    card = door.open_for(request.user, FreeCard, card_id, to=May.DECIDE)
    do = partial(verbs.recheck_card, card, by=request.user, on=clock.today())
    return _did(request, card.citizen_id, do, _now("The card is looked at again."))


def _did(request: StaffRequest, citizen_id: Any, do: Any, said: str) -> HttpResponse:
    try:
        do()
    except Refused as refusal:
        said = str(refusal)
    saved(request, said)
    return redirect(address(citizen_id))


@login_required
@require_GET
def anonymous(request: StaffRequest) -> HttpResponse:
    """Those who wait for treatment without a name, the nearest day first."""
    door.require(request.user, May.ANSWER_ENQUIRIES)
    mine = door.teams_where(request.user, May.ANSWER_ENQUIRIES)
    here = AnonymousTreatment.objects.filter(team__in=mine, ended_on__isnull=True)
    here = here.select_related("team")
    context = {
        "rows": here.filter(started_on__isnull=True).order_by("start_by", "id"),
        "begun": here.filter(started_on__isnull=False).order_by("started_on", "id"),
        "today": clock.today(),
    }
    return render(request, "decisions/anonymous.html", context)


@login_required
def ask_anonymously(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.ANSWER_ENQUIRIES)
    teams = door.teams_where(request.user, May.ANSWER_ENQUIRIES)
    form = forms.AnonymousForm(request.POST or None, teams=teams, on=clock.today())
    question = Question(
        title=_("Somebody asks for treatment without a name"),
        intro=_("No name and no number is asked for. The fourteen days run all the same."),
        done=_("The clock runs."),
    )
    do = partial(verbs.ask_anonymously, by=request.user)
    return ask(request, form, question, do, back=reverse("decisions:anonymous"))


@login_required
@require_POST
def start_anonymously(request: StaffRequest, treatment_id: UUID) -> HttpResponse:
    mine = door.teams_where(request.user, May.ANSWER_ENQUIRIES)
    row = AnonymousTreatment.objects.filter(pk=treatment_id, team__in=mine).first()
    if row is None:
        raise Http404
    try:
        verbs.start_anonymously(row, by=request.user, on=clock.today())
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        saved(request, _now("The treatment has begun."))
    return redirect("decisions:anonymous")


@login_required
def end_anonymously(request: StaffRequest, treatment_id: UUID) -> HttpResponse:
    mine = door.teams_where(request.user, May.ANSWER_ENQUIRIES)
    row = get_object_or_404(AnonymousTreatment, pk=treatment_id, team__in=mine)
    question = Question(
        title=_("The treatment ends"), about=f"”{row.called}”", done=_("It is noted how it ended.")
    )
    do = partial(verbs.end_anonymously, row, by=request.user)
    form = forms.EndAnonymousForm(request.POST or None)
    return ask(request, form, question, do, back=reverse("decisions:anonymous"))
