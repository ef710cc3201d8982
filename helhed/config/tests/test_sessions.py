"""A session ends by age, by idleness and by signing in anew."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.test import RequestFactory

from helhed.accounts.models import User
from helhed.config.sessions import SessionEndMiddleware

MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


@pytest.fixture
def visit(db, client):
    """Signs Amira in at seven; then says whether she is still signed in after some minutes."""
    client.force_login(User.objects.create(username="amira", name="Amira"))
    middleware = SessionEndMiddleware(lambda request: HttpResponse())

    def at(minutes, **headers):
        with time_machine.travel(MORNING + timedelta(minutes=minutes), tick=False):
            request = RequestFactory().get("/", headers=headers)
            request.session = client.session
            middleware(request)
            request.session.save()
            return SESSION_KEY in request.session

    at(0)
    return at


def test_a_busy_session_goes_on(visit):
    assert all(visit(minutes) for minutes in range(0, 400, 25))


def test_an_idle_session_ends(visit):
    assert visit(29)
    assert not visit(29 + 31)


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(visit):
    assert visit(15, **{"X-Unattended": "1"})
    assert visit(29, **{"X-Unattended": "1"})
    assert not visit(31, **{"X-Unattended": "1"})


def test_a_session_ends_after_a_working_day_however_busy(visit):
    assert all(visit(minutes) for minutes in range(0, 480, 20))
    assert not visit(481)


def test_the_time_is_the_municipalitys_to_choose(visit, settings):
    settings.HELHED_SESSION_IDLE_SECONDS = 5 * 60

    assert visit(4)
    assert not visit(10)


def test_the_session_gets_a_new_key_at_sign_in(client, db):
    client.get("/accounts/login/")
    client.session["before"] = True
    before = client.session.session_key

    client.force_login(User.objects.create(username="amira", name="Amira"))

    assert client.session.session_key != before
