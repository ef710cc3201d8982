"""What may be wrong with a set-up, and how to mend it, in plain words."""

import shutil
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.rows import dict_row

from helhed.config import backup, database, doctor_setup, env, roles
from helhed.config.findings import Finding, fine, look, wrong

OLDEST_POSTGRES = 150_000
CLOCKS_APART = timedelta(seconds=5)
WORKER_SILENT = timedelta(minutes=2)
LONGEST_UNSEALED = timedelta(hours=1)
LEAST_FREE_BYTES = 2 * 1024**3

Row = dict[str, Any]


def examine() -> Iterator[Finding]:
    """Everything, what the rest depends on first."""
    yield from mode()
    yield from keys()
    yield from doctor_setup.examine()
    answer = reach(roles.APP)
    if isinstance(answer, Finding):
        yield answer
    else:
        with answer as pages:
            for examination in OF_THE_DATABASE:
                yield from examination(pages)
        yield from other_roles()
        yield from migrations()
    yield from static_files()
    yield from prints()
    yield from disk()


# The program itself


def mode() -> Iterator[Finding]:
    module = settings.SETTINGS_MODULE.rsplit(".", 1)[-1]
    yield fine(_("Settings: %(module)s.") % {"module": module})
    if settings.DEBUG:
        yield wrong(
            _("HELHED_DEBUG is on: a fault shows the program's inside to the visitor."),
            _("Remove HELHED_DEBUG from the environment."),
        )
    if module == "prod" and settings.HELHED_DEMO:
        yield wrong(
            _("HELHED_DEMO is on, so test CPR numbers are accepted among real people."),
            _("Remove HELHED_DEMO, and use another database for demo."),
        )
    if module == "prod":
        found = checks.run_checks(include_deployment_checks=True)
        for message in (one for one in found if not one.is_silenced()):
            yield look(str(message.msg), str(message.hint or message.id))


def keys() -> Iterator[Finding]:
    folder = env.home() / "secrets"
    open_files = [path.name for path in folder.glob("*") if path.stat().st_mode & 0o077]
    if open_files:
        yield wrong(
            _("Others on this machine may read the keys: %(names)s.")
            % {"names": ", ".join(open_files)},
            f"chmod 600 {folder}/*",
        )
    if settings.HELHED_CPR_KEY == settings.HELHED_CPR_INDEX_KEY:
        yield wrong(
            _("The key that encrypts CPR numbers is also the key of their index."),
            _("Make two different keys before anybody is registered: docs/operations.md."),
        )
    yield fine(_("The keys for CPR numbers are there. Keep a copy in another place."))


def static_files() -> Iterator[Finding]:
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield fine(_("The pages' files are collected."))
    else:
        yield look(_("The pages' files are not collected yet."), _("helhed serve does it."))


