"""Signing in: no open door, a limit for guessing, and a second factor where it is demanded."""

import pytest
from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import reverse

from helhed.accounts.models import User
from helhed.audit.models import Event
from helhed.config.second_factor import SecondFactorMiddleware
from helhed.config.signin import MunicipalSignInAdapter

PASSWORD = "a-long-invented-password"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def amira():
    return User.objects.create_user("amira", password=PASSWORD, name="Amira")


def sign_in(client, username="amira", password=PASSWORD, **extra):
    fields = {"login": username, "password": password}
    return client.post(reverse("account_login"), fields, **extra)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_the_right_password_signs_in(client, amira):
    sign_in(client)

    assert is_signed_in(client)


def test_one_can_write_at_once_on_each_page_of_signing_in(client, amira):
    first = client.get(reverse("account_login")).text
    TOTP.activate(amira, generate_totp_secret())
    second = sign_in(client, follow=True)

    assert [line.count(" autofocus") for line in (first, second.text)] == [1, 1]
    assert 'name="code"' in second.text


def test_the_log_tells_who_came_in_and_who_did_not_and_never_what_was_typed(client, amira):
    sign_in(client, password="wrong")
    sign_in(client, username="a-password-in-the-wrong-field", password="x")
    sign_in(client)

    lines = Event.objects.filter(action__startswith="accounts.").order_by("at", "id")
    assert [(line.action, line.actor_id, line.details) for line in lines] == [
        ("accounts.refuse_sign_in", amira.pk, {"known": True}),
        ("accounts.refuse_sign_in", None, {"known": False}),
        ("accounts.sign_in", amira.pk, {}),
    ]


def test_nobody_signs_themselves_up(client):
    fields = {"username": "new", "password1": PASSWORD, "email": "new@example.org"}
    client.post(reverse("account_signup"), fields)

    assert not User.objects.filter(username="new").exists()


def test_no_password_is_reset_by_mail(client, amira, mailoutbox):
    amira.email = "amira@example.org"
    amira.save()
    asks = reverse("account_reset_password")

    assert client.get(asks).status_code == 200
    assert client.post(asks, {"email": amira.email}).status_code == 405
    assert mailoutbox == []


def test_a_link_to_reset_a_password_opens_nothing(client, amira):
    key = EmailAwarePasswordResetTokenGenerator().make_token(amira)
    link = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(amira), key])

    assert client.get(link).status_code == 404
    assert client.post(link, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 404


def test_guessing_at_one_account_is_stopped_from_every_address(client, amira):
    for n in range(5):
        sign_in(client, password="wrong", REMOTE_ADDR=f"10.0.0.{n}")

    sign_in(client, REMOTE_ADDR="10.0.0.99")

    assert not is_signed_in(client)


def test_a_colleague_at_the_same_address_is_not_locked_out_with_it(client, amira):
    User.objects.create_user("bo", password=PASSWORD, name="Bo")
    for _ in range(5):
        sign_in(client, username="bo", password="wrong")

    sign_in(client, username="amira")

    assert is_signed_in(client)


def test_an_address_that_the_client_made_up_counts_for_nothing(client, amira):
    for n in range(35):
        sign_in(client, username=f"u{n}", password="x", HTTP_X_FORWARDED_FOR=f"10.1.0.{n}")

    sign_in(client, HTTP_X_FORWARDED_FOR="10.1.0.200")

    assert not is_signed_in(client)


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_our_own_proxy_each_true_address_counts_for_itself(client, amira):
    for n in range(35):
        sign_in(client, username=f"u{n}", password="x", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.0.1")

    sign_in(client, HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.0.2")

    assert is_signed_in(client)


def test_secrets_of_second_factors_are_encrypted(amira):
    secret = generate_totp_secret()

    kept = TOTP.activate(amira, secret).instance

    assert secret not in str(kept.data)
    assert get_adapter().decrypt(kept.data["secret"]) == secret


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def _demanded(self, settings):
        settings.HELHED_SECOND_FACTOR_REQUIRED = True

    def test_without_one_only_the_page_that_sets_it_up_is_open(self, client, amira):
        sign_in(client)

        assert client.get("/").headers["Location"] == reverse("mfa_index")
        assert client.get(reverse("mfa_index")).status_code == 200

    def test_with_one_the_password_is_not_enough(self, client, amira):
        TOTP.activate(amira, generate_totp_secret())

        response = sign_in(client)

        assert not is_signed_in(client)
        assert response.headers["Location"] == reverse("mfa_authenticate")

    def test_who_came_by_oidc_proved_it_there(self, rf, amira):
        request = rf.get("/")
        request.user = amira
        request.session = SessionStore()
        request.session["account_authentication_methods"] = [{"method": "socialaccount"}]

        answer = SecondFactorMiddleware(lambda _: HttpResponse("in"))(request)

        assert answer.content == b"in"


class TestMunicipalSignIn:
    """OIDC opens for users the municipality has added, and for nobody else."""

    def come_by_oidc(self, claims):
        request = RequestFactory().get("/")
        request.session = SessionStore()
        login = SocialLogin(
            user=User(),
            account=SocialAccount(provider="municipality", uid="1", extra_data=claims),
            email_addresses=list[EmailAddress](),
        )
        adapter = MunicipalSignInAdapter()
        try:
            adapter.pre_social_login(request, login)
        except ImmediateHttpResponse as stopped:
            return stopped
        return login

    @pytest.fixture(autouse=True)
    def _with_a_server(self, monkeypatch, settings):
        app = {"provider_id": "municipality", "client_id": "c", "secret": "s"}
        app |= {"name": "Kommunen", "settings": {"server_url": "https://id.example.org"}}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        monkeypatch.setattr("django.contrib.messages.error", lambda *args: None)

    @pytest.mark.parametrize("envelope", ["userinfo", "id_token"])
    def test_a_known_name_is_let_in(self, amira, envelope):
        login = self.come_by_oidc({envelope: {"preferred_username": "amira", "sub": "1"}})

        assert login.user == amira
        assert SocialAccount.objects.get(uid="1").user == amira

    @pytest.mark.parametrize("name", ["stranger", "", None])
    def test_an_unknown_name_is_not(self, amira, name):
        stopped = self.come_by_oidc({"userinfo": {"preferred_username": name, "sub": "1"}})

        assert stopped.response.headers["Location"] == reverse("account_login")
        assert not SocialAccount.objects.exists()

    def test_nor_is_a_user_who_has_left(self, amira):
        amira.is_active = False
        amira.save()

        stopped = self.come_by_oidc({"userinfo": {"preferred_username": "amira", "sub": "1"}})

        assert stopped.response.status_code == 302
