"""Indexes and rules between tables rest while millions of rows are written, and come back checked.

What was taken away stands in a table until it is back, so that an interrupted copy can be mended.
"""

from collections.abc import Callable

from django.db import connection

SCHEMA = "demo_copying"
MEMORY_FOR_INDEXES = "512MB"

_RULES = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE contype IN ('f', 'x') AND conparentid = 0 AND conrelid::regclass::text = ANY (%s)
    ORDER BY contype = 'f' DESC, conname
"""
_INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid::regclass::text = ANY (%s) AND NOT i.indisunique AND NOT i.indisexclusion
      AND NOT c.relispartition
    ORDER BY 1
"""
_STAMPS = """
    SELECT tgrelid::regclass::text, tgname FROM pg_trigger
    WHERE NOT tgisinternal AND tgtype & 7 = 7 AND tgparentid = 0
      AND tgrelid::regclass::text = ANY (%s)
    ORDER BY 1, 2
"""


def put_away(tables: list[str]) -> None:
    """Take rules between tables and plain indexes away, having written down how to remake them.

    Triggers that change a row as it is written rest too: a copy is written as it stands.
    """
    with connection.cursor() as cursor:
        # Rules that wait for the end of a transaction would forbid changing the tables.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {SCHEMA}.definitions"
            " (number serial PRIMARY KEY, remake text NOT NULL)"
        )
        cursor.execute(_RULES, [tables])
        for table, name, definition in cursor.fetchall():
            _keep(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute(_INDEXES, [tables])
        for name, definition in cursor.fetchall():
            _keep(definition)
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(_STAMPS, [tables])
        for table, name in cursor.fetchall():
            _keep(f'ALTER TABLE {table} ENABLE TRIGGER "{name}"')
            cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{name}"')


def _keep(remake: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {SCHEMA}.definitions (remake) VALUES (%s)", [remake])  # noqa: S608


def waiting() -> list[tuple[int, str]]:
    """What has not been remade yet: (number, statement), indexes before rules."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{SCHEMA}.definitions"])
        if cursor.fetchone() == (None,):
            return []
        cursor.execute(
            f"SELECT number, remake FROM {SCHEMA}.definitions"  # noqa: S608
            " ORDER BY remake LIKE 'ALTER%%', number"
        )
        return [(number, remake) for number, remake in cursor.fetchall()]


def remake(number: int, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute(f"DELETE FROM {SCHEMA}.definitions WHERE number = %s", [number])  # noqa: S608


def bring_back(progress: Callable[[int, int], None] | None = None) -> None:
    """Remake everything that was taken away, and clear the working tables."""
    left = waiting()
    with connection.cursor() as cursor:
        cursor.execute(f"SET maintenance_work_mem = '{MEMORY_FOR_INDEXES}'")
    for done, (number, statement) in enumerate(left, start=1):
        remake(number, statement)
        if progress:
            progress(done, len(left))
    with connection.cursor() as cursor:
        cursor.execute("RESET maintenance_work_mem")
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
