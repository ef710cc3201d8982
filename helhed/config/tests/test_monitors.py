"""What monitors are told: whether all runs, and numbers without anybody in them."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from prometheus_client.parser import text_string_to_metric_families

from helhed.config import copies, counting, env, health, metrics
from helhed.core import clock

TOKEN = "a-token-only-for-tests"
A_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}|\d{6}-?\d{4}")


@pytest.fixture
def _worker():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


@pytest.fixture
def read(client, settings):
    """What Prometheus reads: {name with labels: value}."""
    settings.HELHED_METRICS_TOKEN = TOKEN

    def ask():
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        return [sample for family in families for sample in family.samples]

    return ask


def value(samples, name, **labels):
    found = [one.value for one in samples if one.name == name and one.labels == labels]
    return found[0] if found else 0


@pytest.mark.django_db
@pytest.mark.usefixtures("_worker")
def test_all_is_well(client):
    answer = client.get("/health")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "worker": "ok",
    }
    assert answer.cookies == {}
    assert answer.headers["Cache-Control"] == "no-store"
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_a_silent_worker_is_ill_but_takes_no_pages_down(client):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '10 minutes')"
        )

    whole, pages = client.get("/health"), client.get("/health/pages")

    assert (whole.status_code, whole.json()["worker"]) == (503, "silent")
    assert pages.status_code == 200
    assert "worker" not in pages.json()


@pytest.mark.django_db
def test_a_database_older_than_the_program_is_ill(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'stays'")

    answer = client.get("/health/pages")

    assert (answer.status_code, answer.json()["migrations"]) == (503, "waiting")


def test_a_database_that_is_gone_is_told_without_a_word_of_it(client):
    # No database mark on this test: pytest refuses every question, as a lost database would.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(health.connection, "cursor", _gone)
        patch.setattr(health.connection, "close", lambda: None)
        answer = client.get("/health")

    assert answer.status_code == 503
    assert answer.json()["database"] == "no answer"
    assert "secret" not in answer.content.decode()


def _gone():
    raise health.Error("connection to host secret-host failed for user secret")


@pytest.mark.django_db
def test_a_monitor_needs_no_name_of_the_host_and_no_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/health/pages", headers={"Host": "10.1.2.3:8000"}).status_code == 200


@pytest.mark.django_db
def test_nobody_without_the_token_reads_figures(client, settings):
    settings.HELHED_METRICS_TOKEN = TOKEN
    nowhere = client.get("/no-such-address")

    for said in ("", "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer "):
        answer = client.get("/metrics", headers={"Authorization": said})
        assert (answer.status_code, answer.content) == (404, nowhere.content), said


@pytest.mark.django_db
def test_an_empty_token_opens_nothing(client, settings):
    settings.HELHED_METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_a_known_place_reads_figures_but_not_through_a_proxy(client, settings, monkeypatch):
    monkeypatch.setenv("HELHED_METRICS_FROM", "10.2.0.0/16, 127.0.0.1")
    settings.HELHED_METRICS_FROM = env.networks("HELHED_METRICS_FROM")

    assert client.get("/metrics", REMOTE_ADDR="10.2.3.4").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="10.3.3.4").status_code == 404
    # The proxy stands on this machine, and whom it speaks for may be anybody.
    sent_on = {"X-Forwarded-For": "203.0.113.9"}
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1", headers=sent_on).status_code == 404


def test_a_place_that_is_none_stops_the_program_at_its_start(monkeypatch):
    monkeypatch.setenv("HELHED_METRICS_FROM", "10.2.3.4/16, kontoret")

    with pytest.raises(ImproperlyConfigured, match="HELHED_METRICS_FROM"):
        env.networks("HELHED_METRICS_FROM")


@pytest.mark.django_db
def test_requests_are_counted_by_the_name_of_the_page(client, read, amira, karen):
    client.force_login(amira)
    page = {"page": "desk:citizen", "method": "GET"}
    before = read()
    client.get(reverse("desk:citizen", args=[karen.pk]))
    client.get(reverse("desk:citizen", args=[amira.pk]))
    after = read()

    for status in ("2xx", "4xx"):
        labels = {**page, "status": status}
        name = "helhed_requests_total"
        assert value(after, name, **labels) == value(before, name, **labels) + 1
    name = "helhed_request_seconds_count"
    assert value(after, name, **page) == value(before, name, **page) + 2


@pytest.mark.django_db
def test_no_label_holds_a_key_a_name_or_a_number_of_a_person(client, read, amira, karen):
    client.force_login(amira)
    client.get(reverse("desk:citizen", args=[karen.pk]))
    client.get(f"/nothing/{karen.name}/0107620001/")
    client.post(reverse("desk:search"), {"q": karen.name})
    client.generic("KAREN", "/")

    samples = read()
    told = {word for one in samples for word in (*one.labels.values(), one.name)}

    assert "desk:search" in told
    assert "other" in told
    assert not [word for word in told if A_KEY.search(word)]
    words = " ".join(told).casefold()
    assert not [part for part in karen.name.casefold().split() if part in words]
    assert amira.username not in words.split()


@pytest.mark.django_db
def test_what_waits_and_fails_is_told(read):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, status)"
            " VALUES ('a', 'default', 'todo'), ('b', 'default', 'failed')"
        )

    samples = read()

    assert value(samples, "helhed_jobs", state="waiting") == 1
    assert value(samples, "helhed_jobs", state="failed") == 1
    assert value(samples, "helhed_database_up") == 1
    assert value(samples, "helhed_database_connections_most") >= 20
    assert value(samples, "helhed_worker_silent_seconds") == float("inf")
    assert any(one.name == "helhed_log_unsealed_seconds" for one in samples)


@pytest.mark.django_db
def test_a_lost_database_leaves_the_other_figures(read, monkeypatch):
    monkeypatch.setattr(metrics, "_rows", lambda question: _gone())

    samples = read()

    assert value(samples, "helhed_database_up") == 0
    assert any(one.name == "helhed_copy_age_seconds" for one in samples)


@pytest.mark.django_db
def test_the_age_of_the_last_copy_is_told(read, monkeypatch, tmp_path):
    monkeypatch.setenv("HELHED_PGDATA", str(tmp_path))
    assert value(read(), "helhed_copy_age_seconds") == float("inf")

    call_command("backup", tmp_path / "copy.helhed", verbosity=0)

    assert value(read(), "helhed_copy_age_seconds") < 300
    assert copies.last().bytes == (tmp_path / "copy.helhed").stat().st_size


@pytest.mark.parametrize("written", ["", "{", "[]", json.dumps({"at": "yesterday", "bytes": 1})])
def test_a_damaged_note_of_the_copy_counts_as_none(monkeypatch, tmp_path, written):
    monkeypatch.setenv("HELHED_PGDATA", str(tmp_path))
    (tmp_path / "last-copy.json").write_text(written)

    assert copies.last() is None


def test_a_note_of_the_copy_is_read_as_it_was_written(monkeypatch, tmp_path):
    monkeypatch.setenv("HELHED_PGDATA", str(tmp_path / "new"))
    now = clock.now()

    copies.note(at=now, size=7)

    assert copies.last() == copies.Copy(now, 7)


def test_counts_of_a_server_that_is_gone_are_swept_away(monkeypatch, tmp_path):
    monkeypatch.setenv("HELHED_PGDATA", str(tmp_path))
    # Noted first, so that what share_counts sets is taken back after the test.
    monkeypatch.setenv(counting.VARIABLE, "")
    monkeypatch.delenv(counting.VARIABLE)
    gone = tmp_path / "metrics" / "999999999"
    gone.mkdir(parents=True)

    counting.share_counts()

    assert [path.is_dir() for path in (tmp_path / "metrics").iterdir()] == [True]
    assert not gone.exists()
