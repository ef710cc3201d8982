"""How the views of staff answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from helhed.design.words import clock


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, object] | None = None,
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page, or only its `fragment` template when htmx asked for a part of it."""
    htmx = getattr(request, "htmx", None)
    part = bool(fragment) and bool(htmx) and not htmx.boosted  # type: ignore[union-attr]
    return render(request, fragment if part else template, context, status=status)


def saved(request: HttpRequest, what: str = "", *, undo_url: str = "") -> None:
    """Tell on the next page that it is saved, with the time and a way back.

    `what` is a whole sentence. `undo_url` takes a POST and must stand in our own site.
    """
    sentence = _("Saved at %(time)s.") % {"time": clock(timezone.now())}
    tags = f"saved undo={undo_url}" if undo_url else "saved"
    messages.success(request, f"{sentence} {what}".strip(), extra_tags=tags)
