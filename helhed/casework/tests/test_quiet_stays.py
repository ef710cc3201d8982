from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from helhed.access.connection import acting_as_system
from helhed.casework.verbs import (
    admit_to_hospital,
    ask_about_quiet_stays,
    discharge_from_hospital,
)
from helhed.core import clock
from helhed.teams import verbs as teams
from helhed.teams.models import Duty

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def admitted(karen, amira):
    """Karen's stay since Monday; the team has talked with the ward on the day."""
    with clock.frozen(MONDAY):
        stay = admit_to_hospital(karen, by=None, at=MONDAY, system_actor="hospital_receiver")
        teams.complete_duty(Duty.objects.get(citizen=karen, kind="ward"), by=amira)
    return stay


def asked(days: int) -> int:
    moment = MONDAY + timedelta(days=days)
    with clock.frozen(moment), acting_as_system("duty_keeper"):
        return ask_about_quiet_stays(at=moment)


def quiet_duties(citizen):
    return Duty.objects.open().filter(citizen=citizen, cause__startswith="quiet:")


def test_a_week_without_news_lets_the_own_person_call_the_ward(karen, amira, admitted):
    assert asked(6) == 0
    assert asked(7) == 1

    duty = quiet_duties(karen).get()
    assert duty.owner == amira
    assert duty.kind == Duty.Kind.WARD
    assert "7" in duty.reason


def test_the_same_silence_asks_once(karen, admitted):
    assert [asked(7), asked(8), asked(20)] == [1, 0, 0]
    assert quiet_duties(karen).count() == 1


def test_a_call_is_news_and_the_next_week_of_silence_asks_again(karen, amira, admitted):
    asked(7)
    with clock.frozen(MONDAY + timedelta(days=8)):
        teams.complete_duty(quiet_duties(karen).get(), by=amira)

    assert asked(14) == 0
    assert asked(15) == 1


def test_the_end_of_the_stay_takes_the_question_back(karen, amira, admitted):
    asked(7)
    with clock.frozen(MONDAY + timedelta(days=8)):
        discharge_from_hospital(admitted, by=amira, at=clock.now(), tonight="own_home")

    assert not quiet_duties(karen).exists()
    assert asked(30) == 0
