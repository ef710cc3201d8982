"""One page, one form, one verb: how the desk asks before something bigger is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise

from helhed.access.requests import StaffRequest
from helhed.citizens.models import Citizen
from helhed.core.errors import Refused
from helhed.design.http import saved

Text = str | Promise


@dataclass(frozen=True)
class Question:
    """The words of such a page."""

    title: Text
    button: Text
    intro: Text = ""
    not_saved: Text = ""
    done: Text = ""
    icon: str = ""


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
    """Show the form; when it is filled in, do the verb with its fields and go back.

    A refusal is shown above the form, and what was typed stays there.
    """
    where = back or reverse("desk:citizen", args=[citizen.pk])
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            do(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request, str(question.done))
            return redirect(where)
    if form.errors and request.htmx:
        status = 422
    context = {"citizen": citizen, "form": form, "question": question, "back": where, **more}
    return render(request, "desk/ask.html", context, status=status)
