"""Every page by which somebody leaves a shelter warns, and lets go whoever says why."""

from datetime import timedelta

import pytest
from django.urls import reverse

from helhed.casework import verbs as casework
from helhed.core import clock
from helhed.stays import verbs as stays
from helhed.stays.models import Kind, Site, Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Duty

WARNED = "Støtten er ved at blive afgjort"
WHY = {"although": "Vil selv hjem til sin søster i dag."}


@pytest.fixture
def in_a_shelter(karen, amira, kasper):
    house = Site.objects.create(name="Lindegården", kind=Kind.SHELTER)
    first = clock.today() - timedelta(days=20)
    stays.begin_stay(karen, by=amira, kind=Kind.SHELTER, site=house, from_night=first)
    due_at = clock.now() + timedelta(days=9)
    teams.open_duty(karen, Duty.Kind.DECIDE, by=kasper, cause="case:1", due_at=due_at, owner=kasper)
    return karen


@pytest.fixture
def in_hospital(in_a_shelter):
    """A message has taken her from the shelter to the hospital."""
    at = clock.now() - timedelta(days=1)
    casework.admit_to_hospital(in_a_shelter, by=None, at=at, system_actor="hospital_receiver")
    return in_a_shelter


def moved(client, name, citizen, **says):
    return client.post(reverse(f"desk:{name}", args=[citizen.pk]), says)


def test_discharged_to_another_place_than_the_shelter(client, in_hospital, amira):
    client.force_login(amira)
    says = {"at": clock.now().strftime("%Y-%m-%dT%H:%M"), "tonight": Kind.FAMILY_FRIENDS}

    refused = moved(client, "discharge", in_hospital, **says)
    assert refused.status_code == 200
    assert WARNED in refused.content.decode()
    assert Stay.objects.open().get(citizen=in_hospital).kind == Kind.HOSPITAL

    assert moved(client, "discharge", in_hospital, **says, **WHY).status_code == 302
    assert not Stay.objects.open().filter(citizen=in_hospital).exists()
    hurried = Duty.objects.get(citizen=in_hospital, kind=Duty.Kind.DECIDE)
    assert hurried.due_at <= clock.now()
    assert hurried.steps.filter(note=WHY["although"]).exists()


def test_moving_into_a_home(client, in_a_shelter, amira):
    client.force_login(amira)
    says = {"on": clock.today().isoformat(), "kind": Kind.OWN_HOME}

    refused = moved(client, "move-in", in_a_shelter, **says)
    assert WARNED in refused.content.decode()
    assert Stay.objects.open().get(citizen=in_a_shelter).kind == Kind.SHELTER

    assert moved(client, "move-in", in_a_shelter, **says, **WHY).status_code == 302
    assert Stay.objects.open().get(citizen=in_a_shelter).kind == Kind.OWN_HOME


def test_with_nothing_to_decide_nobody_is_asked_why(client, karen, amira):
    client.force_login(amira)

    for name in ("discharge", "move-in"):
        page = client.get(reverse(f"desk:{name}", args=[karen.pk])).content.decode()
        assert 'name="although"' not in page
        assert WARNED not in page
