"""Karen's assessment, as most tests meet it."""

from datetime import UTC, date, datetime

import pytest

from helhed.assessments import verbs
from helhed.assessments.models import Assessment
from helhed.core import clock

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _monday_morning():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def assessment(karen, kasper) -> Assessment:
    return verbs.open_assessment(
        karen,
        by=kasper,
        reason="Støtte til at bo",
        own_need="Jeg vil gerne sove i fred.",
        on=MONDAY,
    )
