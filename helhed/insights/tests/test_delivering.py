"""What measures deliver, checked against facts made by the verbs."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from helhed.access.connection import acting_as, acting_as_system
from helhed.contacts.tests.factories import appointment_with, contact_with
from helhed.core import clock
from helhed.insights import snapshot
from helhed.insights.counting_snapshots import SnapshotTooOld
from helhed.insights.delivering import (
    ACTOR,
    DELIVERERS,
    CannotCountHere,
    Deliverer,
    Delivery,
    NoSuchMeasure,
    NotOver,
    Unit,
    deliverer,
)
from helhed.insights.places import root
from helhed.stays.models import Stay
from helhed.teams.models import Duty, Enrolment
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
AFTER = timezone.make_aware(datetime(2026, 4, 2, 9, 0))


@pytest.fixture(autouse=True)
def _where_snapshots_lie(settings, tmp_path):
    settings.HELHED_SNAPSHOTS = tmp_path
    # Answers are kept by the name of the snapshot, which is its moment.
    caches["local"].clear()


def take_a_snapshot():
    with clock.frozen(AFTER), acting_as_system("snapshot_maker"):
        snapshot.take(root(), at=AFTER)


def at(day, hour=12):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def deliver(name, first=FIRST, last=LAST):
    with clock.frozen(AFTER):
        return deliverer(name).deliver(first_day=first, last_day=last)


def counts(delivery):
    return {row.category: row.count for row in delivery.rows}


def stay(citizen, kind, first, until=None, tonight="", **fields):
    row = Stay(
        citizen=citizen, kind=kind, from_night=first, until_day=until, tonight=tonight, **fields
    )
    row.save()
    return row


def test_discharges_are_counted_on_the_day_they_end(karen):
    stay(karen, "hospital", date(2026, 1, 2), date(2026, 1, 9), "street")
    stay(karen, "hospital", date(2026, 1, 9), date(2026, 1, 20), "own_home")
    stay(karen, "shelter", date(2026, 1, 20), date(2026, 3, 31), "unknown")
    stay(karen, "prison", date(2026, 3, 31), date(2026, 4, 1), "street")

    delivery = deliver("discharges_without_address")

    assert counts(delivery) == {"hospital": 1, "shelter": 1, "treatment": 0, "prison": 0}
    assert (delivery.denominator, delivery.missing) == (3, 0)


def test_an_unanswered_discharge_is_missing_and_a_cancelled_or_dead_one_is_none(karen):
    stay(karen, "hospital", date(2026, 1, 2), date(2026, 1, 9), Stay.UNANSWERED)
    stay(karen, "hospital", date(2026, 1, 9), date(2026, 1, 10), "own_home")
    stay(karen, "hospital", date(2026, 1, 11), date(2026, 1, 12), Stay.DECEASED)
    stay(karen, "hospital", date(2026, 1, 12), date(2026, 1, 13), "street", cancelled_at=AFTER)

    delivery = deliver("discharges_without_address")

    assert sum(counts(delivery).values()) == 0
    assert (delivery.denominator, delivery.missing) == (2, 1)
    assert delivery.missing_share == Decimal("50.0")


def test_contacts_are_told_for_each_week_of_a_citizen(karen, amira, syd):
    Enrolment.objects.filter(citizen=karen).update(from_day=date(2026, 3, 18))
    for day in (20, 21):
        with clock.frozen(at(date(2026, 3, day))):
            contact_with(karen, amira, at=at(date(2026, 3, day)))
    with clock.frozen(at(date(2026, 3, 22))):
        contact_with(karen, amira, outcome="note", at=at(date(2026, 3, 22)))

    delivery = deliver("contacts_per_citizen_week")

    assert counts(delivery) == {"contacts": 2}
    assert delivery.denominator == 2
    assert delivery.people == 1


def test_forgotten_on_the_last_evening_whatever_happened_later(karen, amira, syd):
    bent = enrolled(syd, by=amira, name="Bent Opdigtet")
    with clock.frozen(at(date(2026, 3, 20))):
        appointment_with(karen, amira, at=at(date(2026, 4, 10)))
    Duty.objects.filter(citizen=bent).delete()
    # Seen to a day too late: on the evening asked about nobody had Bent.
    with clock.frozen(at(date(2026, 4, 1))):
        appointment_with(bent, amira, at=at(date(2026, 4, 12)))

    assert counts(deliver("forgotten_citizens")) == {"forgotten": 1}
    assert deliver("forgotten_citizens").denominator == 2


def test_stays_are_told_by_the_groups_of_the_danish_count(karen, amira, syd):
    others = [enrolled(syd, by=amira, name=f"Borger {n}") for n in range(4)]
    stay(karen, "street", date(2026, 3, 1))
    stay(others[0], "shelter", date(2026, 3, 31))
    stay(others[1], "own_home", date(2026, 1, 1))
    stay(others[2], "unknown", date(2026, 1, 1))

    delivery = deliver("stays_by_category")

    assert counts(delivery) == {
        "outdoors": 1,
        "shelters": 1,
        "with_others": 0,
        "institutions": 0,
        "other": 0,
    }
    assert (delivery.denominator, delivery.missing) == (5, 2)


def test_a_period_that_is_not_over_has_no_figure():
    with clock.frozen(at(LAST)), pytest.raises(NotOver):
        deliverer("forgotten_citizens").deliver(first_day=FIRST, last_day=LAST)


def test_an_unknown_measure_is_refused():
    with pytest.raises(NoSuchMeasure):
        deliverer("ranking_of_workers")


@pytest.mark.parametrize("name", DELIVERERS)
def test_p11_a_delivery_holds_numbers_only(name, karen, amira):
    stay(karen, "street", date(2026, 3, 1))
    take_a_snapshot()

    delivery = deliver(name)

    told = repr(delivery)
    assert str(karen.pk) not in told
    assert karen.name not in told
    assert amira.name not in told
    assert all(row.count is None or isinstance(row.count, int) for row in delivery.rows)


@pytest.mark.parametrize("name", DELIVERERS)
def test_counting_is_done_by_the_system_actor_with_listed_areas_and_not_by_a_person(
    name, monkeypatch, karen
):
    asked = []

    def count(first_day, until_day):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_user, current_setting('helhed.system_actor'),"
                " current_setting('helhed.user_id')"
            )
            asked.append(cursor.fetchone())
        return original.count(first_day, until_day)

    original = DELIVERERS[name]
    take_a_snapshot()
    fields = {**original.__dict__, "count": count}
    monkeypatch.setitem(DELIVERERS, name, Deliverer(**fields))

    deliver(name)

    assert asked == [("helhed_jobs", ACTOR, "")]


def test_a_page_that_would_count_zero_is_refused(settings):
    """In a process that serves pages the jobs role cannot be taken, and no citizen is seen."""
    settings.HELHED_JOBS_ROLE = settings.HELHED_REQUEST_ROLE

    with pytest.raises(CannotCountHere):
        deliver("forgotten_citizens")


def test_whoever_may_see_nobody_counts_all_the_same(karen, dan):
    """The figure does not depend on who asks for it."""
    stay(karen, "street", date(2026, 3, 1))

    with acting_as(dan):
        assert counts(deliver("stays_by_category"))["outdoors"] == 1


def test_who_was_met_in_the_last_fourteen_days_comes_from_the_snapshot(karen, amira, syd):
    enrolled(syd, by=amira, name="Bent Opdigtet")
    Enrolment.objects.update(from_day=date(2026, 1, 1))
    with clock.frozen(at(date(2026, 3, 25))):
        contact_with(karen, amira, outcome="met", at=at(date(2026, 3, 25)))
    take_a_snapshot()

    delivery = deliver("met_in_14_days")

    assert counts(delivery) == {"14_days": 1}
    assert (delivery.denominator, delivery.people) == (2, 2)


def test_a_snapshot_made_before_the_period_was_over_does_not_tell_of_it(karen):
    take_a_snapshot()

    with clock.frozen(at(date(2026, 7, 2))), pytest.raises(SnapshotTooOld):
        deliverer("met_in_14_days").deliver(first_day=date(2026, 4, 1), last_day=date(2026, 6, 30))


def test_what_is_missing_is_a_share_of_all_there_was():
    """Also where more could not be told than could."""
    one = Delivery(
        measure="m",
        version=1,
        unit=Unit.SHARE,
        first_day=date(2026, 1, 1),
        last_day=date(2026, 3, 31),
        rows=(),
        denominator=4,
        people=4,
        missing=12,
        median=None,
        computed_at=datetime(2026, 4, 1, tzinfo=UTC),
        source="",
        there_was=16,
    )

    assert one.missing_share == Decimal("75.0")
