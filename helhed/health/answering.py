"""What the pages of health share."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helhed.access import door
from helhed.access.asking import Question, Text, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.health.record import record_of

DONE = _("It stands in the health record.")
SAVE = _("Save")


def context_of(request: StaffRequest, citizen: Citizen) -> dict[str, Any]:
    today = clock.today()
    may = door.mays(request.user, citizen.pk, (May.EDIT_HEALTH,))
    return {
        "citizen": citizen,
        "today": today,
        "record": record_of(citizen.pk, on=today),
        "may_edit": may["edit_health"] and citizen.deceased_on is None,
    }


def asked(
    request: StaffRequest,
    citizen: Citizen,
    form: forms.Form,
    do: Callable[..., Any],
    *,
    title: Text,
    intro: Text = "",
    done: Text = DONE,
    button: Text = SAVE,
) -> HttpResponse:
    question = Question(
        title=title, intro=intro, about=citizen.shown_name, done=done, button=button
    )
    back = reverse("health:record", args=[citizen.pk])
    return ask(request, form, question, partial(do, by=request.user), back=back)


def opened(request: StaffRequest, citizen_id: UUID) -> Citizen:
    return door.open_citizen(request.user, citizen_id, to=May.EDIT_HEALTH)
