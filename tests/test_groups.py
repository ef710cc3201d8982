import os

import pytest


@pytest.mark.xdist_group("groups")
@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="one process has no groups")
def test_the_runner_sends_a_group_to_one_process(request):
    # pytest-xdist marks the name of a grouped test; a version of pytest undid that unnoticed.
    assert request.node.nodeid.endswith("@groups")
