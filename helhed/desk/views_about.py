"""About the person: names, ways to reach, what helps, network, consents."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.citizens import verbs as citizens
from helhed.core import clock
from helhed.core.errors import Conflict, Refused
from helhed.design.http import saved
from helhed.desk import forms_people as forms
from helhed.desk import records
from helhed.desk.asking import Question, ask
from helhed.desk.keys import version_in
from helhed.teams.models import Enrolment


@login_required
@require_GET
def about(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_BASIC)
    mays = door.mays(
        request.user,
        citizen.pk,
        (
            *(May.EDIT_BASIC, May.READ_PLAN, May.READ_CONTACTS, May.READ_LOG),
            *(May.MERGE, May.PROTECT, May.HOLD),
        ),
    )
    context = {
        "citizen": citizen,
        "mays": mays,
        "tab": "about",
        "today": clock.today(),
        "age": citizen.age_on(clock.today()),
        "enrolment": Enrolment.objects.filter(citizen=citizen, until_day__isnull=True).first(),
        "street_names": citizen.streetnames.all(),
        "ways": records.ways_of(citizen),
        "old_ways": citizen.waytoreachs.filter(until_day__isnull=False).order_by(
            "-until_day", "-id"
        )[:10],
        "consents": citizen.consents.order_by("-given_on", "-id"),
        "valid": records.valid_consents_of(citizen),
        "remarks": records.remarks_of(citizen),
        "hold": records.hold_on(citizen) if mays[May.HOLD] else None,
    }
    return render(request, "desk/about.html", context)


@login_required
def change_details(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Change details; if a colleague did so meanwhile, both texts are shown."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_BASIC)
    form = forms.DetailsForm(request.POST or None, initial=forms.DetailsForm.of(citizen))
    based_on = version_in(request.POST) if request.method == "POST" else citizen.version
    context: dict[str, Any] = {"citizen": citizen, "form": form, "version": based_on}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            citizens.change_details(
                citizen, by=request.user, based_on=based_on, **form.cleaned_data
            )
        except Conflict as conflict:
            status = 409
            both = {"version": conflict.version, "theirs": _differing(conflict, form)}
            context = {**context, **both}
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request)
            return redirect("desk:about", citizen.pk)
    return render(request, "desk/change_details.html", context, status=status)


def _differing(conflict: Conflict, form: forms.DetailsForm) -> list[tuple[str, Any, Any]]:
    """The fields in which the two texts differ: label, mine, theirs."""
    return [
        (str(field.label), conflict.mine[name], conflict.theirs[name])
        for name, field in form.fields.items()
        if name in conflict.mine and conflict.mine[name] != conflict.theirs[name]
    ]


@login_required
def good_to_know(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """What helps when meeting the citizen: a card, written in place."""
    to = May.EDIT_BASIC if request.method == "POST" else May.READ_BASIC
    citizen = door.open_citizen(request.user, citizen_id, to=to, card=True)
    form = forms.GoodToKnowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        citizens.add_good_to_know(citizen, by=request.user, **form.cleaned_data)
        form = forms.GoodToKnowForm()
        if not request.htmx:
            return redirect("desk:citizen", citizen.pk)
    context = {
        "citizen": citizen,
        "form": form,
        "rows": records.good_to_know_of(citizen),
        "mays": door.mays(request.user, citizen.pk, (May.EDIT_BASIC,)),
        "today": clock.today(),
    }
    return render(request, "desk/_good_to_know.html", context)


@login_required
@require_POST
def remove_good_to_know(request: StaffRequest, row_id: UUID) -> HttpResponse:
    row = records.open_good_to_know(request.user, row_id)
    citizens.remove_good_to_know(row, by=request.user, on=clock.today())
    saved(request, _now("It is removed."))
    return redirect("desk:citizen", row.citizen_id)


@login_required
@require_GET
def network(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The people, animals and communities around the citizen: a card."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_BASIC, card=True)
    context = {
        "citizen": citizen,
        "members": records.network_of(citizen),
        "mays": door.mays(request.user, citizen.pk, (May.EDIT_BASIC,)),
        "today": clock.today(),
    }
    return render(request, "desk/_network.html", context)


@login_required
def add_network_member(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_BASIC)
    question = Question(
        title=_("Somebody around the citizen"),
        intro=_("Listening to somebody is always allowed. Telling needs the citizen's yes."),
        button=_("Save"),
        done=_("It is saved."),
    )
    do = partial(citizens.add_network_member, citizen, by=request.user)
    return ask(request, citizen, forms.NetworkForm(request.POST or None), question, do)


@login_required
@require_POST
def remove_network_member(request: StaffRequest, member_id: UUID) -> HttpResponse:
    member = records.open_network_member(request.user, member_id)
    citizens.remove_network_member(member, by=request.user, on=clock.today())
    saved(request, _now("It is removed."))
    return redirect("desk:citizen", member.citizen_id)


@login_required
def add_way_to_reach(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_BASIC)
    question = Question(
        title=_("A way to reach the citizen"),
        intro=_("A new telephone takes the place of the old one, which is kept in the history."),
        button=_("Save"),
        done=_("It is saved."),
    )
    do = partial(citizens.add_way_to_reach, citizen, by=request.user)
    form = forms.WayForm(request.POST or None)
    back = reverse("desk:about", args=[citizen.pk])
    return ask(request, citizen, form, question, do, back=back)


@login_required
@require_POST
def end_way_to_reach(request: StaffRequest, way_id: UUID) -> HttpResponse:
    way = records.open_way(request.user, way_id)
    citizens.end_way_to_reach(way, by=request.user, on=clock.today())
    saved(request, _now("It no longer works, and is kept in the history."))
    return redirect("desk:about", way.citizen_id)


@login_required
def give_consent(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_BASIC)
    question = Question(
        title=_("A yes from the citizen"),
        intro=_("Say it to the citizen first, in the words you write here."),
        button=_("Save the consent"),
        done=_("The consent is saved."),
    )
    form = forms.ConsentForm(request.POST or None)
    do = partial(citizens.give_consent, citizen, by=request.user)
    back = reverse("desk:about", args=[citizen.pk])
    return ask(request, citizen, form, question, do, back=back)


@login_required
@require_POST
def withdraw_consent(request: StaffRequest, consent_id: UUID) -> HttpResponse:
    consent = records.open_consent(request.user, consent_id)
    try:
        citizens.withdraw_consent(consent, by=request.user, on=clock.today())
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        saved(request, _now("The consent is withdrawn from today."))
    return redirect("desk:about", consent.citizen_id)
