"""Something bigger has happened: into hospital, out again, a home, a loss, another team, an end."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.casework import verbs as casework
from helhed.casework.verbs.hospital import NotInHospital
from helhed.core import clock
from helhed.desk import forms_events as forms
from helhed.desk.asking import Question, ask
from helhed.desk.colleagues import colleagues
from helhed.desk.leaving import missing_before_leaving
from helhed.stays.models import Stay
from helhed.teams.models import Enrolment, Handover, Membership


@login_required
def admit(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    question = Question(
        title=_("Admitted to hospital"),
        intro=_("The place until now is kept in mind. Somebody gets the duty to call the ward."),
        button=_("Save the admission"),
        done=_("The admission is noted."),
    )
    do = partial(casework.admit_to_hospital, citizen, by=request.user)
    return ask(request, citizen, forms.AdmitForm(request.POST or None), question, do)


@login_required
def discharge(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    question = Question(
        title=_("Discharged from hospital"),
        intro=_("Answer as it is. Also when the answer is outdoors or not known."),
        button=_("Save the discharge"),
        done=_("The discharge is noted."),
    )

    def do(**says: Any) -> Stay:
        stay = casework.current_admission(citizen)
        if stay is None:
            raise NotInHospital
        return casework.discharge_from_hospital(stay, by=request.user, **says)

    missing = missing_before_leaving(citizen)
    form = forms.DischargeForm(request.POST or None, undecided=bool(missing))
    return ask(request, citizen, form, question, do, missing=missing)


@login_required
def ready(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    stay = casework.current_admission(citizen)
    question = Question(
        title=_("Ready to leave the hospital"),
        intro=_(
            "The day the ward said so. Somebody gets the duty to agree where the citizen goes, and"
            " every night of waiting is counted."
        ),
        button=_("Save the day"),
        done=_("It is noted."),
    )

    def do(on: date | None) -> Stay:
        if stay is None:
            raise NotInHospital
        if on is None:
            return casework.take_ready_back(stay, by=request.user)
        return casework.tell_ready(stay, by=request.user, on=on)

    form = forms.ReadyForm(request.POST or None, since=stay.ready_on if stay else None)
    return ask(request, citizen, form, question, do)


@login_required
def move_in(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    question = Question(
        title=_("Moves into a home"),
        intro=_("The support goes on. In a week somebody asks how the first days went."),
        button=_("Save the move"),
        done=_("The new home is noted."),
    )
    do = partial(casework.move_in, citizen, by=request.user)
    missing = missing_before_leaving(citizen)
    form = forms.MoveInForm(request.POST or None, undecided=bool(missing))
    return ask(request, citizen, form, question, do, missing=missing)


@login_required
def lose_home(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    question = Question(
        title=_("Loses the home"),
        intro=_("The support goes on, and somebody gets the duty to find a place."),
        button=_("Save"),
        done=_("It is noted, and somebody looks for a place."),
    )
    do = partial(casework.lose_home, citizen, by=request.user)
    return ask(request, citizen, forms.LoseHomeForm(request.POST or None), question, do)


@login_required
def hand_over(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.HAND_OVER)
    mine = door.teams_where(request.user, May.HAND_OVER)
    theirs = mine.filter(
        pk__in=Enrolment.objects.filter(citizen=citizen, until_day__isnull=True).values("team")
    )
    question = Question(
        title=_("Ask another team to take over"),
        intro=_("Until they say yes, the citizen belongs to you."),
        button=_("Ask the team"),
        done=_("The team is asked."),
    )
    form = forms.HandOverForm(request.POST or None, from_teams=theirs)
    do = partial(casework.hand_over, citizen, by=request.user)
    return ask(request, citizen, form, question, do)


def _asked_handover(request: StaffRequest, handover_id: UUID) -> Handover:
    """The hand-over, if one of the user's own teams is asked; the citizen is open while it is."""
    handover = door.open_for(request.user, Handover, handover_id, to=May.HAND_OVER)
    door.open_team(request.user, handover.to_team_id, to=May.HAND_OVER)
    return handover


@login_required
def accept_handover(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    handover = _asked_handover(request, handover_id)
    question = Question(
        title=_("Take over"),
        intro=handover.reason,
        button=_("Yes, we take over"),
        done=_("The citizen belongs to your team from today."),
    )
    form = forms.AcceptForm(request.POST or None, members=colleagues(handover.to_team))
    do = partial(casework.accept_handover, handover, by=request.user, on=clock.today())
    return ask(request, handover.citizen, form, question, do)


@login_required
def decline_handover(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    handover = _asked_handover(request, handover_id)
    question = Question(
        title=_("Say no to taking over"),
        intro=_("The citizen stays where they belong, and the other team reads why."),
        button=_("Say no"),
        done=_("The other team has your answer."),
    )
    do = partial(casework.decline_handover, handover, by=request.user)
    form = forms.DeclineForm(request.POST or None)
    back = reverse("desk:duties")
    return ask(request, handover.citizen, form, question, do, back=back)


@login_required
def record_death(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.ENROL)
    question = Question(
        title=_("A death"),
        intro=_(
            "Everything planned is called off and nothing is sent. One duty stays: take care of"
            " those around."
        ),
        button=_("Note the death"),
        done=_("It is noted."),
    )
    do = partial(casework.record_death, citizen, by=request.user)
    return ask(request, citizen, forms.DeathForm(request.POST or None), question, do)


@login_required
def enrol(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.ENROL)
    teams = door.teams_where(request.user, May.ENROL)
    members = User.objects.filter(
        pk__in=Membership.objects.on(clock.today()).filter(team__in=teams).values("user")
    ).order_by("name")
    question = Question(
        title=_("Enrol"),
        intro=_("The citizen belongs to the team from today, without an end date."),
        button=_("Enrol"),
        done=_("The citizen belongs to the team."),
    )
    form = forms.EnrolForm(request.POST or None, teams=teams, members=members)
    do = partial(casework.enrol, citizen, by=request.user, from_day=clock.today())
    return ask(request, citizen, form, question, do)


@login_required
def end_enrolment(request: StaffRequest, enrolment_id: UUID) -> HttpResponse:
    """The end, with the list of what is missing first for the chosen reason."""
    enrolment = door.open_for(request.user, Enrolment, enrolment_id, to=May.ENROL)
    reason = request.POST.get("reason") or request.GET.get("reason", "")
    missing = casework.what_is_missing(enrolment, reason=reason, on=clock.today()) if reason else []
    question = Question(
        title=_("End the enrolment"),
        intro=_("An enrolment has no end date. It ends for four reasons, and you decide by name."),
        button=_("End the enrolment"),
        done=_("The enrolment has ended."),
    )
    form = forms.EndForm(request.POST or None)
    do = partial(casework.end_enrolment, enrolment, by=request.user, on=clock.today())
    back = reverse("desk:home") if request.method == "POST" else ""
    return ask(
        request,
        enrolment.citizen,
        form,
        question,
        do,
        back=back or reverse("desk:citizen", args=[enrolment.citizen_id]),
        missing=missing,
    )
