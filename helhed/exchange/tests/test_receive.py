"""Messages that meet the database: stays, duties, answers, and what is not kept."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from helhed.audit.models import Event
from helhed.casework.verbs import admit_to_hospital, current_admission, discharge_from_hospital
from helhed.core import clock
from helhed.exchange import verbs
from helhed.exchange.answers import Ack, Outcome
from helhed.exchange.fhir.bundle import Bundle
from helhed.exchange.fhir.check_acknowledgement import broken_rules
from helhed.exchange.models import Acknowledgement, Message, Original
from helhed.exchange.tests.conftest import give_number
from helhed.exchange.tests.messages import GERIATRICS, MONDAY, TOWN, Ward
from helhed.stays.models import Stay
from helhed.teams.models import Duty, Organisation

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday():
    with clock.frozen(MONDAY + 6 * DAY):
        yield


def take(sent):
    received = verbs.receive(sent.data, channel="http")
    if received.acknowledgement is not None:
        assert broken_rules(Bundle.of(received.acknowledgement)) == []
    return received.answer


def open_duties(citizen) -> set[str]:
    return set(Duty.objects.open().filter(citizen=citizen).values_list("kind", flat=True))


def test_an_admission_begins_a_stay_and_tells_the_team(numbered, amira):
    answer = take(Ward().stin(MONDAY, report=True))

    assert (answer.outcome, answer.ack, answer.status) == ("accepted", "ok", "admitted")
    stay = current_admission(numbered)
    assert stay.began_at == MONDAY
    assert stay.source == Stay.Source.HOSPITAL_MESSAGE
    assert stay.episode_ids == [Ward().episode]
    assert stay.wards.get().hospital == "Hjerteafdelingen"
    assert {"ward", "asked"} <= open_duties(numbered)
    assert Duty.objects.get(citizen=numbered, kind="ward").owner == amira
    original = Original.objects.get(citizen=numbered)
    assert b"MessageHeader" in bytes(original.data)


def test_p3_a_discharge_message_asks_where_tonight_and_names_an_owner(numbered, amira):
    ward = Ward()
    take(ward.stin(MONDAY))

    answer = take(ward.slhj(MONDAY + 4 * DAY))

    assert answer.status == "not_admitted"
    stay = Stay.objects.get(citizen=numbered)
    assert stay.tonight == Stay.UNANSWERED
    duty = Duty.objects.open().get(citizen=numbered, kind="tonight")
    assert duty.acute
    assert duty.owner == amira
    assert duty.due_at.date() == (MONDAY + 4 * DAY).date()


def test_p3_a_discharge_whose_admission_never_came_still_asks_where_tonight(numbered):
    ward = Ward()
    ward.stin(MONDAY)

    answer = take(ward.slhj(MONDAY + 4 * DAY))

    assert answer.effects == ("discharge_from_hospital",)
    assert "tonight" in open_duties(numbered)
    assert Stay.objects.get(citizen=numbered).began_at == MONDAY


def test_p3_a_cancelled_discharge_withdraws_what_it_opened(numbered):
    ward = Ward()
    take(ward.stin(MONDAY))
    discharge = ward.slhj(MONDAY + 4 * DAY)
    take(discharge)

    answer = take(ward.cancelled(discharge, MONDAY + 4 * DAY + HOUR))

    assert (answer.kind, answer.status) == ("AN_SLHJ", "admitted")
    assert open_duties(numbered).isdisjoint({"tonight", "after_discharge"})
    assert current_admission(numbered).until_day is None


def test_p3_a_corrected_discharge_moves_the_hour_by_which_tonight_is_answered(numbered):
    ward = Ward()
    take(ward.stin(MONDAY))
    discharge = ward.slhj(MONDAY + 4 * DAY)
    take(discharge)
    correction = ward.corrected(discharge, MONDAY + 4 * DAY + HOUR)
    correction.resource("Encounter")["period"]["end"] = (MONDAY + 5 * DAY).isoformat()

    answer = take(correction)

    assert answer.effects == ("correct_discharge",)
    assert Stay.objects.get(citizen=numbered).ended_at == MONDAY + 5 * DAY
    duty = Duty.objects.open().get(citizen=numbered, kind="tonight")
    assert duty.due_at.date() == (MONDAY + 5 * DAY).date()


def test_a_cancelled_admission_never_was(numbered):
    ward = Ward()
    admission = ward.stin(MONDAY)
    take(admission)

    answer = take(ward.cancelled(admission, MONDAY + HOUR))

    assert (answer.kind, answer.status) == ("AN_STIN", "not_admitted")
    assert current_admission(numbered) is None
    assert Stay.objects.standing().filter(citizen=numbered).count() == 0
    assert open_duties(numbered).isdisjoint({"ward", "tonight"})


def test_a_corrected_admission_moves_the_stay_and_keeps_the_old_value(numbered):
    ward = Ward()
    admission = ward.stin(MONDAY)
    take(admission)

    take(ward.corrected(admission, MONDAY + HOUR))

    stay = current_admission(numbered)
    assert stay.began_at == MONDAY - timedelta(minutes=30)
    assert stay.events.filter(began_at=MONDAY).exists()
    assert Duty.objects.get(citizen=numbered, kind="ward").due_at == stay.began_at + DAY


def test_a_transfer_is_the_same_stay(numbered):
    ward = Ward()
    take(ward.staa(MONDAY))

    take(ward.stin(MONDAY + HOUR))
    take(ward.moved_to(GERIATRICS).stin(MONDAY + DAY))

    stay = Stay.objects.get(citizen=numbered)
    assert stay.began_at == MONDAY
    assert not stay.acute_ambulant
    assert [w.hospital for w in stay.wards.order_by("from_at")] == [
        "Hjerteafdelingen",
        "Hjerteafdelingen",
        "Geriatrisk Sengeafdeling",
    ]


def test_leave_and_back(numbered):
    ward = Ward()
    take(ward.stin(MONDAY))
    leave = ward.stor(MONDAY + DAY)

    assert take(leave).status == "on_leave"
    assert current_admission(numbered).on_leave_from == MONDAY + DAY
    assert "on_leave" in open_duties(numbered)

    assert take(ward.slor(MONDAY + 2 * DAY)).status == "admitted"
    assert current_admission(numbered).on_leave_from is None
    assert "on_leave" not in open_duties(numbered)


def test_a_leave_taken_back_and_an_end_of_leave_taken_back(numbered):
    ward = Ward()
    take(ward.stin(MONDAY))
    take(ward.stor(MONDAY + DAY))
    back = ward.slor(MONDAY + 2 * DAY)
    take(back)

    assert take(ward.cancelled(back, MONDAY + 2 * DAY + HOUR)).status == "on_leave"
    assert current_admission(numbered).on_leave_from == MONDAY + DAY


def test_a_death_taken_back_opens_what_it_closed(numbered):
    ward = Ward()
    take(ward.stin(MONDAY))
    death = ward.mors(MONDAY + DAY)
    take(death)
    numbered.refresh_from_db()
    assert numbered.deceased_on == (MONDAY + DAY).date()
    assert "tonight" not in open_duties(numbered)

    answer = take(ward.cancelled(death, MONDAY + DAY + HOUR))

    numbered.refresh_from_db()
    assert (answer.kind, answer.status) == ("AN_MORS", "admitted")
    assert numbered.deceased_on is None
    assert current_admission(numbered) is not None
    alert = Duty.objects.open().get(citizen=numbered, kind="asked")
    assert alert.acute


def test_a_corrected_death_can_still_be_taken_back(numbered):
    ward = Ward()
    take(ward.stin(MONDAY))
    death = ward.mors(MONDAY + 2 * DAY)
    take(death)
    correction = ward.corrected(death, MONDAY + 2 * DAY + HOUR)
    correction.resource("Encounter")["period"]["end"] = (MONDAY + DAY).isoformat()
    assert take(correction).kind == "RE_MORS"
    numbered.refresh_from_db()
    assert numbered.deceased_on == (MONDAY + DAY).date()

    take(ward.cancelled(correction, MONDAY + 3 * DAY))

    numbered.refresh_from_db()
    assert numbered.deceased_on is None
    assert "death" not in open_duties(numbered)


def test_p10_a_repeated_message_is_answered_alike_and_changes_nothing(numbered):
    sent = Ward().stin(MONDAY)
    first = verbs.receive(sent.data, channel="http")
    stays, duties = Stay.objects.count(), Duty.objects.count()

    again = verbs.receive(sent.resent().xml, channel="http")

    assert again.answer.outcome is Outcome.DUPLICATE
    assert again.answer.status == "admitted"
    assert (Stay.objects.count(), Duty.objects.count()) == (stays, duties)
    assert again.acknowledgement["id"] != first.acknowledgement["id"]
    response = again.acknowledgement["entry"][0]["resource"]["response"]
    assert response == first.acknowledgement["entry"][0]["resource"]["response"]


def test_a_refused_message_repeated_is_refused_with_the_same_details(numbered):
    sent = Ward().stin(MONDAY)
    sent.resource("Encounter")["class"]["code"] = "AMB"
    first = verbs.receive(sent.data, channel="http")
    again = verbs.receive(sent.resent().data, channel="http")

    assert (first.answer.ack, again.answer.ack) == (Ack.FATAL, Ack.FATAL)
    assert again.answer.outcome is Outcome.DUPLICATE
    assert again.answer.issues == first.answer.issues != ()
    assert current_admission(numbered) is None
    assert Original.objects.get().citizen is None


def test_an_envelope_used_for_two_letters_is_refused(numbered):
    ward = Ward()
    first, second = ward.stin(MONDAY), ward.stor(MONDAY + DAY)
    second.bundle["id"] = first.bundle["id"]
    take(first)

    answer = take(second)

    assert (answer.outcome, answer.ack) == ("rejected", "fatal-error")
    assert [str(issue.code) for issue in answer.issues] == ["MSG_DUPLICATE_ID"]


def test_a_message_to_somebody_else_is_refused(numbered):
    sent = Ward().stin(MONDAY)
    town = next(e for e in sent.bundle["entry"] if e["fullUrl"] == "Organization/town")
    town["resource"]["identifier"][1]["value"] = "11111000016000"

    answer = take(sent)

    assert [str(i.code) for i in answer.issues] == ["MSG_Receiver_Identifier_UNKNOWN"]
    assert current_admission(numbered) is None


def test_our_own_organisation_is_answered_for(karen):
    give_number(karen)
    Organisation.objects.create(name="Søby", kind="municipality", sor=TOWN[0], gln=TOWN[1])
    assert take(Ward().stin(MONDAY)).outcome is Outcome.ACCEPTED


def everything_stored() -> str:
    """The whole database as text, but for what the migrations and the cast put there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 names of our own
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.parametrize("why", ["unknown", "no_basis", "broken"])
def test_p8_of_a_citizen_without_basis_nothing_is_kept(why, karen, our_address, amira):
    cpr = "6203704444"
    sent = Ward(cpr=cpr).stin(MONDAY)
    sent.resource("Patient")["name"][0]["family"] = "Ukendt-Navn"
    if why == "no_basis":
        karen.legalbasisperiods.update(code="SEL110")
        give_number(karen, cpr)
    if why == "broken":
        del sent.resource("Encounter")["period"]

    answer = take(sent)

    expected = ("rejected", "fatal-error") if why == "broken" else ("not_ours", "ok")
    assert (answer.outcome, answer.ack) == expected
    assert Original.objects.count() == 0
    text = everything_stored()
    as_bytes = cpr.encode().hex()
    assert cpr not in text
    assert as_bytes not in text
    assert "Ukendt-Navn" not in text
    assert sent.resource("Encounter")["episodeOfCare"][0]["identifier"]["value"] not in text
    assert Message.objects.get().message_id == sent.id
    assert Acknowledgement.objects.count() == 1


