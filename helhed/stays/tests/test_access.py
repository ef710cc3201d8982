"""The doors of nights, and what nobody learns behind them."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from helhed.core import clock
from helhed.stays import urls, verbs
from helhed.stays.models import Kind, Site, Stay
from helhed.stays.nights import nights_by_kind, pieces_of
from helhed.stays.verbs import by_name
from helhed.teams import verbs as teams

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 3, 2, 18, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
TODAY = EVENING.date()
ABOUT_ONE = {
    "nights": ("get", "citizen"),
    "card": ("get", "citizen"),
    "note-nights": ("get", "citizen"),
    "correct-stay": ("get", "stay"),
    "cancel-stay": ("get", "stay"),
    "keep-bed": ("get", "stay"),
}


LISTS = {
    "by-name": ("get", lambda keys: []),
    "by-name-flow": ("get", lambda keys: ["2026-02", "newly_identified"]),
    "decide-on-list": ("get", lambda keys: [keys["citizen"]]),
    "withdraw-decision": ("post", lambda keys: [keys["decision"]]),
    "report-month": ("post", lambda keys: ["2026-02"]),
    "danish-count": ("get", lambda keys: [2026]),
    "section-110": ("get", lambda keys: [2025, 4]),
}
DOORS = {**ABOUT_ONE, **LISTS}


@pytest.fixture(autouse=True)
def _evening():
    with clock.frozen(EVENING):
        yield


@pytest.fixture
def keys(karen, amira):
    stay = verbs.begin_stay(
        karen,
        by=amira,
        kind=Kind.FAMILY_FRIENDS,
        from_night=TODAY - timedelta(days=10),
        place="Hos Inger",
    )
    return {"citizen": karen.pk, "stay": stay.pk}


@pytest.fixture
def decision(karen, amira, keys):
    return by_name.decide_on_list(
        karen, by=amira, reason="left_area", because="Flyttet til Odense.", on=TODAY
    )


def ask(client, name, keys, data=None):
    method, key = ABOUT_ONE[name]
    return getattr(client, method)(reverse(f"stays:{name}", args=[keys[key]]), data)


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


def on_the_list(client, name, keys):
    method, args = LISTS[name]
    data = {"scope": "DK_ALL"} if method == "post" else None
    return getattr(client, method)(reverse(f"stays:{name}", args=args(keys)), data)


@pytest.mark.parametrize("name", LISTS)
def test_a_stranger_is_told_nothing_of_the_list(client, bo, keys, decision, name):
    client.force_login(bo)
    closed = on_the_list(client, name, {**keys, "decision": decision.pk})
    missing = on_the_list(client, name, {"citizen": uuid4(), "decision": uuid4()})
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


@pytest.mark.parametrize("name", LISTS)
def test_a_leader_comes_to_the_list(client, pernille, keys, decision, name):
    client.force_login(pernille)
    answer = on_the_list(client, name, {**keys, "decision": decision.pk})
    assert answer.status_code == (302 if LISTS[name][0] == "post" else 200)


@pytest.mark.parametrize("name", ["by-name", "by-name-flow", "danish-count", "section-110"])
def test_a_worker_has_no_list_of_names(client, amira, keys, name):
    client.force_login(amira)
    assert on_the_list(client, name, keys).status_code == 404


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_stranger_is_told_nothing(client, bo, keys, name):
    client.force_login(bo)
    closed = ask(client, name, keys)
    missing = ask(client, name, {"citizen": uuid4(), "stay": uuid4()})
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_related_colleague_comes_in(client, amira, keys, name):
    client.force_login(amira)
    assert ask(client, name, keys).status_code == 200


@pytest.mark.parametrize("name", ["note-nights", "correct-stay", "cancel-stay"])
def test_who_may_only_read_changes_nothing(client, dan, keys, name):
    client.force_login(dan)
    assert ask(client, name, keys).status_code == 404


@pytest.mark.parametrize("name", ["nights", "card", "correct-stay"])
def test_p8_no_place_of_a_protected_citizen_is_shown(client, karen, amira, keys, name):
    client.force_login(amira)
    assert "Hos Inger" in ask(client, name, keys).content.decode()
    teams.trust_worker(karen, by=amira, user=amira)
    type(karen).objects.filter(pk=karen.pk).update(protected=True)
    page = ask(client, name, keys)
    assert page.status_code == 200
    assert "Hos Inger" not in page.content.decode()


def test_p8_a_hidden_house_is_never_named(client, karen, amira):
    house = Site(name="Huset ved åen", kind=Kind.CRISIS_CENTRE, hidden=True)
    house.save()
    verbs.begin_stay(karen, by=amira, kind=Kind.CRISIS_CENTRE, from_night=TODAY, site=house)
    client.force_login(amira)
    for name in ("nights", "card"):
        page = ask(client, name, {"citizen": karen.pk}).content.decode()
        assert "Huset ved åen" not in page


def test_nights_are_counted_once_and_tonight_not_yet(karen, amira):
    verbs.begin_stay(karen, by=amira, kind=Kind.STREET, from_night=TODAY - timedelta(days=400))
    verbs.answer_tonight(karen, by=amira, on=TODAY - timedelta(days=5), kind=Kind.OWN_HOME)
    nights = nights_by_kind(pieces_of(karen, on=TODAY), on=TODAY)
    assert nights == {Kind.STREET: 360, Kind.OWN_HOME: 5}


def test_earlier_nights_are_noted_with_where_after_that(client, karen, amira):
    client.force_login(amira)
    told = {
        "kind": "street",
        "from_night": "2026-01-01",
        "until_day": "2026-01-10",
        "tonight": "shelter",
        "evidence": "self_report",
        "certain": "on",
    }
    address = reverse("stays:note-nights", args=[karen.pk])
    assert client.post(address, told | {"tonight": ""}).status_code == 200
    assert not Stay.objects.exists()

    assert client.post(address, told).status_code == 302
    stay = Stay.objects.get()
    assert (stay.from_night, stay.until_day) == (date(2026, 1, 1), date(2026, 1, 10))


def test_p3_tonight_cannot_be_noted_as_an_earlier_night(client, karen, amira):
    client.force_login(amira)
    told = {
        "kind": "own_home",
        "from_night": "2026-03-01",
        "until_day": TODAY.isoformat(),
        "tonight": "street",
        "evidence": "self_report",
    }
    answer = client.post(reverse("stays:note-nights", args=[karen.pk]), told)
    assert answer.status_code == 200
    assert not Stay.objects.exists()


def test_a_shelter_bed_is_kept_on_the_page_where_somebody_sees_it_is_free(client, amira, karen):
    site = Site(name="Lindegården", kind=Kind.SHELTER)
    site.save()
    bed = verbs.add_bed(
        site, by=None, name="Plads 3", kind="shelter", open_from=TODAY - timedelta(days=9)
    )
    verbs.begin_stay(
        karen, by=amira, kind="", from_night=TODAY - timedelta(days=4), bed=bed, site=site
    )
    verbs.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.HOSPITAL)
    stay = Stay.objects.get(site=site)
    client.force_login(amira)
    nights, keep = (
        reverse("stays:nights", args=[karen.pk]),
        reverse("stays:keep-bed", args=[stay.pk]),
    )
    assert keep in client.get(nights).content.decode()

    client.post(keep, {"why": "Kommer igen på mandag.", "until_day": ""})

    kept = stay.claims.get(kind="kept")
    assert (kept.bed, kept.from_night, kept.until_day) == (bed, TODAY, None)
    assert keep not in client.get(nights).content.decode()


def test_who_is_on_the_list_has_a_link_to_deciding_about_it(client, amira, karen):
    address = reverse("stays:decide-on-list", args=[karen.pk])
    client.force_login(amira)
    card = reverse("stays:card", args=[karen.pk])
    assert address not in client.get(card).content.decode()
    verbs.begin_stay(karen, by=amira, kind=Kind.STREET, from_night=TODAY - timedelta(days=9))
    assert address in client.get(card).content.decode()
