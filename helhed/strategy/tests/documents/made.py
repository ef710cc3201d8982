"""Documents of an invented harbour and forest, and the same as PDF and Word."""

import io
from itertools import count
from pathlib import Path

from docx import Document
from weasyprint import HTML

from helhed.accounts.models import User
from helhed.strategy.models import ImportDraft, PrintedLabel
from helhed.strategy.reading.documents import read_document
from helhed.strategy.reading.labels import load_labels
from helhed.strategy.reading.shapes import as_data
from helhed.strategy.verbs.reading import upload_document

HERE = Path(__file__).parent
CARD = [
    ("Udvalg", "Havneudvalget"),
    ("Mål fra bådpolitikken", ["finder en kaj", "har nogen at tale med"]),
    ("Målgruppe", "Både uden plads."),
    ("Videreføres indsatsen fra 2026?", "Ja. Den går videre."),
    ("Udfordring", "Der mangler læ. Derfor ligger mange både ude, når vinden tager til."),
    ("Beskrivelse af indsatsen", "Der bygges en bro med ti pladser. Broen har strøm og vand."),
    ("Succeskriterier og forventede resultater", "Mindst ti både ligger i læ."),
    ("Samarbejdspartnere", "Sejlklubben Måge"),
    ("Kontaktperson og afdeling", "Havneafdelingen, Havnechef Ida Holm"),
]
_numbers = count(1)


def content(name: str) -> bytes:
    return (HERE / name).read_bytes()


def read(name: str, *labels: tuple[str, str]):
    return read_document(content(name), name, load_labels(*labels))


def data(name: str, *labels: tuple[str, str]):
    return as_data(read(name, *labels))


def as_word(cards: int = 3) -> bytes:
    """Cards in tables of two columns."""
    document = Document()
    document.add_heading("Bådhandleplan 2027-2028", 0)
    document.add_paragraph("Målene er:")
    for goal in CARD[1][1]:
        document.add_paragraph(goal, style="List Bullet")
    for number in range(1, cards + 1):
        document.add_heading(f"Indsats {number}: Broen nummer {number}", 2)
        table = document.add_table(rows=0, cols=2)
        for label, value in CARD:
            left, right = table.add_row().cells
            left.text = label
            _fill(right, value)
    return _bytes_of(document)


def _fill(cell, value: str | list[str]) -> None:
    if isinstance(value, str):
        cell.text = value
        return
    cell.text = "Indsatsen understøtter følgende mål:"
    for goal in value:
        cell.add_paragraph(goal, style="List Bullet")


def _bytes_of(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(cards: int = 3) -> bytes:
    """The same with a page number under each page."""
    pages = "".join(_page(number) for number in range(1, cards + 1))
    goals = "".join(f"<li>{goal}</li>" for goal in CARD[1][1])
    style = "<style>@page { size: A4; @bottom-center { content: counter(page) } }</style>"
    start = f"<h1>Bådhandleplan 2027-2028</h1><p>Målene er:</p><ul>{goals}</ul>"
    pdf: bytes = HTML(string=style + start + pages).write_pdf()
    return pdf


def _page(number: int) -> str:
    rows = "".join(
        f"<tr><td style='width:30%'>{label}</td><td>{_html(value)}</td></tr>"
        for label, value in CARD
    )
    heading = f"<h2 style='break-before:page'>Indsats {number}: Broen nummer {number}</h2>"
    return f"{heading}<table style='width:70%'>{rows}</table>"


def _html(value: str | list[str]) -> str:
    if isinstance(value, str):
        return value
    return (
        "Indsatsen understøtter følgende mål:<ul>"
        + "".join(f"<li>{goal}</li>" for goal in value)
        + "</ul>"
    )


def a_draft(name: str = "havn.txt", *, by: User | None = None) -> ImportDraft:
    return upload_document(by=by, name=name, content=content(name))


def a_label(text: str = "") -> PrintedLabel:
    someone = User.objects.create(username=f"label-{next(_numbers)}", name="Kollega")
    label = PrintedLabel(
        field="challenge", text=text or f"Formål {next(_numbers)}", added_by=someone
    )
    label.save()
    return label
