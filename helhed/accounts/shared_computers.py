"""The cookie of a shared computer, and what a session knows of how it began."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from helhed.accounts import verbs
from helhed.accounts.models import User
from helhed.core import clock

KEPT_FOR = timedelta(days=180)
# The session began with a PIN, so it cannot make a computer known or set a new PIN.
WITH_PIN = "helhed_with_pin"
# A computer is made known only by whoever showed the second factor that is demanded.
SECOND_FACTOR = "helhed_second_factor"


def cookie_name() -> str:
    # The prefix lets the browser refuse the cookie from a neighbouring host or an open line.
    return "__Host-device" if settings.SESSION_COOKIE_SECURE else "helhed-device"


def secret_of(request: HttpRequest) -> str:
    """What this computer's cookie holds, or an empty string."""
    return request.COOKIES.get(cookie_name(), "")


def remember(response: HttpResponse, secret: str) -> None:
    """Give the computer its cookie: for this site alone, out of reach of scripts."""
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=KEPT_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def began_with_pin(request: HttpRequest) -> bool:
    return bool(request.session.get(WITH_PIN))


def renew_after_sign_in(request: HttpRequest | None) -> None:
    """A full sign-in on a marked computer makes the PIN work there for some hours more."""
    # A sign-in by PIN says so on the request first. Tests sign in without a request.
    if request is None or getattr(request, WITH_PIN, False):
        return
    secret = secret_of(request)
    if secret and isinstance(request.user, User):
        verbs.renew_device(request.user, secret=secret, at=clock.now())
