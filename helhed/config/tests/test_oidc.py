"""The whole way through the municipality's own sign-in, with a small one that answers here."""

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.urls import reverse

CLIENT, SECRET, CODE = "helhed", "a-secret-of-the-clients-0123456789", "a-code"
START = "/accounts/oidc/municipality/login/"


class Municipality(BaseHTTPRequestHandler):
    """Tells where it answers, gives a token for the code, and says who came."""

    def do_GET(self):
        if self.path == "/.well-known/openid-configuration":
            here = self.server.address
            self._say(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/userinfo",
                    "jwks_uri": f"{here}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.headers["Authorization"] == "Bearer a-token":
            self._say({"sub": "1", **self.server.claims})
        else:
            self._say({}, 401)

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        sent = {
            name: value[0] for name, value in parse_qs(self.rfile.read(length).decode()).items()
        }
        self.server.asked.append(sent)
        challenge = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proved = base64.urlsafe_b64encode(challenge).decode().rstrip("=") == self.server.challenge
        if sent.get("code") != CODE or sent.get("client_secret") != SECRET or not proved:
            self._say({"error": "invalid_grant"}, 400)
            return
        claims = {"iss": self.server.address, "sub": "1", "aud": self.server.audience}
        token = jwt.encode({**claims, "iat": 1, "exp": 4_000_000_000}, SECRET, "HS256")
        self._say({"access_token": "a-token", "token_type": "Bearer", "id_token": token})

    def _say(self, told, status=200):
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Nothing is written between the answers of the tests."""


@pytest.fixture
def municipality(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Municipality)
    server.address = f"http://127.0.0.1:{server.server_port}"
    server.claims, server.audience = {"preferred_username": "amira"}, CLIENT
    server.challenge, server.asked = "", []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.HELHED_SECOND_FACTOR_REQUIRED = True
    app = {"provider_id": "municipality", "name": "Kommunens log ind", "client_id": CLIENT}
    app |= {"secret": SECRET, "settings": {"server_url": server.address}}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": [app]}
    }
    yield server
    server.shutdown()
    server.server_close()


def sent_there(client, municipality):
    """What the browser takes along to the municipality."""
    answer = client.post(START)
    where = urlsplit(answer.headers["Location"])
    assert where.geturl().startswith(f"{municipality.address}/authorize?")
    took = {name: value[0] for name, value in parse_qs(where.query).items()}
    municipality.challenge = took["code_challenge"]
    return took


def come_back(client, took, **changed):
    back = {"code": CODE, "state": took["state"], **changed}
    return client.get(urlsplit(took["redirect_uri"]).path, back)


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.django_db
def test_from_the_button_to_the_first_page_and_no_second_factor_is_asked(
    client, amira, municipality
):
    page = client.get(reverse("account_login")).content.decode()
    assert START in page
    assert "Kommunens log ind" in page

    took = sent_there(client, municipality)
    assert (took["client_id"], took["response_type"]) == (CLIENT, "code")
    assert took["code_challenge_method"] == "S256"
    assert "openid" in took["scope"].split()

    answer = come_back(client, took)
    assert answer.headers["Location"] == "/home/"
    assert is_in(client)
    assert client.get("/", follow=True).status_code == 200
    assert municipality.asked[0]["redirect_uri"].endswith(f"{START}callback/")


@pytest.mark.django_db
def test_the_way_there_begins_with_a_press_and_not_with_a_link(client, amira, municipality):
    client.get(START)

    assert not municipality.asked
    assert not is_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("how", "value"),
    [("claims", {"preferred_username": "stranger"}), ("audience", "another-client")],
)
def test_nobody_else_comes_in(client, amira, municipality, how, value):
    setattr(municipality, how, value)

    come_back(client, sent_there(client, municipality))

    assert not is_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"state": "made-up"}, {"code": "made-up"}])
def test_nobody_comes_in_on_an_answer_to_another_question(client, amira, municipality, changed):
    come_back(client, sent_there(client, municipality), **changed)

    assert not is_in(client)


@pytest.mark.django_db
def test_a_code_that_was_caught_is_of_no_use_without_the_verifier(client, amira, municipality):
    took = sent_there(client, municipality)
    municipality.challenge = "of-another-browser"

    come_back(client, took)

    assert not is_in(client)
