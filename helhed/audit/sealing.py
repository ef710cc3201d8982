"""Sealing the log: a chain of hashes over batches of lines, so that tampering shows.

Never done while a page is made: a job seals what is decided, some minutes later.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.audit.models import Horizon, Seal

FIRST_PREVIOUS = "0" * 64
LINES_PER_SEAL = 10_000
MONTHS_AHEAD = 2
# Longer than a transaction needs from taking a line's number to being seen by others.
RESTS_FOR = timedelta(seconds=60)
LOCK = 7_205_201

_COLUMNS = (
    "seq, id, at, actor_id, actor, role, unit, action, citizen_id, model, object_id, purpose,"
    " channel, details::text"
)
_LINES = f"SELECT {_COLUMNS} FROM audit_event WHERE seq >= %s AND seq <= %s ORDER BY seq"  # noqa: S608 - constants only
_BATCH = f"""
    SELECT {_COLUMNS} FROM audit_event WHERE seq > %s AND seq <= %s ORDER BY seq LIMIT %s
"""  # noqa: S608 - constants only


@dataclass(frozen=True)
class Trouble:
    """A seal that does not fit what it sealed."""

    number: int
    what: str | Promise


def seal(*, at: datetime) -> list[Seal]:
    """Seal all lines that are decided, oldest first, LINES_PER_SEAL to a seal.

    A line is decided when every transaction that could still bring one with a smaller number is
    over. So the first run only looks, and a later one seals what the first had seen.
    """
    until = _decided(at=at)
    made = []
    while until is not None and (link := _seal_one(until, at=at)) is not None:
        made.append(link)
    return made


@transaction.atomic
def _seal_one(until: int, *, at: datetime) -> Seal | None:
    with connection.cursor() as cursor:
        # Two workers must not forge two links after the same one.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = Seal.objects.order_by("-number").first()
        after = last.last_line if last else 0
        cursor.execute(_BATCH, [after, until, LINES_PER_SEAL])
        rows = cursor.fetchall()
    if not rows:
        return None
    previous = last.digest if last else FIRST_PREVIOUS
    moments = [row[2] for row in rows]
    link = Seal(
        number=last.number + 1 if last else 1,
        sealed_at=at,
        first_line=after + 1,
        last_line=rows[-1][0],
        first_at=min(moments),
        last_at=max(moments),
        count=len(rows),
        previous=previous,
        digest=digest_of(previous, rows),
    )
    link.save(force_insert=True)
    return link


def _decided(*, at: datetime) -> int | None:
    """The last line that is certain to have no line to come before it, or None."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(seq), 0),"
            " pg_snapshot_xmin(pg_current_snapshot())::text::bigint,"
            " pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM audit_event"
        )
        newest, oldest_running, next_to_begin = cursor.fetchone()
        seen = Horizon.objects.first()
        if seen is not None and not _is_over(seen, oldest_running, next_to_begin, at=at):
            return None
        Horizon.objects.update_or_create(
            pk=1,
            defaults={"line": newest, "next_transaction": next_to_begin, "seen_at": at},
        )
    return seen.line if seen else None


def _is_over(seen: Horizon, oldest_running: int, next_to_begin: int, *, at: datetime) -> bool:
    # Restored into another database server, whose count of transactions is its own.
    restored = next_to_begin < seen.next_transaction
    return restored or (oldest_running >= seen.next_transaction and at - seen.seen_at >= RESTS_FOR)


def digest_of(previous: str, rows: list[tuple[Any, ...]]) -> str:
    """SHA-256, in hex, of the digest before and every column of every line, in order."""
    running = hashlib.sha256(previous.encode())
    for row in rows:
        running.update(b"\n" + json.dumps([_written(value) for value in row]).encode())
    return running.hexdigest()


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if value is None or isinstance(value, int):
        return value
    return str(value)


def verify() -> Iterator[Trouble | Seal]:
    """Go through the chain from its first link: each seal that holds, or what is wrong with it.

    Lines taken away, changed or put in, and links taken out of the chain, all show. Only the end
    of the chain can be cut off unseen: note the last number and digest elsewhere now and then.
    """
    previous, expected, next_line = FIRST_PREVIOUS, 1, 1
    for link in Seal.objects.order_by("number").iterator(chunk_size=200):
        yield _examined(link, previous, expected, next_line) or link
        previous, expected, next_line = link.digest, link.number + 1, link.last_line + 1


def _examined(link: Seal, previous: str, expected: int, next_line: int) -> Trouble | None:
    if link.number != expected or link.previous != previous or link.first_line != next_line:
        return Trouble(link.number, _("The chain is broken before this seal."))
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [link.first_line, link.last_line])
        rows = cursor.fetchall()
    if len(rows) < link.count:
        return Trouble(link.number, _("Lines have been taken away since they were sealed."))
    if len(rows) > link.count:
        return Trouble(link.number, _("Lines have been put in since it was sealed."))
    if digest_of(previous, rows) != link.digest:
        return Trouble(link.number, _("A line has been changed since it was sealed."))
    return None


def unsealed_since() -> datetime | None:
    """When the waiting lines were last sealed up to; None when none wait.

    The earliest moment there is when nothing was ever sealed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nullif(since, '-infinity'), since = '-infinity' FROM"
            " (SELECT audit_unsealed_since() AS since) waiting"
        )
        since, never = cursor.fetchone()
    if never:
        return datetime.min.replace(tzinfo=UTC)
    return since if since is None else since.astimezone(UTC)


def make_partitions(*, on: date) -> list[date]:
    """Make the partitions of this month and the next two. Returns the months that have none.

    A month some of whose lines lie in the default partition already keeps them there.
    """
    without = []
    month = on.replace(day=1)
    for _ahead in range(MONTHS_AHEAD + 1):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT audit_make_partition(%s)", [month])
        except IntegrityError:
            without.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return without
