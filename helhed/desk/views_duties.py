"""Duties: one list, whoever opened them."""

from datetime import datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.contacts import verbs as contacts
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.desk.asking import Question, ask
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Handover, MeetingAgreement, Membership

SHOWN = 200
LISTS = {"mine": _("Mine"), "team": _("The team's"), "overdue": _("Overdue"), "free": _("Free")}


class AskForm(forms.Form):
    owner = forms.ModelChoiceField(label=_("Whom do you ask?"), queryset=User.objects.none())
    text = forms.CharField(label=_("To do what?"), max_length=300)
    due_on = forms.DateField(label=_("By when?"))

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.pop("due_on", None)
        if day is not None:
            cleaned["due_at"] = timezone.make_aware(datetime.combine(day, time(16)))
        return cleaned


HOW_OFTEN = {
    1: _("Every day"),
    3: _("Twice a week"),
    7: _("Every week"),
    14: _("Every fortnight"),
    30: _("Every month"),
    90: _("Every quarter"),
}


class HowOftenForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("At least"), choices=HOW_OFTEN, coerce=int, widget=forms.RadioSelect
    )


class AssignForm(forms.Form):
    owner = forms.ModelChoiceField(label=_("Who takes it?"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class MoveForm(AskForm):
    text = None  # type: ignore[assignment]
    owner = None  # type: ignore[assignment]
    reason = forms.CharField(label=_("Why?"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)


class CompleteForm(forms.Form):
    note = forms.CharField(label=_("What came of it?"), max_length=300, required=False)


@login_required
@require_GET
def duties(request: StaffRequest) -> HttpResponse:
    """Everything somebody must do: mine, the team's, overdue, or what nobody has."""
    chosen = request.GET.get("show", "mine")
    chosen = chosen if chosen in LISTS else "mine"
    now = clock.now()
    ours, lists = _lists(request.user, now)
    rows = list(ours.filter(lists[chosen])[:SHOWN])
    counts = ours.aggregate(**{name: Count("pk", filter=lists[name]) for name in LISTS})
    handovers = Handover.objects.filter(
        to_team__in=door.teams_where(request.user, May.HAND_OVER), state=Handover.State.ASKED
    ).select_related("citizen", "from_team", "asked_by")
    door.log_list(request.user, "desk.duties", count=len(rows))
    context = {
        "duties": rows,
        "handovers": handovers,
        "lists": [(name, label, counts[name]) for name, label in LISTS.items()],
        "chosen": chosen,
        "now": now,
        "today": clock.today(),
    }
    return render(request, "desk/duties.html", context)


def _lists(user: User, now: datetime) -> tuple[QuerySet[Duty], dict[str, Q]]:
    """Open duties of the user and the user's teams, and what parts them into lists."""
    # The keys and not a question within the question: so both indexes of open duties are used.
    teams_here = list(door.teams_where(user, May.READ_BASIC).values_list("pk", flat=True))
    ours = (
        door.rows_open_to(user, Duty, to=May.READ_BASIC)
        .filter(Q(team__in=teams_here) | Q(owner=user))
        .filter(done_at__isnull=True, withdrawn_at__isnull=True)
        .select_related("citizen", "owner", "team")
        .order_by("due_at", "id")
    )
    return ours, {
        "mine": Q(owner=user),
        "team": Q(pk__isnull=False),
        "overdue": Q(due_at__lt=now),
        "free": Q(owner__isnull=True),
    }


@login_required
def duty(request: StaffRequest, duty_id: UUID) -> HttpResponse:
    """One duty with its history; done, given to somebody or moved from here."""
    opened = door.open_for(request.user, Duty, duty_id, to=May.READ_BASIC)
    question = Question(
        title=opened.text or opened.get_kind_display(),
        button=_("Done"),
        done=_("The duty is done."),
    )
    steps = opened.steps.select_related("by", "owner").order_by("at", "id")
    may_change = door.may(request.user, May.WRITE_CONTACTS)
    context = {
        "duty": opened,
        "citizen": opened.citizen,
        "question": question,
        "steps": steps,
        "form": CompleteForm(),
        "now": clock.now(),
        "today": clock.today(),
        "may_change": may_change,
    }
    return render(request, "desk/duty.html", context)


@login_required
@require_POST
def complete_duty(request: StaffRequest, duty_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, Duty, duty_id, to=May.WRITE_CONTACTS)
    form = CompleteForm(request.POST)
    try:
        note = form.cleaned_data["note"] if form.is_valid() else ""
        contacts.complete_duty(opened, by=request.user, note=note)
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        undo = reverse("desk:reopen-duty", args=[opened.pk])
        saved(request, _now("The duty is done."), undo_url=undo)
    return redirect("desk:citizen", opened.citizen_id)


@login_required
@require_POST
def reopen_duty(request: StaffRequest, duty_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, Duty, duty_id, to=May.WRITE_CONTACTS)
    teams.reopen_duty(opened, by=request.user)
    contacts.follow_up(opened.citizen, by=request.user)
    saved(request, _now("The duty is open again."))
    return redirect("desk:duty", opened.pk)


@login_required
def assign_duty(request: StaffRequest, duty_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, Duty, duty_id, to=May.WRITE_CONTACTS)
    question = Question(title=_("Who takes it?"), button=_("Save"), done=_("The duty is given."))
    form = AssignForm(request.POST or None, people=_people(request.user))
    do = partial(teams.assign_duty, opened, by=request.user)
    back = reverse("desk:duty", args=[opened.pk])
    return ask(request, opened.citizen, form, question, do, back=back)


@login_required
def move_duty(request: StaffRequest, duty_id: UUID) -> HttpResponse:
    opened = door.open_for(request.user, Duty, duty_id, to=May.WRITE_CONTACTS)
    question = Question(title=_("Move to another day"), button=_("Save"), done=_("It is moved."))
    do = partial(teams.move_duty, opened, by=request.user)
    back = reverse("desk:duty", args=[opened.pk])
    return ask(request, opened.citizen, MoveForm(request.POST or None), question, do, back=back)


@login_required
def ask_colleague(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.WRITE_CONTACTS)
    question = Question(
        title=_("Ask a colleague"),
        intro=_("It stands in the colleague's list, and you can both follow it."),
        button=_("Ask"),
        done=_("Your colleague has it."),
    )
    form = AskForm(request.POST or None, people=_people(request.user))
    team = door.teams_where(request.user, May.WRITE_CONTACTS).first()
    do = partial(teams.ask_colleague, citizen, by=request.user, team=team)
    street = request.GET.get("from") == "street"
    back = reverse("contacts:outreach-person", args=[citizen.pk]) if street else ""
    return ask(request, citizen, form, question, do, back=back)


@login_required
def agree_how_often(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """How many days may pass at most between meetings; too long ago then becomes a duty."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.WRITE_CONTACTS)
    question = Question(
        title=_("How often do we meet?"),
        intro=_("Agree it with the citizen. After a longer time, somebody gets a duty to meet."),
        button=_("Save the agreement"),
        done=_("It is agreed."),
    )
    standing = MeetingAgreement.objects.filter(citizen=citizen, until_day__isnull=True).first()
    first = {"days": standing.days} if standing else None
    form = HowOftenForm(request.POST or None, initial=first)
    do = partial(contacts.agree_how_often, citizen, by=request.user, on=clock.today())
    return ask(request, citizen, form, question, do)


def _people(user: User) -> QuerySet[User]:
    """Colleagues of the user's own teams."""
    own = door.teams_where(user, May.READ_BASIC)
    members = Membership.objects.on(clock.today()).filter(team__in=own)
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("name")
