"""The snapshot holds facts and nobody: no name, no number, no text, and keys nobody can make."""

import hashlib
import hmac
import shutil
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from helhed.access.connection import acting_as, acting_as_system
from helhed.contacts import verbs as contacts
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.insights import ahead, answers, engines, snapshot
from helhed.insights.arrow import RECORDS, schema_of
from helhed.insights.figures import figures
from helhed.insights.measures import MEASURES
from helhed.insights.records import Asked
from helhed.stays import verbs as stays
from helhed.stays.models import Kind

pytestmark = pytest.mark.django_db

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 3, 12, 8, 30, tzinfo=COPENHAGEN)
TODAY = NOW.date()
SECRETS = (
    *("Karen", "Mølle", "Kaja", "Inger", "Skuret bag havnen", "Amira", "amira", "Kaya"),
    *("Kom med sin bror", "610190", "ACT-team Syd", "Hans bror"),
)


@pytest.fixture
def told(karen, amira, syd):
    """Karen sleeps outdoors for ten days and is met once; everything secret is written down."""
    type(karen).objects.filter(pk=karen.pk).update(birth_date=date(1990, 1, 1))
    with clock.frozen(NOW - timedelta(days=10)), acting_as(amira):
        stay = stays.begin_stay(
            karen,
            by=amira,
            kind=Kind.STREET,
            from_night=TODAY - timedelta(days=10),
            place="Skuret bag havnen",
        )
    with clock.frozen(NOW - timedelta(days=2)), acting_as(amira):
        contacts.note_contact(
            karen,
            contact_id=new_id(),
            by=amira,
            outcome="met",
            at=NOW - timedelta(days=2),
            place="Hos Inger",
            note="Kom med sin bror",
            network_present=["Hans bror"],
            minutes=35,
            team=syd,
        )
    return stay


def take(root, at=NOW):
    with clock.frozen(at), acting_as_system("snapshot_maker"):
        return snapshot.take(root, at=at)


def rows(taken, name):
    parts = [pq.read_table(path) for path in (taken.folder / name).rglob("*.parquet")]
    return [row for part in parts for row in part.select(schema_of(name).names).to_pylist()]


def test_no_name_number_or_text_is_in_the_bytes(told, karen, tmp_path):
    taken = take(tmp_path)
    assert taken.rows["stays"] == 1
    written = b"".join(path.read_bytes() for path in taken.folder.rglob("*") if path.is_file())
    for name in RECORDS:
        # Compressed pages hide words, so the values are looked through as well.
        written += repr(rows(taken, name)).encode()
    for secret in (*SECRETS, str(karen.pk), karen.pk.hex):
        assert secret.encode() not in written, secret


def test_every_column_is_one_that_was_meant_to_leave(told, tmp_path):
    taken = take(tmp_path)
    for name in RECORDS:
        for path in (taken.folder / name).rglob("*.parquet"):
            assert set(pq.read_schema(path).names) <= {*schema_of(name).names, "year"}


