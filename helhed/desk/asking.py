"""One page, one form, one verb about one citizen: how the desk asks before something is done."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from helhed.access import asking
from helhed.access.asking import Question
from helhed.access.requests import StaffRequest
from helhed.citizens.models import Citizen

__all__ = ["Question", "ask"]


def ask(
    request: StaffRequest,
    citizen: Citizen,
    form: forms.Form,
    question: Question,
    do: Callable[..., Any],
    *,
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """`access.asking.ask` about the citizen; without `back` it returns to the citizen's page."""
    return asking.ask(
        request,
        form,
        replace(question, about=citizen.shown_name),
        do,
        back=back or reverse("desk:citizen", args=[citizen.pk]),
        template="desk/ask.html",
        citizen=citizen,
        **more,
    )
