"""Whatever is killed: what was acknowledged is there, once, with its line in the log."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from helhed.config import roles
from tests.campaigns.house import SIGNED_IN, House, wait_until
from tests.campaigns.proof import LONG, campaign
from tests.campaigns.town import KINDS, TABLES, Town, Writer
from tests.own_server import environment, python, seal_the_log

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own server")]

ROUNDS = 200 if LONG else 3
MORE_EACH_ROUND = 15
VICTIMS = ("web", "worker", "database")
ACTIONS = {
    "contacts": "contacts.note_contact",
    "appointments": "contacts.make_appointment",
    "enquiries": "contacts.receive_enquiry",
    "decisions": "decisions.make_decision",
    "costs": "money.expect_cost",
}
DECIDES = """
import sys
from datetime import timedelta
from decimal import Decimal
import django
django.setup()
from helhed.access.connection import acting_as
from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.decisions import verbs
from helhed.decisions.models import CaseFile
from helhed.decisions.tests.conftest import READY
from helhed.teams.models import Team
kasper = User.objects.get(pk=sys.argv[1])
with acting_as(kasper):
    karen = Citizen.objects.get(pk=sys.argv[2])
    team = Team.objects.get(pk=sys.argv[3])
    today = clock.today()
    days = {"from_day": today, "review_on": today + timedelta(days=90)}
    number = 0
    while True:
        number += 1
        case = verbs.open_case(
            karen, by=kasper, team=team, title=f"Støtte {number}", basis_code="SEL85a",
            received_at=clock.now(), how=CaseFile.How.ORAL, words="Der skal være nogen.",
        )
        verbs.note_fact(
            case, by=kasper, text="Hun flytter.", source="Lindegården", dated_on=today
        )
        draft = verbs.draft_decision(case, by=kasper)
        draft = verbs.write_decision(draft, by=kasper, based_on=draft.version, **{**READY, **days})
        print("trying", draft.pk, flush=True)
        verbs.make_decision(draft, by=kasper, on=today)
        print("noted", draft.pk, flush=True)
