"""The invented municipality has followed its plan up, is late with some of it, and shows it."""

from datetime import date

import pytest

from helhed.accounts.models import User
from helhed.core import clock
from helhed.demo.build.world import World
from helhed.demo.scale import Scale, at
from helhed.demo.strategy import tell_strategy
from helhed.demo.strategy_figures import tell_figures
from helhed.demo.strategy_rounds import follow_up_and_publish
from helhed.demo.tests.test_strategy import PEOPLE
from helhed.public_site.models import HelpPlace, Publication
from helhed.strategy.models import FollowUpRound, Reminder, RoundSnapshot
from helhed.strategy.rounds.asked import owners_who_owe
from helhed.strategy.rounds.comparing import compared
from helhed.strategy.rounds.picture import picture_of, picture_of_last_year

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[date(2026, 11, 18), date(2027, 1, 3)])
def today(request):
    world = World(Scale(citizens=1, days=400, as_of=request.param))
    world.users = {name: User.objects.create(username=name, name=name) for name in PEOPLE}
    with clock.frozen(at(request.param, 9)):
        tell_figures(tell_strategy(world))
        follow_up_and_publish(world)
        yield request.param


def test_the_year_is_told_as_the_pages_show_it(client, today):
    last, this = FollowUpRound.objects.order_by("year")
    assert RoundSnapshot.objects.get().round == last
    assert this.frozen_at is None
    assert this.sections.count() == 6
    assert owners_who_owe([this], on=today)
    assert Reminder.objects.exclude(demo_text="").exists()
    assert compared(picture_of(this, on=today), picture_of_last_year(this)).better
    assert Publication.objects.current().count() == 1
    assert HelpPlace.objects.filter(hidden=True, area="").exists()

    page = client.get("/aaben/").content.decode()

    assert "55 55 01 00" in page
    for name in PEOPLE:
        assert f">{name}<" not in page
