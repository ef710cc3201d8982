"""MedCom's own messages, each scenario on an empty memory, against what its rules say.

The messages lie beside the repository and not in it; without them these tests are skipped.
"""

from pathlib import Path

import pytest

import helhed
from helhed.core import clock
from helhed.exchange.answers import Ack
from helhed.exchange.fhir import acknowledgement
from helhed.exchange.fhir.bundle import Bundle
from helhed.exchange.fhir.check_acknowledgement import broken_rules
from helhed.exchange.fhir.reading import read
from helhed.exchange.fhir.to_xml import to_xml
from helhed.exchange.rehearsal import RehearsalMemory
from helhed.exchange.reports import row

SHARED = Path(helhed.__file__).parents[2] / "shared" / "data" / "medcom"
HERE = SHARED / "hospitalnotification"
pytestmark = pytest.mark.skipif(
    not HERE.is_dir(), reason=f"MedCom's messages are not beside the repository ({SHARED.name})"
)

TOLD, NOT_TOLD = True, False
REPORT, NO_REPORT = True, False

# file, type, outcome, ack, status afterwards, shown, report of admission, effects
SCENARIOS = {
    "an admission": [
        ("STIN_A", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
    ],
    "technical admission": [
        ("TEK_STIN_A", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
    ],
    "a local episode id": [
        ("TEK_ID_LOCAL", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
    ],
    "a transfer": [
        ("STIN_C1", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        (
            *("derived/STIN_C2_unique_header_id", "STIN", "accepted", "ok", "admitted"),
            *(TOLD, NO_REPORT, "move_in_hospital"),
        ),
    ],
    "the same letter id, published so": [
        ("STIN_C1", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        ("STIN_C2", "STIN", "duplicate", "ok", "admitted", NOT_TOLD, NO_REPORT, ""),
        (
            *("derived/STIN_C2_unique_header_id", "STIN", "rejected", "fatal-error", None),
            *(NOT_TOLD, NO_REPORT, ""),
        ),
    ],
    "acute ambulant, cancelled": [
        ("STAA_D", "STAA", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        (
            *("derived/AN_STAA_D", "AN_STAA", "accepted", "ok", "not_admitted"),
            *(TOLD, NO_REPORT, "cancel_admission"),
        ),
        ("STAA_D", "STAA", "duplicate", "ok", "not_admitted", NOT_TOLD, NO_REPORT, ""),
    ],
    "acute ambulant, then admitted": [
        ("STAA_E", "STAA", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        ("STIN_E", "STIN", "accepted", "ok", "admitted", TOLD, NO_REPORT, "move_in_hospital"),
    ],
    "crosswise: admitted, then the acute": [
        ("STIN_E", "STIN", "accepted", "ok", "admitted", TOLD, NO_REPORT, "admit_to_hospital"),
        ("STAA_E", "STAA", "history", "ok", "admitted", NOT_TOLD, NO_REPORT, ""),
    ],
    "leave, corrected and cancelled": [
        ("STIN_F", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        ("STOR_F", "STOR", "accepted", "ok", "on_leave", TOLD, NO_REPORT, "start_leave"),
        (
            *("derived/RE_STOR_F", "RE_STOR", "accepted", "ok", "on_leave"),
            *(TOLD, NO_REPORT, "change_hospital_stay"),
        ),
        (
            *("derived/AN_STOR_F", "AN_STOR", "accepted", "ok", "admitted"),
            *(TOLD, NO_REPORT, "cancel_leave"),
        ),
    ],
    "crosswise: everything backwards": [
        (
            *("derived/AN_STOR_F", "AN_STOR", "accepted", "ok", "admitted"),
            *(TOLD, NO_REPORT, "admit_to_hospital"),
        ),
        ("derived/RE_STOR_F", "RE_STOR", "history", "ok", "admitted", NOT_TOLD, NO_REPORT, ""),
        ("STOR_F", "STOR", "history", "ok", "admitted", NOT_TOLD, NO_REPORT, ""),
        ("STIN_F", "STIN", "history", "ok", "admitted", NOT_TOLD, NO_REPORT, ""),
    ],
    "a discharge, corrected": [
        ("STIN_H", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        (
            *("SLHJ_H", "SLHJ", "accepted", "ok", "not_admitted"),
            *(TOLD, NO_REPORT, "discharge_from_hospital"),
        ),
        (
            *("derived/RE_SLHJ_H", "RE_SLHJ", "accepted", "ok", "not_admitted"),
            *(TOLD, NO_REPORT, "correct_discharge"),
        ),
    ],
    "crosswise: the correction first": [
        (
            *("derived/RE_SLHJ_H", "RE_SLHJ", "accepted", "ok", "not_admitted"),
            *(TOLD, NO_REPORT, "discharge_from_hospital"),
        ),
        ("SLHJ_H", "SLHJ", "history", "ok", "not_admitted", NOT_TOLD, NO_REPORT, ""),
        ("STIN_H", "STIN", "history", "ok", "not_admitted", NOT_TOLD, NO_REPORT, ""),
    ],
    "a death, whose message names another stay's letter": [
        ("STIN_K", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        ("MORS_K", "MORS", "accepted", "ok", "deceased", TOLD, NO_REPORT, "record_death"),
    ],
    "a cancelled admission": [
        ("STIN_N", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        (
            *("AN_STIN_N", "AN_STIN", "accepted", "ok", "not_admitted"),
            *(TOLD, NO_REPORT, "cancel_admission"),
        ),
    ],
    "crosswise: cancelled before it came": [
        ("AN_STIN_N", "AN_STIN", "accepted", "ok", "not_admitted", TOLD, NO_REPORT, ""),
        ("STIN_N", "STIN", "history", "ok", "not_admitted", NOT_TOLD, NO_REPORT, ""),
    ],
    "a corrected admission": [
        ("STIN_O", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        (
            *("RE_STIN_O", "RE_STIN", "accepted", "ok", "admitted"),
            *(TOLD, NO_REPORT, "change_hospital_stay"),
        ),
    ],
    "guide: acute and home": [
        ("ig-STAA", "STAA", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        (
            *("ig-SLHJ_emergency", "SLHJ", "accepted", "ok", "not_admitted"),
            *(TOLD, NO_REPORT, "discharge_from_hospital"),
        ),
    ],
    "guide: admitted, on leave, back and home": [
        ("ig-STIN", "STIN", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        ("ig-STOR", "STOR", "accepted", "ok", "on_leave", TOLD, NO_REPORT, "start_leave"),
        ("ig-SLOR", "SLOR", "accepted", "ok", "admitted", TOLD, NO_REPORT, "end_leave"),
        (
            *("ig-SLHJ_inpatient", "SLHJ", "accepted", "ok", "not_admitted"),
            *(TOLD, NO_REPORT, "discharge_from_hospital"),
        ),
    ],
    "guide: acute and dead": [
        ("ig-STAA", "STAA", "accepted", "ok", "admitted", TOLD, REPORT, "admit_to_hospital"),
        (
            *("ig-MORS_emergency", "MORS", "accepted", "ok", "deceased"),
            *(TOLD, NO_REPORT, "record_death"),
        ),
    ],
    "guide: a unit below the sender": [
        (
            *("ig-STIN_other_service_provider", "STIN", "accepted", "ok", "admitted"),
            *(TOLD, NO_REPORT, "admit_to_hospital"),
        ),
    ],
}


def message(name: str) -> bytes:
    return (HERE / f"{name}.json").read_bytes()


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_published_message_is_answered_as_the_rules_say(scenario, form):
    memory = RehearsalMemory()
    for name, kind, outcome, ack, status, shown, report, effects in SCENARIOS[scenario]:
        data = message(name) if form == "json" else to_xml(read(message(name)).content)
        told = row(name, memory.receive(data))
        errors = told.pop("errors")
        assert told == {
            "file": name,
            "message_id": read(message(name)).content["entry"][0]["resource"]["id"],
            "type": kind,
            "outcome": outcome,
            "ack": ack,
            "status": status,
            "shown": shown,
            "report_of_admission": report,
            "effects": effects.split(),
        }
        assert bool(errors) == (outcome == "rejected")


def test_no_published_message_is_left_out():
    named = {entry[0] for scenario in SCENARIOS.values() for entry in scenario}
    found = {str(f.relative_to(HERE).with_suffix("")) for f in HERE.rglob("*.json")}
    assert found == named


@pytest.mark.parametrize("name", sorted({e[0] for s in SCENARIOS.values() for e in s}))
def test_without_basis_every_message_is_acknowledged_and_none_is_told(name):
    answer = RehearsalMemory(without_basis=["2509479989"]).receive(message(name))
    assert (answer.outcome, answer.ack, answer.status) == ("not_ours", "ok", None)
    assert (answer.notice, answer.cpr, answer.effects) == (None, None, ())


@pytest.mark.parametrize("name", sorted({e[0] for s in SCENARIOS.values() for e in s}))
def test_our_acknowledgements_fit_the_profile(name):
    answer = RehearsalMemory().receive(message(name))
    step = answer.step
    built = acknowledgement.build(
        answer.envelope,
        code=answer.ack,
        issues=answer.issues,
        step=acknowledgement.ReceivedStep(step.activity, step.sent, step.role, step.previous),
        at=clock.now(),
    )
    assert broken_rules(Bundle.of(built)) == []
    assert broken_rules(Bundle.of(read(to_xml(built)).content)) == []


def test_published_acknowledgements_fit_the_profile_we_hold_our_own_to():
    for file in sorted((SHARED / "acknowledgement").glob("*.json")):
        assert broken_rules(Bundle.of(read(file.read_bytes()).content)) == [], file.name


@pytest.mark.parametrize("family", ["carecommunication", "acknowledgement"])
def test_other_messages_are_refused_as_not_received_here(family):
    for file in sorted(p for p in (SHARED / family).rglob("*") if p.is_file()):
        answer = RehearsalMemory().receive(file.read_bytes())
        assert (answer.outcome, answer.ack) == ("rejected", Ack.FATAL), file.name
        assert [str(i.code) for i in answer.issues] == ["MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE"]
        # An acknowledgement is never acknowledged.
        assert answer.acknowledged == (family == "carecommunication")
