"""The table of labels: what a plan prints before each piece of text. Data, not code."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from helhed.strategy.reading.lines import Line
from helhed.strategy.reading.refusals import BadLabels

TABLE = Path(__file__).with_name("labels.toml")
FIELDS = (
    "committees",
    "goals",
    "target_group",
    "carried_over",
    "challenge",
    "description",
    "success_criteria",
    "partners",
    "contacts",
)
VARIABLES = {
    "number": r"(?P<number>\d{1,3})",
    "year": r"(?P<year>20\d\d)",
    "period": r"20\d\d\s*[-–/]\s*(?:20)?\d\d",
    "policy": r"(?P<policy>\w*(?:politikken|strategien|planen|politik|strategi))",
}
MOST_LABEL_LINES = 3
LONGEST_LABEL = 200

Table = dict[str, Any]


@dataclass(frozen=True)
class Hit:
    """A label found: which lines it stands on, and what follows it on the last of them."""

    name: str
    label: str
    """As printed, on one line."""
    start: int
    """Index of its first line."""
    end: int
    """Index of its last line."""
    rest: str
    style: str
    """alone · colon · inline"""
    clear: bool
    """Stands where a label stands: alone, with a colon, or at the beginning of a block."""
    year: int | None = None
    policy: str = ""


@dataclass(frozen=True)
class Heading:
    """A line that begins a card, or names one in the overview."""

    number: int
    start: int
    rest: str


@dataclass(frozen=True)
class Labels:
    """The table made ready for reading."""

    table: Table

    @cached_property
    def cards(self) -> "list[re.Pattern[str]]":
        return _compiled(tuple(self.table["headings"]["card"]), keep_end=True)

    @cached_property
    def overviews(self) -> "list[re.Pattern[str]]":
        return _compiled(tuple(self.table["headings"]["overview"]), keep_end=True)

    @cached_property
    def fields(self) -> "list[tuple[str, re.Pattern[str]]]":
        pairs = [(name, label) for name in FIELDS for label in self.table["fields"].get(name, [])]
        pairs += [("furniture", label) for label in self.table["headings"]["furniture"]]
        pairs.sort(key=lambda pair: -len(pair[1]))
        return [(name, _pattern(label)) for name, label in pairs]

    @cached_property
    def section_goals(self) -> "list[re.Pattern[str]]":
        return _compiled(tuple(self.table["headings"]["section_goal"]), keep_end=True)

    def words(self, section: str, name: str) -> list[str]:
        return list(self.table.get(section, {}).get(name, []))

    def policy(self, name: str) -> "list[re.Pattern[str]]":
        return _compiled(tuple(self.table["policy"].get(name, ())))

    def without(self, section: str, name: str, label: str) -> "Labels":
        """The same table less one label."""
        table = deepcopy(self.table)
        table[section][name].remove(label)
        return Labels(table)

    def every_label(self) -> list[tuple[str, str, str]]:
        """All labels of cards as (section, name, label)."""
        return [
            (section, name, label)
            for section in ("headings", "fields")
            for name, labels in self.table[section].items()
            for label in labels
        ]


def load_labels(*more: tuple[str, str]) -> Labels:
    """The table of the house, with further tables as (name, TOML text) added. Raises BadLabels."""
    table = deepcopy(_house_table())
    for name, text in more:
        _add(table, _parsed(text, name), name)
    return Labels(table)


def add_labels(labels: Labels, added: Iterable[tuple[str, str]]) -> Labels:
    """The table with further labels as (field or kind of heading, printed words)."""
    table = deepcopy(labels.table)
    for field, text in added:
        section = "fields" if field in FIELDS else "headings"
        table[section].setdefault(field, []).append(text)
    return Labels(table)


@cache
def _house_table() -> Table:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _parsed(text: str, name: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise BadLabels(name, why=str(failure)) from failure


def _add(table: Table, more: Mapping[str, Any], name: str) -> None:
    for section, entries in more.items():
        if section not in table or not isinstance(entries, Mapping):
            raise BadLabels(name, why=f"[{section}]")
        for key, value in entries.items():
            _add_entry(table[section], section, key, value, name)


def _add_entry(place: Table, section: str, key: str, value: Any, name: str) -> None:
    known = key in place or (section == "fields" and key in FIELDS) or section == "aliases"
    if not known:
        raise BadLabels(name, why=f"{section}.{key}")
    if isinstance(value, Mapping):
        place.setdefault(key, {}).update({str(word): str(value[word]) for word in value})
    elif isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value):
        place[key] = [*place.get(key, []), *(word[:LONGEST_LABEL] for word in value)]
    elif section == "aliases" and isinstance(value, str):
        place[key] = value
    else:
        raise BadLabels(name, why=f"{section}.{key}")


@cache
def _compiled(labels: tuple[str, ...], keep_end: bool = False) -> "list[re.Pattern[str]]":
    ordered = sorted(labels, key=len, reverse=True)
    return [_pattern(label, keep_end=keep_end) for label in ordered]


@cache
def _pattern(label: str, keep_end: bool = False) -> "re.Pattern[str]":
    """The label as a pattern over line breaks, and over words divided at the end of a line."""
    end = re.escape(label[-1]) if keep_end and label[-1] in ":.)" else ""
    words = label.rstrip(" :?.").split()
    ends_in_word = "" if words[-1].endswith("}") and not end else r"(?!\w|-\w)"
    return re.compile(r"\s+".join(map(_word, words)) + (end or ends_in_word), re.IGNORECASE)


def _word(word: str) -> str:
    variable = re.fullmatch(r"\{(\w+)\}(\W*)", word)
    if variable and variable[1] in VARIABLES:
        return VARIABLES[variable[1]] + re.escape(variable[2])
    letters = [re.escape(letter) for letter in word]
    return r"(?:-\n)?".join(letters) if len(word) > 7 else "".join(letters)


def find_label(lines: Sequence[Line], at: int, labels: Labels) -> Hit | None:
    """The label of a field that begins on this line, the longest that fits, or None."""
    first = lines[at]
    if first.blank or not first.text[0].isupper():
        return None
    used = _following(lines, at)
    text = "\n".join(lines[index].text for index in used)
    for name, pattern in labels.fields:
        match = pattern.match(text)
        hit = _hit(lines, used, text, match, name) if match else None
        if hit:
            return hit
    return None


def _following(lines: Sequence[Line], at: int) -> list[int]:
    """Indices of this line and those a label may go on over, one blank line between at most."""
    used = [at]
    for index in range(at + 1, min(at + 2 * MOST_LABEL_LINES, len(lines))):
        if index - used[-1] > 2 or len(used) == MOST_LABEL_LINES:
            break
        if not lines[index].blank:
            used.append(index)
    return used


def _hit(
    lines: Sequence[Line], used: Sequence[int], text: str, match: "re.Match[str]", name: str
) -> Hit | None:
    printed, after = text[: match.end()], text[match.end() :]
    end = used[printed.count("\n")]
    on_line = after.split("\n", 1)[0]
    mark = re.match(r"\s*[:?.]*\s*", on_line)
    closing = mark[0].strip() if mark else ""
    rest = on_line[len(mark[0]) if mark else 0 :]
    style = "alone" if not rest else "colon" if closing else "inline"
    if style == "inline" and not _begins_a_value(rest):
        return None
    found = match.groupdict()
    return Hit(
        name=name,
        label=re.sub(r"-\s(?=[a-zæøå])", "", " ".join(printed.split())) + closing,
        start=used[0],
        end=end,
        rest=rest,
        style=style,
        clear=style != "inline" or begins_block(lines, used[0]),
        year=int(found["year"]) if found.get("year") else None,
        policy=found.get("policy") or "",
    )


def _begins_a_value(rest: str) -> bool:
    return rest[0].isupper() or not rest[0].isalpha()


def begins_block(lines: Sequence[Line], at: int) -> bool:
    """Whether the line stands after a blank one, a page break, or a heading."""
    line = lines[at]
    if at == 0 or line.indented or line.heading or line.label_cell or line.whole:
        return True
    return lines[at - 1].blank or lines[at - 1].heading


def find_heading(
    lines: Sequence[Line], at: int, patterns: "Sequence[re.Pattern[str]]"
) -> Heading | None:
    """A card's heading, or an overview's, that begins on this line."""
    line = lines[at]
    if line.blank:
        return None
    for pattern in patterns:
        match = pattern.match(line.body)
        if match and line.body[0].isupper():
            return Heading(int(match["number"]), at, line.body[match.end() :].lstrip(" .:)–-"))
    return None
