"""One bed or home: what it is, when it is open, who may be offered it; and the cold weather."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.housing import order, overview
from helhed.housing.calendar import calendar
from helhed.housing.forms import HoldForm, HomeForm, PeriodForm, ShiftOutdoorsForm, WithdrawForm
from helhed.housing.models import Offer
from helhed.housing.verbs import current_rule
from helhed.stays import verbs as stays
from helhed.stays.free import listed
from helhed.stays.models import Bed, BedClaim, ColdShift, ColdStep
from helhed.stays.verbs import ExtraShift
from helhed.teams.models import Shift, Team

PLACES_SHOWN = 12
SHIFTS_SHOWN = 12


def listed_bed(bed_key: UUID) -> Bed:
    """The bed of this key; a hidden house's is missing like one that never was."""
    bed = listed().select_related("site__team", "landlord").filter(key=bed_key).first()
    if bed is None:
        raise Http404
    return bed


@login_required
@require_GET
def home(request: StaffRequest, bed_key: UUID) -> HttpResponse:
    """What the home is like, its nights, and who comes first for it and why."""
    door.require(request.user, May.READ_HOMES)
    bed, today = listed_bed(bed_key), clock.today()
    rule = current_rule(clock.now())
    shown = calendar(request.user, first=today, nights=14, at=clock.now(), only=bed.site_id)
    offers = (
        door.rows_open_to(request.user, Offer, to=May.READ_HOMES)
        .filter(bed=bed, citizen__protected=False)
        .select_related("citizen")
    )
    claims = (
        door.rows_open_to(request.user, BedClaim, to=May.EDIT_HOMES)
        .in_force(clock.now())  # type: ignore[attr-defined]
        .filter(bed=bed, kind__in=("hold", "kept"), citizen__protected=False)
        .exclude(until_day__lte=today)
        .select_related("citizen")
    )
    match = overview.match(request.user, bed, rule, on=today, shown_people=PLACES_SHOWN)
    context: dict[str, Any] = {
        "bed": bed,
        "periods": bed.periods.exclude(until_day__lte=today),
        "row": next((r for h in shown.houses for r in h.rows if r.bed.pk == bed.pk), None),
        "calendar": shown,
        "match": match if bed.is_home else None,
        "offers": offers[:10],
        "claims": claims,
        "rule_in_words": order.in_words(rule),
        "rule": rule,
        "today": today,
        "may_match": door.may(request.user, May.MATCH_HOMES),
    }
    door.log_list(request.user, "housing.home", count=len(match.people), bed=bed.pk)
    return render(request, "housing/home.html", context)


@login_required
def add_home(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.MATCH_HOMES)
    question = Question(title=_("A bed or a home"), done=_("It stands among the homes."))
    return ask(
        request,
        HomeForm(request.POST or None),
        question,
        partial(stays.add_bed, by=request.user),
        back=reverse("housing:homes"),
        then=lambda bed: reverse("housing:home", args=[bed.key]),
    )


@login_required
def change_home(request: StaffRequest, bed_key: UUID) -> HttpResponse:
    door.require(request.user, May.MATCH_HOMES)
    bed = listed_bed(bed_key)
    question = Question(title=_("What the home is like"), about=bed.name)
    do = partial(stays.change_bed, bed, by=request.user)
    back = reverse("housing:home", args=[bed.key])
    return ask(request, HomeForm(request.POST or None, bed=bed), question, do, back=back)


@login_required
def set_period(request: StaffRequest, bed_key: UUID) -> HttpResponse:
    """Open, being made ready or closed."""
    door.require(request.user, May.MATCH_HOMES)
    bed = listed_bed(bed_key)
    question = Question(
        title=_("When can it be used?"),
        about=bed.name,
        intro=_("A bed somebody has is not closed. Find them another one first."),
    )
    form = PeriodForm(request.POST or None, initial={"from_night": clock.today()})
    do = partial(stays.set_period, bed, by=request.user)
    return ask(request, form, question, do, back=reverse("housing:home", args=[bed.key]))


