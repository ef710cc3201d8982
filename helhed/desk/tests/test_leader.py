"""The leader's page: every number opens to its people, and nobody is ranked."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from helhed.casework import verbs as casework
from helhed.contacts import verbs as contacts
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, DutyStep, Membership
from helhed.teams.tests.factories import UserFactory, enrolled

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 6, 8, 45, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture(autouse=True)
def _morning():
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def leader(client, pernille):
    client.force_login(pernille)
    return client


def counts(client):
    return client.get(reverse("desk:leader")).context["counts"]


def listed(client, team, show):
    page = client.get(reverse("desk:team-board", args=[team.pk]), {"show": show})
    return page.content.decode().count("data-key-row")


def test_p2_somebody_forgotten_is_counted_and_found_behind_the_number(leader, karen, amira, syd):
    contacts.make_appointment(karen, by=amira, at=MORNING + timedelta(days=1), worker=amira)
    assert counts(leader)["forgotten"] == listed(leader, syd, "forgotten") == 0

    forgotten = enrolled(syd, by=amira, name="Glemt Borger")
    teams.withdraw_duties(forgotten, by=amira, because="-")

    assert counts(leader)["forgotten"] == listed(leader, syd, "forgotten") == 1


def test_p2_a_duty_of_somebody_who_is_away_does_not_count(leader, karen, amira, pernille):
    contacts.follow_up(karen, by=amira)
    Duty.objects.update(due_at=MORNING + timedelta(days=2))
    assert counts(leader)["forgotten"] == 0
    day = MORNING.date()
    teams.note_absence(amira, by=pernille, from_day=day, until_day=day + timedelta(days=3))
    assert counts(leader)["forgotten"] == 1


def test_p3_a_discharge_without_an_address_stands_on_the_page(leader, karen, amira, syd):
    stay = casework.admit_to_hospital(karen, by=amira, at=MORNING - timedelta(days=2))
    casework.discharge_from_hospital(stay, by=amira, at=MORNING, tonight="unknown")
    page = leader.get(reverse("desk:leader"))
    assert [row.citizen for row, _stay in page.context["discharges"]] == [karen]
    assert page.context["counts"]["no_address"] == listed(leader, syd, "no-address") == 1


def test_whoever_is_ready_to_leave_hospital_stands_with_the_nights_they_wait(leader, karen, amira):
    stay = casework.admit_to_hospital(karen, by=amira, at=MORNING - timedelta(days=5))
    day = MORNING.date() - timedelta(days=2)
    leader.post(reverse("desk:ready", args=[karen.pk]), {"on": day})
    stay.refresh_from_db()
    assert stay.ready_on == day
    page = leader.get(reverse("desk:leader"))
    assert [(row.citizen, nights) for row, nights in page.context["ready"]] == [(karen, 2)]
    assert "2 nætter" in page.content.decode()
    card = leader.get(reverse("stays:card", args=[karen.pk])).content.decode()
    assert "Klar til udskrivning" in card
    leader.post(reverse("desk:ready", args=[karen.pk]), {"on": ""})
    assert leader.get(reverse("desk:leader")).context["ready"] == []


def test_colleagues_stand_by_name_whoever_has_most(leader, karen, amira, lene, pernille, syd):
    for number in range(3):
        citizen = enrolled(syd, by=amira, name=f"Borger {number}")
        teams.set_own_person(citizen, by=amira, team=syd, worker=pernille, from_day=MORNING.date())
    loads = leader.get(reverse("desk:leader")).context["loads"]
    assert [load.user.name for load, _label in loads] == [
        "Amira Kaya",
        "Lene Toft",
        "Pernille Holm",
    ]
    assert {load.user: load.citizens for load, _label in loads} == {amira: 1, lene: 0, pernille: 3}
    assert listed(leader, syd, f"own:{pernille.pk}") == 3


def test_a_weeks_number_opens_to_its_people(leader, karen, amira, syd):
    other = enrolled(syd, by=amira, name="Anden Borger")
    for days in (5, 7, 9):
        contacts.note_contact(
            karen, by=amira, contact_id=new_id(), outcome="met", at=MORNING - timedelta(days=days)
        )
    weeks = leader.get(reverse("desk:leader")).context["weeks"]
    last = weeks[-1]
    rows = leader.get(reverse("desk:week", args=[syd.pk, last.monday.isoformat()])).context["rows"]
    assert sum(count for _row, count in rows) == last.contacts == 3
    assert [row.citizen for row, _count in rows] == [other, karen]
    assert leader.get(reverse("desk:week", args=[syd.pk, "never"])).status_code == 404


def test_a_leader_gives_roles_of_the_team_but_none_that_see_everything(leader, syd):
    new = UserFactory(name="Ny Kollega")
    address = reverse("desk:add-member", args=[syd.pk])
    told = {"user": new.pk, "full_time_share": "0.8", "from_day": "2026-03-06"}
    assert leader.post(address, told | {"role": "unit_leader"}).status_code == 200
    assert not Membership.objects.filter(user=new).exists()

    assert leader.post(address, told | {"role": "act_worker"}).status_code == 302
    place = Membership.objects.get(user=new)

    leader.post(reverse("desk:end-membership", args=[place.pk]), {"until_day": "2026-03-06"})
    assert not Membership.objects.on(MORNING.date()).filter(user=new).exists()


def test_a_shift_is_planned_and_somebody_answers(leader, amira, syd):
    told = {
        "user": amira.pk,
        "starts_at": "2026-03-06T08:00",
        "ends_at": "2026-03-06T16:00",
        "phone": "55550102",
    }
    assert leader.post(reverse("desk:plan-shift", args=[syd.pk]), told).status_code == 302
    assert "55 55 01 02" in leader.get(reverse("desk:on-call")).content.decode()


def test_a_duty_is_moved_given_done_and_opened_again(leader, karen, amira, lene, syd):
    duty = teams.ask_colleague(
        karen, by=amira, owner=amira, text="Ring til udlejer", due_at=MORNING, team=syd
    )
    leader.post(reverse("desk:assign-duty", args=[duty.pk]), {"owner": lene.pk})
    leader.post(
        reverse("desk:move-duty", args=[duty.pk]),
        {"due_on": "2026-03-09", "reason": "Lukket i dag"},
    )
    leader.post(reverse("desk:complete-duty", args=[duty.pk]), {"note": "Aftalt"})
    duty.refresh_from_db()
    assert (duty.owner, duty.done_note) == (lene, "Aftalt")
    leader.post(reverse("desk:reopen-duty", args=[duty.pk]))
    duty.refresh_from_db()
    assert duty.done_at is None
    told = list(DutyStep.objects.filter(duty=duty).order_by("at").values_list("what", flat=True))
    assert sorted(told) == sorted(["opened", "assigned", "moved", "done", "reopened"])
    page = leader.get(reverse("desk:duty", args=[duty.pk])).content.decode()
    assert "Lukket i dag" in page
