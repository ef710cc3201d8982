"""The file for programs and the paper for people, of the same rows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from helhed.access.may import Area, area_of
from helhed.access.roles import LABELS as ROLES
from helhed.access.roles import Role
from helhed.audit import reading
from helhed.audit.models import Event
from helhed.design.pdf import pdf
from helhed.design.words import as_day
from helhed.exchange.whole.gathering import Whole, Written, columns, day_of
from helhed.exchange.whole.labels import label_of
from helhed.exchange.whole.register import KINDS, Part
from helhed.exchange.whole.telling import in_words, part_words, value_of, why_words

# Raised when a program that read the last shape would no longer understand.
SHAPE = 1
LOG_LINES = 200
# Longer texts have a line of their own.
SHORT = 60
# Said once on the first page, instead of at every row.
NO_COLLEAGUES = {"held_back": str(Part.COLLEAGUES)}


@dataclass(frozen=True)
class Choices:
    """What whoever gives it out has decided, and how the citizen was known and is handed it."""

    identified: str
    handed: str
    held: frozenset[Part] = frozenset()
    because: str = ""


@dataclass(frozen=True)
class Line:
    label: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One row on the paper: what is short in one line, and what is long beneath it."""

    day: str
    short: list[Line] = field(default_factory=list)
    long: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Chapter:
    heading: str
    entries: list[Entry]
    # Rows as they stood before they were changed: in the file only.
    earlier: int = 0


def as_json(whole: Whole, choices: Choices, *, at: datetime) -> bytes:
    """The file. Shape: docs/data-protection.md, "The file"."""
    told = {
        "shape": SHAPE,
        "made_at": at.isoformat(timespec="seconds"),
        "closed": [{"kind": kind.code, "area": str(area_of(kind.may))} for kind in whole.closed],
        "log_closed": whole.log is None,
        "left_out": [
            {"code": str(why), "what": what, "why": because}
            for why, (what, because) in why_words().items()
        ],
        "held_back": [
            {"code": str(part), "what": str(part_words()[part]), "why": choices.because}
            for part in sorted(choices.held)
        ],
        "kinds": [_kind(whole, kind, choices) for kind in KINDS if kind.code in whole.rows],
        "log": [_looked(event) for event in whole.log or ()],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _kind(whole: Whole, kind: Any, choices: Choices) -> dict[str, Any]:
    return {
        "code": kind.code,
        "heading": str(kind.heading),
        "rows": [_row(whole, one, choices) for one in whole.rows[kind.code]],
        "before": [_row(whole, one, choices) for one in whole.before.get(kind.code, ())],
    }


def _row(whole: Whole, one: Written, choices: Choices) -> dict[str, Any]:
    row: dict[str, Any] = {"row": one.name}
    if one.earlier:
        row |= {
            "of": whole.names.get(one.row.pgh_obj_id),
            "stood_until": one.row.pgh_created_at.isoformat(timespec="seconds"),
        }
    values = {c.name: value_of(whole, one, c, choices.held) for c in columns(one)}
    return row | values


def _looked(event: Event) -> dict[str, str]:
    return {
        "at": event.at.isoformat(timespec="seconds"),
        "role": event.role or event.actor,
        "unit": event.unit,
        "did": event.action,
        "says": str(reading.WORDS.get(event.action, _("worked in the record"))),
        "purpose": event.purpose,
        "through": event.channel,
    }


def as_paper(whole: Whole, choices: Choices, *, at: datetime) -> bytes:
    """The paper: what it is and what is not in it first, then chapter by chapter."""
    context = {
        "name": whole.citizen.shown_name,
        "at": at,
        "demo": settings.HELHED_DEMO,
        "because": choices.because,
        "held": [part_words()[part] for part in sorted(choices.held)],
        "closed": closed_words(whole),
        "log_closed": whole.log is None,
        "left_out": list(why_words().values()),
        "chapters": list(chapters(whole, choices)),
        "log": [_log_line(event) for event in (whole.log or ())[:LOG_LINES]],
        "log_rest": max(0, len(whole.log or ()) - LOG_LINES),
    }
    return pdf("exchange/print_whole.html", context)


def contents(whole: Whole) -> list[tuple[str, int]]:
    """The headings, and how many rows stand under each."""
    told = ((str(kind.heading), len(whole.rows.get(kind.code, ()))) for kind in KINDS)
    return [(heading, number) for heading, number in told if number]


def chapters(whole: Whole, choices: Choices) -> Iterator[Chapter]:
    """The kinds that hold something, each in the order of time."""
    names = _short_names(whole)
    for kind in KINDS:
        rows = whole.rows.get(kind.code)
        if rows:
            entries = [_entry(whole, one, choices, names) for one in _in_time(rows)]
            yield Chapter(str(kind.heading), entries, len(whole.before.get(kind.code, ())))


def _in_time(rows: list[Written]) -> list[Written]:
    return sorted(rows, key=lambda one: (as_day(day_of(one)), one.number))


def _entry(whole: Whole, one: Written, choices: Choices, names: dict[str, str]) -> Entry:
    entry = Entry(_day(one))
    for column in columns(one):
        value = value_of(whole, one, column, choices.held)
        if column.name == "created_at" or value in (None, NO_COLLEAGUES):
            continue
        text = in_words(value, one.row, column, names)
        if text:
            label = str(label_of(column))
            line = Line(label[:1].upper() + label[1:], text)
            (entry.long if len(text) > SHORT else entry.short).append(line)
    return entry


def _short_names(whole: Whole) -> dict[str, str]:
    """How a row is called by those that point at it: by its heading and day."""
    return {one.name: f"{one.kind.heading}, {_day(one)}" for one in whole.written()}


def _day(one: Written) -> str:
    return date_format(as_day(day_of(one)), "j. F Y")


def _log_line(event: Event) -> Line:
    role = ROLES[Role(event.role)] if event.role in set(Role) else _("the system")
    who = f"{role}, {event.unit}" if event.unit else str(role)
    says = reading.WORDS.get(event.action, _("worked in the record"))
    return Line(date_format(timezone.localtime(event.at), "j. F Y H.i"), f"{who}: {says}")


def closed_words(whole: Whole) -> list[tuple[str, str]]:
    """The areas that were closed to whoever gives it out, and whom to ask."""
    ask = {
        Area.BASIC: (_("The page itself"), _("Ask your own person.")),
        Area.HEALTH: (_("What the nurse has written"), _("Ask the nurse.")),
        Area.MONEY: (_("The accounts of your help"), _("Ask the controller of the unit.")),
        Area.DECISIONS: (_("Assessments, cases and decisions"), _("Ask your caseworker.")),
        Area.PLAN: (_("The plan and the home"), _("Ask your own person.")),
        Area.CONTACTS: (_("When we met"), _("Ask your own person.")),
    }
    return [ask[area] for area in ask if area in {area_of(kind.may) for kind in whole.closed}]
