import pytest

from helhed.accounts.models import User
from helhed.core import clock
from helhed.strategy.tests.moments import NOW
from helhed.teams.models import Team
from helhed.teams.tests import factories


@pytest.fixture(autouse=True)
def _a_tuesday_in_march():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def signe(db: None) -> User:
    """The committee secretary: the one who steers."""
    team = factories.TeamFactory(name="Sekretariatet", kind=Team.Kind.OTHER)
    return factories.colleague("signe", "Signe Kragh", team, "committee_secretary")


@pytest.fixture
def passer_by(db: None) -> User:
    """An account without a place in any team."""
    return User.objects.create(username="ingen", name="Ingen Ansat")


@pytest.fixture
def secretary(client, signe):
    client.force_login(signe)
    return client


@pytest.fixture
def colleague(client, amira):
    client.force_login(amira)
    return client