@login_required
def hold_bed(request: StaffRequest, bed_key: UUID, citizen_id: UUID) -> HttpResponse:
    """Hold a bed for a citizen until somebody answers."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    bed, today = listed_bed(bed_key), clock.today()
    question = Question(
        title=_("Hold the bed"),
        about=f"{bed.name}, {bed.site.name} · {citizen.shown_name}",
        intro=_("The house sees for whom. If nobody answers in time, it is free by itself."),
        button=_("Hold it"),
    )
    form = HoldForm(request.POST or None, initial={"from_night": today, "answer_on": today})
    do = partial(stays.hold_bed, bed, by=request.user, citizen=citizen)
    return ask(request, form, question, do, back=reverse("desk:free-beds"))


@login_required
@require_POST
def release_hold(request: StaffRequest, claim_id: UUID) -> HttpResponse:
    claim = door.open_for(request.user, BedClaim, claim_id, to=May.EDIT_STAYS)
    try:
        stays.release_hold(claim, by=request.user)
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        saved(request, _now("The bed is free for others."))
    return redirect("desk:free-beds")


@login_required
def free_bed(request: StaffRequest, claim_id: UUID) -> HttpResponse:
    """A home kept while somebody is away is let go: a decision, never a timer."""
    claim = door.open_for(request.user, BedClaim, claim_id, to=May.EDIT_HOMES)
    question = Question(
        title=_("Let the home go"),
        about=f"{claim.bed.name} · {claim.citizen.shown_name}",
        intro=_("The citizen is away and the home is kept. Talk with the citizen first."),
        button=_("Let it go"),
    )
    do = partial(stays.free_bed, claim, by=request.user)
    back = reverse("housing:home", args=[claim.bed.key])
    return ask(request, WithdrawForm(request.POST or None), question, do, back=back)


@login_required
@require_GET
def cold(request: StaffRequest) -> HttpResponse:
    """The steps of the cold-weather plan."""
    door.require(request.user, May.READ_HOMES)
    steps = ColdStep.objects.select_related("site").filter(site__hidden=False)
    context = {
        "steps": _with_those_who_go_out(steps).order_by("site__name", "number", "id"),
        "opened": set(
            steps.filter(periods__state="open", periods__from_night__lte=clock.today())
            .exclude(periods__until_day__lte=clock.today())
            .values_list("pk", flat=True)
        ),
        "today": clock.today(),
        "shifts": _shifts_outdoors(),
        "may_match": door.may(request.user, May.MATCH_HOMES),
    }
    return render(request, "housing/cold.html", context)


def _with_those_who_go_out(steps: QuerySet[ColdStep]) -> QuerySet[ColdStep]:
    ahead = Q(planned__shift__ends_at__gt=clock.now())
    return steps.annotate(going_out=Count("planned", filter=ahead))


def _shifts_outdoors() -> Any:
    """Who goes out now and in the nights that come, and for which step of the plan."""
    ahead = Shift.objects.filter(team__kind=Team.Kind.OUTREACH, ends_at__gt=clock.now())
    rows = ahead.select_related("user", "team", "cold__step__site")
    return rows.order_by("starts_at", "id")[:SHIFTS_SHOWN]


@login_required
def plan_shift_outdoors(request: StaffRequest, step_id: UUID) -> HttpResponse:
    """An extra shift of the step: a colleague of an outreach team goes out."""
    step = _step(request, step_id)
    today = clock.today()
    question = Question(
        title=_("An extra shift outdoors"),
        about=f"{step.when} · {step.site.name}",
        done=_("The shift is planned, and its telephone is answered."),
    )
    form = ShiftOutdoorsForm(
        request.POST or None, on=today, initial={"night": today, "starts": "20:00", "ends": "02:00"}
    )

    def do(**shift: Any) -> None:
        stays.plan_cold_shift(step, by=request.user, shift=ExtraShift(**shift))

    return ask(request, form, question, do, back=reverse("housing:cold"))


@login_required
@require_POST
def open_extra_beds(request: StaffRequest, step_id: UUID) -> HttpResponse:
    step = _step(request, step_id)
    beds = stays.open_extra_beds(step, by=request.user, from_night=clock.today())
    saved(request, _now("%(count)d extra beds are open from tonight.") % {"count": len(beds)})
    return redirect("housing:cold")


@login_required
@require_POST
def close_extra_beds(request: StaffRequest, step_id: UUID) -> HttpResponse:
    step = _step(request, step_id)
    left = stays.close_extra_beds(step.site, by=request.user, on=clock.today())
    words = _now("The extra beds are closed. %(count)d stay open: somebody sleeps there.")
    told = words % {"count": len(left)} if left else _now("The extra beds are closed.")
    ahead = ColdShift.objects.filter(step__site=step.site, shift__ends_at__gt=clock.now()).count()
    if ahead:
        # A colleague who has been asked to go out is told by a person, not by a button.
        told += " " + ngettext(
            "Tell who was to go out: %(count)d shift stands.",
            "Tell those who were to go out: %(count)d shifts stand.",
            ahead,
        ) % {"count": ahead}
    saved(request, told)
    return redirect("housing:cold")


def _step(request: StaffRequest, step_id: UUID) -> ColdStep:
    door.require(request.user, May.MATCH_HOMES)
    step = ColdStep.objects.select_related("site").filter(pk=step_id, site__hidden=False).first()
    if step is None:
        raise Http404
    return step