def prints() -> Iterator[Finding]:
    try:
        __import__("weasyprint")
    except OSError:
        yield wrong(
            _("Pango is missing, so the plan and the pocket card cannot be printed."),
            "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        )
    else:
        yield fine(_("Pango is there: prints work."))


def disk() -> Iterator[Finding]:
    home = env.home() if env.home().exists() else Path("/")
    free = shutil.disk_usage(home).free
    said = _("%(gigabytes).1f GB free where %(folder)s lies.") % {
        "gigabytes": free / 1024**3,
        "folder": home,
    }
    if free < LEAST_FREE_BYTES:
        yield wrong(said, _("Make room: a database that cannot write stops the work."))
    else:
        yield fine(said)


# The database


def reach(role: str) -> "psycopg.Connection[Row] | Finding":
    """A connection as the role, or what hinders it."""
    try:
        return psycopg.connect(
            **backup.connection_of(database.settings_for(role)),
            connect_timeout=5,
            autocommit=True,
            row_factory=dict_row,
        )
    except psycopg.OperationalError as failure:
        return wrong(
            _("The database does not let %(role)s in: %(reason)s")
            % {"role": role, "reason": str(failure).splitlines()[0]},
            _("Check %(variable)s, and that PostgreSQL runs. docs/operations.md makes the roles.")
            % {"variable": database.URLS[role]},
        )


def version(pages: psycopg.Connection[Row]) -> Iterator[Finding]:
    found = pages.info.server_version
    said = f"PostgreSQL {found // 10_000}."
    if found < OLDEST_POSTGRES:
        yield wrong(said, _("Helhed needs PostgreSQL 15 or later."))
    else:
        yield fine(said)


def rights_of_pages(pages: psycopg.Connection[Row]) -> Iterator[Finding]:
    """A page that could pass by row-level security is the worst that can be wrong."""
    row = pages.execute(
        """
        SELECT current_user AS name, rolsuper OR rolbypassrls AS passes,
               EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) AS owns,
               EXISTS (SELECT FROM pg_roles o WHERE o.rolname = 'helhed_owner'
                       AND o.oid <> r.oid AND pg_has_role(r.oid, o.oid, 'MEMBER')) AS becomes,
               EXISTS (SELECT FROM pg_class c WHERE relkind IN ('r', 'p')
                       AND relnamespace = 'public'::regnamespace
                       AND has_table_privilege(r.oid, c.oid, 'TRUNCATE')) AS empties
        FROM pg_roles r WHERE rolname = current_user
        """
    ).fetchone()
    assert row is not None  # noqa: S101 (the current user always exists)
    mend = _("Let DATABASE_URL sign in as helhed_app, made as docs/operations.md says.")
    faults = {
        "passes": _("Pages sign in as %(name)s, who passes by row-level security."),
        "owns": _("Pages sign in as %(name)s, who owns the tables and so sees every row."),
        "becomes": _("Pages sign in as %(name)s, who may become the owner of the tables."),
        "empties": _("Pages sign in as %(name)s, who may empty tables."),
    }
    found = [said % {"name": row["name"]} for fault, said in faults.items() if row[fault]]
    for said in found:
        yield wrong(said, mend)
    if not found:
        yield fine(_("Pages sign in as %(name)s, who sees only what is opened.") % row)


def closed_tables(pages: psycopg.Connection[Row]) -> Iterator[Finding]:
    rows = pages.execute(
        """
        SELECT relname AS name FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
          AND attname = 'citizen_id' AND NOT relrowsecurity
          AND has_table_privilege(pg_class.oid, 'SELECT') ORDER BY relname
        """
    ).fetchall()
    if rows:
        yield wrong(
            _("Tables about a citizen without row-level security: %(names)s.")
            % {"names": ", ".join(row["name"] for row in rows)},
            _("Run helhed migrate. If it stays so, take the pages down and report it."),
        )


def clocks(pages: psycopg.Connection[Row]) -> Iterator[Finding]:
    row = pages.execute("SELECT clock_timestamp() AS now").fetchone()
    apart = abs(timezone.now() - row["now"]) if row else CLOCKS_APART
    if settings.TIME_ZONE not in zoneinfo.available_timezones():
        yield wrong(
            _("The machine does not know the time zone %(zone)s.") % {"zone": settings.TIME_ZONE},
            "sudo apt-get install tzdata",
        )
    if apart > CLOCKS_APART:
        yield wrong(
            _("The clocks of this machine and of the database are %(seconds)d seconds apart.")
            % {"seconds": apart.total_seconds()},
            _("Let both follow a time server (systemd-timesyncd or chrony)."),
        )
    else:
        yield fine(_("The clocks agree."))


def worker(pages: psycopg.Connection[Row]) -> Iterator[Finding]:
    mend = _("Start it: helhed worker. Without it, reminders, charts and sealing wait.")
    if not exists(pages, "procrastinate_workers"):
        return
    row = pages.execute("SELECT max(last_heartbeat) AS at FROM procrastinate_workers").fetchone()
    if not row or row["at"] is None or timezone.now() - row["at"] > WORKER_SILENT:
        yield look(_("No worker runs."), mend)
    else:
        yield fine(_("A worker runs."))


OF_THE_DATABASE: list[Callable[[psycopg.Connection[Row]], Iterator[Finding]]] = [
    version,
    rights_of_pages,
    closed_tables,
    clocks,
    worker,
    doctor_setup.words_of_the_log,
    doctor_setup.rights_to_what_comes,
]


def other_roles() -> Iterator[Finding]:
    for role in (roles.OWNER, roles.JOBS, roles.PUBLIC):
        if role == roles.OWNER and not doctor_setup.owner_is_known():
            yield fine(_("The owner of the tables is not known here, as where pages run."))
            continue
        answer = reach(role)
        if isinstance(answer, Finding):
            yield answer
            continue
        with answer as signed_in:
            row = signed_in.execute("SELECT current_user AS name").fetchone()
            if row and row["name"] != role:
                yield look(
                    _("%(variable)s signs in as %(name)s and not as %(role)s.")
                    % {"variable": database.URLS[role], "role": role, **row},
                    _("docs/operations.md makes the roles."),
                )
            yield from OF_A_ROLE.get(role, _nothing_more)(signed_in)


def _nothing_more(signed_in: psycopg.Connection[Row]) -> Iterator[Finding]:
    return iter(())


def rights_of_everybody(public: psycopg.Connection[Row]) -> Iterator[Finding]:
    """Whoever reads the public site may not reach a citizen or a colleague through it."""
    closed = [table for table in CLOSED_TO_EVERYBODY if exists(public, table)]
    row = public.execute(
        "SELECT bool_or(has_table_privilege(name, 'SELECT')) AS reads FROM unnest(%s::text[]) name",
        [closed],
    ).fetchone()
    if row and row["reads"]:
        yield wrong(
            _("The public site's user of the database may read about citizens."),
            _("Let HELHED_PUBLIC_DATABASE_URL sign in as helhed_public. docs/operations.md."),
        )
    else:
        yield fine(_("The public site's user of the database reads what is public only."))


def unsealed_log(owner: psycopg.Connection[Row]) -> Iterator[Finding]:
    if not exists(owner, "audit_horizon"):
        return
    row = owner.execute(
        """
        SELECT CASE WHEN since = '-infinity' THEN (SELECT min(at) FROM audit_event) ELSE since END
            AS at
        FROM (SELECT audit_unsealed_since() AS since) waiting
        """
    ).fetchone()
    if row and row["at"] and timezone.now() - row["at"] > LONGEST_UNSEALED:
        yield look(
            _("The log of who looked has not been sealed since %(at)s.")
            % {"at": timezone.localtime(row["at"]).strftime("%d.%m.%Y %H:%M")},
            _("The worker seals it: see that one runs."),
        )
    else:
        yield fine(_("The log of who looked is sealed."))


CLOSED_TO_EVERYBODY = ["citizens_citizen", "accounts_user", "contacts_contact", "audit_event"]
OF_A_ROLE: dict[str, Callable[[psycopg.Connection[Row]], Iterator[Finding]]] = {
    roles.OWNER: unsealed_log,
    roles.PUBLIC: rights_of_everybody,
}


def migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield wrong(
            _("The database is older than the program: %(count)d changes wait.")
            % {"count": len(waiting)},
            "helhed migrate",
        )
    else:
        yield fine(_("The database fits the program."))


def exists(connected: psycopg.Connection[Row], table: str) -> bool:
    row = connected.execute("SELECT to_regclass(%s) IS NOT NULL AS found", [table]).fetchone()
    return bool(row and row["found"])
