from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from helhed.accounts import shared_computers, verbs
from helhed.accounts.models import KnownDevice, User
from helhed.audit.models import Event
from helhed.core import clock

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 22, 7, tzinfo=UTC)
PIN = "2580"


@pytest.fixture
def shelter(client, nora) -> Client:
    """A computer that Nora has signed in on with her password, marked, and locked."""
    nora.set_password("kaffe-og-rugbrød")
    nora.save()
    with clock.frozen(MORNING):
        sign_in_fully(client)
        answer = client.post(reverse("desk:shared-computer"), {"pin": PIN, "again": PIN})
        assert answer.status_code == 302
        client.post(reverse("desk:lock"))
    return client


def sign_in_fully(client: Client) -> None:
    answer = client.post(
        reverse("account_login"), {"login": "nora", "password": "kaffe-og-rugbrød"}
    )
    assert answer.status_code == 302


def try_pin(client: Client, user: User, pin: str = PIN, *, hours: float = 1):
    with clock.frozen(MORNING + timedelta(hours=hours)):
        return client.post(reverse("desk:pin-of", args=[user.pk]), {"pin": pin})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_after_a_full_sign_in_a_name_and_a_pin_are_enough(shelter, nora):
    assert not is_in(shelter)
    with clock.frozen(MORNING):
        assert "Nora Vang" in shelter.get(reverse("desk:pin")).content.decode()
    answer = try_pin(shelter, nora)
    assert answer.url == reverse("desk:home")
    assert is_in(shelter)
    assert Event.objects.filter(action="accounts.sign_in_with_pin", actor_id=nora.pk).exists()


def test_another_computer_knows_nobody(shelter, nora):
    elsewhere = Client()
    with clock.frozen(MORNING):
        assert "Nora" not in elsewhere.get(reverse("desk:pin")).content.decode()
    try_pin(elsewhere, nora)
    assert not is_in(elsewhere)


def test_the_pin_works_for_twelve_hours(shelter, nora):
    try_pin(shelter, nora, hours=12.1)
    assert not is_in(shelter)
    try_pin(shelter, nora, hours=11.9)
    assert is_in(shelter)


def test_a_full_sign_in_makes_it_work_for_twelve_hours_more(shelter, nora):
    with clock.frozen(MORNING + timedelta(hours=20)):
        sign_in_fully(shelter)
        shelter.post(reverse("desk:lock"))
    try_pin(shelter, nora, hours=31)
    assert is_in(shelter)


def test_signing_in_with_the_pin_does_not_make_it_work_longer(shelter, nora):
    try_pin(shelter, nora, hours=11)
    shelter.post(reverse("desk:lock"))
    try_pin(shelter, nora, hours=13)
    assert not is_in(shelter)


def test_five_wrong_pins_and_a_full_sign_in_is_needed(shelter, nora):
    for _attempt in range(verbs.MOST_FAILURES):
        assert "rigtig" in try_pin(shelter, nora, "1470").content.decode()
    answer = try_pin(shelter, nora)
    assert not is_in(shelter)
    assert "adgangskode" in answer.content.decode()
    assert KnownDevice.objects.get().failures == verbs.MOST_FAILURES


def test_a_right_pin_forgets_the_wrong_ones(shelter, nora):
    for _attempt in range(verbs.MOST_FAILURES - 1):
        try_pin(shelter, nora, "1470")
    try_pin(shelter, nora)
    assert is_in(shelter)
    assert KnownDevice.objects.get().failures == 0


def test_one_who_signed_in_with_a_pin_cannot_choose_a_new_one(shelter, nora):
    try_pin(shelter, nora)
    before = User.objects.get(pk=nora.pk).pin
    shelter.post(reverse("desk:shared-computer"), {"pin": "8642", "again": "8642"})
    assert User.objects.get(pk=nora.pk).pin == before


def test_who_has_left_cannot_sign_in(shelter, nora):
    User.objects.filter(pk=nora.pk).update(is_active=False)
    try_pin(shelter, nora)
    assert not is_in(shelter)


def test_two_colleagues_share_a_computer_each_with_their_own_pin(shelter, nora, amira):
    secret = shelter.cookies[shared_computers.cookie_name()].value
    verbs.set_pin(amira, pin="9713")
    verbs.know_device(amira, secret=secret, at=MORNING)
    try_pin(shelter, nora, "9713")
    assert not is_in(shelter)
    try_pin(shelter, amira, "9713")
    assert shelter.session["_auth_user_id"] == str(amira.pk)


def test_the_computer_is_forgotten_when_asked(shelter, nora):
    try_pin(shelter, nora)
    shelter.post(reverse("desk:forget-computer"))
    shelter.post(reverse("desk:lock"))
    try_pin(shelter, nora)
    assert not is_in(shelter)


def test_the_cookie_is_out_of_reach_and_holds_only_a_secret(shelter, nora):
    cookie = shelter.cookies[shared_computers.cookie_name()]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie.value not in str(KnownDevice.objects.values())
    assert nora.username not in cookie.value


def test_in_production_the_cookie_needs_a_safe_line(settings):
    settings.SESSION_COOKIE_SECURE = True
    assert shared_computers.cookie_name().startswith("__Host-")


def test_the_pin_is_kept_as_an_argon2_hash(shelter, nora):
    kept = User.objects.get(pk=nora.pk).pin
    assert kept.startswith("$argon2id$")
    assert PIN not in kept


@pytest.mark.parametrize("pin", ["123", "123456789", "12a4", "", "٣٣٤٤"])
def test_what_is_no_pin_is_refused(nora, pin):
    with pytest.raises(verbs.NotAPin):
        verbs.set_pin(nora, pin=pin)


@pytest.mark.parametrize("pin", ["0000", "1234", "9876", "7890", "55555555"])
def test_what_all_guess_first_is_refused(nora, pin):
    with pytest.raises(verbs.TooEasyToGuess):
        verbs.set_pin(nora, pin=pin)


def test_two_different_pins_are_not_saved(client, nora):
    client.force_login(nora)
    client.post(reverse("desk:shared-computer"), {"pin": "2580", "again": "2581"})
    assert User.objects.get(pk=nora.pk).pin == ""


def test_locking_ends_the_session(shelter, nora):
    try_pin(shelter, nora)
    with clock.frozen(MORNING):
        assert shelter.post(reverse("desk:lock")).url == reverse("desk:pin")
    assert not is_in(shelter)
    assert shelter.get(reverse("desk:lock")).status_code == 405
