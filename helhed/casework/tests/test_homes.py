"""From an offer to the keys, and through what may go wrong."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from helhed.casework import verbs as casework
from helhed.core import clock
from helhed.housing import verbs
from helhed.housing.models import Offer, Tenancy, Trouble, Wish
from helhed.housing.tests.conftest import MORNING, TODAY
from helhed.stays import verbs as stays
from helhed.stays.free import free_on
from helhed.stays.models import BedClaim, Kind, Stay
from helhed.teams.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_morning")]
ANSWER = MORNING + timedelta(days=7)


@pytest.fixture
def offer(wish, flat, birthe):
    return verbs.make_offer(wish, by=birthe, bed=flat, from_night=TODAY, answer_by=ANSWER)


@pytest.fixture
def home(offer, karen, amira, birthe):
    """Karen's home: offered, said yes to, lease, keys, moved in."""
    verbs.accept_offer(offer, by=amira, on=TODAY)
    tenancy = verbs.sign_lease(karen, by=birthe, on=TODAY, offer=offer, keys_on=TODAY)
    casework.move_into_home(tenancy, by=amira, on=TODAY)
    tenancy.refresh_from_db()
    return tenancy


def test_an_offer_keeps_the_home_and_what_was_known(offer, flat, wish):
    assert (offer.place, offer.waiting) == (1, 1)
    assert {reason["code"] for reason in offer.reasons} >= {"rent", "pets", "floor"}
    assert flat not in free_on(TODAY, at=MORNING)
    assert offer.state == Offer.State.OFFERED
    with clock.frozen(ANSWER):
        assert flat in free_on(TODAY, at=clock.now())
        assert offer.lapsed_at(clock.now())


def test_passing_by_others_in_the_order_needs_a_why(wish, bent, amira, birthe, flat):
    later = verbs.say_wish(bent, by=amira, words="Ro", on=TODAY, rent_max_dkk=5000, pets=False)
    with pytest.raises(verbs.OfferNeedsWhy):
        verbs.make_offer(later.wish, by=birthe, bed=flat, from_night=TODAY, answer_by=ANSWER)
    offer = verbs.make_offer(
        later.wish,
        by=birthe,
        bed=flat,
        from_night=TODAY,
        answer_by=ANSWER,
        why="Karen vil hellere vente på Havnen.",
    )
    assert offer.place == 2


def test_a_citizens_no_never_counts_against_them(offer, flat, wish, amira):
    verbs.note_shown(offer, by=amira, on=TODAY)
    declined = verbs.decline_offer(offer, by=amira, on=TODAY, words="For langt fra Broen.")

    assert declined.state == Offer.State.CITIZEN_NO
    assert flat in free_on(TODAY, at=MORNING)
    still = Wish.objects.waiting().get()
    assert (still.waiting_since, still.lot) == (wish.waiting_since, wish.lot)
    with pytest.raises(verbs.OfferIsClosed):
        verbs.accept_offer(offer, by=amira, on=TODAY)


def test_a_providers_no_needs_a_reason_and_a_second_look_by_another(offer, flat, birthe, ulla):
    with pytest.raises(verbs.SayTheReason):
        verbs.refuse_by_provider(offer, by=birthe, on=TODAY, reason=" ")
    verbs.refuse_by_provider(offer, by=birthe, on=TODAY, reason="Tidligere restance.")
    with pytest.raises(verbs.MustBeAnother):
        verbs.look_again(offer, by=birthe, on=TODAY, upheld=True, words="-")

    looked = verbs.look_again(offer, by=ulla, on=TODAY, upheld=False, words="Gælden er betalt.")

    assert looked.state == Offer.State.OFFERED
    assert flat not in free_on(TODAY, at=MORNING)


def test_an_upheld_no_lets_the_home_go(offer, flat, birthe, ulla):
    verbs.refuse_by_provider(offer, by=birthe, on=TODAY, reason="Lejligheden er solgt.")
    verbs.look_again(offer, by=ulla, on=TODAY, upheld=True, words="Rigtigt.")
    assert flat in free_on(TODAY, at=MORNING)
    assert not Offer.objects.open().exists()


