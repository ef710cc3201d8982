"""Follow-up rounds: who has answered, who is late, and freezing."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import render_page, saved
from helhed.strategy.entrance import colleagues, steering
from helhed.strategy.forms.rounds import NewRoundForm, RoundForm
from helhed.strategy.models import (
    ActionPlan,
    FollowUpRound,
    Reminder,
    RoundAnswer,
    RoundSnapshot,
)
from helhed.strategy.rounds.asked import owners_who_owe, questions
from helhed.strategy.rounds.comparing import compared
from helhed.strategy.rounds.picture import picture, picture_of_last_year
from helhed.strategy.rounds.schedule import reminder_days
from helhed.strategy.tasks import address
from helhed.strategy.verbs import digests, rounds

OUTBOX_SHOWS = 30


@colleagues
@require_GET
def round_list(request: StaffRequest) -> HttpResponse:
    """Rounds under way and earlier ones, and plans that have none this year."""
    today = clock.today()
    found = FollowUpRound.objects.latest_first().select_related("plan", "committee")
    without = ActionPlan.objects.running_on(today).exclude(rounds__year=today.year)
    context = {
        "rounds": [(one, _progress(one)) for one in found],
        "without": without.latest_first(),
        "steers": door.may(request.user, May.STEER),
        "demo": settings.HELHED_DEMO,
        "today": today,
    }
    return render_page(request, "strategy/rounds.html", context)


def _progress(one: FollowUpRound) -> tuple[int, int]:
    asked = questions([one], on=clock.today())
    return sum(not question.is_open for question in asked), len(asked)


@colleagues
@require_GET
def follow_up(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """One round: every initiative with its answer, late owners, and last year beside."""
    one, today = _round(round_id), clock.today()
    asked = questions([one], on=today)
    shown = picture(one, on=today)
    context = {
        "round": one,
        "questions": asked,
        "answered": sum(not question.is_open for question in asked),
        "owing": owners_who_owe([one], on=today),
        "without_owner": [q for q in asked if q.is_open and q.initiative.owner_id is None],
        "reminder_days": reminder_days(one.due_on),
        "late_answers": RoundAnswer.objects.filter(round=one, after_freeze=True).select_related(
            "initiative", "answered_by"
        ),
        "snapshot": RoundSnapshot.objects.filter(round=one).first(),
        "comparison": compared(shown, picture_of_last_year(one)),
        "picture": shown,
        "steers": door.may(request.user, May.STEER),
        "today": today,
    }
    return render_page(request, "strategy/round.html", context)


@steering
def open_follow_up(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    plan = ActionPlan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    today = clock.today()
    form = NewRoundForm(request.POST or None, initial={"year": today.year, "opens_on": today})

    def do(*, version: int, **fields: Any) -> FollowUpRound:
        return rounds.open_follow_up(plan, by=request.user, **fields)

    question = Question(
        title=_("Follow the plan up"),
        about=f"{plan.title} {plan.period}",
        intro=_("Each owner gets one mail for all their initiatives, and answers on one page."),
        done=_("The round is open."),
    )
    return ask(
        request, form, question, do, back=reverse("strategy:rounds"), then=lambda one: _url(one)
    )


@steering
def edit_follow_up(request: StaffRequest, round_id: UUID) -> HttpResponse:
    one = _round(round_id)
    names = ("opens_on", "due_on", "committee", "meeting_on", "version")
    form = RoundForm(request.POST or None, initial={name: getattr(one, name) for name in names})

    def do(*, version: int, **fields: Any) -> FollowUpRound:
        return rounds.move_follow_up(one, by=request.user, based_on=version, **fields)

    question = Question(title=_("Other days"), about=_name(one), done=_("The round is changed."))
    return ask(request, form, question, do, back=_url(one))


@steering
@require_POST
def remind(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Remind everybody who is late, now."""
    one = _round(round_id)
    try:
        sent = digests.remind_late(by=request.user, at=clock.now(), address=address)
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        count = len(sent)
        said = ngettext("%(count)s owner is reminded.", "%(count)s owners are reminded.", count)
        saved(request, said % {"count": count})
    return redirect(_url(one))


@steering
@require_POST
def revoke_links(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Close a person's links, for example when a mail went astray."""
    owner = User.objects.filter(pk=user_id).first()
    if owner is None:
        raise Http404
    digests.revoke_links(owner, by=request.user, at=clock.now())
    saved(request, _now("The links open nothing any more."))
    return redirect("strategy:rounds")


@steering
def freeze(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Freeze the round: asked first, since it cannot be taken back."""
    one = _round(round_id)
    if request.method == "POST":
        try:
            rounds.freeze_follow_up(one, by=request.user, at=clock.now())
        except Refused as refusal:
            saved(request, str(refusal))
        else:
            saved(request, _now("The round is frozen."))
        return redirect(_url(one))
    asked = questions([one], on=clock.today())
    context = {
        "round": one,
        "open": [question for question in asked if question.is_open],
        "without_paper": not one.sections.exists(),
    }
    return render_page(request, "strategy/round_freeze.html", context)


@steering
@require_GET
def outbox(request: StaffRequest) -> HttpResponse:
    """The mails of the demo, where nobody real would get them."""
    if not settings.HELHED_DEMO:
        raise Http404
    sent = Reminder.objects.exclude(demo_text="").select_related("owner")
    context = {"sent": sent.order_by("-sent_on", "owner__name")[:OUTBOX_SHOWS]}
    return render_page(request, "strategy/outbox.html", {**context, "today": clock.today()})


def _round(round_id: UUID) -> FollowUpRound:
    found = FollowUpRound.objects.select_related("plan__policy", "committee")
    one = found.filter(pk=round_id).first()
    if one is None:
        raise Http404
    return one


def _name(one: FollowUpRound) -> str:
    return f"{one.plan.title} {one.year}"


def _url(one: FollowUpRound) -> str:
    return reverse("strategy:round", args=[one.pk])
