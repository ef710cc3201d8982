"""Homes and those who wish for one. All invented."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from helhed.core import clock
from helhed.housing import verbs
from helhed.stays import verbs as stays
from helhed.stays.models import BedKind, Kind, Site
from helhed.teams.tests.factories import OrganisationFactory, TeamFactory, colleague, enrolled

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
TODAY = MORNING.date()


@pytest.fixture
def _morning():
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def birthe(db):
    """The housing coordinator."""
    return colleague(
        "birthe", "Birthe Juhl", TeamFactory(name="Boligsekretariatet"), "housing_coordinator"
    )


@pytest.fixture
def almenbo(db):
    return OrganisationFactory(name="AlmenBo Opdigtet", kind="association")


@pytest.fixture
def flats(db):
    site = Site(name="Egne boliger", kind=Kind.OWN_HOME)
    site.save()
    return site


@pytest.fixture
def flat(flats, almenbo):
    return stays.add_bed(
        flats,
        by=None,
        name="Lærkevej 14",
        kind=BedKind.FLAT,
        landlord=almenbo,
        rent_dkk=3350,
        rooms=2,
        floor=0,
        area="Nord",
        pets=True,
        open_from=date(2026, 1, 1),
    )


@pytest.fixture
def bent(syd, amira):
    return enrolled(syd, by=amira, name="Bent Opdigtet")


@pytest.fixture
def wish(karen, amira):
    """Karen waits since November 2024: a dog, the ground floor, 3.500 kroner."""
    said = verbs.say_wish(
        karen,
        by=amira,
        words="En dør, jeg selv kan låse, og Skipper skal med.",
        on=date(2025, 11, 3),
        waiting_since=date(2024, 11, 3),
        rent_max_dkk=3500,
        pets=True,
        floor="ground",
    )
    return said.wish
