"""Lease, keys and what may put the home at risk."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
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
from helhed.housing import verbs
from helhed.housing.forms import (
    EndTenancyForm,
    LeaseForm,
    OnForm,
    OwnLeaseForm,
    SettleForm,
    TroubleForm,
)
from helhed.housing.models import Offer, Tenancy, Trouble

FREE_SUPPORT = _("The lease should not hang on accepting support: home and help are two things.")


def _to_tenancy(tenancy: Tenancy) -> str:
    return reverse("housing:tenancy", args=[tenancy.pk])


@login_required
def sign_lease(request: StaffRequest, offer_id: UUID) -> HttpResponse:
    """The lease of a home that was offered and said yes to."""
    offer = door.open_for(request.user, Offer, offer_id, to=May.EDIT_HOMES)
    question = Question(
        title=_("The lease is signed"),
        about=f"{offer.bed.name} · {offer.citizen.shown_name}",
        intro=FREE_SUPPORT,
        done=_("The lease is noted. Next come the keys and moving in."),
    )
    form = LeaseForm(request.POST or None, initial={"rent_dkk": offer.bed.rent_dkk})
    do = partial(verbs.sign_lease, offer.citizen, by=request.user, offer=offer)
    back = reverse("housing:offer", args=[offer.pk])
    return ask(request, form, question, do, back=back, then=_to_tenancy)


@login_required
def sign_own_lease(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """A lease of a home found elsewhere."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_HOMES)
    question = Question(
        title=_("A home found elsewhere"), about=citizen.shown_name, intro=FREE_SUPPORT
    )
    do = partial(verbs.sign_lease, citizen, by=request.user)
    back = reverse("housing:wishes", args=[citizen.pk])
    form = OwnLeaseForm(request.POST or None)
    return ask(request, form, question, do, back=back, then=_to_tenancy)


@login_required
@require_GET
def tenancy(request: StaffRequest, tenancy_id: UUID) -> HttpResponse:
    """The home from lease to today: keys, moving in, what went wrong and how it was settled."""
    found = door.open_for(request.user, Tenancy, tenancy_id, to=May.READ_HOMES)
    may = door.mays(request.user, found.citizen_id, (May.EDIT_HOMES, May.EDIT_STAYS))
    troubles = list(found.troubles.select_related("noted_by"))
    context = {
        "tenancy": found,
        "citizen": found.citizen,
        "open_troubles": [t for t in troubles if t.settled_on is None],
        "settled": [t for t in troubles if t.settled_on is not None],
        "today": clock.today(),
        "may_edit": may["edit_homes"],
        "may_stays": may["edit_stays"],
    }
    return render(request, "housing/tenancy.html", context)


def _step(
    request: StaffRequest,
    tenancy_id: UUID,
    form: Any,
    verb: Any,
    title: str | Promise,
    intro: str | Promise = "",
) -> HttpResponse:
    found = door.open_for(request.user, Tenancy, tenancy_id, to=May.EDIT_HOMES)
    question = Question(title=title, about=found.citizen.shown_name, intro=intro)
    do = partial(verb, found, by=request.user)
    return ask(request, form, question, do, back=_to_tenancy(found))


@login_required
def hand_keys(request: StaffRequest, tenancy_id: UUID) -> HttpResponse:
    form = OnForm(request.POST or None)
    return _step(request, tenancy_id, form, verbs.hand_keys, _("The citizen has the keys"))


@login_required
def note_trouble(request: StaffRequest, tenancy_id: UUID) -> HttpResponse:
    intro = _("It opens a duty to act before it is too late. Help goes on whatever happens.")
    form = TroubleForm(request.POST or None)
    title = _("The home is at risk")
    return _step(request, tenancy_id, form, verbs.note_trouble, title, intro)


@login_required
def end_tenancy(request: StaffRequest, tenancy_id: UUID) -> HttpResponse:
    intro = _("Is the home lost, then use “Loses the home”: it asks where the citizen sleeps.")
    form = EndTenancyForm(request.POST or None)
    return _step(request, tenancy_id, form, verbs.end_tenancy, _("The tenancy is over"), intro)


@login_required
def settle_trouble(request: StaffRequest, trouble_id: UUID) -> HttpResponse:
    trouble = door.open_for(request.user, Trouble, trouble_id, to=May.EDIT_HOMES)
    question = Question(
        title=_("It is settled"),
        about=f"{trouble.citizen.shown_name} · {trouble.get_kind_display()}",
        done=_("The home is kept, and the duty is gone."),
    )
    do = partial(verbs.settle_trouble, trouble, by=request.user)
    form = SettleForm(request.POST or None)
    return ask(request, form, question, do, back=_to_tenancy(trouble.tenancy))
