"""What stands on the board, in which order, and that no number disagrees with its list."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from helhed.access.connection import acting_as
from helhed.casework import verbs as casework
from helhed.contacts import verbs as contacts
from helhed.contacts.models import Contact
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.desk.board import FILTERS, board_of
from helhed.stays import verbs as stays
from helhed.stays.models import Kind, Site
from helhed.teams import verbs as teams
from helhed.teams.models import Duty
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db

# A Friday, so that the week has days behind and before it.
MORNING = datetime(2026, 3, 6, 8, 45, tzinfo=ZoneInfo("Europe/Copenhagen"))
TODAY = MORNING.date()
MOST_QUERIES = 15
# An acute offer gives its nights by a rule of its own.
KINDS = [kind for kind in Kind if kind != Kind.ACUTE_OFFER]


@pytest.fixture(autouse=True)
def _morning():
    with clock.frozen(MORNING):
        yield


def met(citizen, by, *, days_ago=0, outcome=Contact.Outcome.MET, **fields):
    at = MORNING - timedelta(days=days_ago, minutes=5)
    return contacts.note_contact(
        citizen, by=by, contact_id=new_id(), outcome=outcome, at=at, **fields
    )


def agreed(citizen, by, *, in_days=0, hour=13, **fields):
    at = (MORNING + timedelta(days=in_days)).replace(hour=hour, minute=0)
    return contacts.make_appointment(citizen, by=by, at=at, worker=by, **fields)


def seen_by(user, team):
    with acting_as(user):
        return board_of(team, user, at=MORNING)


def row_of(citizen, user, team):
    return next(row for row in seen_by(user, team).rows if row.citizen.pk == citizen.pk)


def test_last_met_is_face_to_face_only(karen, amira, syd):
    met(karen, amira, days_ago=9, place="Havnen")
    met(karen, amira, days_ago=1, outcome=Contact.Outcome.SEEN)
    met(karen, amira, days_ago=0, outcome=Contact.Outcome.PHONE)

    row = row_of(karen, amira, syd)

    assert row.days_since_met == 9
    assert row.met.place == "Havnen"
    assert row.seen is not None
    assert row.not_met_for_long


def test_an_undone_contact_is_not_shown(karen, amira, syd):
    contact = met(karen, amira)
    contacts.undo_contact(contact, by=amira)
    row = row_of(karen, amira, syd)
    assert row.met is None
    assert row.week == [""] * 7


def test_the_next_contact_is_the_earliest_one_ahead(karen, amira, syd):
    agreed(karen, amira, in_days=3)
    first = agreed(karen, amira, in_days=0, hour=9)
    assert row_of(karen, amira, syd).next == first


def test_without_a_next_contact_the_duty_stands_beneath(karen, amira, syd):
    contacts.follow_up(karen, by=amira)
    row = row_of(karen, amira, syd)
    assert row.next is None
    assert row.looking.kind in (Duty.Kind.NEXT_CONTACT, Duty.Kind.NOT_MET)
    assert row.needs_action


def test_tonight_shows_the_house_but_never_a_ward(karen, amira, syd):
    house = Site(name="Lindegården", kind=Kind.SHELTER)
    house.save()
    stays.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.SHELTER, site=house)
    assert row_of(karen, amira, syd).night_place == "Lindegården"

    casework.admit_to_hospital(
        karen, by=amira, at=MORNING, hospital="Hospital Øst", department="Afsnit 12"
    )
    row = row_of(karen, amira, syd)
    assert row.night_kind == Kind.HOSPITAL
    assert row.night_place == ""


def test_p8_a_protected_citizens_place_stands_nowhere(client, karen, amira, syd):
    stays.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.FAMILY_FRIENDS, place="Hos Inger")
    met(karen, amira, place="Ved søen 7")
    agreed(karen, amira, place="Kirkegade 3")
    karen.protected = True
    karen.save(update_fields=["protected"])
    teams.trust_worker(karen, by=amira, user=amira)

    client.force_login(amira)
    page = client.get(reverse("desk:team-board", args=[syd.pk])).content.decode()

    assert "Karen Mølle" in page
    for place in ("Hos Inger", "Ved søen", "Kirkegade"):
        assert place not in page


def test_p8_a_protected_citizen_is_not_on_the_board_of_others(karen, amira, lene, syd):
    karen.protected = True
    karen.save(update_fields=["protected"])
    teams.trust_worker(karen, by=amira, user=amira)
    assert [row.citizen for row in seen_by(amira, syd).rows] == [karen]
    assert seen_by(lene, syd).rows == []


def test_the_week_tells_met_tried_and_planned(karen, amira, syd):
    met(karen, amira, days_ago=4)
    met(karen, amira, days_ago=2, outcome=Contact.Outcome.NOT_FOUND)
    agreed(karen, amira, in_days=1)
    assert row_of(karen, amira, syd).week == ["met", "", "tried", "", "", "planned", ""]


def test_met_outweighs_tried_on_the_same_day(karen, amira, syd):
    met(karen, amira, outcome=Contact.Outcome.NOT_FOUND)
    met(karen, amira)
    assert row_of(karen, amira, syd).week[4] == "met"


def test_p9_what_was_told_to_another_team_is_not_on_the_board(karen, amira, mads, syd, gaden):
    contacts.note_contact(
        karen,
        by=mads,
        contact_id=new_id(),
        outcome=Contact.Outcome.MET,
        at=MORNING,
        place="Under broen",
        kept_by=gaden,
    )
    row = row_of(karen, amira, syd)
    assert row.met is None
    assert "met" not in row.week


def test_p3_no_address_stands_above_everything_and_longest_since_met_comes_next(amira, syd):
    homeless, long_ago, lately = (
        enrolled(syd, by=amira, name=f"{name} Opdigtet") for name in ("Åge", "Bodil", "Carl")
    )
    met(long_ago, amira, days_ago=6)
    met(lately, amira, days_ago=1)
    met(homeless, amira, days_ago=0)
    for citizen in (homeless, long_ago, lately):
        agreed(citizen, amira, in_days=3)
    stay = casework.admit_to_hospital(homeless, by=amira, at=MORNING - timedelta(days=1))
    casework.discharge_from_hospital(stay, by=amira, at=MORNING, tonight="unknown")
    teams.withdraw_duties(long_ago, by=amira, because="-")

    board = seen_by(amira, syd)

    assert board.rows[0].citizen == homeless
    assert board.rows[0].without_address
    later = [row.citizen for row in board.rows if not row.needs_action]
    assert later == [long_ago, lately]
    assert board.rows[0].tags[0].tone == "red"


def test_todays_appointments_stand_in_the_order_of_the_clock(amira, syd):
    people = [enrolled(syd, by=amira, name=f"Borger {n}") for n in range(3)]
    for citizen, hour in zip(people, (14, 9, 11), strict=True):
        met(citizen, amira, days_ago=1)
        agreed(citizen, amira, hour=hour)
    groups = dict(seen_by(amira, syd).groups("all"))
    assert [row.next.at.astimezone(MORNING.tzinfo).hour for row in groups["today"]] == [9, 11, 14]


def test_p2_somebody_forgotten_is_counted_and_stands_on_top(karen, amira, syd):
    other = enrolled(syd, by=amira, name="Anden Borger")
    agreed(other, amira, in_days=1)
    teams.withdraw_duties(karen, by=amira, because="-")
    board = seen_by(amira, syd)
    assert board.count("forgotten") == 1
    assert board.rows[0].citizen == karen

    agreed(karen, amira, in_days=1)
    assert seen_by(amira, syd).count("forgotten") == 0


def test_every_count_is_the_length_of_its_list(client, karen, amira, syd):
    for number in range(4):
        citizen = enrolled(syd, by=amira, name=f"Borger {number}", from_day=TODAY)
        if number % 2:
            met(citizen, amira)
            agreed(citizen, amira, in_days=number)
    board = seen_by(amira, syd)
    client.force_login(amira)
    for name in FILTERS:
        page = client.get(reverse("desk:team-board", args=[syd.pk]), {"show": name})
        shown = page.content.decode().count("data-key-row")
        assert shown == board.count(name) == len(board.shown(name))


def test_a_hundred_citizens_cost_no_more_queries_than_one(client, karen, amira, syd):
    client.force_login(amira)
    address = reverse("desk:team-board", args=[syd.pk])
    met(karen, amira)
    agreed(karen, amira)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(99):
        citizen = enrolled(syd, by=amira, name=f"Borger {number:03}")
        if number % 3:
            met(citizen, amira, days_ago=number % 9)
        if number % 2:
            agreed(citizen, amira, in_days=number % 5)
        stays.answer_tonight(citizen, by=amira, on=TODAY, kind=KINDS[number % len(KINDS)])
    with CaptureQueriesContext(connection) as hundred:
        page = client.get(address)
    assert page.content.decode().count("data-key-row") == 100
    assert len(hundred) == len(one)
    inside = [query for query in hundred if "set_config" not in query["sql"]]
    assert len(inside) <= MOST_QUERIES + 6, [query["sql"][:90] for query in inside]


def test_a_stranger_sees_no_board(client, karen, bo, syd):
    client.force_login(bo)
    assert client.get(reverse("desk:team-board", args=[syd.pk])).status_code == 404


def test_somebody_who_died_is_quiet_on_the_board(karen, amira, syd):
    casework.record_death(karen, by=amira, at=MORNING)
    row = row_of(karen, amira, syd)
    assert not row.is_forgotten
    assert all(tag.tone != "red" for tag in row.tags)


def test_new_means_the_first_two_weeks(amira, syd):
    new = enrolled(syd, by=amira, name="Ny Borger", from_day=date(2026, 3, 2))
    assert row_of(new, amira, syd).is_new
