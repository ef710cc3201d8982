"""Departments, partners and committees, as the plans name them."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from helhed.access.asking import Question, ask
from helhed.access.requests import StaffRequest
from helhed.strategy.entrance import colleagues, steering
from helhed.strategy.forms.grants import CommitteeForm, PartyForm
from helhed.strategy.models import AgendaItem, Committee, Party
from helhed.strategy.verbs import parties as verbs

LATEST = 30


@colleagues
def parties(request: StaffRequest) -> HttpResponse:
    context = {
        "parties": Party.objects.order_by("kind", "name"),
        "committees": Committee.objects.order_by("name"),
        "items": AgendaItem.objects.latest_first()[:LATEST],
    }
    return render(request, "strategy/parties.html", context)


@steering
def name_party(request: StaffRequest) -> HttpResponse:
    form = PartyForm(request.POST or None)
    words = Question(_("A department or a partner"))
    do = partial(verbs.name_party, by=request.user)
    return ask(request, form, words, do, back=reverse("strategy:parties"))


@steering
def name_committee(request: StaffRequest) -> HttpResponse:
    form = CommitteeForm(request.POST or None)
    words = Question(_("A committee"))
    do = partial(verbs.name_committee, by=request.user)
    return ask(request, form, words, do, back=reverse("strategy:parties"))
