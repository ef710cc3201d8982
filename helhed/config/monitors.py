"""What monitors ask, answered before there is any session, user or host to believe."""

from collections.abc import Callable
from ipaddress import ip_address
from secrets import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from helhed.config import health, metrics

BEARER = "Bearer "
# With one of these somebody stands between, and the address is not the asker's.
SENT_ON = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")


def answer_monitors(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, the outermost: a monitor is answered also when the database is not there."""
    answers = {"/health": whole, "/health/pages": pages, "/metrics": figures}

    def answer(request: HttpRequest) -> HttpResponse:
        known = answers.get(request.path_info)
        if known is None or request.method not in ("GET", "HEAD"):
            return get_response(request)
        response = known(request)
        if response is None:
            return get_response(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return answer


def whole(request: HttpRequest) -> HttpResponse:
    """For whoever is called at night: all that must run, the worker with it."""
    found = health.examine()
    return _told(found.words(), well=found.pages and found.worker)


def pages(request: HttpRequest) -> HttpResponse:
    """For a proxy that chooses between machines: a silent worker takes no pages down."""
    found = health.examine()
    words = found.words()
    return _told({name: words[name] for name in ("database", "migrations")}, well=found.pages)


def _told(words: dict[str, str], *, well: bool) -> HttpResponse:
    return JsonResponse({"status": "ok" if well else "ill", **words}, status=200 if well else 503)


def figures(request: HttpRequest) -> HttpResponse | None:
    """Nothing for those who may not: they are answered as by any address that is not there."""
    if not (_has_the_token(request) or _comes_from_a_known_place(request)):
        return None
    return HttpResponse(metrics.told(), content_type=CONTENT_TYPE_LATEST)


def _has_the_token(request: HttpRequest) -> bool:
    said, known = request.headers.get("Authorization", ""), settings.HELHED_METRICS_TOKEN
    if not known or not said.startswith(BEARER):
        return False
    return compare_digest(said.removeprefix(BEARER).encode(), known.encode())


def _comes_from_a_known_place(request: HttpRequest) -> bool:
    if any(name in request.headers for name in SENT_ON):
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in place for place in settings.HELHED_METRICS_FROM)
