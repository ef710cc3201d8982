"""The record, and what leaves it."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from helhed.access.connection import acting_as
from helhed.core.checking import AgainstARule
from helhed.core.errors import Conflict
from helhed.health import verbs
from helhed.health.models import Allergy, AreaNote, Medication, Summary
from helhed.health.record import record_of, summary_of

MONDAY = date(2026, 11, 16)
NOON = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


def test_the_latest_note_stands_and_the_earlier_ones_are_the_story(karen, lene):
    for state, note in (("actual", "Sår på hælen"), ("potential", "Helet, skiftet strømper")):
        verbs.note_area(karen, by=lene, area="skin", state=state, note=note, on=MONDAY)

    record = record_of(karen.pk, on=MONDAY)
    skin = next(area for area in record.areas if area.key == "skin")

    assert len(record.areas) == 12
    assert (skin.last.state, [note.state for note in skin.earlier]) == ("potential", ["actual"])
    assert [area.key for area in record.problems] == ["skin"]


def test_a_problem_is_described(karen, lene):
    with pytest.raises(AgainstARule, match="hvad problemet er"):
        verbs.note_area(karen, by=lene, area="skin", state="actual", on=MONDAY)
    assert verbs.note_area(karen, by=lene, area="skin", state="none", on=MONDAY).pk


def test_a_medicine_begins_changes_and_stops(karen, lene):
    row = verbs.start_medication(
        karen, by=lene, name="Metadon", dose="60 mg morgen", from_day=MONDAY, substitution=True
    )
    verbs.change_medication(row, by=lene, dose="50 mg morgen", given_by="Klinikken", based_on=1)
    with pytest.raises(Conflict):
        verbs.change_medication(row, by=lene, dose="70 mg", given_by="", based_on=1)
    with pytest.raises(AgainstARule):
        verbs.stop_medication(row, by=lene, on=date(2026, 11, 1), because="Fejl")
    row.refresh_from_db()
    verbs.stop_medication(row, by=lene, on=MONDAY, because="Nyt præparat")
    with pytest.raises(verbs.HasStopped):
        verbs.stop_medication(row, by=lene, on=MONDAY, because="Igen")
    record = record_of(karen.pk, on=MONDAY)
    assert (record.medications, record.stopped) == ([], [Medication.objects.get()])


def test_somebody_goes_along_or_is_not_wanted(karen, lene):
    visit = {"at": NOON, "where": "Øjenklinikken", "about": "Grå stær"}
    with pytest.raises(AgainstARule, match="hvem der går med"):
        verbs.plan_visit(karen, by=lene, **visit)
    row = verbs.plan_visit(karen, by=lene, companion=lene, goes_alone=True, **visit)
    assert not row.goes_alone
    verbs.note_visit(row, by=lene, outcome="Kom ikke. Ny tid på fredag.")
    assert verbs.plan_visit(karen, by=lene, goes_alone=True, **visit).pk


def test_p8_the_team_reads_only_what_the_citizen_has_said_yes_to(karen, lene, amira, bo):
    verbs.note_allergy(karen, by=lene, to="Penicillin", serious=True)
    with pytest.raises(verbs.NotAgreed):
        verbs.write_summary(karen, by=lene, text="Tåler ikke penicillin", on=MONDAY)
    verbs.write_summary(karen, by=lene, text="Tåler ikke penicillin", on=MONDAY, agreed=True)

    with acting_as(amira):
        assert summary_of(karen.pk, on=MONDAY).text == "Tåler ikke penicillin"
        assert not Allergy.objects.exists()
    with acting_as(bo):
        assert summary_of(karen.pk, on=MONDAY) is None
    with acting_as(lene):
        assert Allergy.objects.count() == 1


def test_p8_a_yes_taken_back_closes_it_at_once(karen, lene, amira):
    row = verbs.write_summary(karen, by=lene, text="Går til FMK", on=MONDAY, agreed=True)
    verbs.take_back(row, by=lene, on=MONDAY)
    with acting_as(amira), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM health_summary")
        assert cursor.fetchone() == (0,)


def test_a_yes_is_to_a_text_and_ends_on_its_day(karen, lene):
    verbs.write_summary(karen, by=lene, text="Første", on=MONDAY, agreed=True)
    verbs.write_summary(
        karen, by=lene, text="Anden", on=MONDAY, agreed=True, until_day=date(2026, 12, 1)
    )
    assert summary_of(karen.pk, on=MONDAY).text == "Anden"
    assert summary_of(karen.pk, on=date(2026, 12, 1)) is None
    assert Summary.objects.count() == 2


def test_what_is_taken_back_is_not_shown_and_stays(karen, lene):
    row = verbs.note_area(karen, by=lene, area="pain", state="actual", note="Ryg", on=MONDAY)
    verbs.take_back(row, by=lene, on=MONDAY)
    verbs.note_overdose(karen, by=lene, at=NOON, substance="Ukendt", naloxone=True)
    record = record_of(karen.pk, on=MONDAY)
    assert record.problems == []
    assert len(record.overdoses) == 1
    assert AreaNote.objects.count() == 1
