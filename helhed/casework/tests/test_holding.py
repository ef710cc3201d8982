"""Who holds a record back is asked on the day whether it must still stay."""

from datetime import timedelta

import pytest

from helhed.access.connection import acting_as_system
from helhed.casework import retention, verbs
from helhed.casework.tests.test_retention import ENDED, LONG_AGO, due, gone  # noqa: F401
from helhed.citizens import verbs as citizens
from helhed.core import clock
from helhed.core.days import day_begins, end_of_work
from helhed.teams.models import Duty

pytestmark = pytest.mark.django_db


def held_back(citizen, by, *, on, days=30):
    review_on = on + timedelta(days=days)
    return citizens.hold(citizen, by=by, why="En sag i byretten", review_on=review_on, on=on)


def asked(on) -> int:
    with clock.frozen(day_begins(on)), acting_as_system("duty_keeper"):
        return verbs.remind_of_holds(on=on)


def test_who_held_it_back_is_asked_on_the_day_and_once(karen, pernille):
    held = held_back(karen, pernille, on=clock.today())
    assert asked(held.review_on - timedelta(days=1)) == 0

    assert asked(held.review_on) == 1
    assert asked(held.review_on + timedelta(days=1)) == 1

    duty = Duty.objects.get(kind=Duty.Kind.REVIEW_HOLD)
    assert (duty.citizen, duty.owner, duty.due_at) == (
        karen,
        pernille,
        end_of_work(held.review_on),
    )


def test_when_it_is_lifted_nobody_is_asked_any_more(karen, pernille):
    held = held_back(karen, pernille, on=clock.today())
    asked(held.review_on)

    verbs.lift_hold(held, by=pernille, because="Afgjort", on=held.review_on)

    assert not Duty.objects.open().filter(kind=Duty.Kind.REVIEW_HOLD).exists()
    assert asked(held.review_on + timedelta(days=1)) == 0


def test_whoever_has_left_is_not_asked_but_the_team_is(karen, pernille, syd):
    held = held_back(karen, pernille, on=clock.today())
    pernille.is_active = False
    pernille.save()

    asked(held.review_on)

    duty = Duty.objects.get(kind=Duty.Kind.REVIEW_HOLD)
    assert (duty.owner, duty.team) == (None, syd)


def test_to_ask_does_not_make_the_record_stay_longer(gone, pernille):  # noqa: F811
    with clock.frozen(day_begins(LONG_AGO)):
        held = held_back(gone, pernille, on=LONG_AGO, days=4 * 365)
    asked(held.review_on)
    with clock.frozen(day_begins(held.review_on)):
        verbs.lift_hold(held, by=pernille, because="Afgjort", on=held.review_on)

    assert due(ENDED + 5 * retention.YEAR)["social"].citizens == (gone.pk,)
