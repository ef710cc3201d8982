"""The database's own users: who may do what before any rule of ours is asked."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

OWNER, APP, JOBS, PUBLIC = "helhed_owner", "helhed_app", "helhed_jobs", "helhed_public"
ROLES = (OWNER, APP, JOBS, PUBLIC)

# A page that hangs must let go of its locks; the worker may take longer over a job.
LIMITS = {
    APP: {"statement_timeout": "30s", "idle_in_transaction_session_timeout": "60s"},
    JOBS: {"idle_in_transaction_session_timeout": "10min"},
    PUBLIC: {"statement_timeout": "10s", "idle_in_transaction_session_timeout": "30s"},
}

# TRUNCATE is left out on purpose: it passes by row-level security and the history triggers.
DEFAULTS = """
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO helhed_app, helhed_jobs;
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO helhed_app, helhed_jobs;
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner IN SCHEMA public
    GRANT EXECUTE ON FUNCTIONS TO helhed_app, helhed_jobs;
"""

# For the time of bringing a copy back: it names every right itself, but only those that differ
# from PostgreSQL's own defaults, so under ours a table closed on purpose would come back open.
NO_DEFAULTS = """
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner IN SCHEMA public
    REVOKE ALL ON TABLES FROM helhed_app, helhed_jobs;
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner IN SCHEMA public
    REVOKE ALL ON SEQUENCES FROM helhed_app, helhed_jobs;
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner IN SCHEMA public
    REVOKE ALL ON FUNCTIONS FROM helhed_app, helhed_jobs;
"""


def ensure_roles(
    admin: psycopg.Connection[tuple[object, ...]], passwords: Mapping[str, str]
) -> None:
    """Create the four roles where they are missing and set their passwords. Safe to repeat.

    `admin` is a superuser's connection in autocommit mode, to any database.
    """
    known = {row[0] for row in admin.execute("SELECT rolname FROM pg_roles")}
    for role in ROLES:
        name = sql.Identifier(role)
        if role not in known:
            admin.execute(sql.SQL("CREATE ROLE {}").format(name))
        admin.execute(
            sql.SQL(
                "ALTER ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD {}"
            ).format(name, sql.Literal(passwords[role]))
        )
        for setting, value in LIMITS.get(role, {}).items():
            admin.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    name, sql.Identifier(setting), sql.Literal(value)
                )
            )


def ensure_database(admin: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    """Create the database, owned by helhed_owner, if it is missing.

    `prepare_database` must follow, connected to the new database.
    """
    name = sql.Identifier(database)
    if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
        admin.execute(
            sql.SQL(
                "CREATE DATABASE {} OWNER helhed_owner TEMPLATE template0 ENCODING 'UTF8'"
            ).format(name)
        )
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    admin.execute(
        sql.SQL(
            "GRANT CONNECT ON DATABASE {} TO helhed_owner, helhed_app, helhed_jobs, helhed_public"
        ).format(name)
    )


def prepare_database(inside: psycopg.Connection[tuple[object, ...]]) -> None:
    """Say once what the roles may do with everything helhed_owner will make in this database."""
    inside.execute(DEFAULTS)
