"""The tables of a server of its own are those the migrations make."""

import pytest

from tests.own_server import helhed

pytestmark = pytest.mark.xdist_group("own server")


@pytest.mark.slow
def test_nothing_is_left_to_migrate(own_server):
    done = helhed(own_server, "migrate", "--check")
    assert done.returncode == 0, done.stdout + done.stderr
