"""From a file to lines. What can be wrong with a file is refused here, with a sentence."""

import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from helhed.strategy.reading.lines import Line, number_lines, set_aside
from helhed.strategy.reading.pages import Collector
from helhed.strategy.reading.refusals import (
    CannotRead,
    Damaged,
    Empty,
    NoSuchFile,
    Scanned,
    TooLarge,
    TooLong,
    TooManyLines,
    Unsafe,
    WrongKind,
)

# The readers of PDF and Word are large, and are imported when such a file comes.
if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from pypdf import PageObject

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 60 * 2**20
MOST_PARTS = 2000
MOST_RATIO = 200
"""A part packed harder than this, and larger than 1 MB, is made to burst."""
MOST_PAGES = 300
MOST_LINES = 15_000
LONGEST_LINE = 20_000
LONGEST_LABEL_CELL = 120
KINDS = (".pdf", ".docx", ".txt", ".md", ".markdown", ".text")


def bytes_of(path: Path) -> bytes:
    """The content of a file, never more than we read. Raises CannotRead."""
    name = shown_name(path.name)
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise NoSuchFile(name)
        if state.st_size > MOST_BYTES:
            raise TooLarge(name, most=MOST_BYTES // 2**20)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as failure:
        raise NoSuchFile(name) from failure


def shown_name(name: str) -> str:
    """The last part of a name, without control characters, fit to be shown and stored."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    return clean.strip()[-150:] or "document"


def lines_of(content: bytes, name: str) -> list[Line]:
    """The lines of a document, by the kind its name and first bytes tell. Raises CannotRead."""
    if len(content) > MOST_BYTES:
        raise TooLarge(name, most=MOST_BYTES // 2**20)
    if not content.strip():
        raise Empty(name)
    read = _kind(content, name)
    try:
        printed = read(content, name)
    except CannotRead:
        raise
    # The libraries fall in as many ways as a file can be damaged.
    except Exception as failure:
        raise Damaged(name) from failure
    lines = set_aside(printed)
    if len(lines) > MOST_LINES:
        raise TooManyLines(name, most=MOST_LINES)
    if not any(line.text for line in lines):
        raise Empty(name)
    return lines


def _kind(content: bytes, name: str) -> Callable[[bytes, str], list[Line]]:
    suffix = Path(name).suffix.lower()
    if suffix not in KINDS:
        raise WrongKind(name)
    if suffix == ".pdf" and content[:1024].find(b"%PDF-") >= 0:
        return _pdf
    if suffix == ".docx" and content[:4] == b"PK\x03\x04":
        return _word
    if suffix in (".pdf", ".docx") or content[:4] == b"PK\x03\x04" or content[:5] == b"%PDF-":
        raise WrongKind(name)
    return _text


def _text(content: bytes, name: str) -> list[Line]:
    if b"\x00" in content and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise WrongKind(name)
    texts = _decoded(content).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n ")
    return number_lines(line[:LONGEST_LINE] for line in texts.removesuffix("\n").split("\n"))


def _decoded(content: bytes) -> str:
    """UTF-8 as nearly all files are; else UTF-16 by its mark, else what Windows wrote."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


# PDF ------------------------------------------------------------------------------------------


def _pdf(content: bytes, name: str) -> list[Line]:
    pages = _pages(content, name)
    if not any(text.strip() for text in pages):
        raise Scanned(name)
    lines: list[Line] = []
    for page, text in enumerate(pages, start=1):
        for printed in [*text.split("\n"), ""]:
            lines.append(Line(len(lines) + 1, printed[:LONGEST_LINE], page=page))
    return lines


def _pages(content: bytes, name: str) -> list[str]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Damaged(name)
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise TooLong(name, most=MOST_PAGES)
    if count == 0:
        raise Empty(name)
    return [_page(page) for page in reader.pages]


def _page(page: "PageObject") -> str:
    collector = Collector()
    text = page.extract_text(visitor_text=collector.visit)
    lines = "\n".join(collector.lines())
    # Should a piece ever be lost on the way, the plain order is better than a gap.
    return lines if len("".join(lines.split())) >= len("".join(text.split())) else text


# Word -----------------------------------------------------------------------------------------


def _word(content: bytes, name: str) -> list[Line]:
    from docx import Document

    _check_parts(content, name)
    document = Document(io.BytesIO(content))
    lines = list(_word_lines(document))
    if not any(line.text for line in lines):
        raise Scanned(name) if document.inline_shapes else Empty(name)
    return lines


def _check_parts(content: bytes, name: str) -> None:
    """Refuse what bursts when unpacked, and XML with entities, before anything opens it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _check_sizes(parts, name)
            for part in parts.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _check_xml(parts.read(part), part.filename, name)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as failure:
        raise Damaged(name) from failure


def _check_sizes(parts: zipfile.ZipFile, name: str) -> None:
    infos = parts.infolist()
    unpacked = sum(part.file_size for part in infos)
    bursting = any(
        part.file_size > 2**20 and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in infos
    )
    if bursting or unpacked > MOST_UNPACKED or len(infos) > MOST_PARTS:
        raise Unsafe(name)
    if "word/document.xml" not in parts.namelist():
        raise WrongKind(name)


def _check_xml(xml: bytes, part: str, name: str) -> None:
    try:
        ElementTree.fromstring(xml, forbid_dtd=True)
    except DefusedXmlException as failure:
        raise Unsafe(name) from failure
    except ElementTree.ParseError as failure:
        raise Damaged(name) from failure
    breaks = xml.count(b"w:lastRenderedPageBreak") + len(re.findall(rb'w:type="page"', xml))
    if part == "word/document.xml" and breaks >= MOST_PAGES:
        raise TooLong(name, most=MOST_PAGES)


def _word_lines(document: "WordDocument") -> Iterator[Line]:
    number = 0
    for piece in _word_pieces(document):
        for text, heading, label in [*piece, ("", False, False)]:
            number += 1
            # A paragraph of Word is never wrapped, so it is joined with nothing.
            yield Line(number, text, heading=heading, label_cell=label, whole=bool(text.strip()))


Piece = list[tuple[str, bool, bool]]
"""Lines of a paragraph or a cell: text, set as a heading, stands as a label."""


def _word_pieces(document: "WordDocument") -> Iterator[Piece]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _table_pieces(block)
        else:
            yield _paragraph(block)


def _paragraph(paragraph: "Paragraph") -> Piece:
    style = (paragraph.style.name or "") if paragraph.style else ""
    heading = style.startswith(("Heading", "Overskrift", "Title", "Titel"))
    bullet = "- " if style.startswith(("List", "Opstilling", "Liste")) else ""
    if paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None and not heading:
        bullet = "- "
    texts = [text for text in paragraph.text.replace("\t", " ").split("\n") if text.strip()]
    return [
        (f"{bullet}{text}" if at == 0 else text, heading, False) for at, text in enumerate(texts)
    ]


def _table_pieces(table: "Table") -> Iterator[Piece]:
    for row in table.rows:
        cells: list[_Cell] = []
        for cell in row.cells:
            if cell._tc not in [seen._tc for seen in cells]:
                cells.append(cell)
        for at, cell in enumerate(cells):
            texts = [line for block in cell.iter_inner_content() for line in _cell_lines(block)]
            label = at == 0 and len(cells) > 1 and len(texts) == 1
            is_label = label and 0 < len(texts[0][0]) <= LONGEST_LABEL_CELL
            yield [(text, heading, is_label) for text, heading, _ in texts]


def _cell_lines(block: "Paragraph | Table") -> Piece:
    from docx.table import Table

    if isinstance(block, Table):
        return [line for piece in _table_pieces(block) for line in piece]
    return _paragraph(block)
