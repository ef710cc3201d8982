"""What the verbs make of the story is the story; and one record of it is given and erased whole."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from helhed.access import door
from helhed.access.connection import acting_as
from helhed.access.may import May
from helhed.access.roles import Role
from helhed.accounts.models import User
from helhed.audit.models import Event
from helhed.casework import erasing
from helhed.casework.tests.test_erasing import everything, where_it_stands
from helhed.citizens.models import Citizen
from helhed.contacts.models import Appointment, Contact
from helhed.core import clock
from helhed.decisions.models import Decision
from helhed.demo import dates
from helhed.demo.build import unsupported
from helhed.demo.build.nights import nights_in_database
from helhed.demo.build.setting import PASSWORD, SITE_KINDS
from helhed.demo.places import ACCOUNTS
from helhed.demo.simulate import now
from helhed.demo.tests.conftest import TODAY
from helhed.exchange import verbs
from helhed.exchange.whole.files import Choices
from helhed.exchange.whole.gathering import about, history_of, model_of
from helhed.exchange.whole.register import BY_MODEL, KINDS
from helhed.money.models import Posting
from helhed.plans.models import Goal
from helhed.stays.models import Stay
from helhed.teams.models import Duty, Enrolment

YESTERDAY = TODAY - timedelta(days=1)


def test_there_is_a_verb_for_everything_that_happens():
    assert unsupported() == set()


def test_nothing_of_the_story_is_refused(built):
    assert built.world.left_out == {}


def test_nights_in_the_database_are_the_true_nights(built):
    for who in built.town.truth.known:
        true = Counter()
        for category, nights in built.town.truth.nights(who).items():
            true[str(SITE_KINDS.get(category, category))] += nights
        assert nights_in_database(built.world, who, YESTERDAY) == dict(true)


def test_every_contact_of_the_story_is_noted_once(built):
    told = Counter()
    for (_who, kind), count in built.town.truth.contacts.items():
        told[kind] += count
    # Meeting somebody for the first time without a name is a contact of its own.
    told["met"] += sum(e.__class__.__name__ == "FirstMetUnnamed" for e in built.town.events)
    # Whoever is soon eighteen is told of beside the story, and met once.
    told["met"] += 1

    assert Counter(Contact.objects.values_list("outcome", flat=True)) == told


def test_p2_everybody_enrolled_has_a_next_contact_or_an_open_duty(built):
    for enrolment in Enrolment.objects.filter(until_day=None).select_related("citizen"):
        ahead = Appointment.objects.ahead_on(TODAY).filter(citizen=enrolment.citizen)
        assert ahead.exists() or Duty.objects.open().filter(citizen=enrolment.citizen).exists()


def test_p3_the_captain_leaves_hospital_today_and_somebody_must_answer_where_tonight(built):
    captain = Citizen.objects.get(street_name="Kaptajnen")
    duty = Duty.objects.open().get(citizen=captain, kind=Duty.Kind.TONIGHT)

    assert duty.acute
    assert timezone.localdate(duty.due_at) == TODAY
    assert Stay.objects.filter(citizen=captain, tonight=Stay.UNANSWERED, until_day=TODAY).exists()


def test_one_duty_of_the_story_is_overdue_this_morning(built):
    tommy = Citizen.objects.get(name__startswith="Tommy")
    overdue = Duty.objects.overdue_at(now(built.town.scale)).filter(citizen=tommy)

    assert [duty.kind for duty in overdue] == [Duty.Kind.ASKED]


def test_p4_every_goal_points_at_a_hope_or_says_why_not(built):
    assert Goal.objects.exists()
    assert not Goal.objects.filter(hope=None, no_hope_reason="").exists()


def test_p9_unnamed_persons_have_neither_name_nor_number(built):
    unnamed = Citizen.objects.filter(unnamed=True)

    assert "Violinen" in unnamed.values_list("street_name", flat=True)
    assert set(unnamed.values_list("name", "cpr_index")) == {("", None)}
    assert not Contact.objects.filter(citizen__in=unnamed, kept_by=None).exists()


def test_there_is_an_account_for_each_role_and_the_password_opens_it(built):
    roles = set()
    for username in ACCOUNTS:
        user = User.objects.get(username=username)
        assert user.check_password(PASSWORD)
        roles |= set(user.memberships.values_list("role", flat=True))

    assert roles == {str(role) for role in Role}


def test_what_was_written_was_written_at_its_own_moment(built):
    late = Event.objects.filter(at__gte=now(built.town.scale))
    first = timezone.localdate(Event.objects.order_by("at").first().at)

    assert not late.exists()
    assert first == built.town.scale.first_day - timedelta(days=1)


@pytest.mark.parametrize("days", [1, 40])
def test_the_days_move_along_and_people_do_not_get_younger(built, days):
    captain = Citizen.objects.get(street_name="Kaptajnen")
    before = Contact.objects.order_by("pk").first()
    logged = Event.objects.order_by("pk").first()
    night = Stay.objects.order_by("pk").first()

    dates.move_along(days)

    after = Contact.objects.get(pk=before.pk)
    assert timezone.localdate(after.at) == timezone.localdate(before.at) + timedelta(days=days)
    assert timezone.localtime(after.at).time() == timezone.localtime(before.at).time()
    assert Event.objects.get(pk=logged.pk).at > logged.at
    assert Stay.objects.get(pk=night.pk).from_night == night.from_night + timedelta(days=days)
    assert Citizen.objects.get(pk=captain.pk).birth_date == captain.birth_date

    dates.move_along(-days)
    assert Contact.objects.get(pk=before.pk).at == before.at


GIVEN = Choices(identified="known", handed="hand")


@pytest.fixture
def aside():
    """What a test writes in the town is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# What was told in confidence stays with the team it was told to.
