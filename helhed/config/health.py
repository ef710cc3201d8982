"""Whether Helhed answers, in the few words a monitor needs; see docs/operations.md."""

from dataclasses import dataclass
from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader

# The longest a worker that is alive may have said nothing.
WORKER_SILENT_SECONDS = 120

WORKER_SILENCE = "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"


@dataclass(frozen=True)
class Health:
    """What pages need (database, migrations), and what must run beside them (worker)."""

    database: bool = False
    migrations: bool = False
    worker: bool = False

    @property
    def pages(self) -> bool:
        return self.database and self.migrations

    def words(self) -> dict[str, str]:
        return {
            "database": "ok" if self.database else "no answer",
            "migrations": "ok" if self.migrations else "waiting",
            "worker": "ok" if self.worker else "silent",
        }


def examine() -> Health:
    """How it stands now, asked on the connection of a page."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
            if not newest_migrations() <= applied:
                return Health(database=True)
            cursor.execute(WORKER_SILENCE)
            silence = cursor.fetchone()[0]
    except Error:
        # Whatever was wrong with it, the next to ask shall have another connection.
        if not connection.in_atomic_block:
            connection.close()
        return Health()
    alive = silence is not None and silence <= WORKER_SILENT_SECONDS
    return Health(database=True, migrations=True, worker=alive)


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of every room and library, as the program's files have them."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
