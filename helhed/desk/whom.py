"""From what somebody writes to a key: a CPR number, or the number of a page."""

from uuid import UUID

from django.db import connection

from helhed.citizens import cpr
from helhed.core.errors import Refused


def citizen_key(text: str) -> UUID | None:
    """The key in the text itself, or of the citizen with this full CPR number, or None."""
    text = text.strip()
    try:
        return UUID(text)
    except ValueError:
        pass
    try:
        digits = cpr.normalise(text)
    except Refused:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_citizen_by_cpr(%s)", [cpr.index_of(digits)])
        found = cursor.fetchone()[0]
    return UUID(str(found)) if found else None
