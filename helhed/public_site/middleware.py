"""Public pages are answered here, before there is any session, sign-in or user."""

from collections.abc import Callable

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.middleware.http import ConditionalGetMiddleware
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_cache_control

from helhed.public_site.connection import acting_as_public
from helhed.public_site.site import Site, site_of

# Help changes by the hour: whether a place is open must be true within a minute.
SECONDS = 60


class PublicSiteMiddleware:
    """Answers the public addresses itself: no cookie is read or set, so any cache may keep them.

    Stands before the sessions. Everything else goes on to the pages of staff.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.answer = ConditionalGetMiddleware(_answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site = site_of(request.path_info)
        if site is None:
            return self.get_response(request)
        # Refuses a forged name of the host, as CommonMiddleware does for other pages.
        request.get_host()
        request.public_site = site  # type: ignore[attr-defined]
        with translation.override(site.language):
            response: HttpResponse = self.answer(request)  # type: ignore[assignment]
        response.headers.setdefault("Content-Language", site.language)
        response.headers["X-Frame-Options"] = "DENY"
        return response


def _answer(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return _elsewhere(request)
    request.resolver_match = match
    with acting_as_public():
        try:
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except Http404:
            return missing(request)
    if response.status_code == 200:
        patch_cache_control(response, public=True, max_age=SECONDS, stale_while_revalidate=600)
    return response


def _elsewhere(request: HttpRequest) -> HttpResponse:
    path = request.path_info
    if not path.endswith("/"):
        try:
            resolve(f"{path}/")
        except Resolver404:
            return missing(request)
        return HttpResponsePermanentRedirect(f"{path}/")
    return missing(request)


def missing(request: HttpRequest) -> HttpResponse:
    """A public page that is not there: the numbers to call are."""
    site: Site = request.public_site  # type: ignore[attr-defined]
    with acting_as_public():
        return render(request, "public_site/404.html", {"site": site}, status=404)
