"""An offer from the first look to the answer."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.housing import overview, verbs
from helhed.housing.fitting import Reason
from helhed.housing.forms import (
    DeclineForm,
    OfferForm,
    OnForm,
    ProviderNoForm,
    SecondLookForm,
    WithdrawForm,
)
from helhed.housing.models import Offer, Wish
from helhed.stays.free import listed


@login_required
def make_offer(request: StaffRequest, bed_key: UUID, wish_id: UUID) -> HttpResponse:
    """Offer the home to this citizen: the order proposes, a person decides."""
    door.require(request.user, May.MATCH_HOMES)
    wish = door.open_for(request.user, Wish, wish_id, to=May.EDIT_HOMES)
    bed = listed().filter(key=bed_key).first()
    if bed is None:
        raise Http404
    today = clock.today()
    question = Question(
        title=_("Offer the home"),
        about=f"{bed.name} · {wish.citizen.shown_name}",
        intro=_("The home is held until the answer. A no never counts against the citizen."),
        button=_("Offer it"),
        done=_("The home is offered."),
    )
    first = OfferForm.first(today, overview.open_from(bed, on=today))
    do = partial(verbs.make_offer, wish, by=request.user, bed=bed)
    return ask(
        request,
        OfferForm(request.POST or None, initial=first),
        question,
        do,
        back=reverse("housing:home", args=[bed.key]),
        then=lambda offer: reverse("housing:offer", args=[offer.pk]),
    )


@login_required
@require_GET
def offer(request: StaffRequest, offer_id: UUID) -> HttpResponse:
    """Where the offer stands, with what was known when it was made."""
    found = door.open_for(request.user, Offer, offer_id, to=May.READ_HOMES)
    may = door.mays(request.user, found.citizen_id, (May.EDIT_HOMES,))
    tenancy = found.tenancies.first()
    context = {
        "offer": found,
        "citizen": found.citizen,
        "reasons": [Reason(r["code"], r["verdict"], r["text"]) for r in found.reasons],
        "tenancy": tenancy,
        "open": tenancy is None and Offer.objects.open().filter(pk=found.pk).exists(),
        "lapsed": found.lapsed_at(clock.now()),
        "today": clock.today(),
        "may_edit": may["edit_homes"],
        "may_match": door.may(request.user, May.MATCH_HOMES),
    }
    return render(request, "housing/offer.html", context)


def _answer(
    request: StaffRequest,
    offer_id: UUID,
    form: Any,
    verb: Any,
    title: str | Promise,
    intro: str | Promise = "",
    to: May = May.EDIT_HOMES,
) -> HttpResponse:
    """One answer on the offer, with a form of its own."""
    found = door.open_for(request.user, Offer, offer_id, to=to)
    about = f"{found.bed.name} · {found.citizen.shown_name}"
    question = Question(title=title, about=about, intro=intro)
    do = partial(verb, found, by=request.user)
    back = reverse("housing:offer", args=[found.pk])
    return ask(request, form, question, do, back=back)


@login_required
def note_shown(request: StaffRequest, offer_id: UUID) -> HttpResponse:
    form = OnForm(request.POST or None)
    return _answer(request, offer_id, form, verbs.note_shown, _("The citizen has seen it"))


@login_required
def accept_offer(request: StaffRequest, offer_id: UUID) -> HttpResponse:
    intro = _("The home is held until the lease is signed.")
    form = OnForm(request.POST or None)
    return _answer(request, offer_id, form, verbs.accept_offer, _("The citizen says yes"), intro)


@login_required
def decline_offer(request: StaffRequest, offer_id: UUID) -> HttpResponse:
    intro = _("It never counts against the citizen: place and waiting time stay.")
    form = DeclineForm(request.POST or None)
    return _answer(request, offer_id, form, verbs.decline_offer, _("The citizen says no"), intro)


@login_required
def refuse_by_provider(request: StaffRequest, offer_id: UUID) -> HttpResponse:
    intro = _("A reason is needed, and somebody else looks at it. The home stays held meanwhile.")
    form = ProviderNoForm(request.POST or None)
    title = _("The landlord says no")
    return _answer(request, offer_id, form, verbs.refuse_by_provider, title, intro)


@login_required
def look_again(request: StaffRequest, offer_id: UUID) -> HttpResponse:
    intro = _("Your name stands beside the second look.")
    form = SecondLookForm(request.POST or None)
    title = _("A second look at the landlord's no")
    return _answer(request, offer_id, form, verbs.look_again, title, intro)


@login_required
def withdraw_offer(request: StaffRequest, offer_id: UUID) -> HttpResponse:
    form = WithdrawForm(request.POST or None)
    return _answer(request, offer_id, form, verbs.withdraw_offer, _("Take the offer back"))
