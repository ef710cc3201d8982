from uuid import uuid4

import pytest
from django.urls import reverse

from helhed.access.connection import acting_as
from helhed.audit.models import Event
from helhed.contacts import urls
from helhed.contacts.tests.factories import (
    appointment_with,
    contact_with,
    enquiry_to,
    promise_to,
)
from helhed.contacts.tests.moments import days_later, moment
from helhed.core import clock
from helhed.teams import verbs as teams
from helhed.teams.models import Enrolment
from helhed.teams.tests.factories import CitizenFactory

pytestmark = pytest.mark.django_db

CITIZEN = "citizen"
CONTACT = "contact"
APPOINTMENT = "appointment"
PROMISE = "promise"
ENQUIRY = "enquiry"

# What each address opens: name -> (method, what its key names or None).
DOORS = {
    "outreach": ("get", None),
    "outreach-person": ("get", CITIZEN),
    "outreach-noted": ("get", CONTACT),
    "enquiries": ("get", None),
    "note-enquiry": ("get", None),
    "enquiry": ("get", ENQUIRY),
    "take-enquiry": ("post", ENQUIRY),
    "forward-enquiry": ("post", ENQUIRY),
    "answer-enquiry": ("post", ENQUIRY),
    "link-enquiry": ("post", ENQUIRY),
    "ask": ("get", None),
    "asked": ("get", None),
    "noted": ("get", CONTACT),
    "add-to-contact": ("post", CONTACT),
    "agree-next": ("post", CONTACT),
    "undo-contact": ("post", CONTACT),
    "edit-note": ("get", CONTACT),
    "move-appointment": ("get", APPOINTMENT),
    "cancel-appointment": ("post", APPOINTMENT),
    "hold-appointment": ("post", APPOINTMENT),
    "miss-appointment": ("post", APPOINTMENT),
    "keep-promise": ("post", PROMISE),
    "drop-promise": ("get", PROMISE),
    "timeline": ("get", CITIZEN),
    "card": ("get", CITIZEN),
    "next": ("get", CITIZEN),
    "new-contact": ("get", CITIZEN),
    "write-note": ("get", CITIZEN),
    "make-appointment": ("get", CITIZEN),
}
KEYED = [name for name, (_method, key) in DOORS.items() if key]
PUBLIC = ["ask", "asked"]
# Reading is enough for these; the rest needs the right to write.
READING = ["timeline", "card", "next", "enquiry"]


@pytest.fixture
def keys(karen, amira, syd):
    contact = contact_with(karen, amira, note="Mødt ved havnen.")
    return {
        CITIZEN: karen.pk,
        CONTACT: contact.pk,
        APPOINTMENT: appointment_with(karen, amira).pk,
        PROMISE: promise_to(karen, amira).pk,
        ENQUIRY: enquiry_to(syd, amira).pk,
    }


def knock(client, name, keys):
    method, kind = DOORS[name]
    args = [keys[kind]] if kind else []
    return getattr(client, method)(reverse(f"contacts:{name}", args=args))


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


@pytest.mark.parametrize("name", KEYED)
def test_a_stranger_is_told_nothing(client, bo, keys, name):
    client.force_login(bo)
    missing = {kind: uuid4() for kind in keys}

    closed, absent = knock(client, name, keys), knock(client, name, missing)

    assert closed.status_code == absent.status_code == 404
    assert closed.content == absent.content


@pytest.mark.parametrize("name", [n for n in DOORS if n not in PUBLIC])
def test_nobody_comes_in_without_signing_in(client, keys, name):
    answer = knock(client, name, keys)

    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


@pytest.mark.parametrize("name", KEYED)
def test_the_citizens_own_team_comes_in_by_the_same_key(client, amira, keys, name):
    client.force_login(amira)

    assert knock(client, name, keys).status_code in (200, 302)


@pytest.mark.parametrize("name", [n for n in KEYED if n not in READING and DOORS[n][1] != ENQUIRY])
def test_the_head_of_the_unit_reads_but_does_not_write(client, ulla, keys, name):
    client.force_login(ulla)

    assert knock(client, name, keys).status_code == 404


@pytest.mark.parametrize("name", ["timeline", "card", "next"])
def test_the_head_of_the_unit_reads(client, ulla, keys, name):
    client.force_login(ulla)

    assert knock(client, name, keys).status_code == 200


@pytest.mark.parametrize("name", [n for n in DOORS if n not in PUBLIC])
def test_whoever_keeps_the_data_safe_sees_no_citizen(client, dan, keys, name):
    client.force_login(dan)

    assert knock(client, name, keys).status_code == 404


@pytest.mark.parametrize("name", ["timeline", "outreach-person", "new-contact"])
def test_a_protected_citizen_opens_to_named_colleagues_only(client, amira, karen, keys, name):
    karen.protected = True
    karen.save()
    client.force_login(amira)

    assert knock(client, name, keys).status_code == 404


def test_what_was_kept_is_no_way_in_for_others(client, amira, mads, karen, gaden):
    teams.open_relation(
        karen,
        by=mads,
        kind="outreach",
        team=gaden,
        areas=["basic", "contacts"],
        purpose="Opsøgende arbejde",
        cause=f"outreach:{karen.pk}",
    )
    with acting_as(mads):
        kept = contact_with(karen, mads, kept_by=gaden, note="Fortalt i fortrolighed.")
    client.force_login(amira)

    assert client.get(reverse("contacts:noted", args=[kept.pk])).status_code == 404
    assert (
        "fortrolighed"
        not in client.get(reverse("contacts:timeline", args=[karen.pk])).content.decode()
    )


def test_a_list_is_one_line_in_the_log(client, amira, karen):
    client.force_login(amira)

    client.get(reverse("contacts:outreach"))

    assert Event.objects.filter(action="access.list", actor_id=amira.pk).count() == 1
    assert not Event.objects.filter(action="access.open").exists()


def test_the_door_closes_when_the_citizen_has_left_the_team(client, amira, karen, keys):
    enrolment = Enrolment.objects.get(citizen=karen)
    teams.end_enrolment(
        enrolment, by=amira, until_day=moment().date(), reason="handed_over", note="Nord."
    )
    client.force_login(amira)
    with clock.frozen(days_later(1)):
        told = {name: knock(client, name, keys).status_code for name in KEYED}

    # The enquiry was made to the team itself, so the team follows it to the answer.
    assert {name for name, status in told.items() if status != 404} <= {
        name for name in KEYED if DOORS[name][1] == ENQUIRY
    }


def test_an_unnamed_person_is_nobody_to_the_others(client, amira, mads, gaden):
    unnamed = CitizenFactory(name="", street_name="Violinen", unnamed=True)
    teams.open_relation(
        unnamed,
        by=mads,
        kind="outreach",
        team=gaden,
        areas=["basic", "contacts"],
        purpose="Opsøgende arbejde",
        cause=f"outreach:{unnamed.pk}",
    )
    address = reverse("contacts:outreach-person", args=[unnamed.pk])

    client.force_login(mads)
    assert client.get(address).status_code == 200
    client.force_login(amira)
    assert client.get(address).status_code == 404
