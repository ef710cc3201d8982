"""Nobody comes to a record by SQL who has no way to it, and each rule that sees to it is needed."""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from helhed.access.connection import Asking, acting_as, asking_as
from helhed.access.may import May
from helhed.access.tests.test_row_level_security import tables_about_citizens
from helhed.accounts.models import User
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.demo.places import ACCOUNTS
from helhed.demo.tests.test_every_link import KEY, shape, ways_on
from helhed.teams.tests.factories import TeamFactory, colleague
from tests.campaigns.proof import LONG, campaign
from tests.campaigns.street import Street

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

NO_ROWS, CLOSED = 0, "closed"
POLICIES = """
SELECT tablename, policyname, qual IS NOT NULL, with_check IS NOT NULL,
    with_check = 'true'
FROM pg_policies WHERE 'helhed_app' = ANY (roles) ORDER BY 1, 2
"""
KEY_OF = """
SELECT a.attname FROM pg_index i
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
WHERE i.indrelid = %s::regclass AND i.indisprimary
"""


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def asked(words: str, *given: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(words, given)
        return cursor.fetchall() if cursor.description else []


def touched(words: str) -> int | str:
    """How many rows a statement reached; `closed` where the database did not let it begin."""
    try:
        with undone(), connection.cursor() as cursor:
            cursor.execute(words)
            return cursor.rowcount if cursor.description is None else cursor.fetchone()[0]
    except DatabaseError as refused:
        # 42501: no right, or against a policy. Anything else means that a row was reached.
        return CLOSED if getattr(refused.__cause__, "sqlstate", "") == "42501" else str(refused)


# What the public form may write without anybody signed in is not what is tried.
NOT_FROM_THE_FORM = {
    "contacts_enquiry": "channel <> 'public_form'",
    "contacts_enquirystep": "by_id IS NOT NULL",
}


class Probe:
    """What a stranger reaches of one table, tried in the four ways there are."""

    def __init__(self, table: str) -> None:
        self.table = table
        (self.key,) = [name for (name,) in asked(KEY_OF, table)][:1]
        with connection.cursor() as cursor:
            one = f'SELECT * FROM "{table}" WHERE {NOT_FROM_THE_FORM.get(table, "true")} LIMIT 1'  # noqa: S608 (our own tables)
            cursor.execute(f"CREATE TEMPORARY TABLE one_row ON COMMIT DROP AS {one}")
            cursor.execute("GRANT SELECT ON one_row TO helhed_app")
            self.has_rows = bool(asked("SELECT 1 FROM one_row"))

    def reached(self, stranger) -> dict[str, int | str]:
        """Shape: {the way tried: rows reached, or what the database said}."""
        with acting_as(stranger):
            seen = touched(f'SELECT count(*) FROM "{self.table}"')  # noqa: S608 (our own tables)
            # No column is read, so only the rule for changing stands in the way.
            changed = touched(f'UPDATE "{self.table}" SET "{self.key}" = NULL')  # noqa: S608 (our own tables)
            removed = touched(f'DELETE FROM "{self.table}"')  # noqa: S608 (our own tables)
        with asking_as(Asking(role="helhed_app")):
            added = touched(f'INSERT INTO "{self.table}" SELECT * FROM one_row')  # noqa: S608 (our own tables)
        return {"SELECT": seen, "UPDATE": changed, "DELETE": removed, "INSERT": added}

    def done(self) -> None:
        asked("DROP TABLE one_row")


@pytest.fixture(scope="module")
def report():
    told = (
        "Nobody comes to a row without a way to its citizen, and no rule that sees to it is idle."
    )
    with campaign("doors", told) as (report, _lot):
        yield report


@pytest.fixture
def stranger(built):
    """A colleague of a team that works with nobody, in a role that may much."""
    return colleague("stranger", "Sofus Fremmed", TeamFactory(name="Nabokommunen"), "act_worker")


def open_wide(table: str, policy: str, *, using: bool, check: bool) -> None:
    parts = ["USING (true)"] * using + ["WITH CHECK (true)"] * check
    asked(f'ALTER POLICY "{policy}" ON "{table}" {" ".join(parts)}')


def test_p8_each_policy_is_missed_when_it_is_gone(stranger, report):
    policies, about = asked(POLICIES), sorted(tables_about_citizens())
    # The log is added to by everybody, and history by triggers that work as the one who changes.
    added_to = {table for table, *_rest, anything in policies if anything}
    empty, leaking, idle, tried = [], {}, [], 0
    for table in about:
        probe = Probe(table)
        reached = probe.reached(stranger)
        wrong = {how for how, n in reached.items() if n not in (NO_ROWS, CLOSED)}
        if wrong - ({"INSERT"} if table in added_to else set()):
            leaking[table] = reached
        if not probe.has_rows:
            empty.append(table)
        for at, policy, using, check, anything in policies:
            if at == table and probe.has_rows and not anything:
                tried += 1
                with undone():
                    open_wide(table, policy, using=using, check=check)
                    if probe.reached(stranger) == reached:
                        idle.append(policy)
        probe.done()
    report.tell("tables about citizens, asked by SQL in four ways as a stranger", len(about))
    report.tell("of which without rows in this town, so not tried", ", ".join(empty) or "none")
    report.tell("of which take new lines from anybody, and let nobody change one", len(added_to))
    report.tell("policies opened wide, one at a time", tried)
    report.tell("of which nothing missed", ", ".join(idle) or "none")
    assert leaking == {}
    assert idle == []
    assert tried > 100


LOOKED_FROM = ACCOUNTS if LONG else ("amina",)
# Rooms with pages about no person, for every colleague: plans, homes, and a free bed for tonight.
OPEN_TO_ALL = {"strategy", "housing", "figures", "night"}
# Rooms whose records are about no person: that they are there is told to everybody.
NO_SECRET = {"strategy", "public_site"}
FUNCTIONS = ("access_open_to", "access_sees_all_for", "access_teams_of", "access_closed_citizens")
BODY = "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = %s"
CONDITION = re.compile(r"\b(AND|OR|WHERE)\b (?:NOT )?(?!EXISTS|\()[^\n]*")


def mutants(body: str) -> Iterator[tuple[str, str]]:
    """Each condition of the rule left out. Shape: (what is left out, the rule without it)."""
    for found in CONDITION.finditer(body, body.index("$function$")):
        kept, word = found.group(0), found.group(1)
        # Up to the bracket that closes something begun before it.
        depth = 0
        for place, letter in enumerate(kept):
            depth += {"(": 1, ")": -1}.get(letter, 0)
            if depth < 0:
                kept = kept[:place]
                break
        if depth > 0:
            continue
        for part in re.split(r" (?=AND )", kept) if "BETWEEN" not in kept else [kept]:
            left_out = {"WHERE": "WHERE true", "AND": "AND true", "OR": "OR false"}
            first = part.split(" ", 1)[0]
            at = body.index(part, found.start())
            yield part, body[:at] + left_out.get(first, left_out[word]) + body[at + len(part) :]


def opened(street: Street) -> dict[str, object]:
    """What the rule opens to each. Shape: {person: {may: (citizens, sees all, teams)}}."""
    found: dict[str, object] = {
        name: {
            may: asked(
                "SELECT ARRAY(SELECT unnest(access_open_to(%s, %s)) ORDER BY 1),"
                " access_sees_all_for(%s, %s),"
                " ARRAY(SELECT unnest(access_teams_of(%s, %s)) ORDER BY 1)",
                *(user.pk, may) * 3,
            )[0]
            for may in (May.READ_BASIC, May.READ_PLAN, May.READ_CONTACTS, May.DECIDE)
        }
        for name, user in street.people.items()
    }
    found["to wide roles closed"] = set(asked("SELECT access_closed_citizens()"))
    return found


@pytest.mark.django_db
def test_p8_each_condition_of_the_rule_is_missed_when_it_is_gone(report):
    with clock.frozen(clock.now()):
        street = Street()
        with asking_as(Asking()):
            whole = opened(street)
        for name in street.closed:
            for found, sees_all, _teams in whole[name].values():
                assert (found, sees_all) == ([], False), name
        idle, tried = [], 0
        for function in FUNCTIONS:
            ((body,),) = asked(BODY, function)
            for left_out, changed in mutants(body):
                tried += 1
                with undone():
                    asked(changed.replace("%", "%%"))
                    with asking_as(Asking()):
                        now = opened(street)
                    if now == whole:
                        idle.append(f"{function}: {left_out.strip()}")
    report.tell("people who would come in but for one thing, and do not", len(street.closed))
    report.tell("conditions of the rule left out, one at a time", tried)
    report.tell("of which nobody missed", "; ".join(idle) or "none")
    assert idle == []
    assert tried > 25


def addresses_seen_by(username: str) -> set[str]:
    """One address of each page that the colleague comes to by following links."""
    client = signed_in(User.objects.get(username=username))
    todo, seen = deque(["/"]), {}
    while todo:
        address = todo.popleft()
        if shape(address) in seen:
            continue
        seen[shape(address)] = address
        answer = client.get(address, follow=True)
        if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            todo += ways_on(answer.content.decode(), at=answer.request["PATH_INFO"])
    return set(seen.values())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def looks(client: Client, address: str) -> tuple[int, str, int]:
    """What a page answers, without the keys in it, and how many queries that took.

    Queries and not seconds: what is asked decides how long it takes, and a clock trembles.
    """
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        words = b"".join(answer) if answer.streaming else answer.content
    page = KEY.sub("<key>", words.decode(errors="replace"))
    # Once in a while the session of whoever asks is kept alive, whatever is asked.
    own = ("django_session", "SAVEPOINT")
    count = sum(not any(word in one["sql"] for word in own) for one in queries.captured_queries)
    return answer.status_code, page, count


def test_p8_what_is_closed_looks_as_if_it_were_not_there(stranger, report):
    outside = signed_in(stranger)
    # The first page of a session is a little more work.
    outside.get("/")
    names = [name for (name,) in asked("SELECT name FROM citizens_citizen WHERE name <> ''")]
    told, differing, slower, open_to_all, tried = [], [], [], set(), 0
    for username in LOOKED_FROM:
        for address in sorted(addresses_seen_by(username)):
            if not KEY.search(address):
                continue
            tried += 1
            status, page, queries = looks(outside, address)
            if any(name in page for name in names):
                told.append(shape(address))
            if status == 200:
                open_to_all.add(address.split("/")[1])
                continue
            unknown = looks(outside, KEY.sub(lambda _old: str(new_id()), address))
            if (status, page) != unknown[:2]:
                differing.append(f"{status} {shape(address)}")
            if queries != unknown[2] and address.split("/")[1] not in NO_SECRET:
                slower.append(f"{shape(address)} ({queries}, {unknown[2]})")
    report.tell("addresses with a key in them, asked as a stranger", tried)
    report.tell("of which named somebody", ", ".join(told) or "none")
    report.tell(
        "of which answered otherwise than for a key that nobody has", ", ".join(differing) or "none"
    )
    report.tell(
        "of which asked the database more or less than for such a key", ", ".join(slower) or "none"
    )
    assert told == []
    assert differing == []
    assert slower == []
    assert open_to_all <= OPEN_TO_ALL
    assert tried > 60
