"""From a sheet to a PDF that a screen reader can read: WeasyPrint, tagged, our own files only."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from helhed.design.pdf import laid_out
from helhed.plans.printing.sheets import PocketCard, Sheet, cut_to
from helhed.plans.printing.statutory import StatutoryPlan

# Universal accessibility: headings, reading order and language stand in the file.
TAGGED = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}

# From roomy to tight; the last fits whatever the plan holds.
FITS: tuple[dict[str, Any], ...] = (
    {"words": 3, "lines": 6, "steps": 2, "letters": 160, "type_size": "large"},
    {"words": 3, "lines": 6, "steps": 2, "letters": 160, "type_size": "medium"},
    {"words": 2, "lines": 5, "steps": 2, "letters": 120, "type_size": "medium"},
    {"words": 1, "lines": 5, "steps": 1, "letters": 100, "type_size": "medium"},
    {"words": 1, "lines": 4, "steps": 1, "letters": 80, "type_size": "medium"},
    {"words": 1, "lines": 3, "steps": 1, "letters": 60, "type_size": "medium"},
)


def a4_pdf(sheet: Sheet) -> tuple[bytes, Sheet]:
    """The plan on exactly one page, and the sheet as it was cut to fit there."""
    for limits in FITS:
        smaller = cut_to(sheet, **limits)
        document = _document("plans/print_a4.html", {"sheet": smaller})
        if len(document.pages) == 1:
            break
    return _bytes(document), smaller


def pocket_pdf(card: PocketCard) -> bytes:
    """Two pages of 85 x 54 mm: front and back."""
    return _bytes(_document("plans/print_pocket.html", {"card": card}))


def statutory_pdf(paper: StatutoryPlan) -> bytes:
    """A plan the law names, on as many pages as it takes."""
    return _bytes(_document("plans/print_statutory.html", {"paper": paper}))


def _document(template: str, context: dict[str, Any]) -> Any:
    html = render_to_string(template, {**context, "demo": settings.HELHED_DEMO})
    return laid_out(html).render(**TAGGED)


def _bytes(document: Any) -> bytes:
    pdf: bytes = document.write_pdf(**TAGGED)
    return pdf
