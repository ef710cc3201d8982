"""Pages as PDF, with nothing fetched from outside our own files."""

from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

# Never asked for: only what our own templates write after it, such as /static/design/print.css.
OUR_SITE = "http://helhed.invalid/"


class OurFilesOnly(URLFetcher):  # type: ignore[misc]
    """Finds our own static files. Anything else raises: a print must not tell the net of itself."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        path = urlsplit(url).path
        name = unhashed(path.removeprefix(urlsplit(settings.STATIC_URL).path))
        found = finders.find(name) if url.startswith(OUR_SITE) else None
        if not isinstance(found, str):
            raise ValueError("A print may only use our own files.")
        kind = guess_type(found)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": kind})


def unhashed(name: str) -> str:
    """`design/print.0a1b2c3d4e5f.css` is `design/print.css` among our files."""
    parts = name.split(".")
    return ".".join(p for p in parts if not (len(p) == 12 and set(p) <= set("0123456789abcdef")))


def pdf(template: str, context: dict[str, Any]) -> bytes:
    """One document, tagged for screen readers (PDF/UA). The template stands on base_print.html."""
    html = render_to_string(template, context)
    document = HTML(string=html, base_url=OUR_SITE, url_fetcher=OurFilesOnly())
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return made