def test_a_fault_of_ours_stores_nothing_and_the_retry_is_new(numbered, monkeypatch):
    sent = Ward().stin(MONDAY)

    def broken(*args, **kwargs):
        raise DatabaseError("no more room")

    with monkeypatch.context() as patch:
        patch.setattr("helhed.exchange.effects.casework.admit_to_hospital", broken)
        answer = take(sent)

    assert answer.ack is Ack.TRANSIENT
    assert Original.objects.count() == 0
    assert current_admission(numbered) is None

    retry = take(sent.resent())
    assert (retry.outcome, retry.ack) == ("accepted", "ok")
    assert current_admission(numbered) is not None


def test_a_stay_noted_by_hand_is_the_same_stay(numbered, amira):
    admit_to_hospital(numbered, by=amira, at=MONDAY + HOUR)

    take(Ward().stin(MONDAY))

    stay = Stay.objects.get(citizen=numbered)
    assert stay.episode_ids == [Ward().episode]
    assert stay.began_at == MONDAY


def test_a_discharge_after_one_noted_by_hand_asks_no_second_time(numbered, amira):
    ward = Ward()
    take(ward.stin(MONDAY))
    stay = current_admission(numbered)
    discharge_from_hospital(stay, by=amira, at=MONDAY + 3 * DAY, tonight="shelter")

    take(ward.slhj(MONDAY + 3 * DAY + HOUR))

    assert Stay.objects.filter(citizen=numbered).count() == 1
    assert "tonight" not in open_duties(numbered)


def test_the_log_tells_that_the_receiver_did_it(numbered):
    take(Ward().stin(MONDAY))

    event = Event.objects.get(action="exchange.receive")
    assert (event.actor, event.channel, event.citizen_id) == (
        "hospital_receiver",
        "message",
        numbered.pk,
    )


@pytest.mark.django_db(transaction=True)
def test_p10_two_copies_at_the_same_moment_make_one_stay(numbered):
    sent = Ward().stin(MONDAY)
    found, start = [], threading.Barrier(2)

    def deliver(data: bytes) -> None:
        start.wait()
        try:
            found.append(verbs.receive(data, channel="http").answer.outcome)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=deliver, args=[data]) for data in (sent.data, sent.resent().xml)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == ["accepted", "duplicate"]
    assert Stay.objects.count() == 1
    assert Message.objects.filter(holds_id=True).count() == 1
