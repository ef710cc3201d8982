"""The cast of the tests: a fixed handful of colleagues and one citizen. All invented."""

from datetime import date

import pytest

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.teams import verbs
from helhed.teams.models import Team
from helhed.teams.tests.factories import TeamFactory, colleague, enrolled


@pytest.fixture
def syd(db: None) -> Team:
    """The ACT team that Karen belongs to."""
    return TeamFactory(name="ACT-team Syd", kind=Team.Kind.ACT)


@pytest.fixture
def nord(db: None) -> Team:
    """Another ACT team."""
    return TeamFactory(name="ACT-team Nord", kind=Team.Kind.ACT)


@pytest.fixture
def gaden(db: None) -> Team:
    """The outreach team."""
    return TeamFactory(name="Gadeplan", kind=Team.Kind.OUTREACH)


@pytest.fixture
def lindegaarden(db: None) -> Team:
    """The staff of a shelter."""
    return TeamFactory(name="Lindegården", kind=Team.Kind.SITE)


@pytest.fixture
def amira(syd: Team) -> User:
    return colleague("amira", "Amira Kaya", syd, "act_worker")


@pytest.fixture
def lene(syd: Team) -> User:
    """The team's social nurse."""
    return colleague("lene", "Lene Toft", syd, "social_nurse")


@pytest.fixture
def pernille(syd: Team) -> User:
    """The team's leader."""
    return colleague("pernille", "Pernille Holm", syd, "team_leader")


@pytest.fixture
def kasper(syd: Team) -> User:
    """The team's authority caseworker."""
    return colleague("kasper", "Kasper Lund", syd, "authority_caseworker")


@pytest.fixture
def bo(nord: Team) -> User:
    """A worker in another team: must never learn that Karen is known here."""
    return colleague("bo", "Bo Winther", nord, "act_worker")


@pytest.fixture
def mads(gaden: Team) -> User:
    return colleague("mads", "Mads Holt", gaden, "outreach_worker")


@pytest.fixture
def nora(lindegaarden: Team) -> User:
    return colleague("nora", "Nora Vang", lindegaarden, "night_staff")


@pytest.fixture
def dan(db: None) -> User:
    """The data protection officer."""
    return colleague("dan", "Dan Friis", TeamFactory(name="Stab", kind=Team.Kind.OTHER), "dpo")


@pytest.fixture
def ulla(db: None) -> User:
    """The head of the unit."""
    team = TeamFactory(name="Enhedens ledelse", kind=Team.Kind.OTHER)
    return colleague("ulla", "Ulla Brandt", team, "unit_leader")


@pytest.fixture
def karen(syd: Team, amira: User) -> Citizen:
    """A citizen of ACT-team Syd, with Amira as her own person."""
    citizen = enrolled(syd, by=amira, name="Karen Mølle", street_name="Kaja")
    verbs.set_own_person(citizen, by=amira, team=syd, worker=amira, from_day=date(2025, 1, 6))
    return citizen
