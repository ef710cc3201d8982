"""The secret of a digest's link: made here, kept only as a hash."""

import hashlib
import secrets
from datetime import datetime, timedelta

from helhed.accounts.models import User
from helhed.strategy.models import DigestLink

LASTS = timedelta(days=45)


def new_secret() -> tuple[str, str]:
    """A fresh secret of 256 bits, and what is kept of it."""
    secret = secrets.token_urlsafe(32)
    return secret, hash_of(secret)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def owner_of(secret: str, *, at: datetime) -> User | None:
    """Whose link it is, if it opens anything now: not expired, revoked, or of a closed account."""
    links = DigestLink.objects.open_at(at).select_related("owner")
    link = links.filter(token_hash=hash_of(secret)).first()
    return link.owner if link else None
