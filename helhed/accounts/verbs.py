"""Signing in with a PIN on a shared computer, for some hours after a full sign-in there."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import KnownDevice, User
from helhed.core.errors import Refused

KNOWN_FOR = timedelta(hours=12)
MOST_FAILURES = 5
_PIN = re.compile(r"[0-9]{4,8}")


class NotAPin(Refused):
    message = _("A PIN is 4 to 8 digits.")


class TooEasyToGuess(Refused):
    message = _("That PIN is too easy to guess. Do not use a row of digits or the same digit.")


class WrongPin(Refused):
    message = _("The PIN is not right. Try again.")


class SignInFully(Refused):
    message = _("Sign in fully with your password first. Then the PIN works for 12 hours.")


def new_secret() -> str:
    """What a shared computer's cookie holds: 256 bits, for this computer alone."""
    return secrets.token_urlsafe(32)


@transaction.atomic
def set_pin(user: User, *, pin: str) -> None:
    """Keep the PIN, as an Argon2 hash. Raises NotAPin or TooEasyToGuess."""
    if not _PIN.fullmatch(pin):
        raise NotAPin
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {9}):
        raise TooEasyToGuess
    user.pin = PasswordHasher().hash(pin)
    user.save(update_fields=["pin"])
    # A new PIN holds everywhere, and so does what was tried on the old one.
    KnownDevice.objects.filter(user=user).update(failures=0)


@transaction.atomic
def know_device(user: User, *, secret: str, at: datetime) -> KnownDevice:
    """The user has signed in fully on the computer with this secret. Never after a PIN."""
    device, _created = KnownDevice.objects.update_or_create(
        user=user,
        secret_hash=_hash(secret),
        defaults={"signed_in_fully_at": at, "failures": 0},
    )
    return device


def renew_device(user: User, *, secret: str, at: datetime) -> bool:
    """After a full sign-in on a computer that the user has marked: known for some hours more."""
    marked = KnownDevice.objects.filter(user=user, secret_hash=_hash(secret))
    return marked.update(signed_in_fully_at=at, failures=0) > 0


def forget_device(user: User, *, secret: str) -> None:
    """The computer is no longer one where the user signs in with a PIN."""
    KnownDevice.objects.filter(user=user, secret_hash=_hash(secret)).delete()


def known_here(secret: str, *, at: datetime) -> QuerySet[User]:
    """Who may sign in with a PIN on the computer now, by name."""
    return (
        User.objects.filter(known_devices__in=_usable(secret, at=at), is_active=True)
        .exclude(pin="")
        .order_by("name")
    )


def sign_in_with_pin(user_id: UUID, *, secret: str, pin: str, at: datetime) -> User:
    """The user, if the PIN is right. A wrong one is counted, also when two are tried at once.

    Raises WrongPin, or SignInFully when the computer is not known to the user (or no longer), or
    after MOST_FAILURES wrong ones.
    """
    # Counted before it is looked at and in a transaction of its own, so that no refusal undoes it.
    counted = _usable(secret, at=at).filter(user=user_id).update(failures=F("failures") + 1)
    if not counted:
        raise SignInFully
    user = User.objects.filter(pk=user_id, is_active=True).exclude(pin="").first()
    if user is None:
        raise SignInFully
    if not _matches(user.pin, pin):
        raise WrongPin
    KnownDevice.objects.filter(user=user, secret_hash=_hash(secret)).update(failures=0)
    return user


def _usable(secret: str, *, at: datetime) -> QuerySet[KnownDevice]:
    return KnownDevice.objects.filter(
        secret_hash=_hash(secret),
        signed_in_fully_at__gt=at - KNOWN_FOR,
        failures__lt=MOST_FAILURES,
    )


def _matches(kept: str, pin: str) -> bool:
    try:
        return PasswordHasher().verify(kept, pin)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _hash(secret: str) -> str:
    # The secret is random and long, so a quick hash is enough.
    return hashlib.sha256(secret.encode()).hexdigest()
