"""The homes of housing's tests, for the journeys that go through several rooms."""

from helhed.housing.tests.conftest import (  # noqa: F401
    _morning,
    almenbo,
    bent,
    birthe,
    flat,
    flats,
    wish,
)
