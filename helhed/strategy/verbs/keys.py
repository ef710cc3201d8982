"""Keys by which other programs read: made, shown once, revoked, and every use written down."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.audit.models import Channel
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.strategy.models import ReadingKey
from helhed.strategy.rounds.links import hash_of, new_secret

READER = "plan_reader"
LONGEST = timedelta(days=731)


class LastsTooLong(Refused):
    message = _("A key lasts two years at most. Make a new one when it ends.")


class HasEnded(Refused):
    message = _("The last day of the key has passed already.")


class IsRevoked(Refused):
    message = _("The key is revoked already.")


@transaction.atomic
def make_key(
    name: str, *, by: User, scopes: Sequence[str], expires_on: date, on: date
) -> tuple[ReadingKey, str]:
    """A new key and its secret, which is shown this once and never again."""
    if expires_on < on:
        raise HasEnded
    if expires_on - on > LONGEST:
        raise LastsTooLong
    secret, hashed = new_secret()
    key = ReadingKey(
        name=" ".join(name.split()),
        token_hash=hashed,
        scopes=sorted(set(scopes)),
        made_by=by,
        expires_on=expires_on,
    )
    checked(key).save()
    audit.record("strategy.make_key", by=by, obj=key, scopes=key.scopes, expires_on=expires_on)
    return key, secret


@transaction.atomic
def revoke_key(key: ReadingKey, *, by: User, at: datetime) -> ReadingKey:
    """From now on the key opens nothing."""
    key = ReadingKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at is not None:
        raise IsRevoked
    key.revoked_at, key.revoked_by = at, by
    checked(key).save(update_fields=["revoked_at", "revoked_by"])
    audit.record("strategy.revoke_key", by=by, obj=key)
    return key


@transaction.atomic
def use_key(secret: str, *, scope: str, what: str, on: date) -> ReadingKey | None:
    """The key with that secret if it opens the scope today; each use is a line in the log."""
    opened = ReadingKey.objects.open_on(on).filter(scopes__contains=[scope])
    key = opened.filter(token_hash=hash_of(secret)).first()
    if key is None:
        return None
    if key.last_used_on != on:
        ReadingKey.objects.filter(pk=key.pk).update(last_used_on=on)
    audit.record(
        "strategy.read_by_key",
        by=None,
        system_actor=READER,
        channel=Channel.MESSAGE,
        obj=key,
        what=what,
    )
    return key
