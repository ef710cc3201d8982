"""The waiting order and its rule: open to be checked, tried out before it is changed."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
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
from helhed.design.http import saved
from helhed.housing import order, overview, verbs
from helhed.housing.fitting import LABELS
from helhed.housing.forms import RuleForm
from helhed.housing.models import Rule, Said

ON_A_PAGE = 50
HOMES_TRIED = 50


@login_required
@require_GET
def waiting(request: StaffRequest) -> HttpResponse:
    """Everybody's place and what put them there; names where one works with them."""
    door.require(request.user, May.READ_HOMES)
    today = clock.today()
    rule = verbs.current_rule(clock.now())
    page = Paginator(overview.all_waiting(rule, on=today), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    door.log_list(request.user, "housing.waiting", count=len(page.object_list))
    context = {
        "page": page,
        "rows": overview.shown(request.user, page.object_list, on=today),
        "rule": rule,
        "rule_in_words": order.in_words(rule),
        "versions": Rule.objects.select_related("published_by")[:10],
        "today": today,
        "may_match": door.may(request.user, May.MATCH_HOMES),
    }
    return render(request, "housing/waiting.html", context)


@login_required
def propose_rule(request: StaffRequest) -> HttpResponse:
    """Another rule, tried on the homes there are. Nothing changes before it is published."""
    door.require(request.user, May.MATCH_HOMES)
    now = clock.now()
    old = verbs.current_rule(now)
    parts = [*(part for part in old.order if part != "lot"), "", "", ""]
    first = dict(zip(("first", "second", "third"), parts, strict=False))
    form = RuleForm(request.POST or None, initial={"must": old.must, **first})
    question = Question(
        title=_("Try another rule"),
        intro=_(
            "Next you see who would change place for the homes there are. Nothing changes yet."
        ),
        button=_("Try it out"),
    )
    homes = list(overview.coming_homes(now, on=clock.today())[:HOMES_TRIED])
    do = partial(verbs.propose_rule, by=request.user, beds=homes, at=now)
    return ask(
        request,
        form,
        question,
        do,
        back=reverse("housing:waiting"),
        then=lambda proposed: reverse("housing:rule", args=[proposed.pk]),
    )


@login_required
@require_GET
def rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    """One version: what it says and, before it was published, what it would change."""
    door.require(request.user, May.READ_HOMES)
    version = _rule(rule_id)
    moves = list(version.simulated.get("moves", []))
    mine = door.rows_open_to(request.user, Said, to=May.READ_HOMES).filter(
        wish__in=[move["wish"] for move in moves], current=True
    )
    names = {str(said.wish_id): said.citizen for said in mine.select_related("citizen")}
    context = {
        "rule": version,
        "rule_in_words": order.in_words(version),
        "must": _labels(version),
        "moves": [{**move, "citizen": names.get(move["wish"])} for move in moves[:200]],
        "current": verbs.current_rule(clock.now()),
        "may_match": door.may(request.user, May.MATCH_HOMES),
    }
    return render(request, "housing/rule.html", context)


def _labels(version: Rule) -> list[str]:
    return [str(LABELS[code]) for code in version.must]


@login_required
@require_POST
def publish_rule(request: StaffRequest, rule_id: UUID) -> HttpResponse:
    door.require(request.user, May.MATCH_HOMES)
    try:
        verbs.publish_rule(_rule(rule_id), by=request.user, at=clock.now())
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        saved(request, _now("The rule is in force. The older ones can be read here."))
    return redirect("housing:waiting")


def _rule(rule_id: UUID) -> Rule:
    version = Rule.objects.filter(pk=rule_id).first()
    if version is None:
        raise Http404
    return version
