"""§ 82 c stk. 3: nights at a social acute offer, if the council has decided it, and looked at."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from helhed.decisions import verbs as registers
from helhed.decisions.models import Parameter
from helhed.stays import verbs
from helhed.stays.models import A_NIGHT, Kind, Stay
from helhed.teams.models import Duty
from helhed.teams.tests.factories import CitizenFactory

MONDAY = date(2026, 11, 16)


@pytest.fixture
def decided(db):
    """The council has decided it from the autumn on."""
    row = Parameter.objects.get(code="acute_offer_nights_decided", until_day=None)
    return registers.change_rule(
        row, by=None, from_day=date(2026, 9, 1), source="x", certainty="S", value=Decimal(1)
    )


def night(citizen, by, day=MONDAY, **more):
    return verbs.answer_tonight(citizen, by=by, on=day, kind=Kind.ACUTE_OFFER, **more)


def to_look_at(citizen):
    return Duty.objects.open().filter(citizen=citizen, kind=Duty.Kind.TONIGHT)


def test_sec82c_gives_three_nights_in_a_row_and_says_what_there_is_after(decided, karen, amira):
    for number in range(3):
        night(karen, amira, MONDAY + timedelta(days=number))
    with pytest.raises(verbs.EnoughNights) as refusal:
        night(karen, amira, MONDAY + timedelta(days=3))
    for other in ("3 nætter i træk", "akutbolig", "§ 110", "psykiatrisk akutmodtagelse", "112"):
        assert other in str(refusal.value)

    thursday = MONDAY + timedelta(days=3)
    verbs.answer_tonight(karen, by=amira, on=thursday, kind=Kind.SHELTER)
    verbs.answer_tonight(karen, by=amira, on=thursday + A_NIGHT, kind=Kind.STREET)
    assert night(karen, amira, thursday + 2 * A_NIGHT).until_day == thursday + 3 * A_NIGHT


def test_p3_sec82c_each_night_is_looked_at_again_the_day_after(decided, karen, amira):
    first = night(karen, amira)
    duty = to_look_at(karen).get()
    assert (first.until_day, first.tonight) == (MONDAY + A_NIGHT, Stay.UNANSWERED)
    assert timezone.localtime(duty.due_at).date() == MONDAY + A_NIGHT
    assert "Vurdér igen" in duty.reason

    second = night(karen, amira, MONDAY + A_NIGHT)
    first.refresh_from_db()
    assert first.tonight == Kind.ACUTE_OFFER
    assert to_look_at(karen).get().cause == f"stay:{second.pk}"


def test_sec82c_gives_no_night_before_the_council_has_decided_it(karen, amira):
    with pytest.raises(verbs.NoNightsDecided, match="herberg"):
        night(karen, amira)
    assert not Stay.objects.exists()


def test_p9_sec82c_also_without_a_name_and_changed_the_same_evening(decided, amira):
    nobody = CitizenFactory(name="", street_name="Halvfingeren", unnamed=True)
    night(nobody, amira)
    verbs.answer_tonight(nobody, by=amira, on=MONDAY, kind=Kind.FAMILY_FRIENDS)
    for day in (1, 2, 3):
        night(nobody, amira, MONDAY + timedelta(days=day))
    assert Stay.objects.on_night(MONDAY).get().kind == Kind.FAMILY_FRIENDS


def test_sec82c_no_correction_makes_a_night_more(decided, karen, amira):
    row = night(karen, amira)
    with pytest.raises(verbs.OneNightAtATime):
        verbs.correct_stay(row, by=amira, until_day=MONDAY + 2 * A_NIGHT)
    with pytest.raises(verbs.OneNightAtATime):
        verbs.reopen_stay(row, by=amira)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stay.objects.filter(pk=row.pk).update(until_day=None)
    for day in (1, 2):
        night(karen, amira, MONDAY + timedelta(days=day))
    street = verbs.answer_tonight(karen, by=amira, on=MONDAY + 3 * A_NIGHT, kind=Kind.STREET)
    with pytest.raises(verbs.EnoughNights):
        verbs.correct_stay(
            street,
            by=amira,
            kind=Kind.ACUTE_OFFER,
            until_day=MONDAY + 4 * A_NIGHT,
            tonight=Stay.UNANSWERED,
        )
