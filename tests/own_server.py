"""A whole Helhed beside the tests' own: with its processes, and a database that may be killed."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from helhed.config import roles
from helhed.config.embedded import DATABASE, Server, drop_database
from tests import templates

SMALL = {"shared_buffers": "64MB", "max_connections": "40"}

PREPARE = """
import django
django.setup()
from helhed.access.connection import acting_as
from helhed.teams.models import Team
from helhed.teams.tests.factories import TeamFactory, colleague, enrolled
team = TeamFactory(name="ACT-team Syd", kind=Team.Kind.ACT)
amira = colleague("amira", "Amira Kaya", team, "act_worker")
karen = enrolled(team, by=amira, name="Karen Opdigtet")
print(amira.pk, karen.pk)
"""


# The first run looks which lines are decided, the second seals them.
SEAL = """
import django
django.setup()
from datetime import timedelta
from helhed.audit.models import Horizon
from helhed.audit.sealing import seal
from helhed.core import clock
seen = Horizon.objects.first()
at = max(clock.now(), seen.seen_at if seen else clock.now())
print(sum(len(seal(at=at + timedelta(hours=hours))) for hours in (2, 4)))
"""


def fill_with_tables(server: Server) -> None:
    """As `helhed migrate` leaves them; from the tests' template where one stands."""
    with server.admin() as admin:
        drop_database(admin, DATABASE)
        roles.ensure_database(admin, DATABASE)
    with templates.made_by_one(server):
        if not templates.restore(server, templates.name(), DATABASE):
            migrate_from_nothing(server)


def migrate_from_nothing(server: Server) -> None:
    # What a dump that could not be restored has left behind.
    with server.admin() as admin:
        drop_database(admin, DATABASE)
        roles.ensure_database(admin, DATABASE)
    with server.admin(DATABASE) as inside:
        roles.prepare_database(inside)
    done = helhed(server, "migrate", "--verbosity=0")
    if done.returncode:
        raise AssertionError(done.stderr)
    templates.keep(server, templates.name(), DATABASE)


def helhed(server: Server, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run one of our commands on that server."""
    return subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", "helhed.cli", *words],
        env=environment(server),
        capture_output=True,
        text=True,
        check=False,
    )


def python(
    server: Server, role: str, words: str, *arguments: str, program: Path | None = None
) -> "subprocess.Popen[str]":
    """Run `words` of Python as another process, with that role on that server.

    `program` is the folder of another version of ours.
    """
    return subprocess.Popen(  # noqa: S603 (our own words)
        [sys.executable, "-c", words, *map(str, arguments)],
        cwd=program,
        env={**environment(server), "HELHED_DB_ROLE": role},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def seal_the_log(server: Server) -> int:
    """Seal every line of the log; how many seals that made. Nobody may be writing."""
    said, fault = python(server, roles.OWNER, SEAL).communicate(timeout=180)
    assert said, fault
    return int(said)


def address_of(server: Server, role: str) -> str:
    """The same database as a URL, as an installation names it."""
    to = server.connection(role)
    user, where = f"{to['user']}:{quote(to['password'], safe='')}", quote(to["host"], safe="")
    return f"postgresql://{user}@{where}:{to['port']}/{to['dbname']}"


def environment(server: Server) -> dict[str, str]:
    return {
        **os.environ,
        "HELHED_PGDATA": str(server.home),
        "DJANGO_SETTINGS_MODULE": "helhed.config.settings.dev",
    }
