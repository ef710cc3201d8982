"""The pages of the night: free beds, a bed in two taps, and a hand-over of a minute."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helhed.access import door
from helhed.access.asking import Question
from helhed.access.asking import ask as ask_one
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.casework import verbs as casework
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.design.http import saved
from helhed.design.pdf import pdf
from helhed.desk import night as nights
from helhed.desk.forms_night import ArriveForm, LoseTenancyForm, MoveInForm
from helhed.housing.models import Tenancy
from helhed.stays import free
from helhed.stays import verbs as stays
from helhed.stays.models import Bed, BedClaim, BedKind, Stay

HOUSES = 12
# Where somebody can sleep tonight without a decision or a lease.
FOR_A_NIGHT = (BedKind.NIGHT_SHELTER, BedKind.SHELTER, BedKind.ACUTE_HOME)


@login_required
@require_GET
def night(request: StaffRequest) -> HttpResponse:
    """Who sleeps in our house tonight and what is free, for those who are awake there."""
    tonight = free.night_of(clock.now())
    sites = nights.my_houses(request.user)
    houses = nights.tonight_in(request.user, sites, night=tonight, at=clock.now())
    door.log_list(request.user, "desk.night", count=sum(len(h.sleepers) for h in houses))
    return render(request, "desk/night.html", {"houses": houses, "today": tonight})


@login_required
@require_GET
def free_beds(request: StaffRequest) -> HttpResponse:
    """Free in town tonight, house by house, with the number to call."""
    door.require(request.user, May.EDIT_STAYS)
    tonight = free.night_of(clock.now())
    held = (
        door.rows_open_to(request.user, BedClaim, to=May.EDIT_STAYS)
        .in_force(clock.now())  # type: ignore[attr-defined]
        .filter(kind="hold", citizen__protected=False, bed__kind__in=FOR_A_NIGHT)
        .select_related("bed__site", "citizen")
        .order_by("answer_by", "id")[:20]
    )
    sites = Paginator(free.houses_with_beds(FOR_A_NIGHT), HOUSES).get_page(request.GET.get("page"))
    context = {
        "houses": free.houses_on(tonight, at=clock.now(), sites=sites, kinds=FOR_A_NIGHT),
        "page": sites,
        "held": held,
        "tonight": tonight,
        "today": clock.today(),
    }
    return render(request, "desk/free_beds.html", context)


def _bed(bed_key: UUID) -> Bed:
    bed = free.listed().select_related("site__team").filter(key=bed_key).first()
    if bed is None or bed.is_home:
        raise Http404
    return bed


def _is_ours(request: StaffRequest, bed: Bed) -> bool:
    """Whether the user works in the house: the house decides who comes in (SEL § 110)."""
    ours = door.teams_where(request.user, May.EDIT_STAYS)
    return bed.site.team_id is None or ours.filter(pk=bed.site.team_id).exists()


@login_required
@require_http_methods(["GET", "POST"])
def book_bed(request: StaffRequest, bed_key: UUID) -> HttpResponse:
    """The second tap: who sleeps in it. Somebody from another house holds it instead.

    A name that is looked for travels in the body, never in the address.
    """
    door.require(request.user, May.EDIT_STAYS)
    bed, tonight = _bed(bed_key), free.night_of(clock.now())
    looked_for = request.POST.get("q", "").strip()[:60]
    people = nights.who_may_come(request.user, night=tonight, looked_for=looked_for)
    door.log_list(request.user, "desk.book_bed", count=len(people), bed=bed.pk)
    context = {
        "bed": bed,
        "people": people,
        "looked_for": looked_for,
        "ours": _is_ours(request, bed),
        "form": ArriveForm(initial={"citizen_id": new_id()}),
        "may_arrive": door.may(request.user, May.CREATE_CITIZEN),
        "today": tonight,
    }
    return render(request, "desk/book_bed.html", context)


@login_required
@require_POST
def take_bed(request: StaffRequest, bed_key: UUID, citizen_id: UUID) -> HttpResponse:
    """This citizen sleeps in this bed tonight."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_STAYS)
    bed = _bed(bed_key)
    if not _is_ours(request, bed):
        raise Http404
    tonight = free.night_of(clock.now())
    try:
        casework.answer_tonight(citizen, by=request.user, on=tonight, kind="", bed=bed)
    except Refused as refusal:
        saved(request, str(refusal))
        return redirect("desk:free-beds")
    words = _now("%(name)s sleeps in %(bed)s tonight.")
    saved(request, words % {"name": citizen.shown_name, "bed": bed.name})
    return redirect("desk:night")


