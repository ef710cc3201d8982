"""What the verbs make of the story is the story."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from helhed.access.roles import Role
from helhed.accounts.models import User
from helhed.audit.models import Event
from helhed.citizens.models import Citizen
from helhed.contacts.models import Appointment, Contact
from helhed.demo import dates
from helhed.demo.build import unsupported
from helhed.demo.build.nights import nights_in_database
from helhed.demo.build.setting import PASSWORD, SITE_KINDS
from helhed.demo.places import ACCOUNTS
from helhed.demo.simulate import now
from helhed.demo.tests.conftest import TODAY
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
