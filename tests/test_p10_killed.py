"""P10: nothing written is lost, also when the machine room is merciless.

A colleague notes contacts as fast as the machine allows while processes are killed. What was
acknowledged is there afterwards, once; what was not is there whole or not at all.
"""

import os
import signal

import pytest

from helhed.config import roles
from tests.own_server import python

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own server")]

WRITTEN = 12
WRITE = """
import sys
import django
django.setup()
from helhed.access.connection import acting_as
from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.contacts import verbs
from helhed.core import clock
from helhed.core.ids import new_id
amira = User.objects.get(pk=sys.argv[1])
with acting_as(amira):
    karen = Citizen.objects.get(pk=sys.argv[2])
    print("ready", flush=True)
    while True:
        key = new_id()
        print("trying", key, flush=True)
        verbs.note_contact(
            karen, by=amira, contact_id=key, outcome="met", at=clock.now(), note="Kaffe på torvet."
        )
        print("noted", key, flush=True)
"""

REPEAT = WRITE.replace("while True:\n        key = new_id()", "for key in sys.argv[3:]:")


def note_until(own_server, people, kill):
    """Write some contacts, then kill in the midst. Returns the keys tried and acknowledged."""
    writer = python(own_server, roles.APP, WRITE, *people)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n", writer.stderr.read() if writer.stderr else ""
    # By count and not by the clock: a busy machine writes slowly.
    heard = [writer.stdout.readline() for _line in range(2 * WRITTEN)]
    kill(writer)
    said, _fault = writer.communicate(timeout=60)
    whole = [*heard, *said.splitlines()]
    lines = [line.split() for line in whole if len(line.split()) == 2]
    return (
        [key for what, key in lines if what == "trying"],
        {key for what, key in lines if what == "noted"},
    )


def kept(own_server):
    """Each contact's key, with the number of rows the log has about it."""
    with own_server.admin("helhed") as admin:
        return {
            str(key): count
            for key, count in admin.execute(
                "SELECT c.id, (SELECT count(*) FROM audit_event WHERE object_id = c.id::text)"
                " FROM contacts_contact c"
            )
        }


def kill_writer(writer):
    writer.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("victim", ["web", "database"])
def test_p10_what_was_acknowledged_outlives_a_kill(own_server, amira_and_karen, victim):
    def kill(writer):
        if victim == "database":
            os.kill(
                int((own_server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL
            )
        else:
            kill_writer(writer)

    tried, acknowledged = note_until(own_server, amira_and_karen, kill)
    own_server.revive()
    found = kept(own_server)

    assert len(acknowledged) >= WRITTEN, "The test wrote too little to prove anything."
    assert acknowledged - set(found) == set()
    assert {key: count for key, count in found.items() if count != 1} == {}

    # The telephone did not hear the answer and sends the last ones again.
    again = tried[-3:]
    said, fault = python(own_server, roles.APP, REPEAT, *amira_and_karen, *again).communicate(
        timeout=60
    )
    assert said.count("noted") == len(again), fault
    found = kept(own_server)
    assert {key: found[key] for key in again} == dict.fromkeys(again, 1)
    assert set(tried) <= set(found)
