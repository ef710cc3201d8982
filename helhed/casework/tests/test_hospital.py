from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from helhed.access.connection import acting_as
from helhed.casework.verbs import (
    admit_to_hospital,
    cancel_admission,
    cancel_discharge,
    discharge_from_hospital,
    end_leave,
    lose_home,
    move_in,
    move_in_hospital,
    start_leave,
)
from helhed.core import clock
from helhed.stays import verbs as stays
from helhed.stays.models import Kind, Stay, Ward
from helhed.teams.models import Duty

pytestmark = pytest.mark.django_db
DK = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=DK)
FRIDAY = datetime(2026, 3, 6, 15, 30, tzinfo=DK)


@pytest.fixture(autouse=True)
def _monday():
    with clock.frozen(MONDAY):
        yield


def open_duties(citizen) -> set[str]:
    return set(Duty.objects.open().filter(citizen=citizen).values_list("kind", flat=True))


def test_p3_a_discharge_without_an_answer_opens_an_acute_duty_the_same_day(karen, amira):
    stay = admit_to_hospital(karen, by=None, at=MONDAY, system_actor="hospital_receiver")

    discharge_from_hospital(stay, by=None, at=FRIDAY, system_actor="hospital_receiver")

    duty = Duty.objects.get(citizen=karen, kind=Duty.Kind.TONIGHT)
    assert duty.acute
    assert duty.owner == amira
    assert duty.due_at.astimezone(DK) == FRIDAY.replace(hour=20, minute=0)
    stay.refresh_from_db()
    assert stay.tonight == Stay.UNANSWERED


def test_p3_outdoors_is_kept_as_it_is_and_stays_acute(karen, amira):
    stay = admit_to_hospital(karen, by=amira, at=MONDAY)
    discharge_from_hospital(stay, by=None, at=FRIDAY, system_actor="hospital_receiver")

    with clock.frozen(FRIDAY + timedelta(hours=1)):
        night = stays.answer_tonight(karen, by=amira, on=FRIDAY.date(), kind=Kind.STREET)

    assert night.kind == Kind.STREET
    assert Duty.objects.open().filter(citizen=karen, kind="tonight", acute=True).count() == 1
    stay.refresh_from_db()
    assert stay.tonight == Kind.STREET


def test_p3_an_address_for_the_night_withdraws_the_duty(karen, amira):
    stay = admit_to_hospital(karen, by=amira, at=MONDAY)
    discharge_from_hospital(stay, by=None, at=FRIDAY, system_actor="hospital_receiver")

    with clock.frozen(FRIDAY):
        stays.answer_tonight(karen, by=amira, on=FRIDAY.date(), kind=Kind.SHELTER)

    assert "tonight" not in open_duties(karen)


def test_p5_a_discharge_opens_follow_up(karen, amira):
    stay = admit_to_hospital(karen, by=amira, at=MONDAY)
    discharge_from_hospital(stay, by=amira, at=FRIDAY, tonight=Kind.SHELTER)
    assert "after_discharge" in open_duties(karen)


def test_an_admission_remembers_the_home_and_a_cancelled_one_gives_it_back(karen, amira):
    move_in(karen, by=amira, on=date(2026, 1, 1))
    stay = admit_to_hospital(karen, by=None, at=MONDAY, system_actor="hospital_receiver")
    assert stay.interrupts.kind == Kind.OWN_HOME

    cancel_admission(stay, by=None, system_actor="hospital_receiver")

    assert Stay.objects.open().get(citizen=karen).kind == Kind.OWN_HOME
    assert open_duties(karen).isdisjoint({"ward", "tonight", "after_discharge"})


def test_a_cancelled_discharge_opens_the_stay_again_and_withdraws_what_it_opened(karen, amira):
    stay = admit_to_hospital(karen, by=amira, at=MONDAY)
    stay = discharge_from_hospital(stay, by=None, at=FRIDAY, system_actor="hospital_receiver")
    with clock.frozen(FRIDAY):
        stays.answer_tonight(karen, by=amira, on=FRIDAY.date(), kind=Kind.SHELTER)

    cancel_discharge(stay, by=None, system_actor="hospital_receiver")

    open_stay = Stay.objects.open().get(citizen=karen)
    assert open_stay == stay
    assert open_duties(karen).isdisjoint({"tonight", "after_discharge"})


def test_a_transfer_is_the_same_stay(karen, amira):
    stay = admit_to_hospital(karen, by=amira, at=MONDAY, hospital="Aa Hospital", department="Akut")
    moved = move_in_hospital(
        stay, by=amira, at=FRIDAY, acute_ambulant=False, hospital="Bå Hospital", department="M1"
    )
    assert moved == stay
    assert Stay.objects.filter(citizen=karen).count() == 1
    assert Ward.objects.filter(stay=stay).count() == 2
    assert "transferred" in open_duties(karen)


def test_leave_asks_about_bed_and_medicine_until_it_ends(karen, amira):
    stay = admit_to_hospital(karen, by=amira, at=MONDAY)
    start_leave(stay, by=amira, at=FRIDAY)
    assert "on_leave" in open_duties(karen)
    end_leave(stay, by=amira)
    assert "on_leave" not in open_duties(karen)


def test_nobody_sleeps_in_two_places_on_one_night(karen, amira):
    stays.begin_stay(karen, by=amira, kind=Kind.SHELTER, from_night=date(2026, 2, 1))
    with pytest.raises(stays.SleepsElsewhere):
        stays.begin_stay(karen, by=amira, kind=Kind.STREET, from_night=date(2026, 2, 10))


def test_a_lost_home_asks_where_tonight_and_ends_no_help(karen, amira):
    move_in(karen, by=amira, on=date(2026, 1, 1))
    night = lose_home(karen, by=amira, on=MONDAY.date(), why="Udsat", tonight=Kind.STREET)
    assert night.kind == Kind.STREET
    assert {"home_lost", "tonight"} <= open_duties(karen)


def test_who_reads_the_ward_is_who_may_read_health(karen, amira, lene):

    admit_to_hospital(karen, by=amira, at=MONDAY, hospital="Aa Hospital", department="P2")
    with acting_as(amira):
        assert Ward.objects.count() == 0
    with acting_as(lene):
        assert Ward.objects.count() == 1
