"""helhed serve, as a browser meets it."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql

from helhed.config import roles
from tests.own_server import address_of, environment, python

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own server")]


@pytest.fixture(scope="module")
def address(own_server, amira_and_karen):
    """Where a served Helhed answers."""
    with served(environment(own_server)) as base:
        yield base


@pytest.fixture(scope="module")
def installed(own_server, amira_and_karen):
    """Where one answers whose databases are named, as an installation names them."""
    named = {
        "HELHED_SETTINGS": "dev",
        "DATABASE_URL": address_of(own_server, roles.APP),
        "HELHED_PUBLIC_DATABASE_URL": address_of(own_server, roles.PUBLIC),
    }
    with served({**environment(own_server), **named}) as base:
        yield base


@contextmanager
def served(environment):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "helhed.cli", "serve", "--port", str(port), "--workers", "2"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: answers(base), 60)
        yield base
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    # The workers of a killed server must go too, or the next one cannot have its port.
    wait_until(lambda: not answers(base), 10)


def get(address, path, **headers):
    # A fixed address of our own, not one that came from outside.
    request = urllib.request.Request(address + path, headers=headers)  # noqa: S310
    try:
        return urllib.request.urlopen(request, timeout=10)  # noqa: S310
    except urllib.error.HTTPError as answer:
        return answer


def answers(address):
    try:
        return get(address, "/accounts/login/").status == 200
    except OSError:
        return False


def wait_until(condition, seconds):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_the_sign_in_page_is_served_in_danish_whatever_the_browser_prefers(address):
    answer = get(address, "/accounts/login/", **{"Accept-Language": "en-US"})

    assert answer.headers["Content-Language"] == "da"
    assert 'lang="da"' in answer.read().decode()


def test_pages_may_run_no_script_or_style_that_is_not_ours(address):
    policy = get(address, "/accounts/login/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_pages_travel_compressed(address):
    answer = get(address, "/accounts/login/", **{"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"


def test_files_are_named_by_content_and_kept_by_the_browser(address):
    page = get(address, "/accounts/login/").read().decode()
    style = next(part for part in page.split('"') if part.endswith(".css"))

    answer = get(address, style)

    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_address_of_another_house_is_refused(address):
    assert get(address, "/accounts/login/", Host="evil.example.org").status == 400


PUBLIC_PAGES = ("/aaben/", "/open/get-help/", "/aaben/planer/", "/aaben/tal/", "/api/v1/help")


def sessions_of(own_server, role):
    """{its last question} of every connection that is signed in to the database as the role."""
    with own_server.admin() as admin:
        asked = "SELECT query FROM pg_stat_activity WHERE usename = %s AND datname = 'helhed'"
        return {query for (query,) in admin.execute(asked, [role])}


def test_the_public_site_asks_the_database_as_a_user_of_its_own(address, own_server):
    assert sessions_of(own_server, roles.PUBLIC) == set()

    for page in PUBLIC_PAGES:
        assert get(address, page).status == 200

    asked = sessions_of(own_server, roles.PUBLIC)
    assert asked
    assert all("public_site_" in query or query == "SELECT 1" for query in asked)


def test_an_installation_names_that_user_in_its_settings(installed, own_server):
    before = len(sessions_of(own_server, roles.APP))
    for page in PUBLIC_PAGES:
        assert get(installed, page).status == 200

    assert sessions_of(own_server, roles.PUBLIC)
    # Nobody's name was asked for, so the pages' own user was not needed.
    assert len(sessions_of(own_server, roles.APP)) == before
    assert get(installed, "/accounts/login/").status == 200


ASK_WITHOUT = """
import django
django.setup()
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
try:
    print(Client().get("/aaben/", SERVER_NAME="localhost").status_code)
except ImproperlyConfigured as failure:
    print(failure)
"""


def test_without_that_user_the_public_site_does_not_answer_as_another(own_server, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", address_of(own_server, roles.APP))

    said, _fault = python(own_server, roles.APP, ASK_WITHOUT).communicate(timeout=60)

    assert said == "The public site needs HELHED_PUBLIC_DATABASE_URL.\n"


@pytest.mark.parametrize("table", ["citizens_citizen", "contacts_contact", "accounts_user"])
def test_that_user_is_told_nothing_about_anybody(own_server, amira_and_karen, table):
    to = own_server.connection(roles.PUBLIC)
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege)
    with psycopg.connect(**to) as connection, refused:
        connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
