"""The rules of MedCom's text, one story each: what came, and what the citizen's status then is."""

from datetime import timedelta

import pytest

from helhed.exchange.hospital.state import Status
from helhed.exchange.rehearsal import RehearsalMemory
from helhed.exchange.tests.messages import GERIATRICS, HERLEV, MONDAY, Sent, Ward

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
OTHER_EPISODE = "11111111-2222-4333-8444-555555555555"


def told(*sent: Sent, memory: RehearsalMemory | None = None) -> list[tuple]:
    """What was answered to each: type, outcome, status, effects."""
    memory = memory or RehearsalMemory()
    answers = [memory.receive(one.data) for one in sent]
    return [
        (
            a.kind,
            str(a.outcome),
            str(a.status) if a.status else None,
            " ".join(map(str, a.effects)),
        )
        for a in answers
    ]


def unlinked(sent: Sent) -> Sent:
    """The same message from a sender that carries no history along."""
    sent = sent.copy()
    sent.provenance().pop("entity", None)
    sent.bundle["entry"] = [
        e
        for e in sent.bundle["entry"]
        if e["resource"]["resourceType"] != "Provenance"
        or e["resource"]["id"] == sent.provenance()["id"]
    ]
    return sent


def next_stay(start=MONDAY + 10 * DAY) -> Ward:
    return Ward(episode=OTHER_EPISODE, named=GERIATRICS, prefix="b", start=start)


def test_a_stay_is_a_chain_closed_only_by_the_discharge():
    ward = Ward()
    first = [ward.staa(MONDAY), ward.stin(MONDAY + HOUR)]
    ward.moved_to(GERIATRICS)
    then = [ward.stin(MONDAY + DAY), ward.slhj(MONDAY + 3 * DAY)]
    assert told(*first, *then) == [
        ("STAA", "accepted", "admitted", "admit_to_hospital"),
        ("STIN", "accepted", "admitted", "move_in_hospital"),
        ("STIN", "accepted", "admitted", "move_in_hospital"),
        ("SLHJ", "accepted", "not_admitted", "discharge_from_hospital"),
    ]


def test_a_transfer_under_another_episode_is_one_stay_all_the_same():
    here, there = Ward(), next_stay(MONDAY + DAY)
    assert told(here.stin(MONDAY), there.stin(MONDAY + DAY), there.slhj(MONDAY + 2 * DAY))[1:] == [
        ("STIN", "accepted", "admitted", "move_in_hospital"),
        ("SLHJ", "accepted", "not_admitted", "discharge_from_hospital"),
    ]


def test_a_discharge_from_the_ward_one_was_moved_away_from_closes_nothing():
    here, there = Ward(), next_stay(MONDAY + DAY)
    answers = told(
        here.stin(MONDAY), there.stin(MONDAY + DAY), unlinked(here.slhj(MONDAY + DAY + HOUR))
    )
    assert answers[-1] == ("SLHJ", "history", "admitted", "")


def test_a_discharge_before_the_next_admission_is_another_stay():
    here, there = Ward(), next_stay()
    answers = told(here.stin(MONDAY), here.slhj(MONDAY + DAY), there.stin(MONDAY + 10 * DAY))
    assert answers[-1] == ("STIN", "accepted", "admitted", "admit_to_hospital")


def test_an_old_discharge_that_comes_late_leaves_the_new_stay_open():
    here, there = Ward(), next_stay()
    admitted, discharged = here.stin(MONDAY), here.slhj(MONDAY + DAY)
    answers = told(admitted, there.stin(MONDAY + 10 * DAY), discharged)
    assert answers[-1] == ("SLHJ", "history", "admitted", "")


@pytest.mark.parametrize("linked", [True, False])
def test_the_newest_event_counts_and_not_the_newest_arrival(linked):
    ward = Ward()
    chain = [
        ward.stin(MONDAY),
        ward.stor(MONDAY + DAY),
        ward.slor(MONDAY + 2 * DAY),
        ward.slhj(MONDAY + 3 * DAY),
    ]
    if not linked:
        chain = [unlinked(one) for one in chain]
    answers = told(*reversed(chain))
    assert answers[0] == ("SLHJ", "accepted", "not_admitted", "discharge_from_hospital")
    assert [a[1:] for a in answers[1:]] == [("history", "not_admitted", "")] * 3


def test_on_leave_and_moved_to_another_hospital_ends_the_leave():
    ward = Ward()
    first = [ward.stin(MONDAY), ward.stor(MONDAY + DAY)]
    answers = told(*first, ward.moved_to(GERIATRICS).stin(MONDAY + 2 * DAY))
    assert answers[-1] == ("STIN", "accepted", "admitted", "end_leave move_in_hospital")


def test_a_discharge_from_leave_taken_back_is_on_leave_again():
    ward = Ward()
    first = [ward.stin(MONDAY), ward.stor(MONDAY + DAY)]
    discharge = ward.slhj(MONDAY + 2 * DAY)
    answers = told(*first, discharge, ward.cancelled(discharge, MONDAY + 2 * DAY + HOUR))
    assert answers[-1] == ("AN_SLHJ", "accepted", "on_leave", "cancel_discharge")


