"""The first colleagues of an installation come in by a command, and each step stands in the log."""

import io

import pytest
from django.core.management import CommandError, call_command

from helhed.accounts.models import User
from helhed.audit.models import Event
from helhed.teams.models import Membership, Organisation, Team

pytestmark = pytest.mark.django_db
PASSWORD = "en lang opdigtet kode"


def add(monkeypatch, *more, username="vigga", password=PASSWORD):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command(
        "add_colleague", username, "Vigga Opdigtet", "--role=team_leader", "--team=ACT Syd", *more
    )


def test_the_first_colleague_brings_team_and_organisation(monkeypatch, client):
    add(monkeypatch, "--organisation=Opdigtet Kommune", "--kind=act")

    place = Membership.objects.get(user__username="vigga")
    assert (place.role, place.team.kind) == ("team_leader", Team.Kind.ACT)
    assert Organisation.objects.get(name="Opdigtet Kommune").ours
    assert client.login(username="vigga", password=PASSWORD)
    done = set(Event.objects.values_list("action", flat=True))
    assert {"access.add_colleague", "teams.create_team", "teams.add_member"} <= done


def test_whoever_signs_in_by_oidc_has_no_password(monkeypatch, syd):
    add(monkeypatch, f"--team={syd.name}", "--oidc")

    assert not User.objects.get(username="vigga").has_usable_password()


def test_a_colleague_who_is_here_gets_a_second_place_and_keeps_the_password(monkeypatch, syd, nord):
    add(monkeypatch, f"--team={syd.name}")
    kept = User.objects.get(username="vigga").password

    add(monkeypatch, f"--team={nord.name}", password="another long password")

    assert User.objects.get(username="vigga").password == kept
    assert Membership.objects.filter(user__username="vigga").count() == 2


@pytest.mark.parametrize("password", ["", "kort", "123456789012", "vigga opdigtet"])
def test_a_weak_password_lets_nobody_in(monkeypatch, syd, password):
    with pytest.raises(CommandError):
        add(monkeypatch, f"--team={syd.name}", password=password)

    assert not User.objects.filter(username="vigga").exists()


def test_a_team_that_is_not_there_is_not_made_by_a_slip(monkeypatch, syd):
    with pytest.raises(CommandError, match="organisation"):
        add(monkeypatch)

    assert not User.objects.filter(username="vigga").exists()
