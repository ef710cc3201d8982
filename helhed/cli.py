"""The command `helhed`: our own commands and Django's, each with the database role it needs."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from helhed.config import counting, database, env, roles
from helhed.config.embedded import DatabaseDidNotStart, Server

# Whoever changes the tables, or must see every row, works as their owner.
OWNER_COMMANDS = frozenset(
    {
        *("migrate", "makemigrations", "sqlmigrate", "showmigrations", "squashmigrations"),
        *(
            "demo",
            "add_colleague",
            "retention",
            "backup",
            "restore",
            "shell",
            "dbshell",
            "flush",
            "createcachetable",
        ),
        *("createsuperuser", "changepassword", "bench", "optimizemigration"),
    }
)
JOBS_COMMANDS = frozenset({"worker", "receive", "procrastinate", "audit", "snapshot"})
WITHOUT_DATABASE = frozenset(
    {"help", "version", "--version", "--help", "check", "collectstatic", "doctor", "measures"}
)


def role_for(command: str) -> str:
    """The database role of a command; a page's, which may least, for every other."""
    if command in OWNER_COMMANDS:
        return roles.OWNER
    return roles.JOBS if command in JOBS_COMMANDS else roles.APP


def needs_database(arguments: list[str]) -> bool:
    """Whether the database must run; what leaves no trace needs none."""
    command = arguments[0] if arguments else "help"
    if command == "receive" and "--rehearse" in arguments:
        return False
    if command == "import_plan" and "--dry-run" in arguments:
        # It compares with what stands, if anything does.
        return "--json" not in arguments and (env.home() / ".prepared").exists()
    if command == "import_plan" and "--json" in arguments:
        return False
    return command not in WITHOUT_DATABASE


def settings_module() -> str:
    """`prod` when a database is named, else `dev`, unless HELHED_SETTINGS says which."""
    usual = "dev" if database.is_embedded() else "prod"
    return f"helhed.config.settings.{env.text('HELHED_SETTINGS', usual)}"


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    os.environ["HELHED_DB_ROLE"] = role_for(command)
    if command == "demo":
        os.environ["HELHED_DEMO"] = "True"
    if command in ("serve", "demo"):
        counting.share_counts()
    if needs_database(sys.argv[1:]) and database.is_embedded():
        try:
            Server(env.home()).start()
        except (DatabaseDidNotStart, PermissionError) as failure:
            sys.exit(f"helhed: {failure}")
    try:
        execute_from_command_line(sys.argv if len(sys.argv) > 1 else [sys.argv[0], "help"])
    except ImproperlyConfigured as failure:
        sys.exit(f"helhed: {failure}")


if __name__ == "__main__":
    main()
