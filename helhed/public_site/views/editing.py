"""Where staff keep the list of help and the front page right."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.design.http import render_page, saved
from helhed.public_site import verbs
from helhed.public_site.forms.help import FrontPageForm, HoursForm, OtherDayForm, PlaceForm
from helhed.public_site.helping import help_now
from helhed.public_site.models import FrontPage, HelpPlace, OtherDay, Publication
from helhed.public_site.site import DANISH
from helhed.strategy.models import ActionPlan


@login_required
@require_GET
def desk(request: StaffRequest) -> HttpResponse:
    """Everything staff decide about the public site."""
    door.require(request.user, May.STEER)
    places = HelpPlace.objects.order_by("-shown", "position", "name")
    context: dict[str, object] = {
        "places": places.prefetch_related("hours", "other_days"),
        "now": {one.name: one for one in help_now(DANISH, at=clock.now())},
        "plans": _plans(),
        "front": FrontPage.objects.first(),
        "public_url": DANISH.url("home"),
        "today": clock.today(),
    }
    return render_page(request, "public_site/desk.html", context)


def _plans() -> list[tuple[ActionPlan, Publication | None]]:
    current = {one.plan_id: one for one in Publication.objects.current()}
    found = ActionPlan.objects.latest_first()
    return [(plan, current.get(plan.pk)) for plan in found]


@login_required
def write_front_page(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.STEER)
    form = FrontPageForm(request.POST or None, instance=FrontPage.objects.first())

    def do(**fields: Any) -> FrontPage:
        return verbs.write_front_page(by=request.user, **fields)

    question = Question(title=_("The front page"), done=_("The front page is changed."))
    return ask(request, form, question, do, back=_desk())


@login_required
def add_place(request: StaffRequest) -> HttpResponse:
    door.require(request.user, May.STEER)
    form = PlaceForm(request.POST or None, initial={"shown": True})

    def do(*, kind: str, name: str, version: int, **fields: Any) -> HelpPlace:
        return verbs.add_place(kind, by=request.user, name=name, **fields)

    question = Question(
        title=_("New place in the list of help"),
        intro=_("Write the opening hours on the next page."),
        done=_("The place is in the list."),
    )
    return ask(
        request,
        form,
        question,
        do,
        back=_desk(),
        then=lambda place: reverse("public_site:set-hours", args=[place.pk]),
    )


@login_required
def change_place(request: StaffRequest, place_id: UUID) -> HttpResponse:
    place = _place(request, place_id)
    initial = {name: getattr(place, name) for name in PlaceForm.Meta.fields}
    form = PlaceForm(request.POST or None, initial={**initial, "version": place.version})

    def do(*, version: int, **fields: Any) -> HelpPlace:
        return verbs.change_place(place, by=request.user, based_on=version, **fields)

    question = Question(title=place.name, done=_("The place is changed."))
    return ask(request, form, question, do, back=_desk())


@login_required
def set_hours(request: StaffRequest, place_id: UUID) -> HttpResponse:
    place = _place(request, place_id)
    form = HoursForm(request.POST or None, place=place)

    def do(**fields: Any) -> HelpPlace:
        return verbs.set_hours(place, by=request.user, hours=form.hours())

    question = Question(
        title=_("Opening hours"),
        about=place.name,
        intro=_("Write for example 8-16, 18.30-22. An empty day is closed."),
        done=_("The opening hours are changed."),
    )
    return ask(request, form, question, do, back=_desk())


@login_required
def mark_other_day(request: StaffRequest, place_id: UUID) -> HttpResponse:
    place = _place(request, place_id)

    def do(**fields: Any) -> OtherDay:
        return verbs.mark_other_day(place, by=request.user, **fields)

    question = Question(
        title=_("A day that is not as usual"),
        about=place.name,
        intro=_("Without times the place is closed all that day."),
        done=_("The day is noted."),
    )
    return ask(request, OtherDayForm(request.POST or None), question, do, back=_desk())


@login_required
@require_POST
def remove_other_day(request: StaffRequest, day_id: UUID) -> HttpResponse:
    door.require(request.user, May.STEER)
    other = OtherDay.objects.filter(pk=day_id).select_related("place").first()
    if other is None:
        raise Http404
    verbs.remove_other_day(other, by=request.user)
    saved(request)
    return redirect(_desk())


def _place(request: StaffRequest, place_id: UUID) -> HelpPlace:
    door.require(request.user, May.STEER)
    place = HelpPlace.objects.filter(pk=place_id).first()
    if place is None:
        raise Http404
    return place


def _desk() -> str:
    return reverse("public_site:desk")
