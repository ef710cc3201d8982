"""One page, one form, one verb: the question every room asks in the same way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.core.errors import Conflict, Refused
from helhed.design.http import saved

Text = str | Promise
SAVE, NOT_SAVED = _("Save"), _("Nothing is saved yet")


@dataclass(frozen=True)
class Question:
    """The words of such a page; `about` is whom or what it is about, `done` a whole sentence."""

    title: Text
    button: Text = SAVE
    intro: Text = ""
    about: str = ""
    done: Text = ""
    not_saved: Text = NOT_SAVED


def ask(
    request: HttpRequest,
    form: forms.BaseForm,
    question: Question,
    do: Callable[..., Any],
    *,
    back: str,
    then: Callable[[Any], str] | None = None,
    undo: Callable[[Any], str] | None = None,
    template: str = "design/ask.html",
    **more: Any,
) -> HttpResponse:
    """Show the form; when it is filled in, do the verb with its fields and go on.

    `back` is the address to return to, `then` one made from what came of it, `undo` an address
    that takes a POST, `template` one that extends design/ask.html. A refusal stands above the form
    and what was typed stays there (422 to htmx). When somebody saved the same text meanwhile, both
    texts are shown and the form goes on from theirs (409): the hidden field `version` is raised,
    and saving again is a choice made with open eyes.
    """
    status, theirs = 200, []
    if request.method == "POST" and form.is_valid():
        try:
            came_of_it = do(**form.cleaned_data)
        except Conflict as both:
            status, theirs = 409, _their_texts(form, both)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            undo_url = undo(came_of_it) if undo else ""
            saved(request, str(question.done), undo_url=undo_url)
            return redirect(then(came_of_it) if then else back)
    if form.errors and getattr(request, "htmx", False):
        status = 422
    context = {"form": form, "question": question, "back": back, "theirs": theirs, **more}
    return render(request, template, context, status=status)


def _their_texts(form: forms.BaseForm, both: Conflict) -> list[dict[str, Any]]:
    """What the other saved in the fields that differ; the form is now based on their version."""
    typed = cast(MultiValueDict[str, Any], form.data).copy()
    typed["version"] = str(both.version)
    form.data = typed
    return [
        {"label": form[name].label if name in form.fields else name, "text": both.theirs[name]}
        for name, mine in both.mine.items()
        if mine != both.theirs[name]
    ]