def test_a_cancelled_transfer_leaves_the_citizen_where_they_were():
    ward = Ward()
    first = ward.staa(MONDAY)
    inpatient = ward.stin(MONDAY + HOUR)
    answers = told(first, inpatient, ward.cancelled(inpatient, MONDAY + 2 * HOUR))
    assert answers[-1] == ("AN_STIN", "accepted", "admitted", "move_in_hospital")


def test_an_admission_cancelled_under_leave_never_was():
    ward = Ward()
    admission, leave = ward.stin(MONDAY), ward.stor(MONDAY + DAY)
    answers = told(admission, leave, ward.cancelled(admission, MONDAY + 2 * DAY))
    assert answers[-1] == ("AN_STIN", "accepted", "not_admitted", "cancel_admission")


def test_an_admission_cancelled_after_the_discharge_withdraws_its_duties():
    ward = Ward()
    admission, discharge = ward.stin(MONDAY), ward.slhj(MONDAY + DAY)
    answers = told(admission, discharge, ward.cancelled(admission, MONDAY + 2 * DAY))
    assert answers[-1] == ("AN_STIN", "accepted", "not_admitted", "cancel_admission")


def test_a_second_cancellation_of_the_same_is_history():
    ward = Ward()
    admission = ward.stin(MONDAY)
    answers = told(
        admission,
        ward.cancelled(admission, MONDAY + HOUR),
        Ward(prefix="c", activities=["admit-inpatient"], started=MONDAY).cancelled(
            admission, MONDAY + 2 * HOUR
        ),
    )
    assert answers[-1] == ("AN_STIN", "history", "not_admitted", "")


def test_admitted_anew_after_a_cancellation():
    ward = Ward()
    wrong = ward.stin(MONDAY)
    answers = told(
        wrong, ward.cancelled(wrong, MONDAY + HOUR), ward.staa(MONDAY + 2 * HOUR, report=True)
    )
    assert answers[-1] == ("STAA", "accepted", "admitted", "admit_to_hospital")


def test_after_the_discharge_only_the_discharge_is_corrected():
    ward = Ward()
    admission, discharge = ward.stin(MONDAY), ward.slhj(MONDAY + DAY)
    other = Ward(prefix="c", started=MONDAY)
    late = other.corrected(admission, MONDAY + 2 * DAY)
    answers = told(admission, discharge, late, ward.corrected(discharge, MONDAY + 3 * DAY))
    assert answers[2:] == [
        ("RE_STIN", "history", "not_admitted", ""),
        ("RE_SLHJ", "accepted", "not_admitted", "correct_discharge"),
    ]


def test_an_original_unknown_or_of_another_stay_is_found_by_episode():
    ward, elsewhere = Ward(), next_stay(MONDAY - 20 * DAY)
    old = [elsewhere.stin(MONDAY - 20 * DAY), elsewhere.slhj(MONDAY - 19 * DAY)]
    admission = ward.stin(MONDAY)
    cancellation = ward.cancelled(admission, MONDAY + HOUR)
    what = cancellation.provenance()["entity"][0]["what"]
    for named in ("MessageHeader/never-seen", f"MessageHeader/{old[0].id}"):
        what["reference"] = named
        answers = told(*old, admission, cancellation)
        assert answers[-1] == ("AN_STIN", "accepted", "not_admitted", "cancel_admission")


def test_a_cancellation_never_touches_another_citizen():
    mine, theirs = Ward(), Ward(cpr="6205904444", prefix="d")
    admission = mine.stin(MONDAY)
    theirs.stin(MONDAY)
    stray = theirs.cancelled(admission, MONDAY + HOUR)
    memory = RehearsalMemory()
    told(admission, stray, memory=memory)
    again = memory.receive(admission.resent().data)
    assert again.status is Status.ADMITTED


def test_an_earlier_letter_in_edifact_is_named_by_identifier_only():
    ward = Ward()
    discharge = ward.slhj(MONDAY + DAY)
    discharge.provenance()["entity"] = [
        {"role": "revision", "what": {"identifier": {"value": "5790000209354#SYS1234"}}}
    ]
    assert told(discharge) == [("SLHJ", "accepted", "not_admitted", "discharge_from_hospital")]


def test_death_is_told_by_deceased_and_nothing_else():
    ward = Ward()
    admission = ward.stin(MONDAY)
    death = ward.mors(MONDAY + DAY)
    death.resource("Encounter")["class"]["code"] = "EMER"
    death.resource("Encounter")["status"] = "in-progress"
    assert told(admission, death)[-1] == ("MORS", "accepted", "deceased", "record_death")


