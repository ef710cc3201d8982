"""How the pages of the plan answer: in place with htmx, with pages of their own without."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.audit.models import Event
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Conflict, Refused
from helhed.design import comparing
from helhed.design.http import saved
from helhed.plans import ffb
from helhed.plans.overview import overview, plan_of

Words = str | Promise


@dataclass(frozen=True)
class Saved:
    """What was saved, told where it stands. `undo` is an address that takes a POST."""

    what: Words = ""
    where: str = ""
    undo: str = ""


@dataclass(frozen=True)
class Question:
    """One form on a page of its own, or opened in place on the plan's page."""

    title: Words
    said: Words = ""
    intro: Words = ""
    button: Words = ""
    # The id of the element on the plan's page that the answer belongs to.
    where: str = ""
    # For what is new: "goal" makes it `goal-<key>` of what came of the answer.
    marks: str = ""
    template: str = "plans/ask.html"
    back: str = "plans:plan"
    # The verb's names of fields that a form calls something else.
    renamed: dict[str, str] = field(default_factory=dict)
    undo: Callable[[Any], str] | None = None
    # Fields that wait behind "More, if you like", and fields not marked as optional although the
    # form does not demand them: one of several must be answered.
    tucked: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


def asked(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[..., Any],
    *,
    citizen: Citizen,
    question: Question,
) -> HttpResponse:
    """Show the form; when it is filled in, do what was asked and answer with the plan.

    Nothing typed is lost: a refusal comes back with the text, a conflict with both texts.
    """
    if request.method == "POST" and form.is_valid():
        try:
            came_of_it = do(**form.cleaned_data)
        except Conflict as both:
            return _both_texts(request, form, both, citizen=citizen, question=question)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            undo = question.undo(came_of_it) if question.undo else ""
            where = f"{question.marks}-{came_of_it.pk}" if question.marks else question.where
            note = Saved(question.said, where, undo)
            return done(request, citizen=citizen, note=note, back=question.back)
    context = {"form": form, "question": question, "citizen": citizen, "today": clock.today()}
    return _form(request, context, status=422 if form.errors else 200)


def did(
    request: HttpRequest,
    do: Callable[[], Any],
    *,
    citizen: Citizen,
    note: Saved,
    back: str = "plans:plan",
) -> HttpResponse:
    """Do what a button asked for, and answer with the plan; a refusal is told there."""
    try:
        do()
    except Refused as refusal:
        note = Saved(str(refusal), note.where, "refused")
    return done(request, citizen=citizen, note=note, back=back)


def done(
    request: HttpRequest, *, citizen: Citizen, note: Saved, back: str = "plans:plan"
) -> HttpResponse:
    """The plan as it is now, with word of what was saved."""
    refused = note.undo == "refused"
    if getattr(request, "htmx", False):
        context = plan_context(request, citizen)
        return render(request, "plans/_plan.html", {**context, "note": note, "refused": refused})
    if refused:
        forms_page = {"citizen": citizen, "refusal": note.what, "back": back}
        return render(request, "plans/refused.html", forms_page, status=422)
    saved(request, str(note.what), undo_url=note.undo)
    return redirect(f"{reverse(back, args=[citizen.pk])}{f'#{note.where}' if note.where else ''}")


def plan_context(request: HttpRequest, citizen: Citizen) -> dict[str, Any]:
    """What the plan's page and its fragment need."""
    today = clock.today()
    assert isinstance(request.user, User)  # noqa: S101 - views are behind login_required
    plan: Any = plan_of(citizen.pk, reader=request.user)
    return {
        "citizen": citizen,
        "today": today,
        "seen": overview(plan, on=today),
        "may_edit": plan.reader_may_edit if plan else may_edit(request.user, citizen.pk),
    }


def may_edit(user: User, citizen_id: UUID) -> bool:
    """Whether the page shows what can be changed; the door is asked again when it is."""
    return door.mays(user, citizen_id, (May.EDIT_PLAN,))[str(May.EDIT_PLAN)]


def _form(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    question: Question = context["question"]
    if not getattr(request, "htmx", False):
        return render(request, question.template, context, status=status)
    answer = render(request, "plans/_ask.html", {**context, "inline": True}, status=status)
    if request.method == "POST":
        # The form aims at the whole plan; with something missing it stays where it stands.
        answer["HX-Retarget"] = "#asking"
        answer["HX-Reswap"] = "outerHTML"
    return answer


def _both_texts(
    request: HttpRequest,
    form: forms.Form,
    both: Conflict,
    *,
    citizen: Citizen,
    question: Question,
) -> HttpResponse:
    texts = [
        _text(form, question.renamed.get(name, name), mine, both.theirs[name])
        for name, mine in both.mine.items()
        if mine != both.theirs[name]
    ]
    differing = {text["name"] for text in texts}
    context = {
        "question": question,
        "citizen": citizen,
        "today": clock.today(),
        "texts": texts,
        "one": texts[0] if len(texts) == 1 and len(form.fields) == 2 else None,
        "same": {
            name: form.data.get(name, "")
            for name in form.fields
            if name not in differing and name != "version"
        },
        "version": both.version,
        "who": _who_wrote_last(form, citizen),
        "action": request.path,
    }
    whole = not getattr(request, "htmx", False)
    template = "plans/conflict.html" if whole else "plans/_conflict.html"
    answer = render(request, template, context, status=409)
    if not whole:
        answer["HX-Retarget"] = "#asking"
        answer["HX-Reswap"] = "outerHTML"
    return answer


def _text(form: forms.Form, name: str, mine: Any, theirs: Any) -> dict[str, Any]:
    """One field written by two: both texts as people read them, and a field to settle it."""
    widget = form.fields[name].widget
    long = isinstance(widget, forms.Textarea)
    joined = comparing.both(str(mine), str(theirs)) if long else mine
    attrs = {"id": f"both-{name}", "class": "form-input", "aria-label": form[name].label}
    return {
        "field": form[name],
        "name": name,
        "mine": mine,
        "theirs": theirs,
        "shown_mine": ffb.label(str(mine)) or str(mine),
        "shown_theirs": ffb.label(str(theirs)) or str(theirs),
        "answer": widget.render(name, joined, attrs=attrs),
    }


def _who_wrote_last(form: forms.Form, citizen: Citizen) -> str:
    """The colleague whose text stands there now, by the log; empty where the log is closed."""
    actions = ("plans.reword_hope", "plans.reword_goal", "plans.note_disagreement")
    last = (
        Event.objects.about(citizen.pk)
        .filter(action__in=(*actions, "plans.write_crisis_plan"), actor_id__isnull=False)
        .order_by("-at", "-id")
        .first()
    )
    person = User.objects.filter(pk=last.actor_id).first() if last and last.actor_id else None
    return person.get_short_name() if person else ""
