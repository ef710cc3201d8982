"""A whole Helhed beside the tests' own: with its processes, and a database that may be killed."""

import os
import subprocess
import sys
from urllib.parse import quote

from helhed.config.embedded import Server

SMALL = {"shared_buffers": "64MB", "max_connections": "40"}

PREPARE = """
import django
django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0)
from helhed.access.connection import acting_as
from helhed.teams.models import Team
from helhed.teams.tests.factories import TeamFactory, colleague, enrolled
team = TeamFactory(name="ACT-team Syd", kind=Team.Kind.ACT)
amira = colleague("amira", "Amira Kaya", team, "act_worker")
karen = enrolled(team, by=amira, name="Karen Opdigtet")
print(amira.pk, karen.pk)
"""


def python(server: Server, role: str, words: str, *arguments: str) -> "subprocess.Popen[str]":
    """Run `words` of Python as another process, with that role on that server."""
    return subprocess.Popen(  # noqa: S603 (our own words)
        [sys.executable, "-c", words, *map(str, arguments)],
        env={**environment(server), "HELHED_DB_ROLE": role},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


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
