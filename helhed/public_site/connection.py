"""The public site's own way to the database: as the user that may read what is public, no more."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

PUBLIC = "public"


@contextmanager
def acting_as_public() -> Iterator[None]:
    """Ask the database as `helhed_public` inside the block.

    Inside, this thread's default connection is another one, signed in as that user. The tests
    have one connection, which changes roles.
    """
    if PUBLIC not in connections.settings:
        with _changed_role(settings.HELHED_PUBLIC_ROLE):
            yield
        return
    if connections.settings[PUBLIC]["USER"] == connections.settings["default"]["USER"]:
        # As a page's own user it would read more than is public, and nobody would notice.
        raise ImproperlyConfigured("The public site needs HELHED_PUBLIC_DATABASE_URL.")
    page = connections["default"]
    connections["default"] = connections[PUBLIC]
    try:
        yield
    finally:
        connections["default"] = page


@contextmanager
def _changed_role(role: str) -> Iterator[None]:
    _become(role)
    try:
        yield
    finally:
        # A transaction that failed forgets the change when it is rolled back.
        if not connection.needs_rollback:
            _become("none")


def _become(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, false)", [role])
