import pytest

from helhed.contacts.tests.moments import moment
from helhed.core import clock


@pytest.fixture(autouse=True)
def _tuesday_at_ten():
    with clock.frozen(moment()):
        yield
