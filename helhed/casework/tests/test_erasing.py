"""What is erased is gone from everywhere, what is held is not, and nobody else is touched."""

import hashlib
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from helhed.access.connection import acting_as
from helhed.access.tests.test_row_level_security import tables_about_citizens
from helhed.audit.models import Event
from helhed.casework import erasing, retention, verbs
from helhed.casework.tests.test_retention import ENDED, LONG_AGO, gone, hold  # noqa: F401
from helhed.casework.verbs.erasing import HeldBack, NotDelivered, NotDue
from helhed.citizens import verbs as citizens
from helhed.citizens.models import Citizen, NameToken, NetworkMember
from helhed.core import clock
from helhed.core.days import day_begins
from helhed.decisions.models import CaseFile, Decision
from helhed.money.models import Cost, Posting
from helhed.plans.models import Hope, Plan
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db
DAY = ENDED + 5 * retention.YEAR + timedelta(days=2)


@pytest.fixture
def due_now(gone, amira, kasper, syd):  # noqa: F811
    """Karen, with whom nobody has worked for years, and rows the database lets nobody change."""
    with clock.frozen(day_begins(LONG_AGO)):
        write_of(gone, amira, kasper, syd)
    with clock.frozen(day_begins(DAY)):
        yield gone


def write_of(citizen, worker, caseworker, team):
    NetworkMember.objects.create(citizen=citizen, name="Mia Opdigtet", kind="friend")
    plan, _new = Plan.objects.get_or_create(citizen=citizen)
    hope = Hope.objects.create(
        citizen=citizen, plan=plan, words="En hund", said_on=LONG_AGO, written_with=worker
    )
    hope.words = "En lille hund"
    hope.save()
    citizens.add_remark(
        citizen, by=worker, about="Notatet", words="Det passer ikke", said_on=LONG_AGO
    )
    cost = Cost.objects.create(
        citizen=citizen,
        what="Støtte",
        basis_code="SEL85",
        kind="other",
        decision=decided(citizen, caseworker, team),
        oere=100,
        per="month",
        from_day=LONG_AGO,
    )
    Posting.objects.create(
        citizen=citizen,
        cost=cost,
        kind="actual",
        payer="municipality",
        month=LONG_AGO,
        oere=100,
        booked_by=caseworker,
    )


def decided(citizen, caseworker, team):
    case = CaseFile.objects.create(
        citizen=citizen,
        team=team,
        caseworker=caseworker,
        title="Støtte",
        basis_code="SEL85a",
        received_at=day_begins(LONG_AGO),
        how="oral",
        answer_by=LONG_AGO,
    )
    return Decision.objects.create(citizen=citizen, case=case)


