"""Houses and beds for the tests. All invented."""

from datetime import date

import pytest

from helhed.stays import verbs
from helhed.stays.models import BedKind, Kind, Site


@pytest.fixture
def house(lindegaarden):
    site = Site(name="Lindegården", kind=Kind.SHELTER, team=lindegaarden, beds=3)
    site.save()
    return site


@pytest.fixture
def bed(house):
    return verbs.add_bed(
        house, by=None, name="Plads 1", kind=BedKind.SHELTER, open_from=date(2026, 1, 1)
    )


@pytest.fixture
def other_bed(house):
    return verbs.add_bed(
        house, by=None, name="Plads 2", kind=BedKind.SHELTER, open_from=date(2026, 1, 1)
    )


@pytest.fixture
def flat(db):
    site = Site(name="Egne boliger", kind=Kind.OWN_HOME)
    site.save()
    return verbs.add_bed(
        site, by=None, name="Lærkevej 14", kind=BedKind.FLAT, open_from=date(2026, 1, 1)
    )
