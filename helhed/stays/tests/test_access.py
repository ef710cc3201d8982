"""Every address of nights is a door: closed to a stranger as if nothing stood behind it."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from helhed.core import clock
from helhed.stays import urls, verbs
from helhed.stays.models import Kind, Stay
from helhed.teams.models import Relation

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 3, 2, 18, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
TODAY = EVENING.date()
READ, EDIT = "read", "edit"

# name: (key of what it is about, what one must be allowed)
DOORS = {
    "nights": ("citizen", READ),
    "card": ("citizen", READ),
    "note-nights": ("citizen", EDIT),
    "correct-stay": ("stay", EDIT),
    "cancel-stay": ("stay", EDIT),
}
READERS = [name for name, (_key, may) in DOORS.items() if may == READ]
EDITORS = [name for name, (_key, may) in DOORS.items() if may == EDIT]


@pytest.fixture(autouse=True)
def _evening():
    with clock.frozen(EVENING):
        yield


@pytest.fixture
def stay(karen, amira):
    return verbs.begin_stay(
        karen, by=amira, kind=Kind.SHELTER, from_night=TODAY - timedelta(days=9), place="Kajen"
    )


@pytest.fixture
def keys(karen, stay):
    return {"citizen": karen.pk, "stay": stay.pk}


def address(name, keys):
    return reverse(f"stays:{name}", args=[keys[DOORS[name][0]]])


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_whoever_works_with_the_citizen_comes_in(client, amira, keys, name):
    client.force_login(amira)
    assert client.get(address(name, keys)).status_code == 200


@pytest.mark.parametrize("who", ["bo", "mads", "nora", "dan"])
@pytest.mark.parametrize("name", DOORS)
def test_p8_closed_looks_exactly_like_missing(client, request, keys, name, who):
    client.force_login(request.getfixturevalue(who))
    closed = client.get(address(name, keys))
    missing = client.get(address(name, {key: uuid4() for key in keys}))
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


@pytest.mark.parametrize("name", DOORS)
def test_an_ended_relation_opens_nothing(client, amira, karen, keys, name):
    Relation.objects.filter(citizen=karen).update(revoked_at=EVENING - timedelta(days=1))
    client.force_login(amira)
    assert client.get(address(name, keys)).status_code == 404


@pytest.mark.parametrize("name", DOORS)
def test_a_protected_citizen_opens_to_named_colleagues_only(client, lene, karen, keys, name):
    type(karen).objects.filter(pk=karen.pk).update(protected=True)
    client.force_login(lene)
    assert client.get(address(name, keys)).status_code == 404


@pytest.mark.parametrize("name", READERS)
def test_the_head_of_the_unit_reads(client, ulla, keys, name):
    client.force_login(ulla)
    answer = client.get(address(name, keys))
    assert answer.status_code == 200
    for closed in EDITORS:
        assert address(closed, keys) not in answer.content.decode()


@pytest.mark.parametrize("name", EDITORS)
def test_a_reader_changes_nothing(client, ulla, stay, keys, name):
    client.force_login(ulla)
    assert client.post(address(name, keys), {"because": "-"}).status_code == 404
    stay.refresh_from_db()
    assert stay.cancelled_at is None


@pytest.mark.parametrize("name", DOORS)
def test_nobody_comes_in_without_signing_in(client, keys, name):
    answer = client.get(address(name, keys))
    assert answer.status_code == 302
    assert "/accounts/" in answer.url


def test_earlier_nights_are_noted(client, amira, karen, keys):
    client.force_login(amira)
    told = {
        "kind": Kind.STREET,
        "place": "",
        "from_night": TODAY - timedelta(days=30),
        "until_day": TODAY - timedelta(days=20),
        "tonight": Kind.FAMILY_FRIENDS,
        "evidence": Stay.Evidence.SELF_REPORT,
        "certain": "on",
    }
    answer = client.post(address("note-nights", keys), told)
    assert answer.url == address("nights", keys)
    noted = Stay.objects.get(citizen=karen, kind=Kind.STREET)
    assert noted.until_day == TODAY - timedelta(days=20)
    assert noted.noted_by == amira


def test_a_refusal_keeps_what_was_typed(client, amira, karen, stay, keys):
    client.force_login(amira)
    told = {
        "kind": Kind.STREET,
        "place": "Under broen",
        "from_night": TODAY - timedelta(days=12),
        "until_day": TODAY - timedelta(days=5),
        "tonight": Kind.SHELTER,
        "evidence": Stay.Evidence.SELF_REPORT,
        "certain": "on",
    }
    answer = client.post(address("note-nights", keys), told)
    page = answer.content.decode()
    assert str(verbs.SleepsElsewhere()) in page
    assert "Under broen" in page
    assert Stay.objects.filter(citizen=karen).count() == 1


def test_what_was_noted_wrongly_is_put_right(client, amira, stay, keys):
    client.force_login(amira)
    told = {
        "kind": Kind.NIGHT_SHELTER,
        "place": "Natcaféen",
        "from_night": stay.from_night,
        "evidence": Stay.Evidence.CONTACT,
        "certain": "on",
    }
    assert client.post(address("correct-stay", keys), told).status_code == 302
    stay.refresh_from_db()
    assert (stay.kind, stay.place) == (Kind.NIGHT_SHELTER, "Natcaféen")
    assert stay.until_day is None


def test_a_stay_that_never_was_counts_no_nights(client, amira, stay, keys):
    client.force_login(amira)
    client.post(address("cancel-stay", keys), {"because": "Forkert person"})
    stay.refresh_from_db()
    assert stay.cancelled_at == EVENING
    assert stay not in Stay.objects.standing()
