"""One database server per run. A migrated template is made once, and every process gets a copy."""

import gc
import os
import shutil
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql

from helhed.config import roles
from helhed.config.embedded import Server, drop_database
from helhed.config.testing import server
from tests import templates, ties

# The same examples every time: a check that fails by chance tells nothing of the change it judges.
# `make explore` looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", max_examples=500, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HELHED_EXAMPLES", "same"))
if os.environ.get("HELHED_TIES") == "by_lot":
    ties.draw_lots()

pytest_plugins = ["helhed.teams.tests.cast", "tests.browser.chromium"]

LOCK_ID = 7_205_118
CHOSEN_BY_USER = "HELHED_TEST_PGDATA" in os.environ and "helhed-test-" not in os.environ.get(
    "HELHED_TEST_PGDATA", ""
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a file makes once for all its tests is made in one process, not in each."""
    for item in items:
        shared = getattr(item, "_fixtureinfo", None)
        made = shared.name2fixturedefs.values() if shared else ()
        costly = any(found.scope == "module" for all_of_name in made for found in all_of_name)
        # A mark of its own, such as that of the tests with a server, stands before this one.
        if costly and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def pytest_collection_finish() -> None:
    """What was taken in stays to the end: no use in looking through it for what is unused."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def _database_server() -> Iterator[None]:
    running = server(os.environ)
    running.start(stop_at_exit=False)
    yield
    connections.close_all()
    running.release()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """No test begins on a connection that was cut off.

    A browser's tests keep a loop running, in which Django has connections of its own; those of the
    tests around it are cut when the database is copied afresh. Before any fixture: within the
    transaction of a test it is too late to open another.
    """
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None and not connection.is_usable():
            connection.close()


@pytest.fixture(autouse=True)
def _as_if_just_started() -> None:
    """No limit is used up by an earlier test, and nothing it counted is found again."""
    for cache in caches.all():
        cache.clear()


def pytest_unconfigure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")
    if not is_worker and not CHOSEN_BY_USER:
        shutil.rmtree(server(os.environ).home, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, _database_server):
    """Stands in for pytest-django's own: a copy of a template instead of migrating each time."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = f"test_helhed_{worker}" if worker else "test_helhed"
    with django_db_blocker.unblock():
        template = ensure_template()
        copy(template, name)
        use(name)

    def start_afresh(_: TransactionTestCase) -> None:
        connections.close_all()
        copy(template, name)

    # Django would empty every table, also of what migrations put there; a new copy is quicker too.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", start_afresh)
        yield
    with django_db_blocker.unblock():
        connections.close_all()


def ensure_template() -> str:
    """Migrate a template database unless it stands already. Returns its name."""
    name = templates.name()
    with server(os.environ).admin() as admin:
        # Processes of one run arrive together, and the first of them migrates.
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK_ID])
        ready = admin.execute(
            "SELECT datistemplate FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if ready != (True,):
            build_template(name)
    return name


def build_template(name: str) -> None:
    running = server(os.environ)
    with running.admin() as admin:
        for (old,) in admin.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%'"
        ).fetchall():
            admin.execute(
                sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(sql.Identifier(str(old)))
            )
            drop_database(admin, str(old))
        roles.ensure_database(admin, name)
        # A page in a test signs in as the owner and changes to the application's role.
        admin.execute("GRANT helhed_app, helhed_jobs, helhed_public TO helhed_owner")
        with templates.made_by_one(running):
            if not templates.restore(running, name, name):
                migrate(running, name)
        admin.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE true").format(sql.Identifier(name)))


def migrate(running: Server, name: str) -> None:
    with running.admin() as admin:
        # What a dump that could not be restored has left behind.
        drop_database(admin, name)
        roles.ensure_database(admin, name)
    with running.admin(name) as inside:
        roles.prepare_database(inside)
    use(name)
    call_command("migrate", verbosity=0)
    connections.close_all()
    templates.keep(running, name, name)


def copy(template: str, name: str) -> None:
    with server(os.environ).admin() as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK_ID])
        drop_database(admin, name)
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER helhed_owner TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def use(name: str) -> None:
    connection = connections["default"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
