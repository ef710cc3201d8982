"""The paper as a Word file, with real headings, lists and tables."""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from helhed.strategy.rounds.drawing import png
from helhed.strategy.rounds.paper import Block, Paper

# The writer of Word is large, and is imported when a paper is made.
if TYPE_CHECKING:
    from docx.document import Document as DocumentObject
    from docx.table import Table

CHART_WIDTH_CM = 16


def word(paper: Paper, *, at: datetime) -> bytes:
    """A .docx file. `at` stands in its properties; nobody is named as its author."""
    from docx import Document

    document = Document()
    _set_up(document, paper, at)
    document.add_heading(paper.title, level=0)
    for name, value in paper.facts:
        line = document.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)
    for section in paper.sections:
        document.add_heading(section.heading, level=1)
        for block in section.blocks:
            _add(document, block)
    with translation.override("da"):
        _annexes(document, paper)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _set_up(document: "DocumentObject", paper: Paper, at: datetime) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    properties = document.core_properties
    properties.title, properties.language = paper.title, "da-DK"
    properties.author, properties.comments = "", ""
    properties.created = properties.modified = at.replace(tzinfo=None)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "da-DK"})
    normal.element.get_or_add_rPr().append(language)


def _add(document: "DocumentObject", block: Block) -> None:
    if block.text:
        document.add_paragraph(block.text)
    for point in block.points:
        document.add_paragraph(point, style="List Bullet")


def _annexes(document: "DocumentObject", paper: Paper) -> None:
    document.add_page_break()  # type: ignore[no-untyped-call]
    document.add_heading(_("Annex: all initiatives"), level=1)
    headings = [_("No."), _("Initiative"), _("Carried out by"), _("Status"), _("How it goes")]
    _table(document, headings, [list(line) for line in paper.lines])
    for figure in paper.figures:
        _figure(document, figure)


def _figure(document: "DocumentObject", figure: dict[str, Any]) -> None:
    from docx.shared import Cm

    document.add_heading(figure["title"], level=2)
    if figure["definition"]:
        document.add_paragraph(figure["definition"])
    if figure["rows"]:
        picture = document.add_picture(BytesIO(png(figure)), width=Cm(CHART_WIDTH_CM))
        # Read aloud in place of the picture; the table below says the rest.
        picture._inline.docPr.set("descr", figure["title"])
        _table(document, _figure_headings(figure), [_figure_row(row) for row in figure["rows"]])


def _figure_headings(figure: dict[str, Any]) -> list[str]:
    return [_("Period"), *figure["columns"], _("In all"), _("Without answer")]


def _figure_row(row: dict[str, Any]) -> list[str]:
    return [
        row["period"],
        *(cell["said"] for cell in row["parts"]),
        row["total"]["said"],
        row["missing"],
    ]


def _table(document: "DocumentObject", headings: list[str], rows: list[list[str]]) -> "Table":
    from docx.oxml.ns import qn

    table: Table = document.add_table(rows=1, cols=len(headings), style="Light Grid Accent 1")
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.text = heading
    # Told as the heading of the table to screen readers, and repeated on every page.
    first = table.rows[0]._tr.get_or_add_trPr()
    first.append(first.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in rows:
        for cell, text in zip(_new_row(table), row, strict=True):
            cell.text = text
    return table


def _new_row(table: "Table") -> Any:
    return table.add_row().cells  # type: ignore[no-untyped-call]
