"""Is this person here twice? Seen beforehand, and undone when it was wrong."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_POST

from helhed.access import door
from helhed.access.may import May
from helhed.access.reach import keys_open_to
from helhed.access.requests import StaffRequest
from helhed.audit import verbs as audit
from helhed.citizens import merging, search
from helhed.citizens.names import words
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.desk import records
from helhed.desk.forms_people import MergeForm
from helhed.desk.words import KINDS


@login_required
def merge(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """Find the other page of the same person among those open to the user."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.MERGE)
    text = request.POST.get("q", "") if request.method == "POST" else citizen.name.split(" ")[0]
    mine = door.citizens_open_to(request.user, May.MERGE).exclude(pk=citizen.pk)
    asked = search.Asked(words=tuple(words(text)))
    hits = search.find(mine, asked, most=10, reach=keys_open_to(request.user, May.MERGE))
    audit.record("access.search", by=request.user, channel="search", hits=len(hits))
    done = merging.standing(citizen)
    waiting = merging.waiting(citizen).select_related("source", "merged_by")
    context = {"citizen": citizen, "q": text, "hits": hits, "done": done, "waiting": waiting}
    return render(request, "desk/merge.html", context)


@login_required
def merge_with(request: StaffRequest, citizen_id: UUID, other_id: UUID) -> HttpResponse:
    """Every row that will move, before anything moves."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.MERGE)
    other = door.open_citizen(request.user, other_id, to=May.MERGE)
    form = MergeForm(request.POST or None)
    context: dict[str, Any] = {"citizen": citizen, "other": other, "form": form}
    try:
        context["moving"] = [
            (KINDS.get(row.model, row.label), row.count)
            for row in merging.preview(other, into=citizen)
        ]
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            if merging.needs_two(other, citizen):
                merging.ask_to_merge(other, into=citizen, by=request.user, reason=reason)
                saved(request, _now("A second colleague must look and say yes."))
                return redirect("desk:merge", citizen.pk)
            record = merging.merge(other, into=citizen, by=request.user, reason=reason)
            undo = reverse("desk:undo-merge", args=[record.pk])
            saved(request, _now("The two pages are one."), undo_url=undo)
            return redirect("desk:citizen", citizen.pk)
    except Refused as refusal:
        context["refusal"] = str(refusal)
    return render(request, "desk/merge_with.html", context)


@login_required
@require_POST
def undo_merge(request: StaffRequest, merge_id: UUID) -> HttpResponse:
    record = records.open_merge(request.user, merge_id)
    try:
        merging.undo(record, by=request.user)
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        saved(request, _now("The two pages are two again."))
    return redirect("desk:citizen", record.citizen_id)
