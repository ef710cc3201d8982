"""Who keeps the public site, and a small list of help. All invented."""

from datetime import time

import pytest

from helhed.public_site import verbs
from helhed.public_site.models import HelpPlace


@pytest.fixture
def sara(ulla):
    """Whoever steers; the room may not know of teams, so the cast's head of unit does it."""
    return ulla


@pytest.fixture
def broen(sara) -> HelpPlace:
    """A drop-in centre: weekdays 8-22, Fridays until 2 at night, closed on public holidays."""
    place = verbs.add_place(
        "day",
        by=sara,
        name="Værestedet Broen",
        name_en="The Bridge drop-in",
        what="Mad, bad, læge tirsdag.",
        area="Havnegade 1",
        first=True,
        holidays="closed",
    )
    week = {day: [(time(8), time(22))] for day in range(4)}
    return verbs.set_hours(place, by=sara, hours={**week, 4: [(time(8), time(2))]})


@pytest.fixture
def safe(sara) -> HelpPlace:
    """A crisis centre: by telephone only."""
    return verbs.add_place(
        "violence",
        by=sara,
        name="Krisecentret",
        what="Et sikkert sted.",
        phone="55550177",
        hidden=True,
        always_open=True,
    )
