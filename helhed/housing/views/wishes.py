"""What one citizen wishes for: in their words, as facts, and what has been offered."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.housing import overview, verbs
from helhed.housing.answering import context_of
from helhed.housing.forms import EndWishForm, WishForm
from helhed.housing.models import Wish


@login_required
@require_GET
def card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The wish and the home, for the citizen's page."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_HOMES, card=True)
    return render(request, "housing/_card.html", context_of(request, citizen))


@login_required
@require_GET
def wishes(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Everything said, offered and lived in."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_HOMES)
    context = context_of(request, citizen)
    if context["wish"] is not None:
        rule = verbs.current_rule(clock.now())
        places = overview.all_waiting(rule, on=clock.today())
        mine = (place for place in places if place.facts.wish_id == context["wish"].pk)
        context |= {"place": next(mine, None), "waiting_count": len(places)}
    return render(request, "housing/wishes.html", context)


@login_required
def say_wish(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The wish, said for the first time or anew."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_HOMES)
    wish = overview.wish_of(citizen.pk)
    newest = next(iter(wish.said.all()), None) if wish else None
    question = Question(
        title=_("What home is wished for?"),
        about=citizen.shown_name,
        intro=_("New words never cost waiting time. Leave open what the citizen has not said."),
        done=_("The wish is written down."),
    )
    form = WishForm(request.POST or None, initial=WishForm.of(newest))
    do = partial(verbs.say_wish, citizen, by=request.user, on=clock.today())
    return ask(request, form, question, do, back=reverse("housing:wishes", args=[citizen.pk]))


@login_required
def end_wish(request: StaffRequest, wish_id: UUID) -> HttpResponse:
    """The citizen waits no longer, of their own wish or because they have gone."""
    wish = door.open_for(request.user, Wish, wish_id, to=May.EDIT_HOMES)
    question = Question(
        title=_("Waits no longer"),
        about=wish.citizen.shown_name,
        intro=_("A no to a home, or an appointment nobody came to, never ends the waiting."),
    )
    do = partial(verbs.end_wish, wish, by=request.user, on=clock.today())
    back = reverse("housing:wishes", args=[wish.citizen_id])
    return ask(request, EndWishForm(request.POST or None), question, do, back=back)
