"""The page of one citizen: own words, what cannot wait, the next step, and the rest."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.header import Place
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.casework import verbs as casework
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.desk import records
from helhed.desk.asking import page_after
from helhed.desk.forms_citizen import TonightForm
from helhed.desk.people import people_now
from helhed.stays import verbs as stays
from helhed.stays.models import Stay
from helhed.teams.answering import Answering, who_answers
from helhed.teams.models import Duty, Enrolment

# Duties that stand in the red band above everything else.
CANNOT_WAIT = (Duty.Kind.TONIGHT, Duty.Kind.HOME_LOST)


@login_required
@require_GET
def citizen(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    opened = door.open_citizen(request.user, citizen_id, to=May.READ_BASIC)
    if opened.pk != citizen_id:
        return redirect("desk:citizen", opened.pk)
    enrolments = list(
        Enrolment.objects.filter(citizen=opened, until_day__isnull=True)
        .select_related("team")
        .order_by("from_day", "id")
    )
    enrolment = enrolments[0] if enrolments else None
    mays = _mays(request, opened.pk)
    duties = list(
        Duty.objects.open().filter(citizen=opened).select_related("owner").order_by("due_at", "id")
    )
    context = {
        "citizen": opened,
        "today": clock.today(),
        "now": clock.now(),
        "enrolments": enrolments,
        "enrolment": enrolment,
        "alarms": [duty for duty in duties if duty.kind in CANNOT_WAIT and duty.acute],
        "duties": duties,
        "people": people_now(opened, enrolment=enrolment, answering=_answering(request, enrolment)),
        "mays": mays,
        "hold": records.hold_on(opened) if mays[May.HOLD] else None,
        "tab": "overview",
    }
    with door.gathering(request.user, opened, mays):
        return render(request, "desk/citizen.html", context)


def _answering(request: StaffRequest, enrolment: Enrolment | None) -> Answering | None:
    """Who answers for the citizen's team now; for one's own team the header has asked already."""
    here = Place(request.user).today
    if enrolment is not None and here and here[0][1] == enrolment.team_id:
        return request.on_call
    return who_answers(enrolment.team if enrolment else None, at=clock.now())


def _mays(request: StaffRequest, citizen_id: UUID) -> dict[str, bool]:
    """Which parts of the page the user may open for this very citizen; the door decides again."""
    wanted = (
        May.READ_BASIC,
        May.READ_PLAN,
        May.EDIT_PLAN,
        May.READ_CONTACTS,
        May.READ_HEALTH,
        May.READ_HOMES,
        May.READ_DECISIONS,
        May.DECIDE,
        May.WRITE_CONTACTS,
        May.EDIT_BASIC,
        May.EDIT_STAYS,
        May.SHARE,
        May.MERGE,
        May.PROTECT,
        May.READ_LOG,
        May.ENROL,
        May.HAND_OVER,
        May.HOLD,
        # What only its cards ask about.
        May.ASSESS,
        May.EDIT_HOMES,
        May.EDIT_HEALTH,
    )
    return door.mays(request.user, citizen_id, wanted)


@login_required
def tonight(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Where does the citizen sleep tonight? Answered as it is."""
    opened = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    undecided = stays.warnings_before_leaving(opened)
    form = TonightForm(request.POST or None, citizen=opened, undecided=bool(undecided))
    if request.method == "POST" and form.is_valid():
        try:
            stay = casework.answer_tonight(
                opened, by=request.user, on=clock.today(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request, _("Tonight: %(where)s.") % {"where": stay.get_kind_display()})
            return redirect(page_after(request.user, opened))
    now_there = Stay.objects.on_night(clock.today()).filter(citizen=opened).first()
    context = {"citizen": opened, "form": form, "now_there": now_there, "undecided": undecided}
    return render(request, "desk/tonight.html", context)


@login_required
@require_GET
def duties_card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The citizen's open duties, as a card."""
    opened = door.open_citizen(request.user, citizen_id, to=May.READ_BASIC, card=True)
    duties = (
        Duty.objects.open().filter(citizen=opened).select_related("owner").order_by("due_at", "id")
    )
    mays = door.mays(request.user, opened.pk, [May.WRITE_CONTACTS])
    context = {"citizen": opened, "duties": duties, "mays": mays}
    context |= {"now": clock.now(), "today": clock.today()}
    return render(request, "desk/_duties_card.html", context)
