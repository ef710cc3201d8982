"""A session ends some hours after signing in, and earlier when nobody uses it."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

STARTED, USED = "helhed_signed_in_at", "helhed_used_at"
# Not every request is worth a write in the database.
NOTED_EVERY_SECONDS = 60
# A page that refreshes itself sends this header; it says nothing of whether anybody is there.
UNATTENDED = "X-Unattended"


def kept_by_no_browser(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what is shown to somebody signed in leaves the machine with them.

    Otherwise the next at a shared computer presses Back and reads. Stands where the user is known.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


class SessionEndMiddleware:
    """Ends sessions that are too old or too idle. Stands before anything that asks for the user.

    The session key itself changes at each sign-in: Django does that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            self.end_or_note(request, time.time())
        return self.get_response(request)

    def end_or_note(self, request: HttpRequest, now: float) -> None:
        session = request.session
        started = session.setdefault(STARTED, now)
        used = session.setdefault(USED, now)
        too_old = now - started > settings.SESSION_COOKIE_AGE
        too_idle = now - used > settings.HELHED_SESSION_IDLE_SECONDS
        if too_old or too_idle:
            session.flush()
        elif now - used > NOTED_EVERY_SECONDS and UNATTENDED not in request.headers:
            session[USED] = now
