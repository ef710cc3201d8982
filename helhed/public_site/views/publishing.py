"""Making a plan public: the words for everybody, what would be shown, and the last step."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
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
from helhed.design.http import render_page, saved
from helhed.public_site import verbs
from helhed.public_site.forms.publishing import PublicTextForm, PublishForm
from helhed.public_site.models import Publication, PublicText, PublishedPage
from helhed.public_site.site import DANISH
from helhed.public_site.snapshot import Draft, Kind, pages_of
from helhed.public_site.verbs.publishing import named_in
from helhed.strategy.models import ActionPlan

WITH_TEXTS = (Kind.PLAN, Kind.INITIATIVE, Kind.INDICATOR)


@login_required
def publish(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """What would become public of the plan today, and making it so."""
    plan = _plan(request, plan_id)
    drafts = pages_of(plan, on=clock.today())
    figures = [(one.subject, one.data["title"]) for one in drafts if one.kind == Kind.INDICATOR]
    form = PublishForm(request.POST or None, figures=figures, now=_headlines(plan))
    if request.method == "POST" and form.is_valid():
        try:
            verbs.publish_plan(plan, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request, _now("The plan is public."))
            return redirect(_back(plan))
    texts = {row.subject: row for row in PublicText.objects.filter(plan=plan)}
    context = {
        "plan": plan,
        "form": form,
        "drafts": [(one, _text(one, texts)) for one in drafts if one.kind in WITH_TEXTS],
        "others": sum(one.kind not in WITH_TEXTS for one in drafts),
        "named": sorted(set(named_in(plan, drafts))),
        "current": Publication.objects.current().filter(plan=plan).first(),
        "public_url": DANISH.url("home"),
        "today": clock.today(),
    }
    return render_page(request, "public_site/publish.html", context)


def _text(one: Draft, texts: dict[UUID, PublicText]) -> PublicText | None:
    return texts.get(UUID(one.subject))


def _headlines(plan: ActionPlan) -> list[str]:
    found = PublishedPage.objects.current().filter(publication__plan=plan, headline__gt=0)
    return [str(row.data["id"]) for row in found.order_by("headline")]


@login_required
def write_public_text(request: StaffRequest, plan_id: UUID, subject: UUID) -> HttpResponse:
    plan = _plan(request, plan_id)
    titles = {one.subject: one.data["title"] for one in pages_of(plan, on=clock.today())}
    if str(subject) not in titles:
        raise Http404
    row = PublicText.objects.filter(plan=plan, subject=subject).first()
    initial = {name: getattr(row, name) for name in PublicTextForm.Meta.fields} if row else {}
    form = PublicTextForm(request.POST or None, initial=initial)

    def do(**words: Any) -> PublicText:
        return verbs.write_public_text(plan, by=request.user, subject=subject, **words)

    question = Question(
        title=_("Words for everybody"),
        about=str(titles[str(subject)]),
        intro=_("They are shown when the plan is published the next time."),
        done=_("The words are written."),
    )
    return ask(request, form, question, do, back=_back(plan))


@login_required
@require_POST
def withdraw(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """Take the plan down at once."""
    plan = _plan(request, plan_id)
    try:
        verbs.withdraw_plan(plan, by=request.user)
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        saved(request, _now("Nothing of the plan is public any more."))
    return redirect(_back(plan))


@login_required
@require_GET
def publications(request: StaffRequest, plan_id: UUID) -> HttpResponse:
    """Every time the plan was published."""
    plan = _plan(request, plan_id)
    found = Publication.objects.filter(plan=plan).order_by("-number")
    context = {"plan": plan, "publications": found, "today": clock.today()}
    return render_page(request, "public_site/publications.html", context)


def _plan(request: StaffRequest, plan_id: UUID) -> ActionPlan:
    door.require(request.user, May.STEER)
    plan = ActionPlan.objects.filter(pk=plan_id).select_related("policy").first()
    if plan is None:
        raise Http404
    return plan


def _back(plan: ActionPlan) -> str:
    return reverse("public_site:publish", args=[plan.pk])
