"""Messages delivered by other systems over HTTP."""

import json

import pytest
from django.urls import reverse

from helhed.exchange import verbs
from helhed.exchange.fhir.bundle import Bundle
from helhed.exchange.fhir.check_acknowledgement import broken_rules
from helhed.exchange.fhir.reading import MAX_BYTES, read
from helhed.exchange.models import Message, ReceiverToken
from helhed.exchange.tests.messages import MONDAY, Ward
from helhed.stays.models import Stay

pytestmark = pytest.mark.django_db


@pytest.fixture
def deliver(client, numbered):
    secret = verbs.make_receiver_token("VANS")

    def post(data: bytes):
        return client.post(
            reverse("exchange:hospital-notifications"),
            data,
            content_type="application/octet-stream",
            headers={"Authorization": f"Bearer {secret}"},
        )

    return post


def test_a_message_in_json_is_acknowledged_in_json(deliver, numbered):
    sent = Ward().stin(MONDAY)

    answer = deliver(sent.data)

    assert (answer.status_code, answer["Content-Type"]) == (
        200,
        "application/fhir+json; charset=utf-8",
    )
    content = json.loads(answer.content)
    assert broken_rules(Bundle.of(content)) == []
    response = content["entry"][0]["resource"]["response"]
    assert response == {"identifier": sent.id, "code": "ok"}
    assert Stay.objects.get(citizen=numbered).began_at == MONDAY


def test_a_message_in_xml_is_acknowledged_in_xml(deliver):
    answer = deliver(Ward().stin(MONDAY).xml)
    assert answer["Content-Type"].startswith("application/fhir+xml")
    assert broken_rules(Bundle.of(read(answer.content).content)) == []


def test_a_broken_message_is_acknowledged_with_what_is_wrong(deliver):
    sent = Ward().stin(MONDAY)
    sent.resource("Encounter")["status"] = "planned"

    content = json.loads(deliver(sent.data).content)

    header = content["entry"][0]["resource"]
    assert header["response"]["code"] == "fatal-error"
    issue = content["entry"][-1]["resource"]["issue"][0]
    assert issue["details"]["coding"][0]["code"] == "MSG_VALUESET_VALUE_UNKNOWN"
    assert broken_rules(Bundle.of(content)) == []


def test_what_nobody_can_be_acknowledged_for_gets_an_outcome(deliver):
    answer = deliver(b"{")
    assert answer.status_code == 400
    assert json.loads(answer.content)["resourceType"] == "OperationOutcome"


def test_more_than_is_received_is_not_read(deliver):
    answer = deliver(b" " * (MAX_BYTES + 1))
    assert answer.status_code == 413
    assert Message.objects.count() == 0


def test_a_key_that_was_taken_back_opens_nothing(client, numbered):
    secret = verbs.make_receiver_token("VANS")
    verbs.revoke_receiver_token(ReceiverToken.objects.get())
    answer = client.post(
        reverse("exchange:hospital-notifications"),
        b"{}",
        content_type="application/fhir+json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 401


def test_only_the_hash_of_a_key_is_kept():
    secret = verbs.make_receiver_token("VANS")
    assert secret not in str(ReceiverToken.objects.values_list().get())
    with pytest.raises(verbs.NameIsTaken):
        verbs.make_receiver_token("VANS")
