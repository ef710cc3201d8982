"""What production promises before it has met anybody, read from its own settings."""

import json
import os
import subprocess
import sys

import pytest

TELL = """
import json, sys, django
django.setup()
from django.conf import settings
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""
KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
NEEDED = {
    "HELHED_SECRET_KEY": "only-for-tests",
    "HELHED_CPR_KEY": KEY,
    "HELHED_CPR_INDEX_KEY": KEY,
    "HELHED_HOSTS": "helhed.example.dk",
    "DATABASE_URL": "postgresql://helhed_app@nowhere.invalid/helhed",
}


def production(given):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HELHED_")}
    environment = {**kept, **given, "DJANGO_SETTINGS_MODULE": "helhed.config.settings.prod"}
    return subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", TELL], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def settings_of_production():
    answer = production(NEEDED)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.mark.parametrize("name", [name for name in NEEDED if name != "DATABASE_URL"])
def test_nothing_secret_has_a_default(name):
    answer = production({key: value for key, value in NEEDED.items() if key != name})

    assert answer.returncode != 0
    assert name in answer.stderr


def test_browsers_insist_on_https(settings_of_production):
    assert settings_of_production["SECURE_SSL_REDIRECT"] is True
    assert settings_of_production["SECURE_HSTS_SECONDS"] >= 31_536_000


@pytest.mark.parametrize("cookie", ["SESSION", "CSRF"])
def test_cookies_travel_by_https_only_and_no_script_reads_them(settings_of_production, cookie):
    told = settings_of_production

    assert told[f"{cookie}_COOKIE_SECURE"] is True
    assert told[f"{cookie}_COOKIE_HTTPONLY"] is True
    assert told[f"{cookie}_COOKIE_SAMESITE"] == "Lax"
    # The browser itself keeps a neighbour's host from setting a cookie of that name.
    assert told[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert told[f"{cookie}_COOKIE_PATH"] == "/"
    assert told[f"{cookie}_COOKIE_DOMAIN"] is None


def test_a_second_factor_is_demanded(settings_of_production):
    assert settings_of_production["HELHED_SECOND_FACTOR_REQUIRED"] is True


def test_a_fault_shows_nothing_of_the_inside(settings_of_production):
    assert settings_of_production["DEBUG"] is False


def test_the_log_is_json_without_persons_and_tells_of_requests(settings_of_production):
    logging = settings_of_production["LOGGING"]

    assert logging["formatters"] == {"plain": {"()": "helhed.config.logs.JsonLines"}}
    assert {handler["formatter"] for handler in logging["handlers"].values()} == {"plain"}
    assert logging["loggers"]["helhed.requests"]["level"] == "INFO"
    assert settings_of_production["HELHED_SERVER_LOGGING"]["formatters"] == logging["formatters"]


def test_figures_for_prometheus_are_closed_until_somebody_opens_them(settings_of_production):
    assert settings_of_production["HELHED_METRICS_TOKEN"] == ""
    assert settings_of_production["HELHED_METRICS_FROM"] == []
