from datetime import timedelta

import pytest

from helhed.contacts import verbs
from helhed.contacts.forgotten import forgotten
from helhed.contacts.tests.moments import TUESDAY, days_later
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.teams import verbs as teams
from helhed.teams.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def remembered(karen, amira):
    """Karen, met this morning; by Thursday Amira agrees the next contact."""
    verbs.note_contact(karen, by=amira, contact_id=new_id(), outcome="met", at=clock.now())
    return karen


def count(team):
    return forgotten(team, at=clock.now()).count()


def test_nobody_is_forgotten_while_somebody_at_work_sees_to_it(remembered, syd):
    assert count(syd) == 0


def test_the_count_rises_when_the_duty_is_overdue(remembered, syd):
    with clock.frozen(days_later(3)):
        assert list(forgotten(syd, at=clock.now())) == [remembered]


def test_the_count_rises_when_the_duty_has_no_owner(remembered, syd):
    Duty.objects.update(owner=None)

    assert count(syd) == 1


def test_the_count_rises_when_the_owner_leaves(remembered, syd, amira):
    amira.is_active = False
    amira.save()

    assert count(syd) == 1


def test_the_count_rises_when_the_owner_is_away(remembered, syd, amira, pernille):
    teams.note_absence(amira, by=pernille, from_day=TUESDAY, until_day=TUESDAY + timedelta(days=3))

    assert count(syd) == 1


def test_an_agreed_meeting_is_enough(remembered, syd, amira):
    Duty.objects.update(owner=None)
    verbs.make_appointment(remembered, by=amira, at=days_later(2), worker=amira)

    assert count(syd) == 0
    with clock.frozen(days_later(3)):
        assert count(syd) == 1


def test_only_the_teams_own_citizens_count(remembered, nord):
    Duty.objects.all().update(owner=None)

    assert count(nord) == 0
