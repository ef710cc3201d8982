"""No bed is ever given to two people on one night: at once, and after thousands of changes."""

import os
import random
import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from helhed.core import clock
from helhed.core.errors import Refused
from helhed.stays import verbs
from helhed.stays.models import BedClaim, BedKind, Kind, Site, Stay
from helhed.teams.tests.factories import CitizenFactory

EVENING = datetime(2026, 3, 2, 18, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
TODAY = EVENING.date()
AT_ONCE = 50
# `make campaign NAME=no_double_night` makes ten thousand.
CHANGES = 10_000 if os.environ.get("HELHED_CAMPAIGN") == "long" else 2_000
DOUBLE_NIGHTS = """
    SELECT count(*) FROM stays_bedclaim a JOIN stays_bedclaim b
      ON a.bed_id = b.bed_id AND a.id < b.id
     AND daterange(a.from_night, a.until_day) && daterange(b.from_night, b.until_day)
    WHERE a.released_at IS NULL AND b.released_at IS NULL
"""
# A stay that stands in a bed has the same last day as its last claim, and none before its first.
OUT_OF_STEP = """
    SELECT count(*) FROM stays_bedclaim c JOIN stays_stay s ON s.id = c.stay_id
    WHERE c.released_at IS NULL AND c.kind = 'stay'
      AND (s.cancelled_at IS NOT NULL OR c.from_night < s.from_night
           OR (s.until_day IS NOT NULL AND coalesce(c.until_day, 'infinity') > s.until_day))
"""


def count(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def beds(number, site):
    return [
        verbs.add_bed(
            site,
            by=None,
            name=f"Plads {n}",
            kind=BedKind.SHELTER,
            open_from=TODAY - timedelta(days=400),
        )
        for n in range(number)
    ]


@pytest.mark.django_db(transaction=True)
def test_fifty_want_one_bed_at_once_and_one_gets_it(amira):
    site = Site(name="Møllehuset", kind=Kind.SHELTER)
    site.save()
    (bed,) = beds(1, site)
    citizens = [CitizenFactory() for _ in range(AT_ONCE)]
    together = threading.Barrier(AT_ONCE)
    answers, faults = [], []

    def want(citizen):
        try:
            together.wait(timeout=60)
            with clock.frozen(EVENING):
                verbs.begin_stay(citizen, by=amira, kind="", from_night=TODAY, bed=bed)
            answers.append("got it")
        except verbs.BedIsTaken as refusal:
            answers.append(str(refusal))
        except Exception as fault:  # a test tells of every other end
            faults.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=want, args=(citizen,)) for citizen in citizens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    assert faults == []
    assert answers.count("got it") == 1
    assert answers.count(str(verbs.BedIsTaken.message)) == AT_ONCE - 1
    assert BedClaim.objects.standing().count() == 1
    assert Stay.objects.count() == 1


class House:
    """Does one thing after the other at random, as a lively house does."""

    def __init__(self, rng, by, citizens, places):
        self.rng, self.by, self.citizens, self.places = rng, by, citizens, places
        self.done = self.refused = 0

    def day(self):
        return TODAY + timedelta(days=self.rng.randint(-60, 60))

    def stay(self, **only):
        begun = Stay.objects.standing().filter(citizen=self.rng.choice(self.citizens), **only)
        return self.rng.choice(list(begun.order_by("-created_at")[:6]) or [None])

    def claim(self, **only):
        claims = BedClaim.objects.standing().filter(bed=self.rng.choice(self.places), **only)
        return self.rng.choice(list(claims.order_by("-created_at")[:6]) or [None])

    def arrive(self):
        citizen, bed = self.rng.choice(self.citizens), self.rng.choice(self.places)
        verbs.begin_stay(citizen, by=self.by, kind="", from_night=self.day(), bed=bed)

    def leave(self):
        tonight = self.rng.choice([Kind.STREET, Kind.HOSPITAL, Kind.PRISON, Kind.OWN_HOME])
        if stay := self.stay(until_day=None):
            day = stay.from_night + timedelta(days=self.rng.randint(0, 20))
            verbs.end_stay(stay, by=self.by, until_day=day, tonight=tonight)

    def hold(self):
        verbs.hold_bed(
            self.rng.choice(self.places),
            by=self.by,
            citizen=self.rng.choice(self.citizens),
            from_night=self.day(),
            until_day=None,
            answer_by=clock.now() + timedelta(hours=self.rng.randint(1, 60)),
        )

    def let_go(self):
        if claim := self.claim(kind="hold"):
            verbs.release_hold(claim, by=self.by)

    def move(self):
        if claim := self.claim(kind="stay"):
            day = claim.from_night + timedelta(days=self.rng.randint(0, 9))
            verbs.move_bed(claim, by=self.by, to=self.rng.choice(self.places), on=day)

    def free(self):
        if claim := self.claim(kind="kept"):
            verbs.free_bed(claim, by=self.by, on=self.day(), because="-")

    def keep(self):
        if stay := self.stay(until_day__isnull=False):
            verbs.keep_bed(stay, by=self.by, why="-")

    def correct(self):
        if stay := self.stay():
            day = stay.from_night + timedelta(days=self.rng.randint(-5, 5))
            verbs.correct_stay(stay, by=self.by, from_night=day)

    def reopen(self):
        if stay := self.stay(until_day__isnull=False):
            verbs.reopen_stay(stay, by=self.by)

    def cancel(self):
        if stay := self.stay():
            verbs.cancel_stay(stay, by=self.by, because="-")

    def close(self):
        verbs.set_period(
            self.rng.choice(self.places),
            by=self.by,
            state=self.rng.choice(["open", "open", "held", "closed"]),
            from_night=self.day(),
            until_day=None,
        )

    def live(self, hour):
        what = self.rng.choice(
            [self.arrive] * 4
            + [self.leave, self.hold, self.let_go, self.move, self.free, self.keep]
            + [self.correct, self.reopen, self.cancel, self.close]
        )
        try:
            with clock.frozen(EVENING + timedelta(hours=hour)), transaction.atomic():
                what()
            self.done += 1
        except Refused:
            self.refused += 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_thousands_of_changes_leave_no_double_night(amira):
    site = Site(name="Møllehuset", kind=Kind.SHELTER)
    site.save()
    other = Site(name="Akutboligerne", kind=Kind.ACUTE_HOME)
    other.save()
    places = beds(3, site) + [
        verbs.add_bed(
            other,
            by=None,
            name=f"Akut {n}",
            kind=BedKind.ACUTE_HOME,
            open_from=TODAY - timedelta(days=400),
        )
        for n in range(3)
    ]
    rng = random.Random(4)  # noqa: S311 - the same lively house each time
    house = House(rng, amira, [CitizenFactory() for _ in range(12)], places)

    for hour in range(CHANGES):
        house.live(hour // 10)
        if hour % 500 == 0:
            assert count(DOUBLE_NIGHTS) == 0
            assert count(OUT_OF_STEP) == 0

    assert count(DOUBLE_NIGHTS) == count(OUT_OF_STEP) == 0
    assert house.done + house.refused == CHANGES
    assert house.done > CHANGES / 10
    assert house.refused > CHANGES / 100
