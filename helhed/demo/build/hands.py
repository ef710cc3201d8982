"""Several processes at one work, each with a connection of its own."""

import multiprocessing
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any, cast

from django.db import connections

# Told (steps done, steps in all).
Progress = Callable[[int, int], None]
Work = Callable[[Any, Progress], None]


class AHandFailed(RuntimeError):
    """One of the processes could not go on; the message is what it said."""


def share_out(work: Work, parts: list[Any], progress: Progress | None) -> None:
    """Do `work` on each part in a process of its own, and wait for all.

    Raises AHandFailed as soon as one of them fails; the others are stopped.
    """
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
    try:
        _listen(running, progress)
    finally:
        for process in running.values():
            process.terminate()
            process.join()


def _one_hand(work: Work, part: Any, tell: Connection) -> None:
    try:
        work(part, lambda done, of: tell.send((done, of)))
        tell.send("done")
    except Exception:
        tell.send(traceback.format_exc())
    finally:
        connections.close_all()


def _listen(running: dict[Connection, Any], progress: Progress | None) -> None:
    """Report the slowest, so that the bar is full when the work is done."""
    told: dict[Any, tuple[int, int]] = {}
    working = list(running)
    while working:
        for end in cast("list[Connection]", wait(working)):
            said = _heard(end)
            if said == "done":
                working.remove(end)
            elif isinstance(said, str):
                raise AHandFailed(said)
            else:
                told[end] = said
        if progress and len(told) == len(running):
            progress(*min(told.values(), key=lambda one: one[0] / one[1]))


def _heard(end: Any) -> Any:
    try:
        return end.recv()
    except EOFError:
        return "The process ended without a word; it may have been killed."
