"""One page, one form, one verb about one citizen: how the desk asks before something is done."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from helhed.access import asking, door
from helhed.access.asking import Question
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.accounts.models import User
from helhed.citizens.models import Citizen

__all__ = ["Question", "ask", "page_after"]


def page_after(user: User, citizen: Citizen) -> str:
    """The citizen's page, or the first page where what was done has closed the way to it.

    A house's way to a citizen ends with the stay: its staff must not be sent to a closed door.
    """
    if door.citizens_open_to(user, May.READ_BASIC).filter(pk=citizen.pk).exists():
        return reverse("desk:citizen", args=[citizen.pk])
    return reverse("desk:home")


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
    if not back:
        more.setdefault("then", lambda _done: page_after(request.user, citizen))
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
