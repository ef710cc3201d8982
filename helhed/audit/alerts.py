"""What stands out in the log: a question to ask, never a verdict."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

# A surname carried by more citizens than this says nothing.
RARE = 20
MOST = 200


@dataclass(frozen=True)
class Namesake:
    """A colleague who opened the page of somebody with the same surname."""

    actor_id: UUID
    citizen_id: UUID
    looks: int
    latest: datetime
    bearers: int


def same_surname(*, since: datetime) -> list[Namesake]:
    """Looks since the moment at citizens with the looker's own, rare surname; the rarest first.

    For those who may read the log; to others the database answers nothing. Source: law.md 12.4.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT actor_id, citizen_id, looks, latest, bearers"
            " FROM audit_same_surname(%s, %s) ORDER BY bearers, latest DESC LIMIT %s",
            [since, RARE, MOST],
        )
        return [Namesake(*row) for row in cursor.fetchall()]
