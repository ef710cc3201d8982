"""The strategy of the invented municipality has something of everything."""

from datetime import date

import pytest

from helhed.accounts.models import User
from helhed.core import clock
from helhed.demo.build.world import World
from helhed.demo.scale import Scale, at
from helhed.demo.strategy import tell_strategy
from helhed.strategy.models import (
    ActionPlan,
    Crosswalk,
    GrantApplication,
    Initiative,
    Partnership,
    Policy,
)
from helhed.strategy.overview import goals_without_initiatives, initiatives_without_goals
from helhed.strategy.standing import standings
from helhed.strategy.status import Status

pytestmark = pytest.mark.django_db
PEOPLE = (
    "sekretaer",
    "leder",
    "enhedsleder",
    "gadeleder",
    "gade",
    "bolig",
    "sygeplejerske",
    "skp",
)


@pytest.fixture(params=[date(2026, 11, 18), date(2027, 1, 3), date(2028, 2, 29)])
def told(request):
    world = World(Scale(citizens=1, days=400, as_of=request.param))
    world.users = {name: User.objects.create(username=name, name=name) for name in PEOPLE}
    with clock.frozen(at(request.param, 9)):
        yield tell_strategy(world)


def test_every_status_is_there_whatever_the_day(told):
    rows = Initiative.objects.select_related("plan")

    found = {standing.status for standing in standings(rows, on=told.today).values()}

    # What is done goes on as daily work here, so nothing is left as done alone.
    assert found == set(Status) - {Status.DONE}


def test_one_plan_runs_and_one_was_prolonged_and_is_over(told):
    assert list(ActionPlan.objects.running_on(told.today)) == [told.plans["new"]]
    assert told.plans["old"].last_day < told.today


def test_there_are_gaps_and_a_way_from_the_old_goals(told):
    new = told.policies["new"]

    assert len(goals_without_initiatives(new)) == 1
    assert len(initiatives_without_goals(new)) == 1
    assert Crosswalk.objects.filter(to_goal__policy=new).count() == 4
    assert Policy.objects.count() == 2


def test_the_year_of_grants_has_every_answer(told):
    answers = GrantApplication.objects.values_list("decisions__outcome", flat=True)

    assert sorted(answers) == ["granted", "partly", "postponed", "refused"]
    assert Partnership.objects.running_on(told.today).count() in (0, 2)


def test_nothing_is_written_after_today(told):
    assert Initiative.objects.filter(created_at__gt=at(told.today, 9)).count() == 0
