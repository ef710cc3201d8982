"""The tests' own database server: one for a whole run, shared by all its processes."""

import os
import tempfile
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from helhed.config import roles
from helhed.config.embedded import SUPERUSER, Server

PASSWORDS = dict.fromkeys((SUPERUSER, *roles.ROLES), "only-for-tests")
# A test database need not survive a power cut.
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "max_locks_per_transaction": "256",
}


def server(environment: MutableMapping[str, str]) -> Server:
    """The server named by HELHED_TEST_PGDATA, else one for this run alone.

    HELHED_TEST_POSTGRES names the folder with the programs of another PostgreSQL to run.
    """
    own = Path(tempfile.gettempdir()) / f"helhed-test-{os.getpid()}"
    # Kept in the environment so that the processes of pytest-xdist find the same server.
    home = Path(environment.setdefault("HELHED_TEST_PGDATA", str(own)))
    programs = environment.get("HELHED_TEST_POSTGRES")
    return Server(
        home.absolute(),
        passwords=PASSWORDS,
        settings=QUICK,
        programs=Path(programs) if programs else None,
    )


def database_settings(environment: MutableMapping[str, str]) -> dict[str, Any]:
    found = server(environment).connection(roles.OWNER)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": found["dbname"],
        "USER": found["user"],
        "PASSWORD": found["password"],
        "HOST": found["host"],
        "PORT": found["port"],
        "TEST": {"NAME": "test_helhed"},
    }
