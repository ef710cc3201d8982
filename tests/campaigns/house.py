"""The program as it is installed, in processes that may be killed."""

import os
import signal
import socket
import subprocess
import sys
import time

from tests.campaigns.town import Town
from tests.own_server import environment

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


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It took too long."
        time.sleep(0.1)


class House:
    """The program as it is installed: pages, worker and database. Any of them may be killed."""

    def __init__(self, own_server, town: Town) -> None:
        self.server, self.town = own_server, town
        self.served, town.port = serve(own_server)
        self.worker = self._start_worker()

    def _start_worker(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "helhed.cli", "worker"],
            env=environment(self.server),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self, victim: str) -> None:
        if victim == "web":
            kill_everything(self.served)
        elif victim == "worker":
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
        else:
            kill_database(self.server)

    def mend(self) -> None:
        self.server.revive()
        if self.served.poll() is not None:
            self.served, self.town.port = serve(self.server)
        if self.worker.poll() is not None:
            self.worker = self._start_worker()

    def end(self) -> None:
        for process in (self.served, self.worker):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