@login_required
@require_POST
def arrive(request: StaffRequest, bed_key: UUID) -> HttpResponse:
    """Somebody at the door, by a street name."""
    door.require(request.user, May.CREATE_CITIZEN)
    bed = _bed(bed_key)
    if not _is_ours(request, bed):
        raise Http404
    form = ArriveForm(request.POST)
    if form.is_valid():
        tonight = free.night_of(clock.now())
        try:
            casework.arrive_unnamed(bed, by=request.user, on=tonight, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request, _now("A bed is found. Ask for nothing more tonight."))
            return redirect("desk:night")
    context = {"bed": bed, "people": [], "ours": True, "form": form, "may_arrive": True}
    return render(request, "desk/book_bed.html", context)


@login_required
def change_bed(request: StaffRequest, stay_id: UUID) -> HttpResponse:
    """Another bed in the same house, or the first one for somebody who has none noted."""
    stay = door.open_for(request.user, Stay, stay_id, to=May.EDIT_STAYS)
    tonight = free.night_of(clock.now())
    house = [stay.site] if stay.site is not None else []
    beds = free.free_on(tonight, at=clock.now(), sites=house)
    if request.method == "POST":
        chosen = next((bed for bed in beds if str(bed.key) == request.POST.get("bed")), None)
        try:
            _give(request, stay, chosen)
        except Refused as refusal:
            saved(request, str(refusal))
        return redirect("desk:night")
    return render(request, "desk/change_bed.html", {"stay": stay, "beds": beds})


def _give(request: StaffRequest, stay: Stay, bed: Bed | None) -> None:
    if bed is None:
        raise stays.BedIsTaken
    tonight = free.night_of(clock.now())
    claim = BedClaim.objects.on_night(tonight).filter(stay=stay, kind="stay").first()
    if claim is None:
        stays.take_bed(bed, by=request.user, stay=stay, from_night=tonight)
    else:
        stays.move_bed(claim, by=request.user, to=bed, on=tonight)
    saved(request, _now("%(bed)s from tonight.") % {"bed": bed.name})


def _handover(request: StaffRequest) -> dict[str, Any]:
    tonight = free.night_of(clock.now())
    sites = nights.my_houses(request.user)
    houses = nights.tonight_in(request.user, sites, night=tonight, at=clock.now())
    told = nights.handover(request.user, houses, at=clock.now())
    door.log_list(request.user, "desk.night_handover", count=len(told.said) + len(told.left))
    return {"told": told, "houses": houses, "now": clock.now(), "today": tonight}


@login_required
@require_GET
def night_handover(request: StaffRequest) -> HttpResponse:
    """What the evening leaves to the day, in a minute."""
    return render(request, "desk/night_handover.html", _handover(request))


@login_required
@require_GET
def print_handover(request: StaffRequest) -> HttpResponse:
    """The same on paper."""
    paper = pdf("desk/print_handover.html", _handover(request))
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="overlevering.pdf"'
    return response


@login_required
def move_into_home(request: StaffRequest, tenancy_id: UUID) -> HttpResponse:
    """The day the citizen moves into the home of the lease."""
    tenancy = door.open_for(request.user, Tenancy, tenancy_id, to=May.EDIT_STAYS)
    question = Question(
        title=_("Moves in"),
        about=tenancy.citizen.shown_name,
        intro=_("From this night it is the citizen's home. Somebody asks how the first week went."),
        done=_("Moved in. Congratulations!"),
    )
    do = partial(casework.move_into_home, tenancy, by=request.user)
    back = reverse("housing:tenancy", args=[tenancy.pk])
    undecided = stays.warnings_before_leaving(tenancy.citizen)
    form = MoveInForm(request.POST or None, undecided=bool(undecided))
    return ask_one(request, form, question, do, back=back)


@login_required
def lose_tenancy(request: StaffRequest, tenancy_id: UUID) -> HttpResponse:
    """The home is lost: where the citizen sleeps is asked at once, and help goes on."""
    tenancy = door.open_for(request.user, Tenancy, tenancy_id, to=May.EDIT_STAYS)
    question = Question(
        title=_("Loses the home"),
        about=tenancy.citizen.shown_name,
        intro=_("Help goes on. A duty to find a new place opens, and the citizen waits at once."),
        done=_("It is noted. Nobody loses the help with the home."),
    )
    do = partial(casework.lose_home, tenancy.citizen, by=request.user)
    back = reverse("housing:tenancy", args=[tenancy.pk])
    return ask_one(request, LoseTenancyForm(request.POST or None), question, do, back=back)