"""
PREPARE_CASES = """
import sys
from datetime import date
from decimal import Decimal
import django
django.setup()
from helhed.citizens.models import Citizen
from helhed.decisions import verbs
from helhed.decisions.shipping import load_registers
from helhed.teams.models import Enrolment
from helhed.teams.tests.factories import colleague
load_registers()
karen = Citizen.objects.get(pk=sys.argv[1])
team = Enrolment.objects.get(citizen=karen).team
kasper = colleague("kasper", "Kasper Lund", team, "authority_caseworker")
verbs.give_mandate(
    by=None, official=kasper, basis_code="SEL85a", authority_code="council",
    from_day=date(2026, 1, 1), hours_limit=Decimal(15), amount_limit_dkk=Decimal(30000),
    given_by="Socialchefen",
)
print(kasper.pk, karen.pk, team.pk)
"""


class Decider(threading.Thread):
    """A caseworker who decides one case after the other, and begins again when cut off."""

    kind, words, role = "decisions", DECIDES, roles.APP

    def __init__(self, server, people: list[str], program: Path | None = None) -> None:
        super().__init__(daemon=True)
        self.server, self.people, self.program = server, people, program
        self.tried: list[str] = []
        self.acknowledged: set[str] = set()
        self.over = False
        self.fault = ""
        self.process: subprocess.Popen[str] | None = None

    def run(self) -> None:
        while not self.over:
            self.process = python(
                self.server, self.role, self.words, *self.people, program=self.program
            )
            assert self.process.stdout is not None
            for line in self.process.stdout:
                what, key = line.split()
                if what == "trying":
                    self.tried.append(key)
                else:
                    self.acknowledged.add(key)
            assert self.process.stderr is not None
            self.fault = self.process.stderr.read()
            self.process.wait()
            time.sleep(0.2)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()


def kept(own_server, kind: str) -> dict[str, int]:
    """Each key of a kind with the number of lines in the log that tell of its making."""
    table, key, where = TABLES[kind]
    # Each of a key's lines comes beside the key; messages have none.
    asked = (
        f"SELECT t.{key}, count(e.seq) FROM {table} t"  # noqa: S608 (our own tables)
        f" LEFT JOIN audit_event e ON e.object_id = t.{key} AND e.action = %s"
        f" WHERE {where} GROUP BY t.id, 1"
    )
    with own_server.admin("helhed") as admin:
        rows = admin.execute(asked, [ACTIONS.get(kind, "")]).fetchall()
    assert len(rows) == len({key for key, _count in rows}), f"{kind}: a key stands twice."
    return {str(key): int(str(count)) if kind in ACTIONS else 1 for key, count in rows}


def heard(writers) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


@pytest.fixture
def town(own_server, amira_and_karen):
    amira, karen = amira_and_karen
    said, fault = python(own_server, roles.OWNER, SIGNED_IN, amira).communicate(timeout=120)
    assert said, fault
    token, cookies = said.strip().split(" ", 1)
    done = subprocess.run(
        [sys.executable, "-m", "helhed.cli", "make_receiver_token", "Afdelingen"],
        env=environment(own_server),
        capture_output=True,
        text=True,
        check=True,
    )
    day = time.strftime("%Y-%m-%d", time.localtime(time.time() + 3 * 86_400))
    return Town(karen, amira, token, cookies, done.stdout.strip(), day)


def test_p10_nothing_acknowledged_is_lost_whatever_is_killed(own_server, amira_and_karen, town):
    with campaign("crash", __doc__) as (report, lot):
        people, fault = python(
            own_server, roles.OWNER, PREPARE_CASES, amira_and_karen[1]
        ).communicate(timeout=120)
        assert people, fault
        house = House(own_server, town)
        writers: list[Writer | Decider] = [
            kind(town, lot) for kind, how_many in KINDS for _one in range(how_many)
        ]
        writers.append(Decider(own_server, people.split()))
        killed = dict.fromkeys(VICTIMS, 0)
        for writer in writers:
            writer.start()
        try:
            town.open.set()
            wait_until(lambda: all(writer.acknowledged for writer in writers), 180)
            for number in range(ROUNDS):
                town.open.set()
                before = heard(writers)
                wait_until(lambda enough=before + MORE_EACH_ROUND: heard(writers) >= enough, 180)
                time.sleep(lot.random() * 0.3)
                victim = VICTIMS[number] if number < len(VICTIMS) else lot.choice(VICTIMS)
                house.kill(victim)
                killed[victim] += 1
                town.open.clear()
                house.mend()
                all_there(own_server, writers)
            for kind in sorted({writer.kind for writer in writers}):
                mine = [writer for writer in writers if writer.kind == kind]
                assert heard(mine) > 0, f"No {kind}: {getattr(mine[0], 'fault', '')}"
                report.tell(f"{kind} tried", sum(len(writer.tried) for writer in mine))
                report.tell(f"{kind} acknowledged, each there once", heard(mine))
            town.open.clear()
            again = sent_again(writers)
        finally:
            for writer in writers:
                writer.over = True
            for writer in writers:
                if isinstance(writer, Decider):
                    writer.kill()
            house.end()
        all_there(own_server, writers)
        report.tell("sent again because no answer was heard, each there once", again)
        report.tell("rounds", ROUNDS)
        for victim, times in killed.items():
            report.tell(f"times the {victim} was killed with -9", times)
        sound(own_server, report)


def all_there(own_server, writers) -> None:
    """Every acknowledged write stands once; what stands has its line in the log, and one only."""
    for kind in {writer.kind for writer in writers}:
        # Taken before we look: what is acknowledged later may not stand in what we read.
        acknowledged = {
            key for writer in writers if writer.kind == kind for key in set(writer.acknowledged)
        }
        found = kept(own_server, kind)
        assert acknowledged - set(found) == set(), f"{kind} were lost."
        assert {key for key, lines in found.items() if lines != 1} == set(), f"{kind} and the log."


def sent_again(writers) -> int:
    """What was never heard is sent once more, and some of what was. Returns all repetitions."""
    times = sum(writer.repeated for writer in writers if isinstance(writer, Writer))
    for writer in writers:
        if isinstance(writer, Writer):
            heard_of = sorted(writer.acknowledged)
            for key in [*(set(writer.tried) - writer.acknowledged), *heard_of[:3]]:
                wait_until(lambda writer=writer, key=key: writer.send(key), 60)
                writer.acknowledged.add(key)
                times += 1
    return times


def sound(own_server, report) -> None:
    """The log's chain holds, and the database can be read from end to end."""
    seal_the_log(own_server)
    with own_server.admin("helhed") as admin:
        ((seals,),) = admin.execute("SELECT count(*) FROM audit_seal").fetchall()
    assert int(str(seals)) > 0
    report.tell("seals of the log", seals)
    for what, command in {
        "the log's chain of seals": [sys.executable, "-m", "helhed.cli", "audit", "verify"],
        # The embedded PostgreSQL has no amcheck.
        "every row of every table can be read (pg_dump)": [
            *(str(own_server.program("pg_dump")), "--file=/dev/null", "helhed")
        ],
    }.items():
        where = own_server.connection("postgres", "helhed")
        names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
        asks = {name: str(where[key]) for name, key in names.items()}
        done = subprocess.run(  # noqa: S603 (our own program)
            command,
            env={**environment(own_server), **asks},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{what}: {done.stdout}{done.stderr}"
        report.tell(what, "holds")
