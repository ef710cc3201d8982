from datetime import UTC, date, datetime, timedelta
from io import StringIO
from threading import Thread
from time import monotonic, sleep

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from helhed.access.connection import acting_as, acting_as_system
from helhed.audit import sealing
from helhed.audit.models import Event, Horizon, Seal
from helhed.audit.verbs import record

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = timedelta(minutes=5)


@pytest.fixture
def decided(monkeypatch):
    """One test is one transaction, which is never over: let all its lines be decided."""

    def newest(*, at):
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(seq) FROM audit_event")
            return cursor.fetchone()[0]

    monkeypatch.setattr(sealing, "_decided", newest)


def lines(count: int) -> list[Event]:
    return [record("test.line", by=None, number=number) for number in range(count)]


def troubles() -> list[int]:
    return [found.number for found in sealing.verify() if isinstance(found, sealing.Trouble)]


def as_a_thief(statement: str, *params: object) -> None:
    """What somebody with the owner's password could do, past the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute(statement, params)
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")


@pytest.mark.django_db
def test_a_whole_chain_holds(decided, monkeypatch):
    monkeypatch.setattr(sealing, "LINES_PER_SEAL", 3)
    lines(7)
    made = sealing.seal(at=NOON)
    assert [link.count for link in made] == [3, 3, 1]
    assert [link.number for link in made] == [1, 2, 3]
    assert troubles() == []
    assert sealing.seal(at=NOON + LATER) == []
    lines(1)
    (next_link,) = sealing.seal(at=NOON + LATER)
    assert next_link.previous == made[-1].digest
    assert troubles() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor_id = gen_random_uuid() WHERE id = %s",
        "UPDATE audit_event SET details = '{\"number\": 9}' WHERE id = %s",
        "UPDATE audit_event SET at = at + interval '1 microsecond' WHERE id = %s",
        "UPDATE audit_event SET seq = seq + 100 WHERE id = %s",
        "DELETE FROM audit_event WHERE id = %s",
    ],
)
def test_tampering_with_a_line_shows(decided, monkeypatch, statement):
    monkeypatch.setattr(sealing, "LINES_PER_SEAL", 2)
    written = lines(6)
    sealing.seal(at=NOON)
    as_a_thief(statement, written[3].pk)
    assert troubles() == [2]


@pytest.mark.django_db
def test_a_line_put_in_afterwards_shows(decided):
    lines(4)
    sealing.seal(at=NOON)
    added = record("test.added", by=None)
    as_a_thief("DELETE FROM audit_event WHERE id = %s", added.pk)
    as_a_thief(
        "INSERT INTO audit_event (id, at, actor, role, unit, action, model, object_id, purpose,"
        " channel, details, seq) SELECT gen_random_uuid(), at, actor, role, unit, action, model,"
        " object_id, purpose, channel, details, seq FROM audit_event ORDER BY seq LIMIT 1"
    )
    assert troubles() == [1]


@pytest.mark.django_db
def test_a_link_taken_out_of_the_chain_shows(decided, monkeypatch):
    monkeypatch.setattr(sealing, "LINES_PER_SEAL", 2)
    lines(6)
    sealing.seal(at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_seal WHERE number = 2")
    assert troubles() == [3]


@pytest.mark.django_db
def test_the_end_of_the_chain_is_missed_when_it_was_noted(decided, monkeypatch):
    monkeypatch.setattr(sealing, "LINES_PER_SEAL", 2)
    lines(4)
    last = sealing.seal(at=NOON)[-1]
    note = f"{last.number}:{last.digest}"
    out = StringIO()
    call_command("audit", "verify", noted=note, stdout=out)
    assert note in out.getvalue()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_seal WHERE number = %s", [last.number])
    with pytest.raises(SystemExit):
        call_command("audit", "verify", noted=note, stdout=StringIO())


@pytest.mark.django_db
def test_the_command_fails_when_a_line_was_changed(decided):
    written = lines(3)
    sealing.seal(at=NOON)
    as_a_thief("UPDATE audit_event SET purpose = 'x' WHERE id = %s", written[1].pk)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify", stdout=out)
    assert ended.value.code == 1
    assert "1" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
@pytest.mark.parametrize(("table", "column"), [("audit_event", "action"), ("audit_seal", "digest")])
def test_p8_not_even_the_owner_changes_the_log(decided, statement, table, column):
    lines(1)
    sealing.seal(at=NOON)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement.format(table, column, column))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = action",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "DELETE FROM audit_seal",
        "INSERT INTO audit_horizon VALUES (1, 1, 1, now())",
    ],
)
def test_p8_a_page_can_do_nothing_with_the_log_but_add_to_it(amira, statement):
    record("test.line", by=amira)
    with (
        acting_as(amira),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        connection.cursor().execute(statement)


@pytest.mark.django_db
def test_the_doctor_is_told_how_long_lines_have_waited(decided):
    assert sealing.unsealed_since() is None
    lines(1)
    assert sealing.unsealed_since().year == 1
    sealing.seal(at=NOON)
    assert sealing.unsealed_since() is None
    lines(1)
    assert sealing.unsealed_since() == NOON


@pytest.mark.django_db
def test_partitions_are_made_ahead_and_hold_the_lines(amira):
    assert sealing.make_partitions(on=date(2031, 12, 15)) == []
    assert sealing.make_partitions(on=date(2031, 12, 15)) == []
    event = Event(action="test.line", at=datetime(2032, 2, 28, 12, tzinfo=UTC))
    event.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM audit_event WHERE id = %s", [event.pk])
        assert cursor.fetchone() == ("audit_event_2032_02",)
    with (
        acting_as(amira),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        connection.cursor().execute("SELECT 1 FROM audit_event_2032_02")


@pytest.mark.django_db
def test_a_month_that_has_begun_in_the_default_partition_stays_there():
    Event(action="test.line", at=datetime(2033, 5, 2, tzinfo=UTC)).save(force_insert=True)
    assert sealing.make_partitions(on=date(2033, 5, 3)) == [date(2033, 5, 1)]


@pytest.mark.django_db(transaction=True)
def test_p10_a_line_committed_late_is_not_missed():
    """A slow transaction takes its line's number first and commits after the others."""
    with psycopg.connect(**_where()) as slow:
        slow.execute(
            "INSERT INTO audit_event (id, at, actor, role, unit, action, model, object_id,"
            " purpose, channel, details) VALUES (gen_random_uuid(), now(), '', '', '',"
            " 'test.slow', '', '', '', 'page', '{}')"
        )
        lines(3)
        with acting_as_system("audit_sealer"):
            assert sealing.seal(at=NOON) == []
            assert sealing.seal(at=NOON + LATER) == []
            assert sealing.seal(at=NOON + 2 * LATER) == []
        slow.commit()
    older_transactions_end()
    with acting_as_system("audit_sealer"):
        (link,) = sealing.seal(at=NOON + 3 * LATER)
    assert link.count == 4
    assert troubles() == []


def older_transactions_end() -> None:
    """Wait for what began before: other tests use the same server, and the seal waits for them."""
    until = monotonic() + 60
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (now,) = cursor.fetchone()
        while monotonic() < until:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] >= now:
                return
            sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain(monkeypatch):
    monkeypatch.setattr(sealing, "LINES_PER_SEAL", 5)
    lines(40)
    sealing.seal(at=NOON)
    older_transactions_end()

    def run() -> None:
        try:
            sealing.seal(at=NOON + LATER)
        finally:
            connection.close()

    runs = [Thread(target=run) for _ in range(2)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert list(Seal.objects.order_by("number").values_list("count", flat=True)) == [5] * 8
    assert troubles() == []
    assert Horizon.objects.count() == 1


def _where() -> dict[str, object]:
    found = connection.settings_dict
    return {
        "host": found["HOST"],
        "port": found["PORT"],
        "user": found["USER"],
        "password": found["PASSWORD"],
        "dbname": found["NAME"],
    }
