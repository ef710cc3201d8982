from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.access import door
from helhed.access.may import May
from helhed.core import clock
from helhed.stays import verbs
from helhed.stays.by_name import homeless_nights
from helhed.stays.lives import lives_of
from helhed.stays.models import DANISH_COUNT, ETHOS_LIGHT, Kind, Site, Stay
from helhed.teams.models import Duty

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 3, 2, 18, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
TODAY = EVENING.date()


@pytest.fixture(autouse=True)
def _evening():
    with clock.frozen(EVENING):
        yield


def test_a_house_sees_who_stays_there_while_they_stay(karen, amira, nora, lindegaarden):
    house = Site(name="Lindegården", kind=Kind.SHELTER, team=lindegaarden)
    house.save()
    assert karen not in door.citizens_open_to(nora, May.READ_BASIC)

    stay = verbs.begin_stay(karen, by=amira, kind=Kind.SHELTER, from_night=TODAY, site=house)
    assert karen in door.citizens_open_to(nora, May.READ_BASIC)
    assert karen not in door.citizens_open_to(nora, May.READ_PLAN)

    verbs.end_stay(stay, by=amira, until_day=TODAY + timedelta(days=1), tonight=Kind.OWN_HOME)
    assert karen not in door.citizens_open_to(nora, May.READ_BASIC)


def test_p3_every_end_asks_where_tonight(karen, amira):
    stay = verbs.begin_stay(karen, by=amira, kind=Kind.SHELTER, from_night=TODAY)
    with pytest.raises(verbs.AnswerWhereTonight):
        verbs.end_stay(stay, by=amira, until_day=TODAY, tonight="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Stay.objects.filter(pk=stay.pk).update(until_day=TODAY)


@pytest.mark.parametrize("kind", [Kind.STREET, Kind.UNKNOWN])
def test_p3_no_address_is_recorded_as_it_is_and_is_acute(karen, amira, kind):
    stay = verbs.answer_tonight(karen, by=amira, on=TODAY, kind=kind)
    duty = Duty.objects.open().get(citizen=karen, kind="tonight")
    assert stay.kind == kind
    assert duty.acute
    assert duty.due_at >= EVENING + timedelta(hours=1)


def test_saying_the_same_twice_changes_nothing(karen, amira):
    first = verbs.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.STREET)
    again = verbs.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.STREET)
    assert first == again
    assert Duty.objects.filter(kind="tonight").count() == 1


def test_a_new_answer_takes_the_place_of_the_old_from_that_night(karen, amira):
    verbs.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.UNKNOWN)
    with clock.frozen(EVENING + timedelta(days=1)):
        verbs.answer_tonight(karen, by=amira, on=TODAY + timedelta(days=1), kind=Kind.SHELTER)
    assert not Duty.objects.open().filter(kind="tonight").exists()
    assert [stay.kind for stay in Stay.objects.open()] == [Kind.SHELTER]


def test_a_crisis_centre_is_never_a_place_that_can_be_shown(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Site(name="Et hus", kind=Kind.CRISIS_CENTRE).save()


def test_p8_no_place_is_kept_for_a_protected_citizen(karen, amira):
    karen.protected = True
    karen.save(update_fields=["protected"])
    stay = verbs.begin_stay(
        karen, by=amira, kind=Kind.FAMILY_FRIENDS, from_night=TODAY, place="Hos sin søster"
    )
    assert stay.place == ""


def test_a_guess_keeps_nobody_out(karen, amira):
    verbs.begin_stay(karen, by=amira, kind=Kind.STREET, from_night=TODAY, certain=False)
    verbs.begin_stay(karen, by=amira, kind=Kind.SHELTER, from_night=TODAY)
    assert Stay.objects.on_night(TODAY).count() == 2


def test_a_correction_keeps_what_stood_before(karen, amira):
    stay = verbs.begin_stay(karen, by=amira, kind=Kind.STREET, from_night=TODAY, place="Havnen")
    verbs.correct_stay(stay, by=amira, place="Stationen")
    assert stay.events.get().place == "Havnen"


def test_every_night_has_its_category_in_both_counts():
    not_homeless = {
        Kind.ACUTE_OFFER,
        Kind.CRISIS_CENTRE,
        Kind.RESIDENCE,
        Kind.OWN_HOME,
        Kind.UNKNOWN,
    }
    assert set(DANISH_COUNT) == set(Kind.values) - not_homeless
    assert set(DANISH_COUNT.values()) == set(range(1, 10))
    assert set(ETHOS_LIGHT.values()) == set(range(1, 7))


nights = st.integers(min_value=0, max_value=30)
KINDS = st.sampled_from([Kind.STREET, Kind.SHELTER, Kind.OWN_HOME, Kind.HOSPITAL])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=st.lists(st.tuples(nights, nights, KINDS), min_size=1, max_size=12))
def test_no_night_is_spent_in_two_places(karen, amira, plan):
    start = date(2026, 1, 1)
    with transaction.atomic():
        for first, length, kind in plan:
            begin = start + timedelta(days=first)
            try:
                stay = verbs.begin_stay(karen, by=amira, kind=kind, from_night=begin)
                verbs.end_stay(
                    stay,
                    by=amira,
                    until_day=begin + timedelta(days=length),
                    tonight=Kind.OWN_HOME,
                )
            except verbs.SleepsElsewhere:
                continue
        for offset in range(62):
            night = start + timedelta(days=offset)
            assert Stay.objects.on_night(night).filter(certain=True).count() <= 1
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("left", "homeless"), [(Kind.SHELTER, True), (Kind.OWN_HOME, False), (Kind.RESIDENCE, False)]
)
def test_on_a_ward_counts_as_homeless_only_with_nowhere_to_come_back_to(
    karen, amira, left, homeless
):
    since, ward = TODAY - timedelta(days=60), TODAY - timedelta(days=5)
    before = verbs.begin_stay(karen, by=amira, kind=left, from_night=since)
    verbs.end_stay(before, by=amira, until_day=ward, tonight=Kind.HOSPITAL)
    away = verbs.begin_stay(karen, by=amira, kind=Kind.HOSPITAL, from_night=ward, interrupts=before)
    verbs.end_stay(away, by=amira, until_day=TODAY, tonight=Stay.UNANSWERED)

    nights = homeless_nights(lives_of([karen])[karen.pk].nights, "DK_ALL")
    assert ((ward, TODAY) in nights) is homeless
