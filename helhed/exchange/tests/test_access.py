"""Every address of the room, and who is let in."""

import pytest
from django.urls import reverse

from helhed.exchange import urls, verbs
from helhed.exchange.models import Message
from helhed.exchange.tests.messages import MONDAY, Ward
from helhed.teams.models import Team
from helhed.teams.tests.factories import TeamFactory, colleague

pytestmark = pytest.mark.django_db

# name: (method, whether a key is needed)
DOORS = {
    "hospital-notifications": ("post", False),
    "notifications": ("get", True),
    "whole-record": ("get", True),
    "whole-record-ready": ("get", True),
    "whole-record-file": ("get", True),
    "messages": ("get", False),
    "message": ("get", True),
    "raw-message": ("get", True),
}


@pytest.fixture
def svend(db):
    """Keeps the system running; sees no citizens."""
    team = TeamFactory(name="Drift", kind=Team.Kind.OTHER)
    return colleague("svend", "Svend Krog", team, "system_admin")


@pytest.fixture
def refused(numbered):
    """A message that came and was refused: its period is missing."""
    sent = Ward().stin(MONDAY)
    del sent.resource("Encounter")["period"]
    verbs.receive(sent.data, channel="http")
    return Message.objects.get()


def address(name: str, message: Message) -> str:
    return reverse(f"exchange:{name}", args=[message.pk] if DOORS[name][1] else [])


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


@pytest.mark.parametrize("name", ["messages", "message", "raw-message"])
def test_who_does_not_keep_the_line_running_is_told_nothing(client, amira, refused, name):
    client.force_login(amira)
    assert client.get(address(name, refused)).status_code == 404


@pytest.mark.parametrize("name", ["messages", "message", "raw-message"])
def test_support_is_let_in_and_meets_no_person(client, svend, refused, name):
    client.force_login(svend)

    answer = client.get(address(name, refused))

    assert answer.status_code == 200
    text = answer.content.decode()
    assert "6101804321" not in text
    assert "Prøve" not in text


def test_a_leader_sees_the_list_but_not_the_message_itself(client, pernille, refused):
    client.force_login(pernille)
    assert client.get(address("messages", refused)).status_code == 200
    assert client.get(address("raw-message", refused)).status_code == 404


def test_what_was_wrong_is_named(client, svend, refused):
    client.force_login(svend)
    text = client.get(address("message", refused)).content.decode()
    assert "ofType(Encounter).period" in text
    assert "MSG_RESOURCE_REQUIRED" in text


def test_the_list_asks_few_questions(client, svend, numbered, django_assert_max_num_queries):
    ward = Ward()
    for sent in (ward.stin(MONDAY), ward.staa(MONDAY), ward.slhj(MONDAY)):
        verbs.receive(sent.data, channel="http")
    client.force_login(svend)
    with django_assert_max_num_queries(18):
        client.get(reverse("exchange:messages"))


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer wrong", "Basic c3Zlbmq6MTIz"])
def test_without_a_key_nothing_is_taken_in(client, our_address, header):
    headers = {"Authorization": header} if header else {}
    answer = client.post(
        reverse("exchange:hospital-notifications"),
        Ward().stin(MONDAY).data,
        content_type="application/fhir+json",
        headers=headers,
    )
    assert answer.status_code == 401
    assert Message.objects.count() == 0


def test_the_nurse_reads_what_hospitals_told_and_others_are_told_nothing(
    client, lene, amira, bo, numbered
):
    ward = Ward()
    admission = ward.stin(MONDAY)
    for sent in (admission, ward.cancelled(admission, MONDAY.replace(hour=9))):
        verbs.receive(sent.data, channel="http")
    address = reverse("exchange:notifications", args=[numbered.pk])

    client.force_login(lene)
    text = client.get(address).content.decode()
    assert "Annullering Start sygehusophold - indlagt" in text
    assert "taget tilbage af hospitalet" in text
    assert "Hjerteafdelingen" in text
    card = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in card

    # Where somebody lies is health: the team without that area, and strangers, see a 404 alike.
    for stranger in (amira, bo):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
