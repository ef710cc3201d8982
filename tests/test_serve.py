"""helhed serve, as a browser meets it."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.own_server import environment

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own server")]


@pytest.fixture(scope="module")
def address(own_server, amira_and_karen):
    """Where a served Helhed answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "helhed.cli", "serve", "--port", str(port), "--workers", "2"],
        env=environment(own_server),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: answers(base), 60)
        yield base
    finally:
        served.send_signal(signal.SIGKILL)
        served.wait()
    # The workers of a killed server must go too, or the next one cannot have its port.
    wait_until(lambda: not answers(base), 10)


def get(address, path, **headers):
    # A fixed address of our own, not one that came from outside.
    request = urllib.request.Request(address + path, headers=headers)  # noqa: S310
    try:
        return urllib.request.urlopen(request, timeout=10)  # noqa: S310
    except urllib.error.HTTPError as answer:
        return answer


def answers(address):
    try:
        return get(address, "/accounts/login/").status == 200
    except OSError:
        return False


def wait_until(condition, seconds):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_the_sign_in_page_is_served_in_danish_whatever_the_browser_prefers(address):
    answer = get(address, "/accounts/login/", **{"Accept-Language": "en-US"})

    assert answer.headers["Content-Language"] == "da"
    assert 'lang="da"' in answer.read().decode()


def test_pages_may_run_no_script_or_style_that_is_not_ours(address):
    policy = get(address, "/accounts/login/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_pages_travel_compressed(address):
    answer = get(address, "/accounts/login/", **{"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"


def test_files_are_named_by_content_and_kept_by_the_browser(address):
    page = get(address, "/accounts/login/").read().decode()
    style = next(part for part in page.split('"') if part.endswith(".css"))

    answer = get(address, style)

    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_address_of_another_house_is_refused(address):
    assert get(address, "/accounts/login/", Host="evil.example.org").status == 400
