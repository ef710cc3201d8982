"""An Excel file into plain rows. Everything wrong is told at once, by sheet, row and column."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from helhed.core.errors import Refused
from helhed.strategy.sheets.cells import decoded
from helhed.strategy.sheets.content import DEFAULTS, SHEETS, Column, PlanSheet, Row, Value, key_of
from helhed.strategy.sheets.writing import ABOUT, LAYOUT

# The reader of Excel is large, and is imported when such a file comes.
if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST_FILE = 5_000_000
LARGEST_UNPACKED = 60_000_000
MOST_ROWS = 5_000
CENT = Decimal("0.01")


class NotAPlanSheet(Refused):
    message = _("It is not an Excel file (.xlsx) that was taken out of a plan here.")


class TooLarge(Refused):
    message = _("The file is too large. A plan takes less than 5 MB.")


@dataclass(frozen=True)
class Problem:
    """Something in one cell that cannot be read; `row` as Excel counts."""

    sheet: str
    row: int
    column: str
    said: str

    def __str__(self) -> str:
        where = _now("%(sheet)s, row %(row)s, %(column)s") % {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
        }
        return f"{where}: {self.said}"


class ProblemsInSheet(Refused):
    """What is wrong, cell by cell; nothing of the file is stored."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(one) for one in problems))


@dataclass
class _Reader:
    problems: list[Problem] = field(default_factory=list)

    def rows(self, sheet: "Worksheet", columns: tuple[Column, ...]) -> Iterator[Row]:
        if sheet.max_row > MOST_ROWS:
            raise TooLarge
        places = self._places(sheet, columns)
        if places is None:
            return
        for number, cells in enumerate(sheet.iter_rows(min_row=3), start=3):
            if any(cell.value is not None for cell in cells):
                yield self._row(sheet, number, cells, columns, places)

    def _places(self, sheet: "Worksheet", columns: tuple[Column, ...]) -> dict[str, int] | None:
        first = next(sheet.iter_rows(min_row=1, max_row=1, values_only=True), ())
        places = {str(name): place for place, name in enumerate(first) if name is not None}
        gone = [name for name in ("ref", *(one.name for one in columns)) if name not in places]
        for name in gone:
            said = _now("The column is gone. The hidden first row must stay as it is.")
            self.problems.append(Problem(sheet.title, 1, name, said))
        return None if gone else places

    def _row(
        self,
        sheet: "Worksheet",
        number: int,
        cells: Any,
        columns: tuple[Column, ...],
        places: dict[str, int],
    ) -> Row:
        found: dict[str, Value] = {}
        ref = self._ref(cells[places["ref"]])
        new = key_of(ref) is None
        for column in columns:
            try:
                found[column.name] = _read(cells[places[column.name]], column, new=new)
            except _Wrong as wrong:
                label = f"{cells[places[column.name]].column_letter} ({column.label})"
                self.problems.append(Problem(sheet.title, number, label, wrong.said))
        return Row(ref, found)

    def _ref(self, cell: Any) -> str:
        return str(cell.value).strip() if cell.value is not None else ""


class _Wrong(Exception):
    def __init__(self, said: str) -> None:
        self.said = said


def read_workbook(data: bytes) -> PlanSheet:
    """Raises NotAPlanSheet, TooLarge, or ProblemsInSheet with every cell that is wrong."""
    book = _open(data)
    if ABOUT not in book.sheetnames or any(name not in book.sheetnames for name in SHEETS):
        raise NotAPlanSheet
    about = book[ABOUT]
    if about["A1"].value != "helhed-plan" or about["B2"].value != LAYOUT:
        raise NotAPlanSheet
    reader = _Reader()
    parts = {
        part: tuple(reader.rows(book[name], columns)) for name, (part, columns) in SHEETS.items()
    }
    if reader.problems:
        raise ProblemsInSheet(reader.problems)
    return PlanSheet(plan=str(about["B1"].value), **parts)


def _open(data: bytes) -> Any:
    from openpyxl import load_workbook

    if len(data) > LARGEST_FILE:
        raise TooLarge
    try:
        with ZipFile(BytesIO(data)) as parts:
            # A small file may unpack to one that fills the memory.
            if sum(one.file_size for one in parts.infolist()) > LARGEST_UNPACKED:
                raise TooLarge
        return load_workbook(BytesIO(data))
    except TooLarge:
        raise
    # The library falls in as many ways as a file can be wrong, and none of them is ours.
    except Exception as problem:
        raise NotAPlanSheet from problem


def _read(cell: Any, column: Column, *, new: bool) -> Value:
    if cell.data_type == "f":
        raise _Wrong(_now("A formula is not read. Write the text or the number itself."))
    if cell.data_type == "e":
        raise _Wrong(_now("The cell holds an error of Excel's."))
    value = cell.value
    if value is None or value == "":
        if new and _has(column, DEFAULTS.get(column.name, "")):
            return DEFAULTS[column.name]
        if column.needed:
            raise _Wrong(_now("Something must stand here."))
        return EMPTY.get(column.kind, "")
    if column.choices is not None:
        return _choice(_text(value), column)
    return READERS[column.kind](value, column)


EMPTY: dict[str, Value] = {"int": None, "number": None, "day": None, "list": ()}


def _has(column: Column, value: str) -> bool:
    return bool(value) and column.choices is not None and value in column.choices.values


def _choice(text: str, column: Column) -> str:
    if _has(column, text):
        return text
    known = ", ".join(str(one) for one in column.choices.values if one) if column.choices else ""
    raise _Wrong(_now("“%(text)s” is not one of: %(known)s") % {"text": text, "known": known})


def _text(value: Any) -> str:
    # A number typed where text belongs is the text it looks like.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return decoded(value) if isinstance(value, str) else str(value)


def _as_text(value: Any, column: Column) -> str:
    return _text(value)


def _line(value: Any, column: Column) -> str:
    text = _text(value)
    if column.longest and len(text) > column.longest:
        raise _Wrong(
            _now("The text is longer than %(longest)s letters.") % {"longest": column.longest}
        )
    return text


def _list(value: Any, column: Column) -> tuple[str, ...]:
    return tuple(line.strip() for line in _text(value).split("\n") if line.strip())


def _int(value: Any, column: Column) -> int:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation as problem:
        raise _Wrong(_now("“%(value)s” is not a whole number.") % {"value": value}) from problem
    if number != number.to_integral_value() or not 0 <= number <= 32_767:
        raise _Wrong(_now("“%(value)s” is not a whole number.") % {"value": value})
    return int(number)


def _number(value: Any, column: Column) -> Decimal:
    try:
        number = Decimal(str(value).strip().replace(",", ".")).quantize(CENT)
    except InvalidOperation as problem:
        raise _Wrong(_now("“%(value)s” is not a number.") % {"value": value}) from problem
    if not number.is_finite():
        raise _Wrong(_now("“%(value)s” is not a number.") % {"value": value})
    return number


def _day(value: Any, column: Column) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for shape in ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(str(value).strip(), shape).date()
        except ValueError:
            continue
    raise _Wrong(_now("“%(value)s” is not a day. Write for example 31-12-2026.") % {"value": value})


READERS: dict[str, Callable[[Any, Column], Value]] = {
    "text": _as_text,
    "line": _line,
    "list": _list,
    "int": _int,
    "number": _number,
    "day": _day,
}
