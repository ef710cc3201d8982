"""Pages as PDF, with nothing fetched from outside our own files."""

from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

# Never asked for: a print names our files beneath it, such as design/print.css. They are found
# where they were written: a worker may print before a page was served and its files collected.
OUR_SITE = "http://helhed.invalid/"


class OurFilesOnly(URLFetcher):  # type: ignore[misc]
    """Finds our own static files. Anything else raises: a print must not tell the net of itself."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        ours = url.startswith(OUR_SITE)
        found = finders.find(unquote(url.removeprefix(OUR_SITE))) if ours else None
        if not isinstance(found, str):
            raise ValueError("A print may only use our own files.")
        kind = guess_type(found)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": kind})


def pdf(template: str, context: dict[str, Any]) -> bytes:
    """One document, tagged for screen readers (PDF/UA). The template stands on base_print.html."""
    html = render_to_string(template, context)
    document = HTML(string=html, base_url=OUR_SITE, url_fetcher=OurFilesOnly())
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return made
