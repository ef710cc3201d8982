"""Reading documents in: what was uploaded, what was read, and accepting it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.strategy.beside import policy_pieces
from helhed.strategy.comparing import Changes, changes_of, corrected
from helhed.strategy.entrance import steering
from helhed.strategy.forms.reading import AcceptForm, UploadForm
from helhed.strategy.models import ImportDraft
from helhed.strategy.reading_target import NoPeriod
from helhed.strategy.verbs.accepting import accept_import
from helhed.strategy.verbs.reading import discard_document, read_again, upload_document

SHOWN_DOCUMENTS = 50


@steering
@require_safe
def readings(request: StaffRequest) -> HttpResponse:
    return _readings(request, UploadForm())


def _readings(request: StaffRequest, form: UploadForm) -> HttpResponse:
    drafts = ImportDraft.objects.without_content().select_related("made_by", "plan", "policy")
    context = {
        "form": form,
        "drafts": drafts.latest_first()[:SHOWN_DOCUMENTS],
        "today": clock.today(),
    }
    return render(request, "strategy/readings.html", context)


@steering
@require_POST
def upload(request: StaffRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        document = form.cleaned_data["document"]
        try:
            draft = upload_document(
                by=request.user, name=document.name or "", content=document.read()
            )
        except Refused as refusal:
            form.add_error("document", str(refusal))
        else:
            saved(request, _("The document is read. Nothing is taken in yet."))
            return redirect("strategy:reading", draft.pk)
    return _readings(request, form)


@steering
@require_safe
def reading(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    return _reading(request, _draft(draft_id))


def _draft(draft_id: UUID) -> ImportDraft:
    return get_object_or_404(ImportDraft.objects.defer("content"), pk=draft_id)


def _reading(
    request: StaffRequest, draft: ImportDraft, form: AcceptForm | None = None
) -> HttpResponse:
    changes = _changes(draft)
    is_plan = draft.kind == ImportDraft.Kind.ACTION_PLAN
    context: dict[str, Any] = {
        "draft": draft,
        "data": corrected(draft),
        "changes": changes,
        "form": form or AcceptForm(draft, initial=_initial(draft, changes)),
        "today": clock.today(),
        "is_open": draft.state == ImportDraft.State.OPEN,
        "rows": _rows(draft, changes) if is_plan else [],
        "pieces": [] if is_plan else policy_pieces(draft),
    }
    template = "strategy/reading.html" if is_plan else "strategy/reading_policy.html"
    return render(request, template, context)


def _changes(draft: ImportDraft) -> Changes | None:
    try:
        return changes_of(draft)
    except NoPeriod:
        return None


def _initial(draft: ImportDraft, changes: Changes | None) -> dict[str, Any]:
    if changes is None:
        return {"version": draft.version}
    target = changes.target
    return {
        "version": draft.version,
        "policy": target.policy,
        "title": target.plan_title or target.policy_title,
    }


def _rows(draft: ImportDraft, changes: Changes | None) -> list[dict[str, Any]]:
    """Each card with what becomes of it and how much of it needs a look."""
    becomes = {card.number: card for card in changes.cards} if changes else {}
    return [
        {
            "card": card,
            "change": becomes.get(card["number"]),
            "unsure": sum(bool(it["uncertain"]) for it in card["fields"].values()),
            "unplaced": len(card["unplaced"]),
        }
        for card in corrected(draft)["cards"]
    ]


@steering
@require_POST
def accept(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    draft = _draft(draft_id)
    form = AcceptForm(draft, request.POST)
    if not form.is_valid():
        return _reading(request, draft, form)
    given = form.cleaned_data
    try:
        came = accept_import(
            draft,
            by=request.user,
            at=clock.now(),
            based_on=given["version"],
            policy=given.get("policy"),
            title=given["title"],
            only=given.get("cards"),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _reading(request, draft, form)
    changed = len(came.new) + len(came.updated)
    saved(
        request,
        ngettext(
            "%(count)d initiative is taken in.", "%(count)d initiatives are taken in.", changed
        )
        % {"count": changed}
        if came.plan
        else _("The policy is taken in."),
    )
    return redirect("strategy:reading", draft.pk)


@steering
@require_POST
def again(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Read it once more with the labels known by now."""
    draft = _draft(draft_id)
    try:
        read_again(draft, by=request.user)
    except Refused as refusal:
        return _refused(request, draft, refusal)
    saved(request, _("The document is read again."))
    return redirect("strategy:reading", draft_id)


@steering
@require_POST
def discard(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    draft = _draft(draft_id)
    try:
        discard_document(draft, by=request.user)
    except Refused as refusal:
        return _refused(request, draft, refusal)
    saved(request, _("Nothing of the document is taken in."))
    return redirect("strategy:readings")


def _refused(request: StaffRequest, draft: ImportDraft, refusal: Refused) -> HttpResponse:
    context = {"refusal": str(refusal), "back": reverse("strategy:reading", args=[draft.pk])}
    return render(request, "strategy/reading_refused.html", context)


@steering
@require_safe
def original(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """The document as it was uploaded: always a download, never opened in the browser."""
    draft = get_object_or_404(ImportDraft.objects.defer("text", "data"), pk=draft_id)
    return HttpResponse(
        bytes(draft.content),
        content_type="application/octet-stream",
        headers={"Content-Disposition": _attachment(draft.name)},
    )


def _attachment(name: str) -> str:
    plain = name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "")
    return f'attachment; filename="{plain or "document"}"'
