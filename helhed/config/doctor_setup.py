"""What may be wrong around Helhed: keys, the proxy in front, copies and the log of PostgreSQL."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from helhed.config import copies, database, env, roles
from helhed.config.findings import Finding, fine, look, wrong

Row = dict[str, Any]

OLDEST_COPY = timedelta(hours=36)
# With these PostgreSQL writes no row and no question with its words.
QUIET = {
    "log_error_verbosity": {"terse"},
    "log_min_error_statement": {"log", "fatal", "panic"},
    "log_statement": {"none"},
    "log_min_duration_statement": {"-1"},
    "log_min_duration_sample": {"-1"},
    "log_transaction_sample_rate": {"0"},
}


def examine() -> Iterator[Finding]:
    yield from files_with_secrets()
    if settings.SETTINGS_MODULE.endswith(".prod"):
        yield from web()
        yield from copy()


def files_with_secrets() -> Iterator[Finding]:
    """Every file named by a variable that ends with _FILE: there, and closed to others."""
    named = {name: Path(path) for name, path in os.environ.items() if _names_a_secret(name)}
    for name, path in sorted(named.items()):
        if not path.is_file():
            yield wrong(
                _("%(name)s names a file that is not there: %(path)s.")
                % {"name": name, "path": path},
                _("docs/operations.md tells how each is made."),
            )
        elif path.stat().st_mode & 0o077:
            yield wrong(
                _("Others on this machine may read the keys: %(names)s.") % {"names": path},
                f"chmod 400 {path}",
            )


def _names_a_secret(name: str) -> bool:
    return name.endswith("_FILE") and name.startswith(("HELHED_", "DATABASE_URL"))


def web() -> Iterator[Finding]:
    """What browsers and the proxy in front are told."""
    if "*" in settings.ALLOWED_HOSTS:
        yield wrong(
            _("HELHED_HOSTS answers to every name."), _("Write the names of this Helhed only.")
        )
    if not settings.HELHED_ADDRESS.startswith("https://"):
        yield look(
            _("Links in mails begin with %(address)s.") % {"address": settings.HELHED_ADDRESS},
            _("Write the address that browsers use in HELHED_ADDRESS, with https."),
        )
    if not settings.SECURE_HSTS_SECONDS:
        yield wrong(
            _("Browsers are not told to insist on https."), _("Remove HELHED_HSTS_SECONDS=0.")
        )
    if not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield look(
            _("No proxy is trusted, so all failed sign-ins count as one address."),
            _("Behind a proxy, write how many in HELHED_TRUSTED_PROXIES."),
        )
    if not settings.HELHED_SECURITY_CONTACT:
        yield look(
            _("Whoever finds a hole is not told where to write."),
            _("Write it in HELHED_SECURITY_CONTACT."),
        )


def copy() -> Iterator[Finding]:
    last = copies.last()
    mend = _("Run helhed backup each night: deploy/helhed-backup.timer.")
    if last is None:
        yield look(_("No copy of the database was written from this machine."), mend)
        return
    said = _("The last copy was written %(at)s.") % {
        "at": timezone.localtime(last.at).strftime("%d.%m.%Y %H:%M")
    }
    if timezone.now() - last.at > OLDEST_COPY:
        yield look(said, mend)
    else:
        yield fine(said)


def words_of_the_log(pages: psycopg.Connection[Row]) -> Iterator[Finding]:
    """PostgreSQL quotes the row that broke a rule, unless it is told not to."""
    loud = []
    for name, quiet in QUIET.items():
        row = pages.execute("SELECT current_setting(%s) AS set", [name]).fetchone()
        if row and row["set"] not in quiet:
            loud.append(f"{name} = {row['set']}")
    if loud:
        yield wrong(
            _("PostgreSQL's own log may quote citizens: %(names)s.") % {"names": ", ".join(loud)},
            _("deploy/roles.sql tells what to set."),
        )
    else:
        yield fine(_("PostgreSQL's own log quotes nobody."))


def rights_to_what_comes(pages: psycopg.Connection[Row]) -> Iterator[Finding]:
    """What the roles may do with a table that the next version makes."""
    row = pages.execute(
        """
        SELECT count(*) FILTER (WHERE grantee = 'helhed_app'::regrole
                                AND privilege_type = 'INSERT') AS writes,
               count(*) FILTER (WHERE privilege_type = 'TRUNCATE'
                                AND grantee <> 'helhed_owner'::regrole) AS empties,
               count(*) FILTER (WHERE grantee = 'helhed_public'::regrole) AS everybody
        FROM pg_default_acl, aclexplode(defaclacl)
        WHERE defaclrole = 'helhed_owner'::regrole AND defaclobjtype = 'r'
        """
    ).fetchone()
    if row and row["writes"] and not row["empties"] and not row["everybody"]:
        yield fine(_("New tables are opened as they should be."))
        return
    yield wrong(
        _("Tables of the next version would be opened to the wrong users of the database."),
        _("Run the last lines of deploy/roles.sql again (ALTER DEFAULT PRIVILEGES)."),
    )


def owner_is_known() -> bool:
    """Whether this environment can sign in as the owner of the tables."""
    return database.is_embedded() or bool(env.secret(database.URLS[roles.OWNER], ""))
