"""Which database, and as which of its users."""

import os
from typing import Any

import dj_database_url

from helhed.config import env, roles
from helhed.config.embedded import Server

URLS = {
    roles.APP: "DATABASE_URL",
    roles.OWNER: "HELHED_OWNER_DATABASE_URL",
    roles.JOBS: "HELHED_JOBS_DATABASE_URL",
    roles.PUBLIC: "HELHED_PUBLIC_DATABASE_URL",
}


def is_embedded() -> bool:
    return not env.secret("DATABASE_URL", "")


def settings_for_this_command() -> dict[str, Any]:
    """Django's settings for the role that the running command needs.

    `helhed.cli` chooses the role by the command; a page is the default and has the least.
    """
    return settings_for(os.environ.get("HELHED_DB_ROLE", roles.APP))


def settings_for(role: str) -> dict[str, Any]:
    if is_embedded():
        found = Server(env.home()).connection(role)
        chosen: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": found["dbname"],
            "USER": found["user"],
            "PASSWORD": found["password"],
            "HOST": found["host"],
            "PORT": found["port"],
        }
    else:
        url = env.secret(URLS[role], "") or env.secret("DATABASE_URL")
        chosen = dict(dj_database_url.parse(url))
    # A host that swallows what is sent to it must not hold a page for minutes.
    usual = {"application_name": role, "connect_timeout": 10}
    options = {**usual, **chosen.get("OPTIONS", {})}
    return {
        **chosen,
        "CONN_MAX_AGE": env.number("HELHED_CONNECTION_SECONDS", 600),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def mark_as_demo(host: str) -> None:
    """Let every later command on this data know that its people are invented.

    To be called only once it is certain that nobody real is in the database, and with its host:
    a test's database is another than the one beside which the mark is put.
    """
    if host == str(Server(env.home()).socket_folder):
        (env.home() / "demo").touch()
