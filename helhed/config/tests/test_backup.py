"""helhed backup and helhed restore: there and back again, or nothing."""

import io
import os

import psycopg
import pytest
from django.db import connection

from helhed.accounts.models import User
from helhed.config import backup, roles, sealed
from helhed.config.embedded import drop_database
from helhed.config.testing import server

KEY = b"k" * 32
OTHER_KEY = b"o" * 32
EMPTY = f"test_restored_{os.environ.get('PYTEST_XDIST_WORKER', '')}"


@pytest.fixture
def copy(transactional_db, tmp_path):
    """A copy of a database in which Amira has an account."""
    User.objects.create(username="amira", name="Amira")
    path = tmp_path / "copy.helhed"
    backup.back_up(path, connection.settings_dict, KEY)
    return path


@pytest.fixture
def empty():
    """Django's settings for an empty database of the same server."""
    with server(os.environ).admin() as admin:
        drop_database(admin, EMPTY)
        roles.ensure_database(admin, EMPTY)
        with server(os.environ).admin(EMPTY) as inside:
            roles.prepare_database(inside)
        yield {**connection.settings_dict, "NAME": EMPTY}
        drop_database(admin, EMPTY)


def users_in(database):
    with psycopg.connect(**backup.connection_of(database)) as there:
        return [row[0] for row in there.execute("SELECT username FROM accounts_user")]


@pytest.mark.django_db(transaction=True)
def test_what_was_copied_comes_back(copy, empty):
    backup.restore(copy, empty, KEY, replace=False)

    assert users_in(empty) == ["amira"]


RULES = {
    "policies": "SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies",
    "constraints": "SELECT conrelid::regclass::text, conname, contype"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger"
    " WHERE NOT tgisinternal",
    "rights to tables": "SELECT relname, relrowsecurity, grantee::regrole::text, privilege_type"
    ' FROM pg_class, aclexplode(coalesce(relacl, acldefault(right(lower(relkind::text), 1)::"char",'
    " relowner))) WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')",
    "rights to functions": "SELECT p.oid::regprocedure::text, grantee::regrole::text"
    " FROM pg_proc p LEFT JOIN LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner)))"
    " ON true WHERE pronamespace = 'public'::regnamespace",
    "rights to what comes": "SELECT defaclnamespace::regnamespace::text, defaclobjtype,"
    " grantee::regrole::text, privilege_type FROM pg_default_acl, aclexplode(defaclacl)",
}


@pytest.mark.django_db(transaction=True)
def test_the_rules_of_the_database_come_back_as_well(copy, empty):
    backup.restore(copy, empty, KEY, replace=False)

    with (
        psycopg.connect(**backup.connection_of(connection.settings_dict)) as here,
        psycopg.connect(**backup.connection_of(empty)) as there,
    ):
        for what, question in RULES.items():
            before, after = set(here.execute(question)), set(there.execute(question))
            assert after - before == set(), f"{what}: more than before"
            assert before - after == set(), f"{what}: less than before"
            assert before, f"{what}: the test compares nothing"


@pytest.mark.django_db(transaction=True)
def test_a_database_in_use_is_not_overwritten_unless_told(copy, empty):
    backup.restore(copy, empty, KEY, replace=False)
    with psycopg.connect(**backup.connection_of(empty)) as there:
        there.execute("UPDATE accounts_user SET username = 'changed'")

    with pytest.raises(backup.NotEmpty):
        backup.restore(copy, empty, KEY, replace=False)
    assert users_in(empty) == ["changed"]

    backup.restore(copy, empty, KEY, replace=True)
    assert users_in(empty) == ["amira"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", ["another key", "cut short", "a byte changed", "not ours"])
def test_a_copy_that_cannot_be_trusted_changes_nothing(copy, empty, fault):
    backup.restore(copy, empty, KEY, replace=False)
    whole = copy.read_bytes()
    spoiled = {
        "another key": whole,
        "cut short": whole[: len(whole) // 2],
        "a byte changed": whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:],
        "not ours": b"PGDMP" + whole,
    }
    copy.write_bytes(spoiled[fault])

    with pytest.raises(sealed.CannotOpen):
        backup.restore(copy, empty, OTHER_KEY if fault == "another key" else KEY, replace=True)

    assert users_in(empty) == ["amira"]


@pytest.mark.django_db(transaction=True)
def test_the_copy_is_encrypted_and_for_its_owners_eyes_only(copy):
    assert b"amira" not in copy.read_bytes()
    assert b"PGDMP" not in copy.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db(transaction=True)
def test_sessions_stay_behind(copy, empty, client, django_user_model):
    client.force_login(User.objects.create(username="bo", name="Bo"))
    backup.back_up(copy, connection.settings_dict, KEY)

    backup.restore(copy, empty, KEY, replace=False)

    with psycopg.connect(**backup.connection_of(empty)) as there:
        assert there.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


def test_a_failed_copy_leaves_no_half_file(tmp_path):
    nowhere = {**connection.settings_dict, "NAME": "no_such_database"}

    with pytest.raises(backup.BackupFailed):
        backup.back_up(tmp_path / "copy.helhed", nowhere, KEY)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [0, 1, sealed.PIECE_BYTES, sealed.PIECE_BYTES * 2 + 5])
def test_any_size_is_sealed_and_unsealed(size):
    content = os.urandom(size)
    file = io.BytesIO()

    sealed.seal(sealed.in_pieces(io.BytesIO(content)), file, KEY)

    assert b"".join(sealed.unseal(io.BytesIO(file.getvalue()), KEY)) == content


def test_pieces_cannot_change_places_or_go_missing():
    file = io.BytesIO()
    sealed.seal([b"a" * 10, b"b" * 10, b"c" * 10], file, KEY)
    head = len(sealed.MAGIC) + sealed.PREFIX_BYTES
    piece = 4 + 10 + sealed.TAG_BYTES
    whole = file.getvalue()
    first, second, third = (whole[head + n * piece : head + (n + 1) * piece] for n in range(3))

    for spoiled in (second + first + third, first + second, first + third, third):
        with pytest.raises(sealed.CannotOpen):
            list(sealed.unseal(io.BytesIO(whole[:head] + spoiled), KEY))
