"""Monday morning, and a record of Karen's."""

from datetime import UTC, date, datetime

import pytest

from helhed.core import clock

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _monday_morning():
    with clock.frozen(NOW):
        yield
