"""What the room's views have in common when something is done."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from helhed.accounts.models import User
from helhed.core.errors import Refused
from helhed.core.models import Noun
from helhed.design.http import saved


def page_of(name: str, row: Noun) -> str:
    """The address of the row's own page."""
    return reverse(f"strategy:{name}", args=[row.pk])


def anew(verb: Callable[..., Any], row: Noun, *, by: User) -> Callable[..., Any]:
    """The verb for `ask`: the form's hidden version is what the change is based on."""

    def do(*, version: int, **fields: Any) -> Any:
        return verb(row, by=by, based_on=version, **fields)

    return do


def do_or_say(
    request: HttpRequest,
    do: partial[Any],
    done: str,
    where: str,
    *,
    say_refusal: bool = True,
) -> HttpResponse:
    """Do the verb and go to `where`; a refusal is said there, unless the caller shows it."""
    try:
        do()
    except Refused as refusal:
        if not say_refusal:
            raise
        messages.error(request, str(refusal))
    else:
        saved(request, done)
    return redirect(where)
