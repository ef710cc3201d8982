"""One card of a document beside its fields, putting a field right, and the table of labels."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helhed.access.requests import StaffRequest
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.strategy.beside import NAMES, card_of, card_pieces, shown_fields, unplaced_of
from helhed.strategy.comparing import changes_of
from helhed.strategy.entrance import steering
from helhed.strategy.forms.reading import CorrectForm, LabelForm
from helhed.strategy.models import ImportDraft, PrintedLabel
from helhed.strategy.reading_target import NoPeriod
from helhed.strategy.verbs.reading import (
    CORRECTABLE,
    add_label,
    correct_field,
    read_again,
    remove_label,
)


@steering
@require_safe
def card(request: StaffRequest, draft_id: UUID, number: int) -> HttpResponse:
    draft, shown = _card(draft_id, number)
    numbers = [it["number"] for it in draft.data["cards"]]
    at = numbers.index(number)
    context: dict[str, Any] = {
        "draft": draft,
        "card": shown,
        "fields": shown_fields(draft, shown),
        "unplaced": [(it, _label_form(it.beginning, it.suggestion)) for it in unplaced_of(shown)],
        "pieces": card_pieces(draft, shown),
        "change": _change(draft, number),
        "before": numbers[at - 1] if at else None,
        "after": numbers[at + 1] if at + 1 < len(numbers) else None,
        "is_open": draft.state == ImportDraft.State.OPEN,
        "names": NAMES,
    }
    return render(request, "strategy/reading_card.html", context)


def _card(draft_id: UUID, number: int) -> tuple[ImportDraft, dict[str, Any]]:
    draft = get_object_or_404(ImportDraft.objects.defer("content"), pk=draft_id)
    shown = card_of(draft, number) if draft.kind == ImportDraft.Kind.ACTION_PLAN else None
    if shown is None:
        raise Http404
    return draft, shown


def _change(draft: ImportDraft, number: int) -> Any:
    try:
        changes = changes_of(draft)
    except NoPeriod:
        return None
    return next((it for it in changes.cards if it.number == number), None)


def _label_form(text: str, field: str) -> LabelForm:
    return LabelForm(initial={"text": text, "field": field})


@steering
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, draft_id: UUID, number: int, field: str) -> HttpResponse:
    draft, shown = _card(draft_id, number)
    if field not in CORRECTABLE:
        raise Http404
    now = next((it for it in shown_fields(draft, shown) if it.field == field), None)
    text = now.text if now else shown[field]
    form = CorrectForm(field, request.POST or None, initial={"text": text})
    back = reverse("strategy:reading-card", args=[draft.pk, number]) + f"#field-{field}"
    if request.method == "POST" and form.is_valid():
        try:
            correct_field(
                draft, by=request.user, card=number, field=field, text=form.cleaned_data["text"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            saved(request, _("The field is put right."))
            return redirect(back)
    context = {
        "draft": draft,
        "card": shown,
        "form": form,
        "name": NAMES[field],
        "field": field,
        "back": back,
        "pieces": [it for it in card_pieces(draft, shown) if it.field == _where(field)],
    }
    return render(request, "strategy/reading_correct.html", context)


def _where(field: str) -> str:
    return "carried_over" if field == "carried_over_text" else field


@steering
@require_safe
def labels(request: StaffRequest) -> HttpResponse:
    return _labels(request, LabelForm())


def _labels(request: StaffRequest, form: LabelForm) -> HttpResponse:
    context = {"form": form, "labels": PrintedLabel.objects.select_related("added_by")}
    return render(request, "strategy/reading_labels.html", context)


@steering
@require_POST
def new_label(request: StaffRequest) -> HttpResponse:
    """Know the words from now on; from a card's page the document is read again at once."""
    form = LabelForm(request.POST)
    if not form.is_valid():
        return _labels(request, form)
    try:
        add_label(form.cleaned_data["text"], by=request.user, field=form.cleaned_data["field"])
        draft = _open_draft(request.POST.get("draft", ""))
        if draft is not None:
            read_again(draft, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _labels(request, form)
    saved(request, _("The words are known from now on."))
    return redirect("strategy:reading", draft.pk) if draft else redirect("strategy:reading-labels")


def _open_draft(key: str) -> ImportDraft | None:
    try:
        return ImportDraft.objects.filter(pk=UUID(key), state=ImportDraft.State.OPEN).first()
    except ValueError:
        return None


@steering
@require_POST
def drop_label(request: StaffRequest, label_id: UUID) -> HttpResponse:
    remove_label(get_object_or_404(PrintedLabel, pk=label_id), by=request.user)
    saved(request, _("The words are no longer known as a label."))
    return redirect("strategy:reading-labels")
