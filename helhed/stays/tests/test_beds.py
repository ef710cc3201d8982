"""Beds: held, slept in, kept, moved and freed; and who may know of it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from helhed.access import door
from helhed.access.connection import acting_as
from helhed.access.may import May
from helhed.core import clock
from helhed.stays import verbs
from helhed.stays.free import free_on, houses_on, houses_with_beds, is_taken, taken
from helhed.stays.models import Bed, BedClaim, BedKind, BedPeriod, ColdStep, Kind, Site, Stay
from helhed.teams.models import Shift
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 3, 2, 18, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
TODAY = EVENING.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _evening():
    with clock.frozen(EVENING):
        yield


@pytest.fixture
def yrsa(syd, amira):
    return enrolled(syd, by=amira, name="Yrsa Opdigtet")


def sleeps(citizen, bed, *, by, since=TODAY):
    return verbs.begin_stay(citizen, by=by, kind="", from_night=since, bed=bed)


def claims_of(bed):
    rows = BedClaim.objects.standing().filter(bed=bed).order_by("from_night")
    return [(row.kind, row.from_night, row.until_day) for row in rows]


def test_who_begins_a_stay_in_a_bed_has_it_until_they_leave(karen, amira, bed):
    stay = sleeps(karen, bed, by=amira)

    assert (stay.kind, stay.site) == (Kind.SHELTER, bed.site)
    assert claims_of(bed) == [("stay", TODAY, None)]
    verbs.end_stay(stay, by=amira, until_day=TOMORROW, tonight=Kind.STREET)
    assert claims_of(bed) == [("stay", TODAY, TOMORROW)]
    assert is_taken(bed, TODAY, TOMORROW, at=EVENING)
    assert not is_taken(bed, TOMORROW, None, at=EVENING)


def test_no_bed_is_given_to_two_on_one_night(karen, yrsa, amira, bed):
    sleeps(karen, bed, by=amira)

    with pytest.raises(verbs.BedIsTaken), transaction.atomic():
        sleeps(yrsa, bed, by=amira)
    assert not Stay.objects.filter(citizen=yrsa).exists()


def test_the_database_itself_refuses_two_on_one_night(karen, yrsa, amira, bed):
    sleeps(karen, bed, by=amira)
    claim = BedClaim.objects.get()

    with pytest.raises(IntegrityError, match="one_person_a_night"), transaction.atomic():
        BedClaim(
            citizen=yrsa, bed=bed, kind="kept", stay=claim.stay, from_night=TODAY + timedelta(9)
        ).save()


def test_a_bed_is_free_for_another_the_day_somebody_leaves(karen, yrsa, amira, bed):
    stay = sleeps(karen, bed, by=amira, since=TODAY - timedelta(days=3))
    verbs.end_stay(stay, by=amira, until_day=TODAY, tonight=Kind.FAMILY_FRIENDS)

    sleeps(yrsa, bed, by=amira)

    assert len(claims_of(bed)) == 2


def test_a_held_bed_is_free_by_itself_when_nobody_answers(karen, yrsa, amira, nora, bed):
    hold = verbs.hold_bed(
        bed,
        by=amira,
        citizen=karen,
        from_night=TODAY,
        answer_by=EVENING + timedelta(hours=2),
    )
    with pytest.raises(verbs.BedIsTaken), transaction.atomic():
        sleeps(yrsa, bed, by=amira)
    with acting_as(nora):
        assert karen in door.citizens_open_to(nora, May.READ_BASIC)

    with clock.frozen(EVENING + timedelta(hours=3)):
        with acting_as(nora):
            assert bed in free_on(TODAY, at=clock.now())
            assert karen not in door.citizens_open_to(nora, May.READ_BASIC)
        sleeps(yrsa, bed, by=amira)
    hold.refresh_from_db()
    assert hold.released_at is not None


def test_whoever_it_was_held_for_takes_it(karen, amira, bed):
    verbs.hold_bed(
        bed, by=amira, citizen=karen, from_night=TODAY, answer_by=EVENING + timedelta(hours=2)
    )

    sleeps(karen, bed, by=amira)

    assert claims_of(bed) == [("stay", TODAY, None)]


def test_a_hold_can_be_let_go_once(karen, amira, nora, bed):
    hold = verbs.hold_bed(
        bed, by=amira, citizen=karen, from_night=TODAY, answer_by=EVENING + timedelta(hours=2)
    )
    verbs.release_hold(hold, by=amira)

    assert claims_of(bed) == []
    assert karen not in door.citizens_open_to(nora, May.READ_BASIC)
    with pytest.raises(verbs.NotAHold):
        verbs.release_hold(hold, by=amira)
    with pytest.raises(verbs.AnswerInTime):
        verbs.hold_bed(bed, by=amira, citizen=karen, from_night=TODAY, answer_by=EVENING)


def to_hospital(citizen, *, by, on=TODAY):
    return verbs.answer_tonight(citizen, by=by, on=on, kind=Kind.HOSPITAL)


def test_a_home_is_kept_through_a_hospital_and_is_there_afterwards(karen, amira, flat):
    since = TODAY - timedelta(days=30)
    sleeps(karen, flat, by=amira, since=since)
    to_hospital(karen, by=amira)
    assert claims_of(flat) == [("stay", since, TODAY), ("kept", TODAY, None)]

    back = TODAY + timedelta(days=5)
    with clock.frozen(EVENING + timedelta(days=5)):
        verbs.answer_tonight(karen, by=amira, on=back, kind=Kind.OWN_HOME)
    assert claims_of(flat) == [("stay", since, TODAY), ("kept", TODAY, back), ("stay", back, None)]


def test_an_admission_that_never_was_gives_the_nights_back(karen, amira, flat):
    home = sleeps(karen, flat, by=amira, since=TODAY - timedelta(days=30))
    admitted = to_hospital(karen, by=amira)

    verbs.cancel_stay(admitted, by=amira, because="Aflyst.")
    verbs.reopen_stay(home, by=amira)

    assert claims_of(flat) == [("stay", TODAY - timedelta(days=30), None)]


def test_a_shelter_bed_is_kept_only_when_somebody_says_so(karen, amira, bed):
    stay = sleeps(karen, bed, by=amira, since=TODAY - timedelta(days=2))
    to_hospital(karen, by=amira)
    assert claims_of(bed) == [("stay", TODAY - timedelta(days=2), TODAY)]

    stay.refresh_from_db()
    kept = verbs.keep_bed(stay, by=amira, why="Kommer igen på mandag.")

    assert claims_of(bed)[-1] == ("kept", TODAY, None)
    verbs.free_bed(kept, by=amira, on=TOMORROW, because="Flytter til et andet sted.")
    assert claims_of(bed)[-1] == ("kept", TODAY, TOMORROW)


def test_a_bed_given_away_meanwhile_is_not_taken_back(karen, yrsa, amira, bed):
    stay = sleeps(karen, bed, by=amira, since=TODAY - timedelta(days=2))
    admitted = to_hospital(karen, by=amira)
    sleeps(yrsa, bed, by=amira)

    verbs.cancel_stay(admitted, by=amira, because="Aflyst.")
    verbs.reopen_stay(stay, by=amira)

    stay.refresh_from_db()
    assert stay.until_day is None
    assert claims_of(bed)[0] == ("stay", TODAY - timedelta(days=2), TODAY)
    assert len(claims_of(bed)) == 2


def test_correcting_and_cancelling_a_stay_moves_and_frees_its_bed(karen, amira, bed):
    stay = sleeps(karen, bed, by=amira)
    verbs.correct_stay(stay, by=amira, from_night=TODAY - timedelta(days=4))
    assert claims_of(bed) == [("stay", TODAY - timedelta(days=4), None)]

    verbs.cancel_stay(stay, by=amira, because="Forkert person.")
    assert claims_of(bed) == []


def test_moving_to_another_bed_keeps_the_stay(karen, amira, bed, other_bed, flat):
    stay = sleeps(karen, bed, by=amira, since=TODAY - timedelta(days=2))
    claim = BedClaim.objects.get()

    moved = verbs.move_bed(claim, by=amira, to=other_bed, on=TODAY)

    assert claims_of(bed) == [("stay", TODAY - timedelta(days=2), TODAY)]
    assert claims_of(other_bed) == [("stay", TODAY, None)]
    assert moved.stay == stay
    with pytest.raises(verbs.OtherHouse), transaction.atomic():
        verbs.move_bed(moved, by=amira, to=flat, on=TODAY)
    with pytest.raises(verbs.StaysOn):
        verbs.free_bed(moved, by=amira, on=TODAY, because="-")


def test_only_an_open_bed_is_given_and_a_taken_one_is_not_closed(karen, amira, bed):
    verbs.set_period(
        bed,
        by=amira,
        state=BedPeriod.State.HELD,
        from_night=TODAY,
        until_day=TODAY + timedelta(days=7),
        reason="istandsættes",
    )
    with pytest.raises(verbs.BedIsNotOpen), transaction.atomic():
        sleeps(karen, bed, by=amira)
    sleeps(karen, bed, by=amira, since=TODAY + timedelta(days=7))
    with pytest.raises(verbs.SomebodyHasIt):
        verbs.set_period(
            bed, by=amira, state=BedPeriod.State.CLOSED, from_night=TODAY + timedelta(days=9)
        )
    states = [(p.state, p.from_night, p.until_day) for p in BedPeriod.objects.filter(bed=bed)]
    assert states == [
        ("open", date(2026, 1, 1), TODAY),
        ("held", TODAY, TODAY + timedelta(days=7)),
        ("open", TODAY + timedelta(days=7), None),
    ]


def test_a_cold_step_opens_beds_and_sends_somebody_out(karen, amira, mads, gaden, house):
    extra = [
        verbs.add_bed(house, by=amira, name=f"Ekstra {n}", kind=BedKind.NIGHT_SHELTER, extra=True)
        for n in range(3)
    ]
    step = ColdStep(number=1, site=house, when="Under 0 grader", extra_beds=2, extra_shifts=1)
    step.save()
    out = verbs.ExtraShift(
        gaden, mads, EVENING + timedelta(hours=4), EVENING + timedelta(hours=8), "55550101"
    )
    assert free_on(TODAY, at=EVENING) == []

    opened = verbs.open_extra_beds(step, by=amira, from_night=TODAY, shifts=[out])

    assert opened == extra[:2]
    assert free_on(TODAY, at=EVENING) == extra[:2]
    assert Shift.objects.get().user == mads
    Site.objects.filter(pk=house.pk).update(kind=Kind.NIGHT_SHELTER)
    sleeps(karen, Bed.objects.select_related("site").get(pk=extra[0].pk), by=amira)
    assert verbs.close_extra_beds(house, by=amira, on=TOMORROW) == [extra[0]]
    assert free_on(TOMORROW, at=EVENING) == []


def test_p8_everybody_sees_which_bed_is_free_and_nobody_learns_who_has_the_others(
    karen, amira, bo, bed, other_bed
):
    sleeps(karen, bed, by=amira)
    with acting_as(bo):
        assert free_on(TODAY, at=EVENING) == [other_bed]
        assert list(taken([bed.pk, other_bed.pk], TODAY, TOMORROW, at=EVENING)) == [bed.pk]
        assert not BedClaim.objects.exists()
        (house,) = houses_on(TODAY, at=EVENING, sites=houses_with_beds())
        assert (len(house.free), house.open_beds) == (1, 2)
    with acting_as(amira):
        assert BedClaim.objects.get().citizen == karen


def test_p8_a_hidden_house_has_no_bed_on_any_list(amira, db):
    site = Site(name="Huset", kind=Kind.CRISIS_CENTRE, hidden=True)
    site.save()
    verbs.add_bed(site, by=amira, name="1", kind=BedKind.ACUTE_HOME, open_from=TODAY)
    assert free_on(TODAY, at=EVENING) == []
    assert list(houses_with_beds()) == []


def test_with_death_nothing_is_held_or_kept(karen, amira, flat):
    sleeps(karen, flat, by=amira, since=TODAY - timedelta(days=30))
    admitted = to_hospital(karen, by=amira)
    verbs.end_stay(admitted, by=amira, until_day=TODAY, tonight=Stay.DECEASED)
    assert not BedClaim.objects.standing().filter(until_day__isnull=True).exists()
