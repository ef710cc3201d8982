"""Where the processes of `helhed serve` keep what they count, so that any of them can tell all."""

import os
import shutil
from pathlib import Path

from helhed.config import env

# The name is the library's own, and it is read when the library is first imported.
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def share_counts() -> None:
    """Let every process forked from this one count in one folder, begun afresh."""
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = str(_fresh_folder(env.home() / "metrics"))


def _fresh_folder(parent: Path) -> Path:
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in parent.iterdir():
        if left.name == str(os.getpid()) or not _runs(left.name):
            shutil.rmtree(left, ignore_errors=True)
    folder = parent / str(os.getpid())
    folder.mkdir(mode=0o700)
    return folder


def _runs(process: str) -> bool:
    return process.isdecimal() and Path("/proc", process).exists()
