"""Noting a contact in two taps, adding to it, and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.audit.models import Event
from helhed.contacts import going, times, verbs
from helhed.contacts.around import around
from helhed.contacts.forms import AddForm, EditForm, NextForm, NoteForm, OutcomeForm
from helhed.contacts.models import Appointment, Contact, Promise
from helhed.contacts.nearby import appointment_about
from helhed.core import clock
from helhed.core.errors import Conflict, Refused
from helhed.core.ids import new_id
from helhed.design.comparing import both
from helhed.design.http import saved
from helhed.teams.models import Duty


@login_required
def new_contact(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Four big buttons; the tap on one of them saves."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.WRITE_CONTACTS)
    if request.method == "POST":
        form = OutcomeForm(request.POST)
        if form.is_valid():
            contact = verbs.note_contact(
                citizen,
                by=request.user,
                at=clock.now(),
                appointment=appointment_about(citizen, at=clock.now()),
                **form.cleaned_data,
            )
            return redirect(going.to_noted(request, contact.pk))
        messages.error(request, _("Choose what happened."))
    appointment = appointment_about(citizen, at=clock.now())
    context = {"citizen": citizen, "contact_id": new_id(), "appointment": appointment}
    context |= {"now": clock.now(), "today": clock.today(), "back": going.to_citizen(citizen.pk)}
    return render(request, "contacts/new.html", context)


@login_required
def noted(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """It is saved; the rest is voluntary."""
    contact = door.open_for(request.user, Contact, contact_id, to=May.WRITE_CONTACTS, card=True)
    return render(request, "contacts/noted.html", noted_context(contact))


def noted_context(contact: Contact, form: AddForm | None = None) -> dict[str, Any]:
    """What the page shows after a contact was saved."""
    citizen = contact.citizen
    beside = around(contact)
    now = clock.now()
    ahead = Appointment.objects.ahead_on(clock.today()).filter(citizen=citizen)
    duty = Duty.objects.open().filter(citizen=citizen, kind=Duty.Kind.NEXT_CONTACT).first()
    first: dict[str, Any] = {
        "version": contact.version,
        "note": contact.note,
        "own_words": contact.own_words,
    }
    first["known_place" if contact.place in beside.places else "place"] = contact.place
    first |= {"minutes": contact.minutes, "network_present": contact.network_present}
    first["with_colleagues"] = [str(key) for key in contact.with_colleagues]
    return {
        "contact": contact,
        "citizen": citizen,
        "form": form or AddForm(initial=first, around=beside),
        "next_form": NextForm(),
        "choices": times.choices(now),
        "next": ahead.select_related("worker").order_by("at", "id").first(),
        "duty": duty,
        "promises": contact.promises.open(),
        "owed": Promise.objects.open().filter(citizen=citizen).exclude(contact=contact),
        "today": clock.today(),
        "back": going.to_citizen(citizen.pk),
    }


@login_required
@require_POST
def add_to_contact(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """Note, place, own words and promise, in one go; what was left empty changes nothing."""
    contact = door.open_for(request.user, Contact, contact_id, to=May.WRITE_CONTACTS, card=True)
    form = AddForm(request.POST, around=around(contact))
    template = "contacts/outreach_noted.html" if going.on_the_street(request) else None
    if not form.is_valid():
        return render(request, template or "contacts/noted.html", noted_context(contact, form))
    told = form.told()
    try:
        if told:
            based_on = form.cleaned_data["version"]
            verbs.add_to_contact(contact, by=request.user, based_on=based_on, **told)
    except Conflict as conflict:
        return _both_texts(request, contact, conflict)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(going.back(request, contact.citizen_id))
    if text := form.cleaned_data["promise"].strip():
        on = clock.today()
        verbs.promise(contact.citizen, by=request.user, text=text, on=on, contact=contact)
    saved(request)
    if going.on_the_street(request):
        return redirect("contacts:outreach-noted", contact.pk)
    return redirect(going.to_citizen(contact.citizen_id))


@login_required
@require_POST
def agree_next(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """The next time in one tap: this evening, tomorrow, Monday, or a day."""
    contact = door.open_for(request.user, Contact, contact_id, to=May.WRITE_CONTACTS, card=True)
    form = NextForm(request.POST)
    meant = form.at(clock.now()) if form.is_valid() else None
    if meant is None:
        messages.error(request, _("Choose a day, or one of the times."))
        return redirect(going.to_noted(request, contact.pk))
    at, loose = meant
    try:
        verbs.make_appointment(
            contact.citizen,
            by=request.user,
            at=at,
            loose_time=loose,
            worker=request.user,
            team=contact.team,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(going.to_noted(request, contact.pk))


@login_required
@require_POST
def undo_contact(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    contact = door.open_for(request.user, Contact, contact_id, to=May.WRITE_CONTACTS, card=True)
    try:
        verbs.undo_contact(contact, by=request.user)
        messages.success(request, _("The contact is taken back."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(going.back(request, contact.citizen_id))


@login_required
def write_note(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """A note without a meeting."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.WRITE_CONTACTS)
    form = NoteForm(request.POST or None, initial={"contact_id": new_id()})
    if form.is_valid():
        contact = verbs.note_contact(
            citizen,
            by=request.user,
            outcome=Contact.Outcome.NOTE,
            at=clock.now(),
            **form.cleaned_data,
        )
        from_here = going.to_citizen(citizen.pk)
        saved(request, undo_url=going.undo(contact.pk))
        return redirect(from_here)
    context = {"citizen": citizen, "form": form, "back": going.to_citizen(citizen.pk)}
    return render(request, "contacts/note.html", context)


