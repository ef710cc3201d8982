"""Where the municipality demands it, nobody works with a password alone."""

from collections.abc import Callable

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

HAS_ONE = "helhed_second_factor"


class SecondFactorMiddleware:
    """Sends a user without a second factor to the page that sets one up.

    Whoever has one is asked for it by allauth at sign-in. Who came by OIDC proved it there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.HELHED_SECOND_FACTOR_REQUIRED and self.is_missing(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def is_missing(self, request: HttpRequest) -> bool:
        session = request.session
        if session.get(HAS_ONE) or not request.user.is_authenticated:
            return False
        if request.path.startswith((reverse("mfa_index"), reverse("account_logout"))):
            return False
        if request.path.startswith(reverse("account_reauthenticate")):
            return False
        methods = session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        by_oidc = any(method["method"] == "socialaccount" for method in methods)
        if by_oidc or is_mfa_enabled(request.user):
            session[HAS_ONE] = True
            return False
        return True