def everything(*, but=()):
    """A mark of all rows of each table, apart from those that name one of the keys."""
    marks = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')  # noqa: S608
            rows = [row for (row,) in cursor if not any(str(key) in row for key in but)]
            marks[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return marks


def where_it_stands(text):
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            asked = f'SELECT 1 FROM "{table}" t WHERE t::text LIKE %s'  # noqa: S608
            cursor.execute(asked, [f"%{text}%"])
            found |= {table} if cursor.fetchone() else set()
    return found


def test_what_is_erased_is_gone_from_everywhere_but_the_log(due_now):
    told = verbs.erase_record(due_now.pk, rule=retention.SOCIAL, on=DAY, delivered="26/1234")

    assert told.rows > 10
    assert where_it_stands(due_now.pk) == {"audit_event"}
    for words in ("Karen Mølle", "Kaja", "Mia Opdigtet", "lille hund", "En hund", "passer ikke"):
        assert where_it_stands(words) == set()
    assert not NameToken.objects.filter(citizen_id=due_now.pk).exists()
    line = Event.objects.get(action="casework.erase_record")
    assert (line.citizen_id, line.actor) == (due_now.pk, "retention")
    assert line.details["delivered"] == "26/1234"
    assert line.details["rows"] == told.rows


def test_p10_erasing_one_record_touches_nobody_else(due_now, syd, amira, kasper):
    other = enrolled(syd, by=amira, name="Karen Møller")
    decided(other, kasper, syd)
    found = erasing.find([due_now.pk])
    going = [str(key) for keys in found.keys.values() for key in keys]
    before = everything(but=going)

    verbs.erase_record(due_now.pk, rule=retention.SOCIAL, on=DAY, delivered="26/1234")

    after = everything()
    changed = {table for table in after if after[table] != before[table]}
    assert changed <= {"audit_event"} | {one for one in after if one.startswith("audit_event_")}
    assert Citizen.objects.get() == other


def test_all_tables_about_citizens_are_erased_from():
    erased = {model._meta.db_table for model, _ways in erasing.tables()}
    erased |= {model._meta.db_table for model, _tracked in erasing.histories()}

    assert erased | {"citizens_citizen", "audit_event"} == tables_about_citizens()


def test_p10_what_is_held_is_not_erased_and_the_database_obeys(due_now, pernille):
    held = hold(due_now, pernille)
    before = everything()

    with pytest.raises(HeldBack):
        verbs.erase_record(due_now.pk, rule=retention.SOCIAL, on=DAY, delivered="x")
    found = erasing.find([due_now.pk])
    with pytest.raises(DatabaseError, match="hold_stands"), transaction.atomic():
        erasing.delete(found, [due_now.pk])
    assert everything() == before

    citizens.lift_hold(held, by=pernille, because="Afgjort", on=LONG_AGO)
    verbs.erase_record(due_now.pk, rule=retention.SOCIAL, on=DAY, delivered="x")
    assert not Citizen.objects.exists()


def test_nothing_goes_before_its_time_or_before_the_archive_has_it(due_now, karen):
    early = ENDED + 4 * retention.YEAR
    with pytest.raises(NotDue):
        verbs.erase_record(due_now.pk, rule=retention.SOCIAL, on=early, delivered="x")
    with pytest.raises(NotDelivered):
        verbs.erase_record(due_now.pk, rule=retention.SOCIAL, on=DAY)
    assert Citizen.objects.get() == karen


def test_no_page_can_say_that_it_is_erasing(karen, amira, kasper, syd):
    write_of(karen, amira, kasper, syd)
    with acting_as(kasper), pytest.raises(DatabaseError, match="stand"), transaction.atomic():
        erasing.delete(erasing.find([karen.pk], ["citizens"]), [karen.pk])


def test_what_was_merged_into_the_record_goes_with_it(due_now, karen):
    old = Citizen.objects.create(
        name="Sammenlagt Opdigtet", sort_key="s", merged_into=karen, created_at=due_now.created_at
    )
    old.goodtoknows.create(text="Blev ved den gamle", created_at=due_now.created_at)

    verbs.erase_record(due_now.pk, rule=retention.SOCIAL, on=DAY, delivered="26/1234")

    assert where_it_stands("Blev ved den gamle") == set()
    assert not Citizen.objects.exists()


def test_the_command_asks_first_and_tells_what_it_did(due_now, capsys, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _question: "nej")
    call_command("retention", "--delivered=26/1234")
    assert "Intet er slettet" in capsys.readouterr().out
    call_command("retention", "--yes")
    assert "--delivered" in capsys.readouterr().out
    assert Citizen.objects.exists()

    monkeypatch.setattr("builtins.input", lambda _question: "1")
    call_command("retention", "--delivered=26/1234")

    told = capsys.readouterr().out
    assert "1 er slettet" in told
    assert "Kopier af databasen" in told
    assert not Citizen.objects.exists()


def test_the_command_needs_somebody_or_yes_and_no_day_to_come(due_now, monkeypatch):
    def nobody(_question):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(CommandError, match="--yes"):
        call_command("retention", "--delivered=26/1234")
    with pytest.raises(CommandError, match="due today"):
        call_command("retention", "--yes", f"--on={DAY + timedelta(days=1)}")
    assert Citizen.objects.exists()