CONFIDED = ("contacts.Contact", "contacts.Promise")


def as_file(username, citizen):
    user = User.objects.get(username=username)
    with acting_as(user):
        made = verbs.give_whole_record(citizen, by=user, choices=GIVEN, form="json", at=clock.now())
    return json.loads(made)


def open_to(username):
    user = User.objects.get(username=username)
    return list(door.citizens_open_to(user, May.GIVE_RECORD).order_by("sort_key", "pk"))


def rows_there(kind, citizen):
    model = model_of(kind)
    rows = model._base_manager.filter(about(model.citizen_path, citizen))
    return rows.filter(kept_by=None) if kind.model in CONFIDED else rows


@pytest.mark.parametrize("username", ["sagsbehandler", "sygeplejerske"])
def test_every_row_of_every_open_table_is_in_the_file(built, aside, username):
    citizens = open_to(username)[:4]
    assert len(citizens) == 4
    seen = set()
    for citizen in citizens:
        told = as_file(username, citizen)
        given = {kind["code"]: kind for kind in told["kinds"]}
        closed = {one["kind"] for one in told["closed"]}
        assert set(given) | closed == {kind.code for kind in KINDS}
        for kind in KINDS:
            if kind.code in closed:
                continue
            wanted = rows_there(kind, citizen).count()
            assert len(given[kind.code]["rows"]) >= wanted, kind.model
            if kind.model not in CONFIDED:
                assert len(given[kind.code]["rows"]) == wanted, kind.model
            if history := history_of(model_of(kind)):
                earlier = history._base_manager.filter(about("citizen", citizen))
                if kind.model not in CONFIDED:
                    assert len(given[kind.code]["before"]) == earlier.count(), kind.model
            seen |= {kind.code} if wanted else set()
    assert len(seen) > 35


def test_nothing_of_another_citizen_is_in_the_file(built, aside):
    everybody = list(Citizen.objects.all())
    for citizen in open_to("sagsbehandler")[:4]:
        text = json.dumps(as_file("sagsbehandler", citizen), ensure_ascii=False)
        others = [one for one in everybody if citizen.pk not in (one.pk, one.merged_into_id)]
        assert [one.pk for one in others if str(one.pk) in text] == []
        assert [one.name for one in others if one.name and one.name in text] == []


def test_what_one_row_says_of_another_leads_to_a_row_of_the_file(built, aside):
    told = as_file("sagsbehandler", open_to("sagsbehandler")[0])
    rows = {row["row"] for kind in told["kinds"] for row in kind["rows"]}
    pointed = [
        value["row"]
        for kind in told["kinds"]
        for row in kind["rows"]
        for value in row.values()
        if isinstance(value, dict) and set(value) == {"row"} and value["row"]
    ]

    assert len(pointed) > 20
    assert set(pointed) <= rows


def test_a_record_with_decisions_and_ledger_is_erased_and_nobody_elses(built, aside):
    decided = Decision.objects.filter(completed_at__isnull=False).values("citizen")
    booked = Posting.objects.values("citizen")
    citizen = (
        Citizen.objects.filter(pk__in=decided)
        .filter(Q(pk__in=booked) | Q(merged_into=None))
        .order_by("sort_key", "pk")
        .first()
    )
    keys = erasing.person_keys(citizen)
    found = erasing.find(keys)
    going = [str(key) for some in found.keys.values() for key in some]
    before = everything(but=going)

    erasing.delete(found, keys)

    assert {table for table, mark in everything().items() if mark != before[table]} <= {
        "audit_event"
    }
    assert where_it_stands(citizen.pk) <= {"audit_event"}
    assert where_it_stands(citizen.name) == set()
    assert len(found.keys) > 25
    assert {model._meta.label for model in found.keys} <= {*BY_MODEL, "citizens.NameToken"} | {
        "exchange.Original"
    }
