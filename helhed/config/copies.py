"""When the last copy of the database was written: beside the data, for those who watch over it."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from helhed.config import env


@dataclass(frozen=True)
class Copy:
    at: datetime
    bytes: int


def note(*, at: datetime, size: int) -> None:
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(json.dumps({"at": at.isoformat(), "bytes": size}))
    draft.replace(path)


def last() -> Copy | None:
    """The last copy that `helhed backup` wrote on this machine, if it wrote any."""
    try:
        told = json.loads(_path().read_text())
        return Copy(datetime.fromisoformat(told["at"]), int(told["bytes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path() -> Path:
    return env.home() / "last-copy.json"