@login_required
def edit_note(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """Change what was written; if somebody did so meanwhile, both texts are shown."""
    contact = door.open_for(request.user, Contact, contact_id, to=May.WRITE_CONTACTS)
    first: dict[str, Any] = {
        "note": contact.note,
        "own_words": contact.own_words,
        "version": contact.version,
    }
    form = EditForm(request.POST or None, initial=first)
    if form.is_valid():
        told = dict(form.cleaned_data)
        try:
            based_on = told.pop("version")
            verbs.add_to_contact(contact, by=request.user, based_on=based_on, **told)
        except Conflict as conflict:
            return _both_texts(request, contact, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request)
            return redirect(going.to_citizen(contact.citizen_id))
    context = {"contact": contact, "citizen": contact.citizen, "form": form}
    context |= {"back": going.to_citizen(contact.citizen_id), "today": clock.today()}
    return render(request, "contacts/edit.html", context)


def _both_texts(request: StaffRequest, contact: Contact, conflict: Conflict) -> HttpResponse:
    """The first text that differs, to choose from; the others go along with both texts joined."""
    mine = {"note": contact.note, "own_words": contact.own_words} | _texts(conflict.mine)
    theirs = mine | _texts(conflict.theirs)
    differing = [name for name in mine if mine[name].strip() != theirs[name].strip()] or ["note"]
    chosen = differing[0]
    others = {name: both(mine[name], theirs[name]) for name in mine if name != chosen}
    context = {
        "contact": contact,
        "citizen": contact.citizen,
        "name": chosen,
        "mine": mine[chosen],
        "theirs": theirs[chosen],
        "version": conflict.version,
        "others": others,
        "who": _who_changed(contact),
        "back": going.to_citizen(contact.citizen_id),
    }
    return render(request, "contacts/conflict.html", context, status=409)


def _texts(told: dict[str, Any]) -> dict[str, str]:
    return {name: str(text) for name, text in told.items() if name in ("note", "own_words")}


def _who_changed(contact: Contact) -> str:
    """The name of the colleague who changed it last, as far as the log tells us."""
    lines = Event.objects.filter(action="contacts.add_to_contact", object_id=str(contact.pk))
    actor = lines.order_by("-at", "-id").values_list("actor_id", flat=True).first()
    who = User.objects.filter(pk=actor).first() if actor else None
    return who.get_short_name() if who else _("A colleague")
