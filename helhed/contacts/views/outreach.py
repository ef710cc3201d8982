"""Opsøg: a phone in the dark, one hand. Never CPR, decisions or debt here."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.contacts import going, outreach
from helhed.contacts.models import Contact
from helhed.contacts.views.contacts import noted_context
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.teams.models import Team

KINDS = (("not_met", _("Not met")), ("mine", _("Mine")), ("all", _("All")))


@login_required
def people(request: StaffRequest) -> HttpResponse:
    """Whom to look for, longest since met first."""
    door.require(request.user, May.WRITE_CONTACTS)
    chosen = request.GET.get("show", "not_met")
    everyone = bool(request.GET.get("everyone"))
    shown = 1000 if everyone else outreach.AT_A_TIME
    found = outreach.round_of(request.user, chosen=chosen, at=clock.now(), shown=shown)
    door.log_list(request.user, "contacts.outreach", count=len(found.rows), chosen=chosen)
    context = {
        "round": found,
        "chips": [(code, label, found.counts[code]) for code, label in KINDS],
        "chosen": chosen if chosen in found.counts else "not_met",
        "today": clock.today(),
        "may_meet_new": _may_meet_new(request),
        "may_see_beds": door.may(request.user, May.EDIT_STAYS),
    }
    return render(request, "contacts/outreach.html", context)


def _may_meet_new(request: StaffRequest) -> bool:
    teams = door.teams_where(request.user, May.CREATE_CITIZEN)
    return teams.filter(kind=Team.Kind.OUTREACH).exists()


@login_required
def one(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Whom we look for: where last seen, what we promised, what helps; four big buttons."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.WRITE_CONTACTS)
    context = {
        "row": outreach.person(request.user, citizen, at=clock.now()),
        "citizen": citizen,
        "contact_id": new_id(),
        **outreach.what_helps(citizen),
        "today": clock.today(),
    }
    return render(request, "contacts/outreach_person.html", context)


@login_required
def outreach_noted(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """It is saved; put the phone away, or add a little."""
    contact = door.open_for(request.user, Contact, contact_id, to=May.WRITE_CONTACTS, card=True)
    follower = outreach.next_person(request.user, contact.citizen_id, at=clock.now())
    context = noted_context(contact) | {"next_person": follower, "street": going.STREET}
    return render(request, "contacts/outreach_noted.html", context)
