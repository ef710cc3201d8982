"""Build an invented municipality for `make bench`, and note what that took: time, memory, disk."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
SECONDS_BETWEEN_LOOKS = 2


def built(home: Path, citizens: int) -> dict[str, float]:
    """Build unless it stands. Shape: {"minutes", "peak_mib", "disk_gib"} of the building."""
    note = home / "built"
    if note.exists():
        found: dict[str, float] = json.loads(note.read_text() or "{}")
        return found
    sys.stderr.write(f"Building {citizens} citizens once. This takes a while.\n")
    home.mkdir(parents=True, exist_ok=True)
    began, peak = time.monotonic(), 0.0
    build = [sys.executable, "-m", "helhed.cli", "demo", "--citizens", str(citizens)]
    with subprocess.Popen([*build, "--build-only"], env=environment(home), cwd=ROOT) as program:  # noqa: S603 - our own program
        while program.poll() is None:
            time.sleep(SECONDS_BETWEEN_LOOKS)
            peak = max(peak, memory_mib(program.pid, home))
    if program.returncode:
        raise SystemExit(program.returncode)
    took = {
        "minutes": round((time.monotonic() - began) / 60, 1),
        "peak_mib": round(peak),
        "disk_gib": round(disk_gib(home), 1),
    }
    note.write_text(json.dumps(took))
    return took


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "HELHED_HOME": str(home), "HELHED_PGDATA": str(home)}


def memory_mib(program: int, home: Path) -> float:
    """What the program and its database hold, shared pages counted once."""
    pids = [program]
    postmaster = home / "postgres" / "postmaster.pid"
    with contextlib.suppress(OSError, ValueError, IndexError):
        pids.append(int(postmaster.read_text().splitlines()[0]))
    total = 0
    for pid in pids:
        try:
            top = psutil.Process(pid)
            total += sum(_held(one) for one in (top, *top.children(recursive=True)))
        except psutil.Error:
            continue
    return total / 2**20


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def disk_gib(home: Path) -> float:
    return sum(file.stat().st_size for file in home.rglob("*") if file.is_file()) / 2**30
