"""A plan into an Excel file."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from helhed.core.errors import Refused
from helhed.strategy.sheets.cells import LONGEST, encoded
from helhed.strategy.sheets.content import SHEETS, Column, PlanSheet, Row, Value, rows_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = {"text": 50, "line": 40, "list": 32, "int": 9, "number": 12, "day": 13}
HEADING = "E4EEF0"
# The first sheet tells which plan it is.
ABOUT = "Om"
LAYOUT = 1


class TooLongForACell(Refused):
    """A text is longer than a cell of Excel can hold."""

    def __init__(self, sheet: str, row: int, column: str) -> None:
        super().__init__(
            _("%(sheet)s, row %(row)s, %(column)s: the text is too long for a cell of Excel.")
            % {"sheet": sheet, "row": row, "column": column}
        )


def workbook_of(content: PlanSheet, *, title: str = "") -> bytes:
    """The .xlsx file. Raises TooLongForACell rather than cutting a text off."""
    from openpyxl import Workbook

    book = Workbook()
    about: Any = book.active
    about.title = ABOUT
    with translation.override("da"):
        _about(about, content, title)
        rows = rows_of(content)
        for name, (part, columns) in SHEETS.items():
            _sheet(book.create_sheet(name), columns, rows[part])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _about(sheet: "Worksheet", content: PlanSheet, title: str) -> None:
    lines: tuple[tuple[str, Value], ...] = (
        ("helhed-plan", content.plan),
        ("layout", LAYOUT),
        ("title", title),
        (
            "help",
            str(
                _(
                    "Change the rows of the other sheets and add new ones at the end. Leave the"
                    " first column as it is; in a new row it is empty. Several names in one cell"
                    " stand on a line each. What you take out of the file stays in the plan."
                )
            ),
        ),
    )
    for number, (name, value) in enumerate(lines, start=1):
        _write(sheet, number, 1, name)
        _write(sheet, number, 2, value)
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 90


def _sheet(sheet: "Worksheet", columns: tuple[Column, ...], rows: tuple[Row, ...]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    _write(sheet, 1, 1, "ref")
    _write(sheet, 2, 1, str(_("Key")))
    for place, column in enumerate(columns, start=2):
        _write(sheet, 1, place, column.name)
        heading = _write(sheet, 2, place, str(column.label))
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor=HEADING)
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS[column.kind]
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].width = 10
    sheet.freeze_panes = "C3"
    for number, row in enumerate(rows, start=3):
        _write(sheet, number, 1, row.ref)
        for place, column in enumerate(columns, start=2):
            cell = _write(sheet, number, place, row[column.name], str(column.label))
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write(sheet: "Worksheet", row: int, column: int, value: Value, label: str = "") -> "Cell":
    cell: Any = sheet.cell(row=row, column=column)
    plain = _plain(value)
    if isinstance(plain, str):
        kept = encoded(plain)
        if len(kept) > LONGEST:
            raise TooLongForACell(sheet.title, row, label)
        if kept:
            # As text also when it begins like a formula, which no sheet of ours ever holds.
            cell.value, cell.data_type = kept, "s"
            cell.quotePrefix = kept[:1] in "=+-@"
    elif plain is not None:
        cell.value = plain
    return cell  # type: ignore[no-any-return]


def _plain(value: Value) -> str | int | float | date | None:
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, Decimal):
        return float(value)
    return value
