"""A copied district is the district: every table, duties and log included."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from helhed.accounts.models import User
from helhed.audit.models import Event
from helhed.audit.verbs import record
from helhed.citizens import cpr
from helhed.citizens.models import Citizen, NameToken
from helhed.citizens.names import sort_key, sound, words
from helhed.contacts import duties
from helhed.contacts.models import Contact
from helhed.core import clock
from helhed.demo.build import build
from helhed.demo.bulk import copy_district
from helhed.demo.bulk.definitions import waiting
from helhed.demo.bulk.other_words import columns_of_words
from helhed.demo.bulk.tables import LOG_DAYS, NUMBERS_APART, UUID_IN_TEXT, district_tables
from helhed.demo.scale import Scale
from helhed.demo.simulate import now
from helhed.teams.models import Organisation, Team

COPIES = 2
SCALE = Scale(citizens=80, days=16, as_of=date(2026, 11, 18), seed=5, pace=0.5)
COPIED_KEY = re.compile(
    "([0-9a-f]{8}-[0-9a-f]{4}-)8([0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{7})([0-9a-f]{5})"
)
# What a copy has of its own; each is tested for itself below.
OWN = {
    "citizens_citizen": {"name", "sort_key", "cpr_encrypted", "cpr_index"},
    "accounts_user": {"username"},
    "teams_team": {"name"},
    "stays_site": {"name"},
}


@pytest.fixture(scope="module")
def district(django_db_setup, django_db_blocker):
    """Rows of the district before it was copied: {table: rows as texts}."""
    with django_db_blocker.unblock(), clock.frozen(now(SCALE)), transaction.atomic():
        build(SCALE)
        with clock.frozen(now(SCALE) - timedelta(days=LOG_DAYS + 1)):
            record("demo.long_ago", by=None, actor="test")
        before = {table.name: rows_of(table) for table in district_tables()}
        copy_district(COPIES, writers=1)
        yield before
        transaction.set_rollback(True)


def rows_of(table) -> list[tuple[str, ...]]:
    own = OWN.get(table.name, set())
    names = ", ".join(f'"{name}"::text' for name in table.columns if name not in own)
    where = table.where.replace("b.", "")
    if table.name == "citizens_nametoken":
        where = "kind = 'street' OR citizen_id IN (SELECT id FROM citizens_citizen WHERE unnamed)"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table.name}" WHERE {where}')  # noqa: S608
        return [tuple(str(value) for value in row) for row in cursor.fetchall()]


def first_names() -> dict[str, str]:
    """Those with a name, in every copy: {key as text: first name}."""
    named = Citizen.objects.filter(unnamed=False).values_list("pk", "name")
    return {str(key): name.split(" ", 1)[0] for key, name in named}


def as_copied(table, row, number: int, called: dict[str, str]) -> tuple[str, ...]:
    """The row of the original, calling the citizen what they are called in the copy."""
    names = [name for name in table.columns if name not in OWN.get(table.name, set())]
    original = row[names.index("citizen_id")] if "citizen_id" in names else ""
    copied = f"{original[:14]}8{original[15:31]}{number:05x}" if number else original
    if original not in called:
        return row
    words = columns_of_words(table)
    return tuple(
        re.sub(rf"\b{called[original]}(s?)\b", rf"{called[copied]}\1", value)
        if name in words
        else value
        for name, value in zip(names, row, strict=True)
    )


def number_of_copy(row) -> int:
    found = COPIED_KEY.search(" ".join(row))
    return int(found[3], 16) if found else 0


def test_every_copy_equals_the_original_table_by_table_but_for_keys_and_names(district):
    originals = {}
    for rows in district.values():
        for row in rows:
            for found in re.finditer(UUID_IN_TEXT, " ".join(row)):
                originals[found[1] + found[2]] = found[0]

    def as_the_original(table, row):
        names = [name for name in table.columns if name not in OWN.get(table.name, set())]
        least = number_of_copy(row) * NUMBERS_APART
        return tuple(
            str(int(value) - least)
            if least and str(NUMBERS_APART) in table.columns[name] and value.isdigit()
            else COPIED_KEY.sub(lambda found: originals[found[1] + found[2]], value)
            for name, value in zip(names, row, strict=True)
        )

    called = first_names()
    for table in district_tables():
        by_copy = {number: Counter() for number in range(COPIES + 1)}
        for row in rows_of(table):
            by_copy[number_of_copy(row)][as_the_original(table, row)] += 1
        for number, copied in by_copy.items():
            wanted = Counter(as_copied(table, row, number, called) for row in district[table.name])
            assert copied == wanted, table.name


def test_nothing_worth_copying_is_left_out(district):
    for name in ("audit_event", "teams_duty", "teams_dutystep", "contacts_contact", "plans_goal"):
        assert len(district[name]) > 10


def test_no_key_of_a_copy_is_one_the_program_would_make(district):
    copied = [pk for pk in Citizen.objects.values_list("pk", flat=True) if pk.version == 8]

    assert len(copied) == COPIES * (Citizen.objects.count() - len(copied))


def test_the_organisations_are_those_of_one_municipality(district):
    assert Organisation.objects.filter(name="Åkøbing Kommune").count() == 1
    assert Team.objects.filter(name__startswith="ACT-team").count() == COPIES + 1
    assert User.objects.filter(username__in=("amina", "amina-2", "amina-3")).count() == 3


def test_people_of_the_copies_have_names_of_their_own_that_search_finds(district):
    for person in Citizen.objects.filter(unnamed=False):
        tokens = set(NameToken.objects.filter(citizen=person).values_list("kind", "token"))
        street = {("street", word) for word in words(person.street_name)}
        named = {("name", word) for word in words(person.name)}
        heard = {("sound", sound(word)) for _kind, word in named | street if word.isalpha()}
        assert tokens == street | named | heard
        assert person.sort_key == sort_key(person.name)
    assert Citizen.objects.filter(name="Bent Havgaard").count() == 1


def test_a_note_in_a_copy_calls_nobody_by_the_name_of_the_original(district):
    originals = {
        person.pk: re.compile(rf"\b{person.first_name}s?\b")
        for person in Citizen.objects.filter(unnamed=False)
        if person.pk.version == 7
    }
    named = 0
    for original in Contact.objects.filter(citizen__in=originals):
        first = originals[original.citizen_id]
        if not first.search(original.note):
            continue
        named += 1
        alike = str(original.pk).replace("-7", "-8", 1)[:-5]
        for copied in Contact.objects.filter(pk__gt=f"{alike}00000", pk__lte=f"{alike}fffff"):
            assert copied.citizen.first_name in copied.note
            if copied.citizen.first_name != original.citizen.first_name:
                assert not first.search(copied.note)
    assert named > 5


def test_what_is_old_in_the_log_is_not_copied(district):
    assert Event.objects.filter(action="demo.long_ago").count() == 1


def test_nobody_shares_a_cpr_number_and_each_is_found_by_its_index(district):
    people = Citizen.objects.exclude(cpr_encrypted=None)
    numbers = [cpr.decrypt(person.cpr_encrypted) for person in people]

    assert len(set(numbers)) == len(numbers)
    assert all(bytes(p.cpr_index) == cpr.index_of(cpr.decrypt(p.cpr_encrypted)) for p in people)
    assert all(int(number[:2]) > 60 for number in numbers)


def test_the_facts_of_every_copy_demand_the_duties_it_has(district):
    everyone = list(Citizen.objects.values_list("pk", flat=True))
    differing = duties.differing(everyone, at=now(SCALE))

    original = {key for key in differing if key.version == 7}
    assert len(differing) == (COPIES + 1) * len(original)


def test_indexes_and_rules_are_back(district):
    assert waiting() == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE conrelid = 'contacts_contact'::regclass"
            " AND contype = 'f' AND convalidated"
        )
        assert cursor.fetchone()[0] >= 4
        cursor.execute("SELECT to_regclass('contacts_contact_latest') IS NOT NULL")
        assert cursor.fetchone() == (True,)
