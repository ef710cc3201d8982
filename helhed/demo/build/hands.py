"""Several processes at one work, each with a connection of its own."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any

from django.db import connections

# Told (steps done, steps in all).
Progress = Callable[[int, int], None]
Work = Callable[[Any, Progress], None]


class AHandFailed(RuntimeError):
    """One of the processes ended before its work was done; its own words stand above."""


def share_out(work: Work, parts: list[Any], progress: Progress | None) -> None:
    """Do `work` on each part in a process of its own, and wait for all."""
    # A connection cannot be used from two processes.
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    running: dict[Connection, Any] = {}
    for part in parts:
        ours, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=_one_hand, args=(work, part, theirs), daemon=True)
        process.start()
        theirs.close()
        running[ours] = process
    _listen(running, progress)
    for process in running.values():
        process.join()
        if process.exitcode != 0:
            raise AHandFailed(f"exit code {process.exitcode}")


def _one_hand(work: Work, part: Any, tell: Connection) -> None:
    try:
        work(part, lambda done, of: tell.send((done, of)))
    finally:
        connections.close_all()


def _listen(running: dict[Connection, Any], progress: Progress | None) -> None:
    """Report the slowest, so that the bar is full when the work is done."""
    told: dict[Any, tuple[int, int]] = {}
    open_ends = list(running)
    while open_ends:
        for end in wait(open_ends):
            assert isinstance(end, Connection)  # noqa: S101 - we made them
            try:
                told[end] = end.recv()
            except EOFError:
                open_ends.remove(end)
        if progress and len(told) == len(running):
            progress(*min(told.values(), key=lambda one: one[0] / one[1]))
