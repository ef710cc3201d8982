"""Who may see, who looked, and why: sharing, the log, emergency access, protection."""

from collections import defaultdict
from datetime import timedelta
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

from helhed.access import door, explaining
from helhed.access import verbs as access
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.access.roles import LABELS, Role
from helhed.accounts.models import User
from helhed.audit import reading
from helhed.audit.alerts import same_surname
from helhed.casework import verbs as casework
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.desk import forms_people as forms
from helhed.desk import records
from helhed.desk.asking import Question, ask
from helhed.desk.whom import citizen_key
from helhed.teams import verbs as teams
from helhed.teams.models import Enrolment, Relation, TrustedWorker

LOG_DAYS = 30
LOG_SPANS = (1, 7, 30, 90)
PROGRAMS = {
    "hospital_receiver": _("message from the hospital"),
    "duty_keeper": _("the nightly check that nobody is forgotten"),
}


@login_required
@require_GET
def sharing(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Which teams come to the record and why, and who looked lately."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_LOG)
    now = clock.now()
    relations = (
        Relation.objects.active_at(now)
        .filter(citizen=citizen)
        .select_related("team", "user")
        .order_by("starts_at", "id")
    )
    wanted = (May.SHARE, May.READ_PLAN, May.READ_CONTACTS, May.READ_LOG, May.GIVE_RECORD, May.HOLD)
    mays = door.mays(request.user, citizen.pk, wanted)
    context = {
        "citizen": citizen,
        "relations": relations,
        "trusted": TrustedWorker.objects.filter(
            citizen=citizen, until_day__isnull=True
        ).select_related("user"),
        "lines": _by_day(citizen.pk)[:5],
        "mays": mays,
        "hold": records.hold_on(citizen) if mays[May.HOLD] else None,
        "age": citizen.age_on(clock.today()),
        "enrolment": Enrolment.objects.filter(citizen=citizen, until_day__isnull=True).first(),
        "tab": "sharing",
        "today": clock.today(),
    }
    return render(request, "desk/sharing.html", context)


@login_required
@require_GET
def who_looked(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The log, as the citizen reads it."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_LOG)
    context = {
        "citizen": citizen,
        "days": _by_day(citizen.pk),
        "today": clock.today(),
    }
    return render(request, "desk/who_looked.html", context)


def _by_day(citizen_id: UUID) -> list[tuple[Any, list[dict[str, Any]]]]:
    days: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for line in reading.told_to(citizen_id):
        days[line.day].append({"line": line, "who": _who(line)})
    return list(days.items())


def _who(line: reading.Told) -> Any:
    """A role, or a program by what it does; never a program's own name."""
    if line.role in set(Role):
        return LABELS[Role(line.role)]
    return PROGRAMS.get(line.system, _("the system")) if line.system else _("a colleague")


@login_required
def share(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.SHARE)
    question = Question(
        title=_("Share with another team"),
        intro=_("Ask the citizen first. Sharing has a purpose and an end, and can be stopped."),
        button=_("Share"),
        done=_("It is shared."),
    )
    form = forms.ShareForm(request.POST or None)
    do = partial(teams.share, citizen, by=request.user)
    back = reverse("desk:sharing", args=[citizen.pk])
    return ask(request, citizen, form, question, do, back=back)


@login_required
@require_POST
def revoke_share(request: StaffRequest, relation_id: UUID) -> HttpResponse:
    relation = door.open_for(request.user, Relation, relation_id, to=May.SHARE)
    if relation.kind != Relation.Kind.SHARE:
        raise Http404
    teams.revoke_share(relation, by=request.user)
    saved(request, _now("The sharing has stopped."))
    return redirect("desk:sharing", relation.citizen_id)


@login_required
def break_glass(request: StaffRequest) -> HttpResponse:
    """Emergency access for 24 hours, with a reason in a whole sentence."""
    door.require(request.user, May.BREAK_GLASS)
    form = forms.BreakGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = citizen_key(form.cleaned_data["whom"])
        try:
            if key is None:
                raise access.NobodyFound
            access.break_glass(request.user, citizen_id=key, reason=form.cleaned_data["reason"])
        except access.WriteAWholeSentence as refusal:
            form.add_error("reason", str(refusal))
        except Refused as refusal:
            form.add_error("whom", str(refusal))
        else:
            saved(request, _now("Open for 24 hours. Your leader looks at it."))
            return redirect("desk:citizen", key)
    return render(request, "desk/break_glass.html", {"form": form})


@login_required
@require_GET
def break_glass_reviews(request: StaffRequest) -> HttpResponse:
    """Emergency accesses of the leader's colleagues that nobody has looked at."""
    door.require(request.user, May.REVIEW_BREAK_GLASS)
    context = {"relations": explaining.to_review(request.user), "today": clock.today()}
    return render(request, "desk/break_glass_reviews.html", context)


@login_required
@require_POST
def review_break_glass(request: StaffRequest, relation_id: UUID) -> HttpResponse:
    door.require(request.user, May.REVIEW_BREAK_GLASS)
    relation = get_object_or_404(explaining.to_review(request.user), pk=relation_id)
    try:
        access.review_break_glass(relation, by=request.user, note=request.POST.get("note", ""))
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        saved(request, _now("It is looked at."))
    return redirect("desk:break-glass-reviews")


@login_required
def why(request: StaffRequest) -> HttpResponse:
    """Why can this colleague see, or not see, this citizen?"""
    door.require(request.user, May.EXPLAIN_ACCESS)
    colleagues = explaining.colleagues_of(request.user)
    mine = door.citizens_open_to(request.user, May.READ_BASIC).order_by("sort_key")
    context: dict[str, Any] = {"colleagues": colleagues, "citizens": mine[:500]}
    if request.method == "POST":
        who = get_object_or_404(User, pk=citizen_key(request.POST.get("who", "")))
        citizen = door.open_citizen(
            request.user,
            citizen_key(request.POST.get("whom", "")) or UUID(int=0),
            to=May.READ_BASIC,
        )
        explained = {"explanation": explaining.explain(who, citizen), "asked": True}
        context = {**context, "who": who, "citizen": citizen, **explained}
    return render(request, "desk/why.html", context)


@login_required
def protect(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Address protection on or off; the one who does it is named first."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.PROTECT)
    if request.method == "POST":
        casework.turn_protection(citizen, by=request.user, on=not citizen.protected)
        saved(request)
        return redirect("desk:about", citizen.pk)
    trusted = TrustedWorker.objects.filter(citizen=citizen, until_day__isnull=True)
    context = {"citizen": citizen, "trusted": trusted.select_related("user")}
    return render(request, "desk/protect.html", context)


@login_required
def trust(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Name one more colleague for a protected citizen."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.PROTECT)
    question = Question(
        title=_("Name a colleague"),
        intro=_("Only named colleagues open the page of a protected citizen."),
        button=_("Save"),
        done=_("The colleague is named."),
    )
    form = forms.TrustForm(request.POST or None, people=explaining.colleagues_of(request.user))
    do = partial(teams.trust_worker, citizen, by=request.user)
    back = reverse("desk:protect", args=[citizen.pk])
    return ask(request, citizen, form, question, do, back=back)


@login_required
@require_GET
def audit_log(request: StaffRequest) -> HttpResponse:
    """For the data protection officer: per user, and what stands out."""
    door.require(request.user, May.READ_AUDIT)
    days = next((span for span in LOG_SPANS if str(span) == request.GET.get("days")), LOG_DAYS)
    since = clock.now() - timedelta(days=days)
    kind = request.GET.get("kind", "")
    chosen = citizen_key(request.GET.get("user", ""))
    users = User.objects.filter(is_active=True, is_system=False).order_by("name")
    alerts = [
        {**row, "user": users.filter(pk=str(row["actor_id"])).first()}
        for row in reading.many_lookups(since=since)
    ]
    context = {
        "users": users[:500],
        "chosen": users.filter(pk=chosen).first() if chosen else None,
        "events": [
            (event, reading.WORDS.get(event.action, event.action))
            for event in (reading.of_user(chosen, since=since, kind=kind)[:300] if chosen else ())
        ],
        "alerts": alerts,
        "namesakes": [
            (users.filter(pk=one.actor_id).first(), one) for one in same_surname(since=since)
        ],
        "today": clock.today(),
        "days": days,
        "spans": LOG_SPANS,
        "kind": kind,
        "kinds": [
            ("", _("everything")),
            ("looks", _("looks only")),
            ("changes", _("changes only")),
        ],
    }
    return render(request, "desk/audit_log.html", context)
