"""The ward says that the citizen may leave: it is noted, somebody has it, and it can be undone."""

from datetime import timedelta

import pytest
from django.apps import apps

from helhed.casework import verbs
from helhed.casework.verbs.hospital import NotInHospital
from helhed.casework.verbs.ready import NotReadyThen
from helhed.core import clock
from helhed.stays import verbs as stays
from helhed.stays.models import Kind
from helhed.teams.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def admitted(karen, amira):
    with clock.frozen(clock.now() - timedelta(days=6)):
        return verbs.admit_to_hospital(karen, by=amira, at=clock.now())


def duties(citizen):
    return Duty.objects.open().filter(citizen=citizen, cause__startswith="ready:")


def test_the_day_is_kept_and_somebody_agrees_where_to(admitted, karen, amira):
    day = clock.today() - timedelta(days=2)
    stay = verbs.tell_ready(admitted, by=amira, on=day)
    assert stay.ready_on == day
    assert [duty.owner for duty in duties(karen)] == [amira]
    verbs.discharge_from_hospital(stay, by=amira, at=clock.now(), tonight=Kind.SHELTER)
    stay.refresh_from_db()
    assert stay.ready_on == day
    assert not duties(karen).exists()


def test_the_ward_may_take_it_back_and_history_keeps_what_was_told(admitted, karen, amira):
    stay = verbs.tell_ready(admitted, by=amira, on=clock.today())
    stay = verbs.take_ready_back(stay, by=amira)
    assert stay.ready_on is None
    assert not duties(karen).exists()
    assert clock.today() in apps.get_model("stays", "StayEvent").objects.filter(
        pgh_obj_id=stay.pk
    ).values_list("ready_on", flat=True)


@pytest.mark.parametrize("days", [-7, 1])
def test_only_a_day_of_the_stay_that_has_been(admitted, amira, days):
    with pytest.raises(NotReadyThen):
        verbs.tell_ready(admitted, by=amira, on=clock.today() + timedelta(days=days))


def test_whoever_has_left_is_not_waiting(admitted, amira):
    gone = verbs.discharge_from_hospital(admitted, by=amira, at=clock.now(), tonight=Kind.SHELTER)
    for tell in (verbs.take_ready_back, lambda s, by: verbs.tell_ready(s, by=by, on=clock.today())):
        with pytest.raises(NotInHospital):
            tell(gone, by=amira)


def test_a_stay_that_was_no_hospital_waits_for_nothing(admitted, amira):
    stay = verbs.tell_ready(admitted, by=amira, on=clock.today())
    stay = stays.correct_stay(stay, by=amira, kind=Kind.TREATMENT)
    assert stay.ready_on is None
