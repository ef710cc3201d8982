"""What Helhed asks of django-allauth: no open doors, encrypted secrets, known users only."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Users are made by the municipality's administrator, never by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Write in the log who signed in, whichever way: password, passkey or OIDC."""
        super().login(request, user)
        audit.record("accounts.sign_in", by=user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write in the log that somebody did not come in, and never what was typed as a name.

        People write their password in the field of the name; only an account that is there is told.
        """
        meant = User.objects.filter(username=credentials.get("username") or "").first()
        audit.record("accounts.refuse_sign_in", by=meant, known=meant is not None)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted in the database."""

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()


class MunicipalSignInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in by OIDC opens for users we know by the name their municipality gives them."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        # The claims stand in an envelope whose shape depends on where the provider found them.
        known_as = _claim(claims, settings.HELHED_OIDC_USERNAME_CLAIM)
        user = (
            get_user_model()
            .objects.filter(username=known_as, is_active=True, is_system=False)
            .first()
        )
        if not known_as or user is None:
            messages.error(
                request,
                _("You have no access to Helhed yet. Ask your leader to have you added."),
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)


def _claim(claims: dict[str, Any], name: str) -> str:
    for envelope in (claims, claims.get("userinfo") or {}, claims.get("id_token") or {}):
        if envelope.get(name):
            return str(envelope[name])
    return ""


def _fernet() -> Fernet:
    derived = hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))