def test_pseudonyms_are_hmacs_whose_secret_only_the_database_reaches(told, karen, amira, tmp_path):
    taken = take(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT inner_pad, outer_pad FROM insights_secret")
        inside, outside = (bytes(pad) for pad in cursor.fetchone())
    key = bytes(byte ^ 0x36 for byte in inside)
    assert outside == bytes(byte ^ 0x5C for byte in key)
    digest = hmac.new(key, b"citizen" + karen.pk.bytes, hashlib.sha256).hexdigest()
    assert rows(taken, "persons")[0]["person"] == int(digest[:15], 16)
    for who in (acting_as(amira), acting_as_system("snapshot_maker")):
        with who, pytest.raises(ProgrammingError), transaction.atomic():
            connection.cursor().execute("SELECT * FROM insights_secret")


def test_a_page_cannot_make_pseudonyms_of_whom_it_likes(told, karen, amira, bo):
    with acting_as(bo), pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute("SELECT insights_pseudonym('citizen', %s)", [karen.pk])
    with acting_as(bo):
        assert answers.open_pseudonyms("read_basic") == {}
    with acting_as(amira):
        assert list(answers.open_pseudonyms("read_basic").values()) == [karen.pk]


def test_late_entries_restate_and_leave_what_was_known(told, amira, tmp_path):
    with clock.frozen(NOW):
        stays.end_stay(
            told, by=amira, until_day=TODAY - timedelta(days=5), tonight=Kind.FAMILY_FRIENDS
        )
    opened = engines.open_snapshot(take(tmp_path, NOW).folder, engines.duckdb())
    day = TODAY - timedelta(days=1)
    now = Asked(day, day, day)
    then = Asked(
        day, day, day, known_at=(NOW - timedelta(days=1)).astimezone(UTC).replace(tzinfo=None)
    )
    count = MEASURES["homeless_count"]
    assert [f.value for f in figures(count, opened, then) if f.row == "all"] == [1]
    assert [f.value for f in figures(count, opened, now) if f.row == "all"] in ([], [0])


def test_a_failed_snapshot_leaves_the_last_one(told, tmp_path, monkeypatch):
    first = take(tmp_path)
    monkeypatch.setitem(snapshot.STATEMENTS, "teams", "SELECT 1 / 0, ''")
    with pytest.raises(Exception, match="zero"), transaction.atomic():
        take(tmp_path, NOW + timedelta(days=1))
    assert snapshot.current(tmp_path).folder == first.folder
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_old_snapshots_go_by_rule(told, tmp_path):
    taken = take(tmp_path)
    for days in (1, 10, 20, 25, 60, 400, 1500):
        at = NOW - timedelta(days=days)
        old = tmp_path / at.strftime(snapshot.STAMP)
        old.mkdir()
        manifest = (taken.folder / "manifest.json").read_text()
        stamp = at.strftime(snapshot.STAMP)
        (old / "manifest.json").write_text(manifest.replace(NOW.strftime(snapshot.STAMP), stamp))
    removed = {path.name[:10] for path in snapshot.clear(tmp_path, at=NOW)}
    assert removed == {(NOW - timedelta(days=days)).date().isoformat() for days in (20, 1500)}
    assert snapshot.current(tmp_path).folder == taken.folder


def test_figures_of_the_database_by_the_command(told, tmp_path, settings, capsys, monkeypatch):
    settings.HELHED_SNAPSHOTS = str(tmp_path)
    # Counting all of them twice takes long; test_access looks at it.
    monkeypatch.setattr(ahead, "MEASURES", {"exits": MEASURES["exits"]})
    with clock.frozen(NOW):
        call_command("snapshot")
        assert list(tmp_path.glob("*/answers/*.json"))
        call_command("measures", "homeless_count", "contact_coverage", "--json")
    said = capsys.readouterr().out
    assert '"row": "1"' in said
    assert '"number": "100.00"' in said


def test_every_measure_counts_an_empty_municipality(db, tmp_path):
    opened = engines.open_snapshot(take(tmp_path).folder, engines.duckdb())
    for measure in MEASURES.values():
        figures(measure, opened, Asked(date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 31)))


def test_a_snapshot_of_an_earlier_version_is_none_until_the_next(karen, tmp_path):
    with acting_as_system("snapshot_maker"):
        made = snapshot.take(tmp_path, at=clock.now())
    assert snapshot.current(tmp_path).folder == made.folder
    manifest = made.folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"format": {snapshot.FORMAT}', '"format": 1'))
    with pytest.raises(snapshot.NoSnapshot):
        snapshot.current(tmp_path)
    assert [one.folder for one in snapshot.standing(tmp_path)] == [made.folder]


def test_what_an_earlier_version_did_not_write_counts_nothing(karen, tmp_path):
    with acting_as_system("snapshot_maker"):
        made = snapshot.take(tmp_path, at=clock.now())
    shutil.rmtree(made.folder / "complaints")
    opened = engines.open_snapshot(made.folder, engines.duckdb())
    asked = Asked(date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 31))
    assert figures(MEASURES["reversal_rate"], opened, asked) == []
