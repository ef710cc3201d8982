"""What the user meets when something is wrong."""

import logging
import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.template import loader

# Letters that are not mistaken for another when read aloud over the telephone.
LETTERS = "AEFHJKLMRTUXY"
LAST_RESORT = "Det gik galt hos os. Ring til support og sig"

logger = logging.getLogger("helhed.errors")


def new_number() -> str:
    """A number to report, such as H-4821-K7."""
    digits = secrets.randbelow(10_000)
    return f"H-{digits:04d}-{secrets.choice(LETTERS)}{secrets.randbelow(10)}"


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours, with a number that stands in the log beside the fault.

    It asks nothing of the database, which may be what is broken: hence no request context.
    """
    number = new_number()
    request.error_number = number  # type: ignore[attr-defined]
    try:
        page = loader.get_template("design/500.html").render({"number": number})
    except Exception:
        # The last resort: what broke the page may break this one too.
        logger.exception("The page for server errors failed as well.", extra={"request": request})
        page = f"<!doctype html><title>Helhed</title><p>{LAST_RESORT} {number}</p>"
    return HttpResponseServerError(page)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page for what is missing and what is closed: the answer must not tell which."""
    return HttpResponseNotFound(loader.render_to_string("design/404.html", request=request))


def no_such_page(request: HttpRequest) -> HttpResponse:
    """Shuts an address that a library would open."""
    raise Http404


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponseForbidden(loader.render_to_string("design/403.html", request=request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return forbidden(request)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponseBadRequest(loader.render_to_string("design/400.html", request=request))


def words_for_wrong_ways(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a browser that asks in a way the address does not know gets a page, not nothing.

    Other systems keep the bare answer.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        if bare and request.accepts("text/html") and "Accept" in request.headers:
            response.content = loader.render_to_string("design/405.html", request=request)
            response.headers["Content-Type"] = "text/html; charset=utf-8"
        return response

    return answer