def test_a_death_corrected_and_taken_back():
    ward = Ward()
    admission, leave = ward.stin(MONDAY), ward.stor(MONDAY + DAY)
    death = ward.mors(MONDAY + 2 * DAY)
    correction = ward.corrected(death, MONDAY + 2 * DAY + HOUR)
    back = ward.cancelled(correction, MONDAY + 3 * DAY, status_before="onleave")
    assert told(admission, leave, death, correction, back)[2:] == [
        ("MORS", "accepted", "deceased", "record_death"),
        ("RE_MORS", "accepted", "deceased", "correct_death"),
        ("AN_MORS", "accepted", "on_leave", "cancel_death"),
    ]


def test_a_corrected_death_that_comes_before_the_death():
    ward = Ward()
    admission, death = ward.stin(MONDAY), ward.mors(MONDAY + DAY)
    correction = ward.corrected(death, MONDAY + DAY + HOUR)
    assert told(correction, death, admission) == [
        ("RE_MORS", "accepted", "deceased", "record_death"),
        ("MORS", "history", "deceased", ""),
        ("STIN", "history", "deceased", ""),
    ]


def test_a_death_after_a_transfer_is_a_death_and_no_correction():
    ward = Ward()
    ward.stin(MONDAY)
    ward.moved_to(GERIATRICS).stin(MONDAY + DAY)
    assert told(ward.mors(MONDAY + 2 * DAY)) == [("MORS", "accepted", "deceased", "record_death")]


def test_a_death_taken_back_that_comes_before_the_death():
    ward = Ward()
    admission, death = ward.stin(MONDAY), ward.mors(MONDAY + DAY)
    back = ward.cancelled(death, MONDAY + DAY + HOUR)
    assert told(admission, back, death)[1:] == [
        ("AN_MORS", "accepted", "admitted", ""),
        ("MORS", "history", "admitted", ""),
    ]


def test_the_hospital_closing_its_books_asks_nobody_where_the_dead_sleep():
    ward = Ward()
    answers = told(ward.stin(MONDAY), ward.mors(MONDAY + DAY), ward.slhj(MONDAY + DAY + HOUR))
    assert answers[-1] == ("SLHJ", "accepted", "deceased", "")


def test_a_death_is_never_hidden_by_a_later_event():
    ward = Ward()
    admission, death = ward.stin(MONDAY), ward.mors(MONDAY + DAY)
    closing = unlinked(ward.slhj(MONDAY + DAY + HOUR))
    assert told(admission, closing, death)[-1] == ("MORS", "accepted", "deceased", "record_death")


def test_the_report_of_admission_is_asked_for_on_admissions_only():
    ward = Ward()
    memory = RehearsalMemory()
    sent = [ward.stin(MONDAY, report=True), ward.slhj(MONDAY + DAY)]
    sent[1].resource("MessageHeader")["extension"] = sent[0].resource("MessageHeader")["extension"]
    correction = ward.corrected(sent[1], MONDAY + 2 * DAY)
    asked = [memory.receive(one.data).report_of_admission for one in [*sent, correction]]
    assert asked == [True, False, False]
    assert memory.receive(sent[0].resent().data).report_of_admission is False


def test_of_several_episode_ids_the_local_one_is_answered_with():
    sent = Ward().stin(MONDAY)
    local = sent.resource("Encounter")["episodeOfCare"][0]
    national = {
        "identifier": {
            "system": "https://www.esundhed.dk/Registre/Landspatientregisteret",
            "value": "urn:uuid:8a4bfd0e-93a5-5b0a-9d5c-1f2e3d4c5b6a",
        }
    }
    sent.resource("Encounter")["episodeOfCare"] = [national, local]
    notice = RehearsalMemory().receive(sent.data).notice
    assert notice.answer_episode.value == local["identifier"]["value"]
    assert len(notice.episodes) == 2


def test_a_stay_is_found_by_any_of_its_episode_ids():
    ward = Ward()
    admission, cancellation = ward.stin(MONDAY), None
    cancellation = unlinked(ward.cancelled(admission, MONDAY + HOUR))
    identifier = cancellation.resource("Encounter")["episodeOfCare"][0]["identifier"]
    identifier["value"] = f"urn:uuid:{identifier['value'].upper()}"
    assert told(admission, cancellation)[-1] == (
        *("AN_STIN", "accepted", "not_admitted", "cancel_admission"),
    )


def test_without_basis_nothing_is_remembered_but_the_letter():
    ward = Ward()
    admission, discharge = ward.stin(MONDAY), ward.slhj(MONDAY + DAY)
    memory = RehearsalMemory(without_basis=[f"{ward.cpr[:6]}-{ward.cpr[6:]}"])
    assert told(admission, admission.resent(), discharge, memory=memory) == [
        ("STIN", "not_ours", None, ""),
        ("STIN", "duplicate", None, ""),
        ("SLHJ", "not_ours", None, ""),
    ]
    assert memory.notices(ward.cpr) == ()


def test_two_citizens_are_two_timelines():
    one, other = Ward(), Ward(cpr="6205904444", episode=OTHER_EPISODE, prefix="d", named=HERLEV)
    answers = told(one.stin(MONDAY), other.stin(MONDAY), one.slhj(MONDAY + DAY))
    assert [a[2] for a in answers] == ["admitted", "admitted", "not_admitted"]
