"""Whatever happens, the log tells of no person: not a name, a number, a note or a key."""

import io
import json
import logging
import threading

import pytest
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.config import errors, logs
from helhed.config import urls as house

FIRST, LAST = "Sigurdine", "Opdigtersen"
NAME, CPR, NOTE = f"{FIRST} {LAST}", "670752-3007", "Hun sover bag biblioteket"
WORDS = (FIRST, LAST, CPR, CPR.replace("-", ""), NOTE, "biblioteket")


@login_required
def crash(request: HttpRequest, words: str) -> HttpResponse:
    """A fault that quotes all there is to quote, in its words and in those of the database."""
    try:
        User.objects.create(username=NAME, name=NAME)
    except IntegrityError as fault:
        raise ValueError(f"{words} {CPR}: {request.POST.get('text')}") from fault
    return HttpResponse()


urlpatterns = [path("crash/<str:words>/", crash, name="crash"), *house.urlpatterns]
handler400, handler403, handler404 = errors.bad_request, errors.forbidden, errors.not_found
handler500 = errors.server_error


@pytest.fixture
def lines():
    """What production would write, read back."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    # Django's loggers and ours pass nothing on, so each is listened to.
    listened = [logging.getLogger(name) for name in ("", "django", "helhed", "helhed.requests")]
    levels = [one.level for one in listened]
    for one in listened:
        one.setLevel(logging.DEBUG if one.name == "root" else logging.INFO)
        if one.name != "helhed.requests":
            one.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for one, level in zip(listened, levels, strict=True):
        one.removeHandler(handler)
        one.setLevel(level)


def person_free(lines, *more):
    told = json.dumps(lines, ensure_ascii=False).casefold()
    return [word for word in (*WORDS, *more) if word.casefold() in told]


@pytest.fixture
def sigurdine(karen):
    Citizen.objects.filter(pk=karen.pk).update(name=NAME)
    return karen


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__, DEBUG=False)
def test_a_day_of_work_and_of_faults_leaves_nobody_in_the_log(lines, amira, sigurdine, capfd):
    User.objects.create(username=NAME, name=NAME)
    client = Client(raise_request_exception=False)
    client.post(reverse("account_login"), {"login": NAME, "password": f"{NAME} {CPR}"})
    client.get(f"/{NAME}/{CPR}/?q={NOTE}")
    client.get("/accounts/login/", headers={"Host": f"{LAST}.example"})
    client.force_login(amira)
    client.post(reverse("desk:search"), {"q": NAME})
    client.post(reverse("desk:search"), {"q": CPR})
    client.get(reverse("desk:citizen", args=[sigurdine.pk]))
    client.post(reverse("contacts:new-contact", args=[sigurdine.pk]), {"text": NOTE, "kind": NOTE})
    with transaction.atomic():
        crashed = client.post(f"/crash/{NAME}/?q={CPR}", {"text": NOTE})
        transaction.set_rollback(True)
    Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": NAME})

    found = lines()
    pages = {line.get("page"): line for line in found}

    assert person_free(found, str(sigurdine.pk), amira.username) == []
    assert {"desk:search", "desk:citizen", "contacts:new-contact", "account_login", "none"} <= set(
        pages
    )
    assert pages["desk:citizen"]["route"] == "citizens/<uuid:citizen_id>/"
    assert pages["desk:citizen"]["status"] == 200
    assert pages["desk:citizen"]["ms"] > 0
    assert crashed.status_code == 500
    assert pages["crash"]["number"] in crashed.content.decode()
    fault = next(line for line in found if "in crash" in line.get("fault", ""))
    assert fault["number"] == pages["crash"]["number"]
    assert "23505 accounts_user_username_key" in fault["fault"]
    out, err = capfd.readouterr()
    assert person_free([out, err], amira.username) == []


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (f"Cannot read {NAME}", (), ""),
        ("Cannot read %s after %d tries", (NAME, 3), "Cannot read … after 3 tries"),
        ("Cannot read %(who)s", {"who": NAME}, "Cannot read …"),
        ("Too few %s %s", (NAME,), "Too few %s %s"),
        (ValueError(NAME), (), ""),
    ],
)
def test_of_a_librarys_words_only_those_of_its_source_are_told(words, given, said):
    record = logging.LogRecord("somebody.elses", 30, "place.py", 7, words, None, None)
    record.args = given

    line = json.loads(logs.JsonLines().format(record))

    assert person_free([line]) == []
    assert line["said"].startswith(said)
    assert "place:7" in line["said"]


def test_a_line_for_people_keeps_quiet_as_well():
    record = logging.LogRecord("somebody", 30, "place.py", 7, "%s", (NAME,), None)
    record.exc_text = f"ValueError: {NAME}"

    said = logs.WithoutPersonalData().format(record)

    assert person_free([said]) == []
    assert "place:7" in said


def test_what_nobody_caught_is_told_without_its_words(lines, monkeypatch, capfd):
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr("threading.excepthook", None)
    logs.watch_over_faults()

    def break_down():
        raise ValueError(NAME)

    beside = threading.Thread(target=break_down)
    beside.start()
    beside.join()

    [line] = lines()
    assert "in break_down" in line["fault"]
    assert line["fault"].endswith("builtins.ValueError")
    assert person_free([line, *capfd.readouterr()]) == []
