"""FHIR dateTime and instant, as MedCom allows them: always with a time zone."""

import re
from datetime import datetime

# Fractions of a second beyond microseconds are cut off: Python keeps six digits.
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})T(?P<time>([01]\d|2[0-3]):[0-5]\d):(?P<second>[0-5]\d|60)"
    r"(?P<fraction>\.\d+)?(?P<zone>Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)",
    re.ASCII,
)
_YEARS = range(1850, 2200)


def moment(text: object) -> datetime | None:
    """The moment `text` tells of, aware; None when it is no full moment with a time zone."""
    match = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    # A leap second is a legal instant that datetime cannot hold.
    second = min(int(match["second"]), 59)
    fraction = (match["fraction"] or ".0")[:7].ljust(7, "0")
    zone = "+00:00" if match["zone"] == "Z" else match["zone"]
    try:
        found = datetime.fromisoformat(
            f"{match['day']}T{match['time']}:{second:02}{fraction}{zone}"
        )
    except ValueError:
        return None
    return found if found.year in _YEARS else None
