"""How a set-up is found to be, in words for the one who runs it."""

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    FINE = "ok"
    LOOK = "!"
    WRONG = "X"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it is, and what to do about it."""

    state: State
    what: str
    mend: str = ""


def fine(what: str) -> Finding:
    return Finding(State.FINE, what)


def look(what: str, mend: str) -> Finding:
    return Finding(State.LOOK, what, mend)


def wrong(what: str, mend: str) -> Finding:
    return Finding(State.WRONG, what, mend)
