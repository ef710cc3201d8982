"""Instruments as data: a few questions, how they are scored, and who may use them.

Texts of licensed items are not shipped. A municipality that may use them lays a file of the same
shape in the folder HELHED_INSTRUMENTS, which goes before ours.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Item:
    key: str
    text: str
    least: int
    most: int
    low: str
    high: str

    @property
    def numbers(self) -> range:
        return range(self.least, self.most + 1)


@dataclass(frozen=True)
class Instrument:
    """One instrument. `times` scales the sum of the answers to `least`-`most`."""

    key: str
    edition: str
    name: str
    source: str
    licence: str
    intro: str
    asks_what_about: bool
    items: tuple[Item, ...]
    times: int
    least: int
    most: int
    marks: tuple[tuple[Decimal, str], ...]

    def score(self, answers: Mapping[str, int | None]) -> Decimal | None:
        """The sum of all items times its factor; None when one was skipped, for half is no score.

        Raises ValueError for an item that is not there or a number off its scale.
        """
        known = {item.key: item for item in self.items}
        for key, number in answers.items():
            if key not in known or (number is not None and number not in known[key].numbers):
                raise ValueError(key)
        given = [answers.get(item.key) for item in self.items]
        if any(number is None for number in given):
            return None
        return Decimal(sum(number for number in given if number is not None) * self.times)

    def says(self, score: Decimal | None) -> str:
        """What to do at a score, or nothing. No verdict on the person."""
        if score is None:
            return ""
        return next((words for below, words in self.marks if score < below), "")


def _read(data: Mapping[str, Any]) -> Instrument:
    score = data["score"]
    return Instrument(
        key=data["key"],
        edition=data["edition"],
        name=data["name"],
        source=data["source"],
        licence=data["licence"],
        intro=data["intro"],
        asks_what_about=data["about"],
        items=tuple(
            Item(i["key"], i["text"], i["from"], i["to"], i["low"], i["high"])
            for i in data["items"]
        ),
        times=score["sum_times"],
        least=score["from"],
        most=score["to"],
        marks=tuple((Decimal(m["below"]), m["words"]) for m in data["marks"]),
    )


@cache
def instruments() -> dict[str, Instrument]:
    """All instruments by key; those of the municipality go before ours."""
    folders = [HERE, *([Path(own)] if (own := settings.INSTRUMENTS) else [])]
    found: dict[str, Instrument] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.json")):
            instrument = _read(json.loads(file.read_text(encoding="utf-8")))
            found[instrument.key] = instrument
    return found
