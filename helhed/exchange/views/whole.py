"""A citizen gets all that is written about them: seen beforehand, decided, and made."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.exchange import verbs
from helhed.exchange.forms import WholeRecordForm
from helhed.exchange.whole.files import Choices, closed_words, contents
from helhed.exchange.whole.gathering import gather
from helhed.exchange.whole.register import Part
from helhed.exchange.whole.telling import why_words

KINDS = {"pdf": "application/pdf", "json": "application/json"}
# What was decided is kept this long; the files may be made anew meanwhile.
DECIDED_FOR = timedelta(minutes=30)


@login_required
def whole_record(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """What it is and holds, what is not in it, and what must be decided before it is given."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.GIVE_RECORD)
    whole = gather(request.user, citizen)
    form = WholeRecordForm(request.POST or None, doubtful=whole.doubtful())
    if request.method == "POST" and form.is_valid():
        decided = {**form.decided(), "at": clock.now().isoformat()}
        request.session[_place(citizen.pk)] = decided
        return redirect("exchange:whole-record-ready", citizen.pk)
    context = {
        "citizen": citizen,
        "form": form,
        "contents": contents(whole),
        "total": sum(1 for _one in whole.written()),
        "closed": closed_words(whole),
        "log": whole.log,
        "earlier": sum(map(len, whole.before.values())),
        "left_out": list(why_words().values()),
    }
    return render(request, "exchange/whole_record.html", context)


@login_required
@require_GET
def whole_record_ready(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """The paper and the file, as soon as everything is decided."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.GIVE_RECORD)
    if _decided(request, citizen.pk) is None:
        return redirect("exchange:whole-record", citizen.pk)
    return render(request, "exchange/whole_record_ready.html", {"citizen": citizen})


@login_required
@require_GET
def whole_record_file(request: StaffRequest, citizen_id: UUID, form: str) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.GIVE_RECORD)
    if form not in KINDS:
        raise Http404
    choices = _decided(request, citizen.pk)
    if choices is None:
        return redirect("exchange:whole-record", citizen.pk)
    made = verbs.give_whole_record(
        citizen,
        by=request.user,
        choices=choices,
        form=form,
        at=clock.now(),
    )
    # The name of the file tells nothing: it lies in a folder of downloads on a shared computer.
    answer = HttpResponse(made, content_type=KINDS[form])
    answer["Content-Disposition"] = f'attachment; filename="alt.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _place(citizen_id: UUID) -> str:
    return f"whole-record {citizen_id}"


def _decided(request: StaffRequest, citizen_id: UUID) -> Choices | None:
    """What was decided a short while ago, or None."""
    kept: dict[str, Any] | None = request.session.get(_place(citizen_id))
    if kept is None or clock.now() - datetime.fromisoformat(kept["at"]) > DECIDED_FOR:
        return None
    return Choices(
        identified=kept["identified"],
        handed=kept["handed"],
        held=frozenset(Part(part) for part in kept["held"]),
        because=kept["because"],
    )
