"""A page of nights shows what tells something, and a few beds that are free."""

from datetime import timedelta

import pytest

from helhed.housing.calendar import calendar
from helhed.housing.tests.conftest import MORNING, TODAY
from helhed.stays import verbs as stays
from helhed.stays.models import BedKind, BedPeriod, Kind, Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_morning")]


@pytest.fixture
def beds():
    site = Site(name="Lindegården", kind=Kind.SHELTER)
    site.save()
    return [
        stays.add_bed(
            site,
            by=None,
            name=f"Plads {number}",
            kind=BedKind.SHELTER,
            open_from=TODAY - timedelta(days=30),
        )
        for number in range(8)
    ]


def shown(user, **more):
    (house,) = calendar(user, first=TODAY, nights=14, at=MORNING, **more).houses
    return house


def test_of_a_free_house_two_beds_are_shown_and_all_are_counted(birthe, beds):
    house = shown(birthe)
    assert [row.bed for row in house.rows] == beds[:2]
    assert (house.beds, house.free_tonight) == (8, 8)


def test_a_bed_that_tells_something_is_shown_before_those_that_do_not(birthe, beds):
    later = TODAY + timedelta(days=3)
    stays.set_period(
        beds[6], by=birthe, state=BedPeriod.State.HELD, from_night=later, reason="males"
    )
    house = shown(birthe)
    assert [row.bed for row in house.rows] == [beds[0], beds[1], beds[6]]
    assert [(bar.kind, bar.span, bar.text) for bar in house.rows[2].bars] == [
        ("free", 3, "ledig"),
        ("held", 11, "males"),
    ]


def test_a_house_alone_shows_every_bed(birthe, beds):
    assert len(shown(birthe, only=beds[0].site_id).rows) == 8
