"""Where snapshots lie."""

from pathlib import Path

from django.conf import settings


def root() -> Path:
    """The folder of the snapshots, on the database's own host."""
    return Path(settings.HELHED_SNAPSHOTS)
