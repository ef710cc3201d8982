"""From a number to its people, and what the committee does not see."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.urls import reverse

from helhed.access.connection import acting_as_system
from helhed.accounts.models import User
from helhed.core import clock
from helhed.insights import ahead, answers, boards, hiding, snapshot, urls, verbs
from helhed.insights.measures import MEASURES
from helhed.insights.models import Declaration
from helhed.stays import verbs as stays
from helhed.stays.models import Kind
from helhed.teams.models import Team
from helhed.teams.tests.factories import TeamFactory, colleague, enrolled

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 12, 8, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
TODAY = NOW.date()
DOORS = {
    "figures": lambda team: [],
    "figure": lambda team: ["homeless_count"],
    "people": lambda team: ["homeless_count", "all"],
    "fidelity": lambda team: [team],
    "declare": lambda team: [team, "O1"],
}


@pytest.fixture(autouse=True)
def _now():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def sara(db) -> User:
    """The secretary of the committee: figures, and no people."""
    staff = TeamFactory(name="Sekretariatet", kind=Team.Kind.OTHER)
    return colleague("sara", "Sara Iversen", staff, "committee_secretary")


@pytest.fixture
def taken(karen, amira, syd, nord, tmp_path, settings):
    settings.HELHED_SNAPSHOTS = str(tmp_path)
    people = [karen, *(enrolled(nord, by=amira, name=f"Fremmed {n}") for n in range(6))]
    for citizen in people:
        stays.begin_stay(
            citizen, by=amira, kind=Kind.STREET, from_night=TODAY - timedelta(days=400)
        )
    with acting_as_system("snapshot_maker"):
        return snapshot.take(tmp_path, at=NOW)


def ask(client, name, team):
    return client.get(reverse(f"insights:{name}", args=DOORS[name](team)))


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_who_sees_no_figures_is_told_nothing(client, bo, taken, syd, name):
    client.force_login(bo)
    closed, missing = ask(client, name, syd.pk), ask(client, name, uuid4())
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


@pytest.mark.parametrize("name", DOORS)
def test_a_leader_comes_in(client, pernille, taken, syd, name):
    client.force_login(pernille)
    assert ask(client, name, syd.pk).status_code == 200


@pytest.mark.parametrize("name", ["people", "fidelity", "declare"])
def test_the_committee_meets_no_people_and_no_teams(client, sara, taken, syd, name):
    client.force_login(sara)
    assert ask(client, name, syd.pk).status_code == 404


def test_from_a_number_to_those_one_works_with(client, pernille, taken, syd):
    client.force_login(pernille)
    page = ask(client, "figure", syd.pk).content.decode()
    assert reverse("insights:people", args=["homeless_count", "1"]) in page
    people = ask(client, "people", syd.pk).content.decode()
    assert "Karen Mølle" in people
    assert "Fremmed" not in people
    assert "6" in people


def test_the_committee_sees_no_small_number(client, sara, taken, karen, amira, syd, tmp_path):
    stays.answer_tonight(karen, by=amira, on=TODAY - timedelta(days=1), kind=Kind.SHELTER)
    with acting_as_system("snapshot_maker"):
        snapshot.take(tmp_path, at=NOW + timedelta(minutes=1))
    client.force_login(sara)
    page = ask(client, "figure", syd.pk).content.decode()
    assert "skjult" in page
    assert "people/" not in page


def test_the_committee_asks_for_whole_years_only(client, sara, taken):
    """Years that overlap could be subtracted from each other."""
    client.force_login(sara)
    address = reverse("insights:figures")
    asked = [
        client.get(f"{address}?{query}").context["asked"]
        for query in ("", "from=2026-02-01&to=2026-02-02", "scope=LITERAL", "year=2024")
    ]
    assert [(one.first.isoformat(), one.last.isoformat(), one.scope) for one in asked] == [
        *[("2025-01-01", "2025-12-31", "DK_ALL")] * 3,
        ("2024-01-01", "2024-12-31", "DK_ALL"),
    ]
    assert {one.known_at.isoformat() for one in asked[:3]} == {"2026-03-01T00:00:00"}
    assert client.get(f"{address}?year=2026").status_code == 404


def test_without_a_snapshot_the_page_says_so(client, pernille, tmp_path, settings):
    settings.HELHED_SNAPSHOTS = str(tmp_path / "none")
    client.force_login(pernille)
    assert "helhed snapshot" in client.get(reverse("insights:figures")).content.decode()


def test_a_leader_declares_what_no_fact_can_tell(client, pernille, syd, taken):
    client.force_login(pernille)
    address = reverse("insights:declare", args=[syd.pk, "O1"])
    client.post(address, {"score": "4", "because": "Kriterierne står i vores folder."})
    assert Declaration.objects.get().score == 4
    assert "Kriterierne står" in ask(client, "fidelity", syd.pk).content.decode()
    with pytest.raises(verbs.FactsTellIt):
        verbs.declare(syd, by=pernille, item="S5", score=5, because="x", on=TODAY)
    computed = reverse("insights:declare", args=[syd.pk, "S5"])
    assert client.get(computed).status_code == 404


@pytest.mark.parametrize("query", ["scope=X", "from=2026-02-01&to=2025-01-01", "from=2000-01-01"])
def test_what_cannot_be_asked_is_missing(client, pernille, taken, syd, query):
    client.force_login(pernille)
    assert client.get(f"{reverse('insights:figures')}?{query}").status_code == 404


def test_what_is_asked_first_is_counted_before_anybody_waits(
    client, pernille, sara, taken, syd, monkeypatch
):
    monkeypatch.setattr(boards, "KEY_FIGURES", boards.KEY_FIGURES[:3])
    first = {name for name, _row in boards.KEY_FIGURES} | {"fidelity", *hiding.FAMILIES[0]}
    monkeypatch.setattr(ahead, "MEASURES", {name: MEASURES[name] for name in sorted(first)})
    assert ahead.count_ahead(taken) > 2 * len(first)
    caches["local"].clear()

    def not_counted_ahead(*_args):
        raise AssertionError("a page had to count")

    monkeypatch.setattr(answers, "_opened", not_counted_ahead)
    client.force_login(pernille)
    assert [ask(client, name, syd.pk).status_code for name in ("figures", "fidelity")] == [200, 200]
    client.force_login(sara)
    for name in sorted(first - {"fidelity"}):
        assert client.get(reverse("insights:figure", args=[name])).status_code == 200
    assert ask(client, "figures", syd.pk).status_code == 200


def test_p11_groups_read_from_beside_the_snapshot_are_those_that_were_counted(taken):
    """Small numbers are hidden by them: were one lost or changed, a number would be shown."""
    asked = answers.usual(taken)
    counted = answers.groups_of(hiding.FAMILIES[0], asked, taken)
    caches["local"].clear()

    assert list(taken.folder.glob("answers/groups-*.json"))
    assert sum(counted.values()) == 7
    assert answers.groups_of(hiding.FAMILIES[0], asked, taken) == counted
