"""Registers from tables: those that come with the program, and a municipality's own.

Loading again is harmless: what an administrator has changed is left as it stands.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from helhed.core.errors import Refused
from helhed.decisions.models import (
    Authority,
    CaseTypeDeadline,
    Facility,
    LegalBasis,
    Parameter,
    Price,
    Register,
    ServiceType,
)

SHIPPED = Path(__file__).parent / "fixtures"
TABLES: dict[str, type[Register]] = {
    "legal_bases": LegalBasis,
    "parameters": Parameter,
    "service_types": ServiceType,
    "authorities": Authority,
    "case_type_deadlines": CaseTypeDeadline,
    "facilities": Facility,
    "prices": Price,
}
YES = ("ja", "yes", "true", "1")
ALWAYS = ("code", "from_day", "until_day", "source", "certainty", "note")


class CannotRead(Refused):
    """A table has something we cannot read; names file, line and column."""

    def __init__(self, file: str, line: int, column: str, value: str) -> None:
        super().__init__(f"{file}, linje {line}, kolonne {column}: {value!r} kan ikke læses.")


@dataclass(frozen=True)
class Loaded:
    """How many rows were new, changed, and left alone since somebody has changed them here."""

    new: int = 0
    changed: int = 0
    left: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.new + other.new, self.changed + other.changed, self.left + other.left)


@transaction.atomic
def load_registers(folder: Path = SHIPPED) -> Loaded:
    """Bring the tables of the folder into the registers. All of it or nothing (CannotRead)."""
    total = Loaded()
    for name, model in TABLES.items():
        path = folder / f"{name}.csv"
        if path.exists():
            # The earlier periods first, so that one that has got an end makes room for the next.
            rows = sorted(read_rows(path, model), key=lambda row: (row.code, row.from_day))
            total += _bring(model, rows)
    return total


def read_rows(path: Path, model: type[Register]) -> Iterator[Register]:
    """The rows of one table, not saved."""
    with path.open(encoding="utf-8", newline="") as file:
        for line, raw in enumerate(csv.DictReader(file), start=2):
            values = {
                column: _value(model, column, raw.get(column) or "", (path.name, line))
                for column in (*ALWAYS, *model.says)
                if column in raw
            }
            row = model(**values, shipped=True)
            row.id = f"{row.code}:{row.from_day.isoformat()}"
            yield row


def _value(model: type[Register], column: str, text: str, where: tuple[str, int]) -> Any:
    field: Any = model._meta.get_field(column)
    try:
        if isinstance(field, models.BooleanField):
            return text.strip().lower() in YES
        if text == "" and field.null:
            return None
        if isinstance(field, models.DateField):
            return date.fromisoformat(text)
        if isinstance(field, models.DecimalField):
            return Decimal(text)
        if isinstance(field, models.IntegerField):
            return int(text)
    except (ValueError, InvalidOperation) as error:
        raise CannotRead(*where, column, text) from error
    return text


def _bring(model: type[Register], rows: list[Register]) -> Loaded:
    standing: dict[str, Register] = model._default_manager.in_bulk([row.pk for row in rows])
    columns = (*ALWAYS, *model.says)
    fresh: list[Register] = []
    changed: list[Register] = []
    left = 0
    for row in rows:
        there = standing.get(row.pk)
        if there is None:
            fresh.append(row)
        elif any(getattr(there, name) != getattr(row, name) for name in columns):
            if there.shipped:
                changed.append(row)
            else:
                left += 1
    for row in changed:
        model._default_manager.filter(pk=row.pk).update(
            **{name: getattr(row, name) for name in columns}
        )
    fits = [row for row in fresh if not _is_taken(model, row)]
    model._default_manager.bulk_create(fits)
    return Loaded(len(fits), len(changed), left + len(fresh) - len(fits))


def _is_taken(model: type[Register], row: Register) -> bool:
    """Somebody here has a rule of the same code on some of the days."""
    same = model._default_manager.filter(code=row.code)
    later = same.filter(Q(until_day__isnull=True) | Q(until_day__gt=row.from_day))
    if row.until_day is not None:
        later = later.filter(from_day__lt=row.until_day)
    return later.exists()
