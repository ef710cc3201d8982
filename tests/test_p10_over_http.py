"""P10 as the telephone meets it: contacts are sent while the server or its database is killed.

Several devices send contacts with keys of their own. What the server acknowledged is there
afterwards; what it did not, is sent again, and nothing is there twice.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest

from helhed.config import roles
from helhed.core.ids import new_id
from tests.own_server import environment, python

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own server")]

DEVICES, WRITTEN, TRIES = 4, 24, 40
SIGNED_IN = """
import sys
import django
django.setup()
from django.conf import settings
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client
from django.utils.crypto import get_random_string
from helhed.accounts.models import User
client = Client()
client.force_login(User.objects.get(pk=sys.argv[1]))
session = client.cookies[settings.SESSION_COOKIE_NAME].value
token = get_random_string(CSRF_SECRET_LENGTH)
print(token, f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}")
"""


@dataclass
class Street:
    """Devices out there: what they tried to send, and what was acknowledged."""

    citizen: str
    token: str
    cookies: str
    port: int = 0
    tried: list[str] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    closed: threading.Event = field(default_factory=threading.Event)

    def send(self, key: str) -> bool:
        """Whether the server said that it has the contact."""
        said = {"outcome": "met", "contact_id": key, "csrfmiddlewaretoken": self.token}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookies}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("POST", f"/contacts/{self.citizen}/new/", urlencode(said), headers)
            answer = line.getresponse()
            return answer.status == 302 and key in answer.headers["Location"]
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def work(self) -> None:
        while not self.closed.is_set():
            key = str(new_id())
            self.tried.append(key)
            if self.send(key):
                self.acknowledged.add(key)

    def send_until_heard(self, key: str) -> None:
        for _try in range(TRIES):
            if self.send(key):
                return
            time.sleep(0.5)
        raise AssertionError(f"{key} was never acknowledged.")


def serve(own_server) -> tuple["subprocess.Popen[bytes]", int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "helhed.cli", "serve", "--port", str(port), "--workers", "2"],
        env=environment(own_server),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return served, port


def kill_everything(served) -> None:
    """The server and its workers, at once and without a word."""
    os.killpg(served.pid, signal.SIGKILL)
    served.wait()


def kill_database(own_server) -> None:
    os.kill(int((own_server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def kept(own_server) -> dict[str, int]:
    """Each contact's key, with the number of lines the log has about it."""
    with own_server.admin("helhed") as admin:
        return {
            str(key): count
            for key, count in admin.execute(
                "SELECT c.id, (SELECT count(*) FROM audit_event WHERE object_id = c.id::text)"
                " FROM contacts_contact c"
            )
        }


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It took too long."
        time.sleep(0.1)


@pytest.mark.parametrize("victim", ["web", "database"])
def test_p10_what_the_telephone_was_told_is_saved_is_saved_once(
    own_server, amira_and_karen, victim
):
    amira, karen = amira_and_karen
    said, fault = python(own_server, roles.OWNER, SIGNED_IN, amira).communicate(timeout=120)
    assert said, fault
    token, cookies = said.strip().split(" ", 1)
    street = Street(karen, token, cookies)
    served, street.port = serve(own_server)
    try:
        street.send_until_heard(str(new_id()))
        devices = [threading.Thread(target=street.work) for _device in range(DEVICES)]
        for device in devices:
            device.start()
        wait_until(lambda: len(street.acknowledged) >= WRITTEN)
        if victim == "web":
            kill_everything(served)
        else:
            kill_database(own_server)
        street.closed.set()
        for device in devices:
            device.join(timeout=60)
        own_server.revive()
        found = kept(own_server)
        assert street.acknowledged - set(found) == set()

        if victim == "web":
            served, street.port = serve(own_server)
        for key in [*street.tried[:3], *street.tried]:
            if key not in street.acknowledged or key in street.tried[:3]:
                street.send_until_heard(key)
    finally:
        kill_everything(served)

    found = kept(own_server)
    assert {key: found.get(key, 0) for key in street.tried} == dict.fromkeys(street.tried, 1)
