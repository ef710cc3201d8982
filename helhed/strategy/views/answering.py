"""Answering for one's initiatives: all on one page, signed in or by the link of a digest."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.core import clock
from helhed.core.errors import Conflict, Refused
from helhed.design.http import render_page, saved
from helhed.strategy.entrance import colleagues, require_follower
from helhed.strategy.forms.rounds import AnswerForm
from helhed.strategy.models import FollowUpRound
from helhed.strategy.rounds.asked import Question, questions
from helhed.strategy.rounds.links import owner_of
from helhed.strategy.verbs.rounds import answer_for


@never_cache
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind a digest's link. Nobody is signed in by it, and it opens nothing else."""
    owner = owner_of(secret, at=clock.now())
    if owner is None:
        response = render(request, "strategy/answer_closed.html", status=404)
    else:
        forms = _forms(request, _asked_of(owner))
        count = _save(forms, by=owner, by_link=True) if request.method == "POST" else 0
        context = {
            "owner": owner,
            "forms": forms,
            "saved_count": count,
            "problems": any(form.errors or form.theirs for form in forms),
            "nothing_said": _nothing_said(request, forms),
            "today": clock.today(),
        }
        if count and not context["problems"]:
            context["forms"] = _forms(None, _asked_of(owner))
        response = render(request, "strategy/answer.html", context)
    # The address is the key: it must not travel on to anybody. With no-referrer the browser would
    # hide where the form comes from as well, and the check against forged posts would refuse it.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@colleagues
def my_answers(request: StaffRequest) -> HttpResponse:
    """The same page for an owner who is signed in."""
    forms = _forms(request, _asked_of(request.user))
    count = _save(forms, by=request.user) if request.method == "POST" else 0
    problems = any(form.errors or form.theirs for form in forms)
    if count and not problems:
        saved(request, _count_in_words(count))
        return redirect("strategy:round-mine")
    context = {
        "forms": forms,
        "problems": problems,
        "nothing_said": _nothing_said(request, forms),
        "today": clock.today(),
    }
    return render_page(request, "strategy/my_answers.html", context)


@colleagues
def round_answer(request: StaffRequest, round_id: UUID, initiative_id: UUID) -> HttpResponse:
    """One initiative in one round, for its owner and for whoever steers."""
    follow_up = FollowUpRound.objects.filter(pk=round_id).select_related("plan__policy").first()
    question = next(
        (
            one
            for one in (questions([follow_up], on=clock.today()) if follow_up else [])
            if one.initiative.pk == initiative_id
        ),
        None,
    )
    if question is None:
        raise Http404
    require_follower(request.user, question.initiative)
    forms = _forms(request, [question])
    if request.method == "POST" and _save(forms, by=request.user):
        saved(request, _count_in_words(1))
        return redirect(reverse("strategy:round", args=[round_id]))
    context: dict[str, object] = {
        "forms": forms,
        "follow_up": follow_up,
        "nothing_said": _nothing_said(request, forms),
        "today": clock.today(),
    }
    return render_page(request, "strategy/round_answer.html", context)


def _nothing_said(request: HttpRequest, forms: Sequence[AnswerForm]) -> bool:
    """Whether somebody sent the page with nothing in it that could be an answer."""
    if request.method != "POST" or not forms:
        return False
    return not any(form.errors or form.theirs or form.says_something for form in forms)


def _asked_of(owner: User) -> list[Question]:
    today = clock.today()
    rounds = FollowUpRound.objects.under_way_on(today).select_related("plan__policy")
    return questions(rounds.order_by("due_on", "plan__title"), on=today, owner=owner)


def _forms(request: HttpRequest | None, asked: Sequence[Question]) -> list[AnswerForm]:
    data = request.POST if request is not None and request.method == "POST" else None
    return [AnswerForm(data, question=question) for question in asked]


def _save(forms: Sequence[AnswerForm], *, by: User, by_link: bool = False) -> int:
    """Save each answer that says something, on its own: one refusal keeps back no other."""
    count = 0
    for form in forms:
        if not form.is_valid() or not form.says_something:
            continue
        given = form.cleaned_data
        try:
            answer_for(
                form.question.initiative,
                by=by,
                follow_up=form.question.round,
                status=given["status"],
                text=given["text"],
                at=clock.now(),
                based_on=given["version"],
                by_link=by_link,
            )
        except Conflict as both:
            form.theirs_now(both.version, both.theirs["status"], both.theirs["text"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            count += 1
    return count


def _count_in_words(count: int) -> str:
    return ngettext("%(count)s answer.", "%(count)s answers.", count) % {"count": count}
