"""The small things about a person: nicknames, what those around may be told, a second yes."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.citizens import merging
from helhed.citizens import verbs as citizens
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.desk import records
from helhed.desk.asking import Question, ask
from helhed.desk.forms_people import StreetNameForm, TellingForm


@login_required
def add_street_name(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.EDIT_BASIC)
    question = Question(
        title=_("One more thing the person is called"),
        intro=_("Search finds the person by it, and by how it sounds."),
        button=_("Save"),
        done=_("It is saved."),
    )
    do = partial(citizens.add_street_name, citizen, by=request.user)
    back = reverse("desk:about", args=[citizen.pk])
    return ask(request, citizen, StreetNameForm(request.POST or None), question, do, back=back)


@login_required
@require_POST
def remove_street_name(request: StaffRequest, street_name_id: UUID) -> HttpResponse:
    street_name = records.open_street_name(request.user, street_name_id)
    citizen_id = street_name.citizen_id
    citizens.remove_street_name(street_name, by=request.user)
    saved(request, _now("It is removed."))
    return redirect("desk:about", citizen_id)


@login_required
def agree_what_to_tell(request: StaffRequest, member_id: UUID) -> HttpResponse:
    """The citizen says what somebody around them may be told, and until when."""
    member = records.open_network_member(request.user, member_id)
    question = Question(
        title=_("What may be told?"),
        intro=_("Ask the citizen. Listening to somebody is always allowed."),
        button=_("Save"),
        done=_("It is saved."),
    )
    form = TellingForm(request.POST or None, initial=TellingForm.of(member))
    remove = {
        "label": _("No longer around the citizen"),
        "url": reverse("desk:remove-network", args=[member.pk]),
    }
    do = partial(citizens.agree_what_to_tell, member, by=request.user)
    return ask(request, member.citizen, form, question, do, others=[remove])


@login_required
@require_POST
def confirm_merge(request: StaffRequest, merge_id: UUID) -> HttpResponse:
    """The second colleague has looked too, and says yes."""
    record = records.open_merge(request.user, merge_id)
    door.open_citizen(request.user, record.source_id, to=May.MERGE)
    try:
        merging.confirm(record, by=request.user)
    except Refused as refusal:
        saved(request, str(refusal))
        return redirect("desk:merge", record.citizen_id)
    undo = reverse("desk:undo-merge", args=[record.pk])
    saved(request, _now("The two pages are one."), undo_url=undo)
    return redirect("desk:citizen", record.citizen_id)
