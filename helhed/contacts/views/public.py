"""Anybody may ask: without signing in, without a name, and somebody named answers."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from helhed.contacts import inbox, verbs
from helhed.contacts.forms import AskForm
from helhed.contacts.models import Enquiry
from helhed.core import clock
from helhed.teams.answering import who_answers

AN_HOUR = 3600
ASKED_PER_HOUR = 8
ASKED = "contacts_asked"


def ask(request: HttpRequest) -> HttpResponse:
    """Ask or tell; it goes to the team that receives, with a time it is answered by."""
    team = inbox.receiving_team()
    form = AskForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data.pop("website"):
            # A program gets the same answer as a person, and nothing is stored.
            return redirect("contacts:asked")
        if team is None or _too_often(request):
            form.add_error(None, _("It cannot be sent just now. Please call instead."))
        else:
            enquiry = verbs.receive_enquiry(
                by=None,
                team=team,
                channel=Enquiry.Channel.PUBLIC_FORM,
                received_at=clock.now(),
                **form.cleaned_data,
            )
            request.session[ASKED] = {
                "team": team.name,
                "answer_by": enquiry.answer_by.isoformat(),
                "phone": bool(enquiry.sender_phone),
            }
            return redirect("contacts:asked")
    context = {"form": form, "answering": who_answers(team, at=clock.now())}
    return render(request, "contacts/ask.html", context)


def asked(request: HttpRequest) -> HttpResponse:
    """Who answers and when, and the number to call now."""
    told = request.session.get(ASKED, {})
    team = inbox.receiving_team()
    context = {
        "team": told.get("team") or (team.name if team else ""),
        "answer_by": parse_datetime(told["answer_by"]) if told else None,
        "phone_given": told.get("phone", True),
        "answering": who_answers(team, at=clock.now()),
        "today": clock.today(),
    }
    return render(request, "contacts/asked.html", context)


def _too_often(request: HttpRequest) -> bool:
    """Whether this address has asked more than a person would within the hour."""
    # The sign-in's own way to find the address behind our proxies.
    key = f"contacts.ask:{get_adapter().get_client_ip(request)}"
    times = int(cache.get(key, 0)) + 1
    cache.set(key, times, AN_HOUR)
    return times > ASKED_PER_HOUR
