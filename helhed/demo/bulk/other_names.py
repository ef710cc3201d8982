"""Other names and CPR numbers for the people of the copies, with what search needs of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from helhed.citizens import cpr
from helhed.citizens.models import Citizen, NameToken
from helhed.citizens.names import sort_key, sound, words
from helhed.demo.bulk.definitions import SCHEMA
from helhed.demo.bulk.tables import key
from helhed.demo.chance import stream
from helhed.demo.people import test_cpr
from helhed.demo.scale import SEED
from helhed.demo.texts import names

# Names of each sex; a hundred thousand people share them as people do.
POOL = 3000
# Which of the names a copy has: by chance that any copy repeats.
CHOSEN = f"('x' || substr(md5(b.id::text || ':' || k), 1, 7))::bit(28)::int % {POOL}"
TABLES = f"""
    CREATE UNLOGGED TABLE {SCHEMA}.names
        (sex char(1), number int, name text, sort_key text, PRIMARY KEY (sex, number));
    CREATE UNLOGGED TABLE {SCHEMA}.tokens (sex char(1), number int, kind text, token text);
    CREATE UNLOGGED TABLE {SCHEMA}.people
        (citizen uuid PRIMARY KEY, sex char(1), first text, unnamed boolean);
    CREATE UNLOGGED TABLE {SCHEMA}.kept (token uuid PRIMARY KEY);
    CREATE UNLOGGED TABLE {SCHEMA}.numbers
        (citizen uuid, copy int, encrypted bytea, index bytea, PRIMARY KEY (citizen, copy));
    CREATE UNLOGGED TABLE {SCHEMA}.called
        (citizen uuid, copy int, first text, PRIMARY KEY (citizen, copy));
"""
# A person without a name keeps what they are called: it is theirs, and nobody else's.
NAMES = f"""
    JOIN {SCHEMA}.people s ON s.citizen = b.id
    LEFT JOIN {SCHEMA}.names n ON n.sex = s.sex AND n.number = {CHOSEN} AND NOT b.unnamed
    LEFT JOIN {SCHEMA}.numbers c ON c.citizen = b.id AND c.copy = k
"""
OTHER = {
    "name": 'coalesce(n.name, b."name")',
    "sort_key": 'coalesce(n.sort_key, b."sort_key")',
    "cpr_encrypted": "c.encrypted",
    "cpr_index": "c.index",
}


def make_other_names(copies: int) -> None:
    """Fill the working tables that `columns_with_other_names` joins."""
    people = list(Citizen.objects.order_by("pk"))
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.executemany(
            f"INSERT INTO {SCHEMA}.people VALUES (%s, %s, %s, %s)",  # noqa: S608 - our own names
            [(p.pk, _sex(p), p.name.split(" ", 1)[0], p.unnamed) for p in people],
        )
        cursor.executemany(
            f"INSERT INTO {SCHEMA}.kept VALUES (%s)",  # noqa: S608
            [(token,) for token in _kept_tokens()],
        )
        _copy_in("names", ((sex, number, name, sort_key(name)) for sex, number, name in _pool()))
        _copy_in("tokens", _tokens())
        _copy_in("numbers", _numbers(people, copies))
        cursor.execute(_statement_for_called(copies))
        cursor.execute(f"ANALYZE {SCHEMA}.called; ANALYZE {SCHEMA}.people")
        cursor.execute(f"ANALYZE {SCHEMA}.names; ANALYZE {SCHEMA}.tokens; ANALYZE {SCHEMA}.numbers")


def _statement_for_called(copies: int) -> str:
    """What the people of the copies are called by those who write about them."""
    chosen = CHOSEN.replace("b.id", "s.citizen")
    return f"""
        INSERT INTO {SCHEMA}.called
        SELECT s.citizen, k, split_part(n.name, ' ', 1)
        FROM {SCHEMA}.people s CROSS JOIN generate_series(1, {copies}) k
        JOIN {SCHEMA}.names n ON n.sex = s.sex AND n.number = {chosen}
        WHERE NOT s.unnamed
    """  # noqa: S608 - names of our own


def _copy_in(table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {SCHEMA}.{table} FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _sex(person: Citizen) -> str:
    first = person.name.split(" ", 1)[0]
    return "f" if first in names()["women"] or first in names()["far_women"] else "m"


def _pool() -> Iterator[tuple[str, int, str]]:
    """Names of each sex, in an order that is the same every time: (sex, number, name)."""
    for sex, kind in (("m", "men"), ("f", "women")):
        rng = stream(SEED, "other names", sex)
        for number in range(POOL):
            first, last = rng.choice(names()[kind]), rng.choice(names()["surnames"])
            yield sex, number, f"{first} {last}"


def _tokens() -> Iterator[tuple[str, int, str, str]]:
    for sex, number, name in _pool():
        for kind, token in sorted(tokens_of(name)):
            yield sex, number, kind, token


def tokens_of(name: str) -> set[tuple[str, str]]:
    """What search keeps of a name, as citizens.verbs writes it: (kind, token)."""
    heard = {(str(NameToken.Kind.SOUND), sound(word)) for word in words(name) if word.isalpha()}
    return {(str(NameToken.Kind.NAME), word) for word in words(name)} | heard


def _kept_tokens() -> Iterator[Any]:
    """Pieces that do not come from the name that is changed."""
    for token in NameToken.objects.select_related("citizen"):
        person = token.citizen
        of_street_name = {sound(word) for word in words(person.street_name)}
        from_street = token.kind == NameToken.Kind.STREET or (
            token.kind == NameToken.Kind.SOUND and token.token in of_street_name
        )
        if person.unnamed or from_street:
            yield token.pk


def _numbers(people: list[Citizen], copies: int) -> Iterator[tuple[Any, ...]]:
    """CPR numbers of the test kind that nobody else has: (citizen, copy, encrypted, index)."""
    taken = {cpr.decrypt(one.cpr_encrypted) for one in people if one.cpr_encrypted}
    for person in people:
        if person.cpr_encrypted is None:
            continue
        number = 0
        for copy in range(1, copies + 1):
            digits, number = _free_number(person, number, taken)
            yield person.pk, copy, cpr.encrypt(digits), cpr.index_of(digits)


def _free_number(person: Citizen, number: int, taken: set[str]) -> tuple[str, int]:
    born = person.birth_date or date(1970, 1, 1)
    while True:
        number += 1
        digits = test_cpr(born, _sex(person), number)
        # After two thousand a birthday is used up; the next one is as good for an invented person.
        if number % 1990 == 0:
            born = date.fromordinal(born.toordinal() + 1)
        if digits not in taken:
            taken.add(digits)
            return digits, number


def statement_for_names(first: int, last: int) -> str:
    """Pieces of the other names, for search."""
    return f"""
        INSERT INTO citizens_nametoken (id, created_at, version, citizen_id, kind, token)
        SELECT gen_random_uuid(), b.created_at, b.version, {key("b.id")}, t.kind, t.token
        FROM {SCHEMA}.citizens_citizen b
        JOIN {SCHEMA}.people s ON s.citizen = b.id
        CROSS JOIN generate_series({first}, {last}) k
        JOIN {SCHEMA}.tokens t ON t.sex = s.sex AND t.number = {CHOSEN}
        WHERE NOT b.unnamed AND NOT EXISTS (
            SELECT FROM {SCHEMA}.citizens_nametoken o
            JOIN {SCHEMA}.kept ON kept.token = o.id
            WHERE o.citizen_id = b.id AND o.kind = t.kind AND o.token = t.token)
    """  # noqa: S608 - names of our own
