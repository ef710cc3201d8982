"""When something goes wrong: a number for the user, the place for us, and no person in the log."""

import logging
import re

import pytest
from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from helhed.accounts.models import User
from helhed.config import errors, logs

NUMBER = re.compile(r"H-\d{4}-[A-Z]\d")
SECRET = "Karen Moelle 0107620001"


def break_down(request: HttpRequest) -> HttpResponse:
    raise ValueError(SECRET)


urlpatterns = [path("break-down/", break_down)]
handler404 = errors.not_found
handler500 = errors.server_error


@pytest.fixture
def log(caplog):
    """What our formatter makes of all that is logged."""
    # Django's loggers do not pass on what they log, so the fixture listens at each of them.
    names = ("django.request", "helhed.errors")
    for name in names:
        logging.getLogger(name).addHandler(caplog.handler)
    caplog.handler.setFormatter(logs.WithoutPersonalData())
    yield caplog
    for name in names:
        logging.getLogger(name).removeHandler(caplog.handler)


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_the_number_on_the_page_is_the_number_in_the_log(visitor, log):
    response = visitor.get("/break-down/")

    assert response.status_code == 500
    shown = NUMBER.search(response.content.decode())
    assert shown
    assert f"[{shown.group()}]" in log.text


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_the_log_tells_where_but_not_what_was_said(visitor, log):
    visitor.get(f"/break-down/?q={SECRET}")

    assert "in break_down" in log.text
    assert "ValueError" in log.text
    assert "Karen" not in log.text
    assert "0107620001" not in log.text


@pytest.mark.django_db
def test_a_broken_rule_is_named_without_the_row_that_broke_it(log):
    told_in_confidence = "-".join(["karen", "moelle"])
    User.objects.create(username=told_in_confidence, name="Karen")
    try:
        User.objects.create(username=told_in_confidence, name="Karen")
    except IntegrityError:
        logging.getLogger("helhed.errors").exception("Could not save.")

    assert "accounts_user_username_key" in log.text
    assert "23505" in log.text
    assert "karen-moelle" not in log.text


def test_the_page_for_faults_needs_no_database():
    # No database mark on this test: any query would fail it.
    response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert NUMBER.search(response.content.decode())


def test_there_is_an_answer_even_if_the_page_for_faults_is_broken(monkeypatch, log):
    def broken(name):
        raise ValueError(SECRET)

    monkeypatch.setattr(errors.loader, "get_template", broken)

    response = errors.server_error(RequestFactory().get("/"))

    assert NUMBER.search(response.content.decode())
    assert "Karen" not in log.text


@pytest.mark.django_db
def test_the_database_may_be_gone_and_the_visitor_still_gets_a_number(visitor, monkeypatch, log):
    visitor.cookies["sessionid"] = "anything"
    monkeypatch.setitem(connection.settings_dict, "NAME", "gone")

    def gone(*args, **kwargs):
        raise IntegrityError(SECRET)

    monkeypatch.setattr(connection, "cursor", gone)

    response = visitor.get("/accounts/login/")

    assert response.status_code == 500
    assert NUMBER.search(response.content.decode())


@pytest.mark.django_db
def test_every_missing_page_answers_alike(client):
    one, other = client.get("/nothing-here/"), client.get("/plans/nothing/at/all/")

    assert (one.status_code, other.status_code) == (404, 404)
    assert one.content == other.content
    assert "nothing-here" not in one.content.decode()


@pytest.mark.django_db
def test_a_button_that_is_opened_as_an_address_answers_with_a_page(client):
    browser = {"Accept": "text/html,application/xhtml+xml"}

    shown = client.post("/on-call/", headers=browser)

    assert shown.status_code == 405
    assert shown.headers["Allow"] == "GET"
    assert "data-error-page" in shown.content.decode()


@pytest.mark.django_db
def test_another_system_gets_the_bare_answer(client):
    assert client.post("/on-call/", headers={"Accept": "application/json"}).content == b""


def test_numbers_are_easy_to_read_aloud():
    numbers = {errors.new_number() for _ in range(500)}

    assert all(NUMBER.fullmatch(number) for number in numbers)
    assert not any(letter in number[2:] for number in numbers for letter in "IOQSZB")
    assert len(numbers) > 490
