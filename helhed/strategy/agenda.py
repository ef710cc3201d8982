"""References to items of committee meetings and journal numbers, as documents print them.

Four spellings are known, each may be broken over lines: "SU 1.2 2021 pkt.8",
"SU den 2. marts 2020, pkt. 14", "MAG, den 9. marts 2020, pkt. 93" and
"SU den 21.september 2020, pkt. 64". Pure: text in, references out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)

REFERENCE = re.compile(
    rf"""
    (?<![\w])
    (?P<body> [A-ZÆØÅ]{{2,6}}                           # a short form: SU, MAG
            | [A-ZÆØÅ][\w-]*(?:udvalget|udvalg|bestyrelsen|rådet|magistraten)
            | Magistraten )
    \s*,?\s*
    (?:den\s+)?
    (?P<day>\d{{1,2}})\s*\.\s*
    (?: (?P<number>\d{{1,2}})\s*[.\s] | (?P<name>{"|".join(MONTHS)})\b )
    \s*(?P<year>\d{{4}})
    \s*,?\s*
    (?:pkt\s*\.?|punkt(?:\s+nr\s*\.)?)\s*
    (?P<item>\d{{1,4}})(?!\d)
    """,
    re.VERBOSE,
)
JOURNAL = re.compile(r"(?<![\w.])\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d{1,5}-\d{2}(?!\d)")


@dataclass(frozen=True)
class Reference:
    """`body` is the committee as printed, `start` and `end` where it stands in the text."""

    body: str
    held_on: date
    number: int
    raw: str
    start: int
    end: int


def references(text: str) -> list[Reference]:
    """Every reference in the text, in order. A day that does not exist is no reference."""
    return list(_found(text))


def _found(text: str) -> Iterator[Reference]:
    for match in REFERENCE.finditer(text):
        held_on = _day(match)
        number = int(match["item"])
        if held_on is None or number == 0:
            continue
        raw = " ".join(match[0].split())
        yield Reference(match["body"], held_on, number, raw, match.start(), match.end())


def _day(match: re.Match[str]) -> date | None:
    name = match["name"]
    month = MONTHS.index(name) + 1 if name else int(match["number"])
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def journal_numbers(text: str) -> list[str]:
    """KLE-based journal numbers such as 27.00.00-A00-1-24, each once, in order."""
    return list(dict.fromkeys(JOURNAL.findall(text)))
