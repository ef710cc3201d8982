"""What kind of success criterion a sentence holds, and how it could be written to be measured.

Pure, and a first guess only: a person looks at it before it counts. Reads Danish, as the plans are.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from helhed.strategy.agenda import MONTHS

NUMBER_WORDS = {
    "en": 1, "ét": 1, "et": 1, "én": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6,
    "syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12, "femten": 15, "tyve": 20,
}  # fmt: skip
# "en" is an article as often as a number, so alone it needs one of these before it.
AT_LEAST = r"(?:mindst|minimum|højst|maksimalt|op til|i alt)"
DIGITS = r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?"

SHARE = re.compile(rf"({DIGITS})\s*(?:%|procent\b|pct\b)", re.I)
EVERY = re.compile(r"\b(?:alle|samtlige|hver eneste|enhver)\s+\w+", re.I)
YEARLY = re.compile(r"\b(?:om året|pr\.?\s*år|per år|årligt|årlige?|hvert år)\b", re.I)
FRACTION = re.compile(
    r"\b(?:halvdelen|en tredjedel|en fjerdedel|to tredjedele|tre fjerdedele)\b", re.I
)
FRACTIONS = {
    "halvdelen": "50",
    "en tredjedel": "33.33",
    "en fjerdedel": "25",
    "to tredjedele": "66.67",
    "tre fjerdedele": "75",
}
BY_DATE = re.compile(
    rf"\b(?:inden|senest|ved|i|medio|ultimo|primo|før)\s+"
    rf"(?:udgangen af\s+|den\s+|slutningen af\s+)?"
    rf"(?:(?P<day>\d{{1,2}})\.\s*)?(?:(?P<month>{'|'.join(MONTHS)})\s+)?(?P<year>20\d\d)\b",
    re.I,
)
COUNTED = re.compile(rf"(?<![\w.,]){AT_LEAST}?\s*({DIGITS})(?![\w%])\s*(?!%)([a-zæøå]+)?", re.I)
ALONE = "|".join(word for word, count in NUMBER_WORDS.items() if count > 1)
WORD_COUNTED = re.compile(
    rf"\b(?:{AT_LEAST}\s+({'|'.join(NUMBER_WORDS)})|({ALONE}))\b(?:\s+([a-zæøå]+))?", re.I
)
UP = re.compile(
    r"\b(?:flere|øge[srt]?|øget|stige[srt]?|stigning|stigende|større|højere|bedre|forbedre[srt]?"
    r"|forbedret|styrke[srt]?|styrket|mere|længere|oftere)\b",
    re.I,
)
DOWN = re.compile(
    r"\b(?:færre|mindske[srt]?|mindsket|reducere[srt]?|reduceret|fald|falde[rt]?|faldende|lavere"
    r"|nedbringe[srt]?|nedbragt|mindre|forebygge[srt]?|kortere|sjældnere)\b",
    re.I,
)
MADE = re.compile(
    r"\b(?:er|bliver|skal være|foreligger)\b.*\b(?:etableret|oprettet|åbnet|gennemført|udarbejdet"
    r"|vedtaget|ansat|afholdt|implementeret|indført|iværksat|færdig)\b",
    re.I,
)


@dataclass(frozen=True)
class Typed:
    """A criterion with its kind (a code of `Criterion.Kind`) and what could be read of it."""

    text: str
    kind: str
    measurable: bool
    direction: str = ""
    target: Decimal | None = None
    unit: str = ""
    due_on: date | None = None
    suggestion: str = ""


def typed(text: str) -> Typed:
    """The best guess at a criterion; not measurable as written comes with a suggestion."""
    said = " ".join(text.split())
    for guess in GUESSES:
        found = guess(said)
        if found is not None:
            return found
    return Typed(said, "text", measurable=False, suggestion=how_to_write("text"))


def how_to_write(kind: str) -> str:
    """What is missing in a criterion of the kind, and how it could be said."""
    if kind == "direction":
        return _(
            "It says which way, but not from where to where. Write for example: "
            "“from … today to … at the end of the year”, and where the figure comes from."
        )
    if kind == "milestone":
        return _("Write the day by which it is there, and who sees to it.")
    return _(
        "Nobody can tell from the words whether it was reached. Write what can be seen or "
        "counted when it is: how many, who looks, and when."
    )


def parts(text: str) -> list[str]:
    """A text of criteria cut where a list or a sentence ends; a person puts it right."""
    lines = re.split(r"\n\s*(?:[-•*]\s*|\d+[.)]\s+)|\n\s*\n", "\n" + text)
    sentences = [
        part
        for line in lines
        for part in re.split(r"(?<=[a-zæøå)])[.;]\s+(?=[A-ZÆØÅ])", " ".join(line.split()))
    ]
    return [part.strip(" .;") for part in sentences if part.strip(" .;-•")]


def _share(said: str) -> Typed | None:
    if match := SHARE.search(said):
        return Typed(said, "share", True, _way(said), decimal(match[1]), "%", due(said))
    if match := FRACTION.search(said):
        target = Decimal(FRACTIONS[match[0].lower()])
        return Typed(said, "share", True, _way(said), target, "%", due(said))
    return None


def _per_year(said: str) -> Typed | None:
    if not YEARLY.search(said):
        return None
    count, unit = counted(said)
    # "a yearly meeting" is one a year.
    target = count if count is not None else Decimal(1)
    return Typed(said, "count_per_year", True, "", target, unit, due(said))


def _everybody(said: str) -> Typed | None:
    if not EVERY.search(said):
        return None
    return Typed(said, "share", True, "up", Decimal(100), "%", due(said))


def _number(said: str) -> Typed | None:
    count, unit = counted(said)
    if count is None:
        return None
    return Typed(said, "number", True, _way(said), count, unit, due(said))


def _milestone(said: str) -> Typed | None:
    day = due(said)
    if day is None and not MADE.search(said):
        return None
    if UP.search(said) or DOWN.search(said):
        return None
    words = "" if day else how_to_write("milestone")
    return Typed(said, "milestone", day is not None, due_on=day, suggestion=words)


def _direction(said: str) -> Typed | None:
    way = _way(said)
    if not way:
        return None
    words = how_to_write("direction")
    return Typed(said, "direction", False, way, due_on=due(said), suggestion=words)


GUESSES: tuple[Callable[[str], Typed | None], ...] = (
    _share,
    _per_year,
    _everybody,
    _number,
    _milestone,
    _direction,
)


def _way(said: str) -> str:
    up, down = UP.search(said), DOWN.search(said)
    if up and down:
        return "up" if up.start() < down.start() else "down"
    return "up" if up else "down" if down else ""


def decimal(digits: str) -> Decimal:
    """A number as written in Danish: 1.400 is a thousand and four hundred, 7,5 seven and a half."""
    return Decimal(digits.replace(".", "").replace(",", "."))


def counted(said: str) -> tuple[Decimal | None, str]:
    """The first count in the sentence with the word after it; years and dates are no counts."""
    without_days = BY_DATE.sub(" ", said)
    without_years = re.sub(r"\b20\d\d(?:\s*[-\u2013]\s*20\d\d)?\b", " ", without_days)
    if match := COUNTED.search(without_years):
        return decimal(match[1]), match[2] or ""
    if match := WORD_COUNTED.search(without_years):
        return Decimal(NUMBER_WORDS[(match[1] or match[2]).lower()]), match[3] or ""
    return None, ""


def due(said: str) -> date | None:
    """The last day a sentence names: a day, the end of a month, or the end of a year."""
    match = BY_DATE.search(said)
    if match is None:
        return None
    year, month = int(match["year"]), match["month"]
    if month is None:
        return date(year, 12, 31)
    number = MONTHS.index(month.lower()) + 1
    try:
        return date(year, number, int(match["day"])) if match["day"] else _last_day(year, number)
    except ValueError:
        return _last_day(year, number)


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - date.resolution
