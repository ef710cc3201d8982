"""The keys of the citizens somebody reaches, for searches that are quicker with them in hand."""

from uuid import UUID

from django.db import connection

from helhed.access.may import May
from helhed.accounts.models import User


def keys_open_to(user: User, to: May) -> list[UUID] | None:
    """Keys of the citizens open to the user, or None where a wide role reaches nearly all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN NOT access_sees_all_for(%s, %s) THEN access_open_to(%s, %s) END",
            [user.pk, str(to), user.pk, str(to)],
        )
        found: list[UUID] | None = cursor.fetchone()[0]
    return found
