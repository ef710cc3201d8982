"""What is no message at all, or was cut off, or means to do harm. All of it is answered."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helhed.exchange.answers import Ack, Outcome
from helhed.exchange.fhir.reading import MAX_BYTES
from helhed.exchange.rehearsal import RehearsalMemory
from helhed.exchange.tests.messages import stin
from helhed.exchange.tests.test_broken import refused

BYTES = {
    "nothing": b"",
    "blank": b" \n\t",
    "words": b"STIN 610180-4321",
    "a list": b"[]",
    "a number": b"7",
    "a null": b"null",
    "a resource that is no bundle": b'{"resourceType": "Patient"}',
    "no resource": b"{}",
    "random bytes": bytes(range(256)) * 16,
    "not UTF-8": b'{"resourceType": "Bundle", "id": "\xe6\xf8\xe5"}',
    "NaN": b'{"resourceType": "Bundle", "total": NaN}',
    "a number without end": b'{"resourceType": "Bundle", "total": ' + b"9" * 9000 + b"}",
    "twice the same name": b'{"resourceType": "Bundle", "id": "a", "id": "b"}',
    "deep JSON": b'{"a":' * 100_000,
    "deep lists": b"[" * 200_000 + b"]" * 200_000,
    "deep in the resource": b'{"resourceType":"Bundle","entry":' + b"[" * 900 + b"]" * 900 + b"}",
    "XML without namespace": b"<Bundle><id value='1'/></Bundle>",
    "XML of another kind": b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
    "XML of another resource": b"<Patient xmlns='http://hl7.org/fhir'/>",
    "XML that does not close": b"<Bundle xmlns='http://hl7.org/fhir'><id value='1'/>",
    "unknown encoding": b"<?xml version='1.0' encoding='klingon'?><Bundle/>",
    "deep XML": b"<Bundle xmlns='http://hl7.org/fhir'>"
    + b"<entry>" * 5000
    + b"</entry>" * 5000
    + b"</Bundle>",
    "too large": b" " * (MAX_BYTES + 1),
    "one endless text": b'{"resourceType": "Bundle", "id": "' + b"a" * 200_000 + b'"}',
}


@pytest.mark.parametrize("name", BYTES)
def test_what_is_no_message_is_answered_all_the_same(name):
    refused(BYTES[name])


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
 <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
]>
<Bundle xmlns="http://hl7.org/fhir"><id value="&d;"/></Bundle>"""
STEALS = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<Bundle xmlns="http://hl7.org/fhir"><id value="1"/><x>&secret;</x></Bundle>"""
ASKS = b"""<?xml version="1.0"?>
<!DOCTYPE Bundle SYSTEM "http://localhost:9/evil.dtd">
<Bundle xmlns="http://hl7.org/fhir"><id value="1"/></Bundle>"""


@pytest.mark.parametrize("attack", [LAUGHS, STEALS, ASKS])
def test_document_types_and_entities_are_never_read(attack):
    answer = refused(attack)
    assert [str(i.code) for i in answer.issues] == ["MSG_BAD_SYNTAX"]
    assert "root:" not in str(answer)


def test_a_message_cut_off_on_its_way_is_answered_to_its_sender():
    sent = stin()
    for data in (sent.data[:-40], sent.xml[:-40]):
        answer = refused(data)
        assert answer.envelope.message_id == sent.id
        assert answer.envelope.sender.endpoint == "https://sor2.sum.dsdn.dk/#id=265161000016000"
        assert answer.acknowledged


def test_a_message_cut_off_may_come_again_whole():
    sent, memory = stin(), RehearsalMemory()
    memory.receive(sent.data[:-40])
    assert memory.receive(sent.data).outcome is Outcome.ACCEPTED


def test_where_it_breaks_is_told_by_line_and_column():
    answer = refused(b'{\n "resourceType": "Bundle",\n "id": oops\n}')
    assert answer.issues[0].path == "line 3, column 8"


def test_a_broken_message_never_stops_the_next():
    memory = RehearsalMemory()
    for data in [*BYTES.values(), LAUGHS]:
        memory.receive(data)
    assert memory.receive(stin().data).outcome is Outcome.ACCEPTED


def test_nothing_of_the_citizen_stands_in_what_is_wrong():
    sent = stin()
    sent.resource("Patient")["identifier"][0]["value"] = "610180-4321"
    sent.resource("Patient")["name"][0]["family"] = 7
    told = " ".join(map(str, refused(sent.data).issues))
    assert "610180" not in told


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_message_changed_anywhere_is_answered(data):
    text = bytearray(stin().data)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place] = data.draw(st.integers(0, 255))
    answer = RehearsalMemory().receive(bytes(text))
    assert answer.ack in (Ack.OK, Ack.FATAL)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_message_with_junk_in_any_element_is_answered(data):
    sent = stin()
    found, steps = sent.bundle, data.draw(st.integers(1, 7))
    for _ in range(steps):
        keys = list(found) if isinstance(found, dict) else list(range(len(found)))
        key = data.draw(st.sampled_from(keys))
        inner = found[key]
        if not isinstance(inner, dict | list) or not inner:
            break
        found_in, found = found, inner
    else:
        key, found = key, found_in
    found[key] = data.draw(JUNK)
    answer = RehearsalMemory().receive(json.dumps(sent.bundle).encode())
    assert answer.ack in (Ack.OK, Ack.FATAL)
