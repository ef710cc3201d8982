"""The words of the invented municipality, read from `corpus/`."""

import random
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from helhed.demo.chance import rotate

SLOT = re.compile(r"\{(\w+)\}")


@dataclass
class Topic:
    """Something a life may turn on: what is hoped, aimed at, done and helped with."""

    name: str
    theme: str = ""
    hopes: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    steps: list[tuple[str, str]] = field(default_factory=list)
    services: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Asking:
    """An enquiry as it was made and as it was answered."""

    who: str
    channel: str
    words: str
    answer: str


def _lines(name: str) -> list[str]:
    text = resources.files("helhed.demo").joinpath("corpus", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _pair(value: str) -> tuple[str, str]:
    first, second = value.split(" | ")
    return first, second


@cache
def topics() -> dict[str, Topic]:
    found: dict[str, Topic] = {}
    for line in _lines("topics.txt"):
        if line.startswith("["):
            topic = found.setdefault(line[1:-1], Topic(line[1:-1]))
            continue
        kind, value = line.split(": ", 1)
        match kind:
            case "theme":
                topic.theme = value
            case "hope":
                topic.hopes.append(value)
            case "goal":
                topic.goals.append(value)
            case "step":
                topic.steps.append(_pair(value))
            case "service":
                topic.services.append(_pair(value))
    return found


@cache
def _kinds(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _lines(name):
        if line.startswith("["):
            lines = found.setdefault(line[1:-1], [])
        else:
            lines.append(line)
    return found


def notes() -> dict[str, list[str]]:
    """Notes after a contact, by how it went."""
    return _kinds("notes.txt")


def sayings() -> dict[str, list[str]]:
    """Short texts about one person, by kind."""
    return _kinds("sayings.txt")


def names() -> dict[str, list[str]]:
    """First names, surnames, street names and the like, by kind."""
    return _kinds("names.txt")


@cache
def enquiries() -> list[Asking]:
    return [Asking(*line.split(" | ")) for line in _lines("enquiries.txt")]


class Voice:
    """Fills the templates for one person and does not repeat itself."""

    def __init__(self, slots: dict[str, str], rng: random.Random) -> None:
        self.slots = slots
        self.rng = rng
        self._used: dict[str, list[int]] = {}

    def can_say(self, template: str) -> bool:
        return all(slot in self.slots for slot in SLOT.findall(template))

    def fill(self, template: str, **more: str) -> str:
        return template.format_map({**self.slots, **more})

    def say(self, kind: str, templates: list[str], **more: str) -> str:
        """One of the templates this person has the slots for, filled in."""
        known = {**self.slots, **more}
        fit = [line for line in templates if all(slot in known for slot in SLOT.findall(line))]
        return self.fill(rotate(fit, self.rng, self._used.setdefault(kind, [])), **more)
