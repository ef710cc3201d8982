"""Every address of the room, from the tables of its parts."""

import pytest
from django.urls import reverse

from helhed.strategy import urls
from helhed.strategy.tests import (
    doors_indicators,
    doors_keys,
    doors_plans,
    doors_reading,
    doors_rounds,
)
from helhed.strategy.tests.doors import PUBLIC, READ, STEER

pytestmark = pytest.mark.django_db

PARTS = (doors_plans, doors_indicators, doors_rounds, doors_reading, doors_keys)
DOORS = {name: door for part in PARTS for name, door in part.DOORS.items()}
INSIDE = [name for name, door in DOORS.items() if door.opens_to != PUBLIC]
READING = [n for n, door in DOORS.items() if door.opens_to == READ and not door.own_rule]
STEERING = [n for n, door in DOORS.items() if door.opens_to == STEER and not door.own_rule]


def knock(client, name):
    door = DOORS[name]
    address = reverse(f"strategy:{name}", args=door.args())
    return getattr(client, door.method)(address, door.data())


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


def test_no_address_is_listed_twice():
    names = [name for part in PARTS for name in part.DOORS]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", INSIDE)
def test_nobody_comes_in_without_signing_in(client, name):
    answer = knock(client, name)

    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


@pytest.mark.parametrize("name", INSIDE)
def test_an_account_that_is_no_colleague_is_told_nothing(client, passer_by, name):
    client.force_login(passer_by)

    assert knock(client, name).status_code == 404


@pytest.mark.parametrize("name", READING)
def test_every_colleague_reads(client, amira, name):
    client.force_login(amira)

    assert knock(client, name).status_code in (200, 302)


@pytest.mark.parametrize("name", STEERING)
def test_a_colleague_who_does_not_steer_changes_nothing(client, amira, name):
    client.force_login(amira)

    assert knock(client, name).status_code == 404


@pytest.mark.parametrize("name", STEERING)
def test_the_committee_secretary_comes_in_by_the_same_key(client, signe, name):
    client.force_login(signe)

    assert knock(client, name).status_code in (200, 302)
