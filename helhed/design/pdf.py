"""Pages as PDF, with nothing fetched from outside our own files."""

from functools import cache
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

# Never asked for: a print names our files beneath it, such as design/print.css. They are found
# where they were written: a worker may print before a page was served and its files collected.
OUR_SITE = "http://helhed.invalid/"


def our_file(url: str) -> Path:
    """Where our own static file lies. Raises ValueError, or SuspiciousFileOperation, for others."""
    ours = url.startswith(OUR_SITE)
    found = finders.find(unquote(url.removeprefix(OUR_SITE))) if ours else None
    if not isinstance(found, str):
        raise ValueError("A print may only use our own files.")
    return Path(found)


@cache
def _font(path: Path) -> bytes:
    """A packed font unpacked: WeasyPrint would unpack all of them anew for each print."""
    from fontTools.ttLib import woff2

    with BytesIO(path.read_bytes()) as packed, BytesIO() as unpacked:
        woff2.decompress(packed, unpacked)
        return unpacked.getvalue()


@cache
def _our_files_only() -> Any:
    # Taken in with the first print: every command would wait one and a half seconds for it.
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OurFilesOnly(URLFetcher):  # type: ignore[misc]
        """Anything but our own files raises: a print must not tell the net of itself."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            found = our_file(url)
            kind = guess_type(found.name)[0] or "application/octet-stream"
            content = _font(found) if found.suffix == ".woff2" else found.read_bytes()
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return OurFilesOnly()


def laid_out(html: str) -> Any:
    """The document, to be drawn by its `render` or `write_pdf`."""
    from weasyprint import HTML

    return HTML(string=html, base_url=OUR_SITE, url_fetcher=_our_files_only())


def pdf(template: str, context: dict[str, Any]) -> bytes:
    """One document, tagged for screen readers (PDF/UA). The template stands on base_print.html."""
    document = laid_out(render_to_string(template, context))
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return made
