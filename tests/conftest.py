import os
from pathlib import Path

import pytest

from helhed.config import roles
from helhed.config.embedded import Server
from tests.own_server import PREPARE, SMALL, fill_with_tables, python


@pytest.fixture(scope="session")
def own_server(tmp_path_factory):
    """A server that a test may kill, with Amira and her citizen Karen in its database."""
    folder = tmp_path_factory.mktemp("own")
    # The database's own user must be able to reach its data.
    for path in (folder, *folder.parents):
        if path.stat().st_uid == os.geteuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o011)
    server = Server(folder / "helhed", settings=SMALL)
    server.start(stop_at_exit=False)
    fill_with_tables(server)
    yield server
    server.revive()
    server.release()


@pytest.fixture(scope="session")
def amira_and_karen(own_server):
    """Their two keys."""
    done, fault = python(own_server, roles.OWNER, PREPARE).communicate(timeout=180)
    assert done, fault
    return done.split()
