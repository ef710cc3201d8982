import shutil
import tempfile
from pathlib import Path

import pytest

from helhed.config import roles
from helhed.config.embedded import Server
from tests.own_server import PREPARE, SMALL, fill_with_tables, python


@pytest.fixture(scope="session")
def own_server():
    """A server that a test may kill, with Amira and her citizen Karen in its database."""
    # Not in pytest's own folder: another run of pytest closes that to the database's user.
    folder = Path(tempfile.mkdtemp(prefix="helhed-own-"))
    folder.chmod(0o711)
    server = Server(folder / "helhed", settings=SMALL)
    server.start(stop_at_exit=False)
    fill_with_tables(server)
    yield server
    server.revive()
    server.release()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def amira_and_karen(own_server):
    """Their two keys."""
    done, fault = python(own_server, roles.OWNER, PREPARE).communicate(timeout=180)
    assert done, fault
    return done.split()
