"""The receiver's own way to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from helhed.access.connection import acting_as_system

JOBS = "jobs"


@contextmanager
def acting_as_receiver(name: str) -> Iterator[None]:
    """Act as the named system actor, signed in to the database as the jobs role.

    A page's own connection may not become the jobs role, so inside the block this thread's
    default connection is another one, which may. A command that signs in as that role already,
    and the tests, where one connection changes roles, have no second one and need none.
    """
    if JOBS not in connections.settings or connections.settings[JOBS].get("USER") == _user():
        with acting_as_system(name):
            yield
        return
    page = connections["default"]
    connections["default"] = connections[JOBS]
    try:
        with acting_as_system(name):
            yield
    finally:
        connections["default"] = page


def _user() -> str:
    return str(connections.settings["default"].get("USER"))
