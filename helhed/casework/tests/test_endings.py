from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from helhed.access import door
from helhed.access.may import May
from helhed.casework.verbs import (
    accept_handover,
    cancel_death,
    decline_handover,
    end_enrolment,
    hand_over,
    record_death,
    what_is_missing,
)
from helhed.casework.verbs.endings import SomethingIsMissing, WriteWhyItEnds
from helhed.contacts.models import Appointment, Contact
from helhed.core import clock
from helhed.stays import verbs as stays
from helhed.stays.models import Kind
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment
from helhed.teams.tests.factories import colleague, enrolment_of
from helhed.teams.verbs.enrolments import NoSuchReason, NotInTheTeam
from helhed.teams.verbs.handovers import SayWhyNot

pytestmark = pytest.mark.django_db
DK = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=DK)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _noon():
    with clock.frozen(NOON):
        yield


def met(citizen, by, *, days_ago: int, outcome: str = "met") -> None:
    Contact(citizen=citizen, by=by, outcome=outcome, at=NOON - timedelta(days=days_ago)).save()


def test_p1_no_show_is_no_reason_to_end(karen, amira):
    with pytest.raises(NoSuchReason):
        teams.end_enrolment(
            enrolment_of(karen), by=amira, until_day=TODAY, reason="no_show", note="x"
        )
    assert what_is_missing(enrolment_of(karen), reason="no_show", on=TODAY) != []


def test_p1_the_database_refuses_an_end_without_one_of_the_four_reasons(karen, amira):
    for reason, by in (("no_show", amira), ("", amira), ("own_wish", None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Enrolment.objects.filter(citizen=karen).update(
                until_day=TODAY, end_reason=reason, ended_by=by
            )


def test_p1_own_wish_needs_real_attempts_and_somebody_who_heard_it(karen, amira):
    for days_ago in (3, 2, 1):
        met(karen, amira, days_ago=days_ago, outcome="no_show")
    with pytest.raises(SomethingIsMissing) as refused:
        end_enrolment(enrolment_of(karen), by=amira, reason="own_wish", on=TODAY, note="Tavs")
    assert len(refused.value.missing) == 1

    met(karen, amira, days_ago=0)
    end_enrolment(enrolment_of(karen), by=amira, reason="own_wish", on=TODAY, note="Hun vil selv.")

    ended = Enrolment.objects.get(citizen=karen)
    assert (ended.end_reason, ended.ended_by) == ("own_wish", amira)


def test_an_end_is_explained_in_words(karen, amira):
    for days_ago in (3, 2, 1):
        met(karen, amira, days_ago=days_ago)
    with pytest.raises(WriteWhyItEnds):
        end_enrolment(enrolment_of(karen), by=amira, reason="own_wish", on=TODAY, note=" ")


def test_p5_aftercare_must_have_been_before_it_can_be_completed(karen, amira):
    missing = what_is_missing(enrolment_of(karen), reason="aftercare_completed", on=TODAY)
    assert missing
    duty = teams.open_duty(karen, Duty.Kind.AFTERCARE, by=amira, cause="service:x", due_at=NOON)
    assert what_is_missing(enrolment_of(karen), reason="aftercare_completed", on=TODAY)
    teams.complete_duty(duty, by=amira)
    assert what_is_missing(enrolment_of(karen), reason="aftercare_completed", on=TODAY) == []


def test_p5_an_enrolment_has_no_end_of_its_own(karen):
    enrolment = enrolment_of(karen)
    assert enrolment.until_day is None
    assert Enrolment.objects.open_on(date(2046, 1, 1)).filter(pk=enrolment.pk).exists()


def test_p6_responsibility_passes_only_when_accepted(karen, amira, bo, syd, nord):
    handover = hand_over(karen, by=amira, from_team=syd, to_team=nord, reason="Flytter nordpå")
    assert enrolment_of(karen).team == syd

    accept_handover(handover, by=bo, on=TODAY, own_person=bo)

    assert enrolment_of(karen).team == nord
    left = Enrolment.objects.get(citizen=karen, team=syd)
    assert left.end_reason == "handed_over"
    assert karen.caseloads.get(until_day__isnull=True).worker == bo


def test_p6_a_declined_handover_leaves_the_citizen_where_they_are_with_a_reason(
    karen, amira, bo, syd, nord
):
    handover = hand_over(karen, by=amira, from_team=syd, to_team=nord, reason="Flytter nordpå")
    with pytest.raises(SayWhyNot):
        decline_handover(handover, by=bo, note="")
    decline_handover(handover, by=bo, note="Vi har ikke plads før maj.")
    assert enrolment_of(karen).team == syd
    assert not Duty.objects.open().filter(kind="handover").exists()


def test_p6_an_enrolment_cannot_end_as_handed_over_before_anybody_accepted(karen, amira, syd, nord):
    hand_over(karen, by=amira, from_team=syd, to_team=nord, reason="Flytter nordpå")
    assert what_is_missing(enrolment_of(karen), reason="handed_over", on=TODAY)


def test_the_asked_team_reads_while_it_considers_and_no_longer_after_a_no(
    karen, amira, bo, syd, nord
):
    from_start = hand_over(karen, by=amira, from_team=syd, to_team=nord, reason="Flytter")
    assert karen in door.citizens_open_to(bo, May.READ_PLAN)
    decline_handover(from_start, by=bo, note="Nej, desværre.")
    assert karen not in door.citizens_open_to(bo, May.READ_PLAN)


def test_a_death_calls_off_what_was_planned_and_a_mistake_brings_it_back(karen, amira):
    Appointment(citizen=karen, at=NOON + timedelta(days=2), worker=amira).save()
    stays.begin_stay(karen, by=amira, kind=Kind.SHELTER, from_night=date(2026, 2, 1))
    teams.open_duty(karen, Duty.Kind.NOT_MET, by=amira, cause="x", due_at=NOON)

    record_death(karen, by=None, at=NOON, system_actor="hospital_receiver")
    karen.refresh_from_db()
    assert karen.deceased_on == TODAY
    assert set(Duty.objects.open().values_list("kind", flat=True)) == {"death"}
    assert Appointment.objects.get().outcome == "cancelled"

    cancel_death(karen, by=None, system_actor="hospital_receiver")
    karen.refresh_from_db()
    assert karen.deceased_on is None
    assert set(Duty.objects.open().values_list("kind", flat=True)) == {"not_met"}
    assert Appointment.objects.get().outcome == "planned"
    assert karen.stays.get().until_day is None


def test_a_death_is_recorded_once(karen, amira):
    record_death(karen, by=amira, at=NOON)
    record_death(karen, by=amira, at=NOON + timedelta(days=1))
    assert Duty.objects.filter(kind="death").count() == 1


def test_another_teams_leader_cannot_be_own_person(karen, amira, syd, nord):
    stranger = colleague("vibe", "Vibe Nord", nord, "team_leader")
    with pytest.raises(NotInTheTeam):
        teams.set_own_person(karen, by=amira, team=syd, worker=stranger, from_day=TODAY)