def test_moving_in_counts_and_not_the_allocation(offer, karen, amira, birthe, flat, wish):
    verbs.accept_offer(offer, by=amira, on=TODAY)
    tenancy = verbs.sign_lease(karen, by=birthe, on=TODAY, offer=offer)
    assert not Tenancy.objects.lived_in_on(TODAY).exists()
    assert Wish.objects.waiting().exists()

    stay = casework.move_into_home(tenancy, by=amira, on=TODAY)

    assert Tenancy.objects.lived_in_on(TODAY).get() == tenancy
    assert (stay.kind, stay.place) == (Kind.OWN_HOME, "Lærkevej 14")
    assert BedClaim.objects.standing().get(kind="stay").bed == flat
    assert not Wish.objects.waiting().exists()
    tenancy.refresh_from_db()
    assert tenancy.keys_on == TODAY


@pytest.mark.parametrize(
    ("kind", "date", "due"),
    [
        ("arrears", None, TODAY + timedelta(days=3)),
        ("complaint", None, TODAY + timedelta(days=3)),
        ("court", TODAY + timedelta(days=20), TODAY + timedelta(days=1)),
        ("bailiff", TODAY + timedelta(days=1), TODAY),
    ],
)
def test_a_duty_stands_before_every_date(home, amira, karen, kind, date, due):
    trouble = verbs.note_trouble(home, by=amira, on=TODAY, kind=kind, date=date)

    duty = Duty.objects.open().get(kind=Duty.Kind.KEEP_HOME)

    assert timezone.localdate(duty.due_at) == due
    assert date is None or duty.due_at.date() < date
    assert duty.owner == amira
    assert duty.acute == (kind in ("court", "bailiff"))
    verbs.settle_trouble(trouble, by=amira, on=TODAY, how="Aftale om afdrag.")
    assert not Duty.objects.open().filter(kind=Duty.Kind.KEEP_HOME).exists()


def test_trouble_is_settled_with_words(home, amira):
    trouble = verbs.note_trouble(home, by=amira, on=TODAY, kind="arrears", months=2)
    with pytest.raises(verbs.NotSettledYet):
        verbs.settle_trouble(trouble, by=amira, on=TODAY, how="")


def test_support_goes_on_after_a_loss_and_the_waiting_begins_at_once(home, karen, amira, flat):
    verbs.note_trouble(home, by=amira, on=TODAY, kind="bailiff", date=TODAY + timedelta(days=9))
    lost_on = TODAY + timedelta(days=9)
    with clock.frozen(datetime.combine(lost_on, MORNING.timetz())):
        casework.lose_home(
            karen, by=amira, on=lost_on, why="Sat ud.", tonight=Kind.SHELTER, end="evicted"
        )

    home.refresh_from_db()
    assert (home.ended_on, home.end) == (lost_on, "evicted")
    wish = Wish.objects.waiting().get()
    assert wish.waiting_since == lost_on
    assert wish.said.get().words.startswith("En dør")
    kinds = set(Duty.objects.open().values_list("kind", flat=True))
    assert Duty.Kind.HOME_LOST in kinds
    assert Duty.Kind.KEEP_HOME not in kinds
    assert flat in free_on(lost_on, at=MORNING)
    assert karen.enrolments.filter(until_day__isnull=True).exists()


def test_a_home_is_kept_while_the_citizen_is_in_hospital(home, karen, amira, flat):
    casework.admit_to_hospital(karen, by=amira, at=MORNING + timedelta(days=3))
    kept = BedClaim.objects.standing().get(kind="kept")
    assert kept.bed == flat
    verbs.end_tenancy(home, by=amira, on=TODAY + timedelta(days=9), end="own_wish")
    kept.refresh_from_db()
    assert kept.until_day == TODAY + timedelta(days=9)


def test_p8_no_address_of_a_protected_citizen_is_written(karen, amira, birthe, wish, flat):
    type(karen).objects.filter(pk=karen.pk).update(protected=True)
    karen.refresh_from_db()
    tenancy = verbs.sign_lease(karen, by=birthe, on=TODAY, bed=flat)
    assert tenancy.address == ""


def test_trouble_with_a_day_in_court_has_its_date(home, amira):
    with pytest.raises(Exception, match="have_a_date"):
        verbs.note_trouble(home, by=amira, on=TODAY, kind=Trouble.Kind.COURT)


def test_a_hold_that_lapsed_is_extended_only_when_free(offer, flat, bent, amira, birthe):
    with clock.frozen(ANSWER + timedelta(hours=1)):
        stays.begin_stay(bent, by=amira, kind="", from_night=TODAY, bed=flat)
        with pytest.raises((stays.BedIsTaken, stays.NotAHold)):
            verbs.accept_offer(offer, by=amira, on=TODAY)
    assert Stay.objects.filter(citizen=bent).exists()
