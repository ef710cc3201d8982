"""No way out of a shelter evades the warning, and nobody is held back (law.md 3)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from helhed.core import clock
from helhed.stays import verbs as stays
from helhed.stays.models import Kind, Site, Stay
from helhed.stays.verbs import DecideFirst
from helhed.teams import verbs as teams
from helhed.teams.models import Duty

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
TOMORROW = date(2026, 11, 17)


@pytest.fixture(autouse=True)
def _monday_morning(db):
    with clock.frozen(NOW):
        yield


@pytest.fixture
def shelter(karen, amira) -> Stay:
    house = Site.objects.create(name="Lindegården", kind=Kind.SHELTER)
    return stays.begin_stay(
        karen, by=amira, kind=Kind.SHELTER, site=house, from_night=date(2026, 10, 1)
    )


@pytest.fixture
def undecided(karen, kasper) -> Duty:
    return teams.open_duty(
        karen,
        Duty.Kind.DECIDE,
        by=kasper,
        cause="case:1",
        due_at=NOW + timedelta(days=9),
        owner=kasper,
    )


def answered(stay, by, **more):
    return stays.answer_tonight(stay.citizen, by=by, on=TODAY, kind=Kind.OWN_HOME, **more)


def ended(stay, by, **more):
    return stays.end_stay(stay, by=by, until_day=TODAY, tonight=Kind.OWN_HOME, **more)


def corrected(stay, by, **more):
    return stays.correct_stay(stay, by=by, until_day=TODAY, tonight=Kind.OWN_HOME, **more)


@pytest.mark.parametrize("leave", [answered, ended, corrected])
def test_law_3_every_way_out_before_the_decision_is_warned(shelter, undecided, amira, leave):
    with pytest.raises(DecideFirst):
        leave(shelter, amira)

    shelter.refresh_from_db()
    assert shelter.until_day is None


@pytest.mark.parametrize("leave", [answered, ended, corrected])
def test_law_3_with_nothing_to_decide_nobody_is_warned(shelter, amira, leave):
    leave(shelter, amira)

    shelter.refresh_from_db()
    assert shelter.until_day == TODAY


@pytest.mark.parametrize("leave", [answered, ended, corrected])
def test_who_leaves_all_the_same_is_told_of_why_and_the_case_hurries(
    shelter, undecided, amira, leave
):
    leave(shelter, amira, although="Vil selv flytte i dag.")

    undecided.refresh_from_db()
    assert undecided.due_at == NOW
    assert undecided.steps.filter(note="Vil selv flytte i dag.").exists()


@pytest.mark.parametrize("kind", [Kind.SHELTER, Kind.CRISIS_CENTRE, Kind.HOSPITAL, Kind.PRISON])
def test_another_shelter_or_a_night_one_comes_back_from_is_no_leaving(
    shelter, undecided, karen, amira, kind
):
    stays.answer_tonight(karen, by=amira, on=TODAY, kind=kind)

    undecided.refresh_from_db()
    assert undecided.due_at == NOW + timedelta(days=9)


def test_a_message_from_another_system_is_never_refused_and_the_case_hurries(shelter, undecided):
    stays.end_stay(shelter, by=None, until_day=TODAY, tonight=Stay.UNANSWERED, system_actor="fhir")

    assert not Stay.objects.open().exists()
    undecided.refresh_from_db()
    assert undecided.due_at == NOW
    tonight = Duty.objects.open().get(kind=Duty.Kind.TONIGHT)
    assert "Støtten er ved at blive afgjort" in tonight.reason


def test_a_message_where_nothing_is_decided_says_nothing_of_it(shelter):
    stays.end_stay(shelter, by=None, until_day=TODAY, tonight=Stay.UNANSWERED, system_actor="fhir")

    assert "afgjort" not in Duty.objects.open().get(kind=Duty.Kind.TONIGHT).reason


@pytest.fixture
def in_hospital(shelter, undecided, karen) -> Stay:
    """A message has taken her from the shelter to the hospital: she has not left it yet."""
    stays.end_stay(shelter, by=None, until_day=TODAY, tonight=Kind.HOSPITAL, system_actor="fhir")
    return stays.begin_stay(
        karen, by=None, kind=Kind.HOSPITAL, from_night=TODAY, interrupts=shelter
    )


def out(stay, *, by=None, tonight=Stay.UNANSWERED, **more):
    return stays.end_stay(stay, by=by, until_day=TOMORROW, tonight=tonight, **more)


def test_in_hospital_from_a_shelter_nobody_hurries(in_hospital, undecided, karen):
    undecided.refresh_from_db()
    assert undecided.due_at == NOW + timedelta(days=9)
    assert stays.warnings_before_leaving(karen) == [undecided]


def test_out_of_hospital_to_another_place_than_the_shelter_is_warned(in_hospital, amira):
    with pytest.raises(DecideFirst):
        out(in_hospital, by=amira, tonight=Kind.FAMILY_FRIENDS)

    out(in_hospital, by=amira, tonight=Kind.SHELTER)
    assert not Stay.objects.open().exists()


def test_whom_a_message_lets_out_is_asked_for_and_the_answer_is_warned(
    in_hospital, undecided, karen, amira
):
    out(in_hospital, system_actor="fhir")
    assert "Støtten er ved at blive afgjort" in Duty.objects.get(kind=Duty.Kind.TONIGHT).reason
    where = {"by": amira, "on": TOMORROW, "kind": Kind.FAMILY_FRIENDS}

    with pytest.raises(DecideFirst):
        stays.answer_tonight(karen, **where)
    stays.answer_tonight(karen, **where, although="Er hos sin søster.")

    undecided.refresh_from_db()
    assert undecided.due_at == NOW
    # Answered once: whoever moves on from there has left the shelter already.
    stays.answer_tonight(karen, **{**where, "kind": Kind.OWN_HOME})


def test_back_in_the_shelter_nobody_is_warned(in_hospital, undecided, karen, amira):
    out(in_hospital, system_actor="fhir")

    stays.answer_tonight(karen, by=amira, on=TOMORROW, kind=Kind.SHELTER)

    undecided.refresh_from_db()
    assert undecided.due_at == NOW + timedelta(days=9)


def test_death_is_no_discharge(shelter, undecided, amira):
    stays.end_stay(shelter, by=amira, until_day=TODAY, tonight=Stay.DECEASED)

    assert not Stay.objects.open().exists()


def test_only_a_shelter_is_left_with_a_warning(karen, amira, undecided):
    stays.begin_stay(karen, by=amira, kind=Kind.FAMILY_FRIENDS, from_night=date(2026, 11, 1))

    assert stays.warnings_before_leaving(karen) == []
    stays.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.OWN_HOME)
