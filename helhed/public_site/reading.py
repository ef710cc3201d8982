"""What has been published, read for a page. Only published rows, whoever asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from helhed.public_site.models import PublishedPage
from helhed.public_site.site import Site

Kind = PublishedPage.Kind

# A letter that addresses may hold, and no text in PostgreSQL.
NO_TEXT = "\0"


@dataclass(frozen=True)
class Page:
    """One published page in the language of the site."""

    site: Site
    row: PublishedPage

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def plan(self) -> str:
        return self.row.publication.slug

    @property
    def data(self) -> dict[str, Any]:
        return dict(self.row.data)

    @property
    def title(self) -> str:
        return self.site.pick(self.data["title"], self.data.get("title_en", ""))

    @property
    def short(self) -> str:
        return self.site.pick(self.data.get("short", ""), self.data.get("short_en", ""))

    @property
    def easy(self) -> str:
        """What a person wrote for those who read with difficulty, else the short text."""
        return str(self.data.get("easy") or self.data.get("short") or "")

    @property
    def foreign(self) -> bool:
        """Nobody has translated the title: it stands in Danish on the English page."""
        return self.site.language == "en" and not self.data.get("title_en")


def pages(site: Site, kind: str, *, plan: str = "") -> list[Page]:
    """Published pages of a kind, of every plan or of one."""
    found = PublishedPage.objects.current().of_kind(kind)
    if plan:
        found = found.filter(publication__slug=plan)
    return [Page(site, row) for row in found]


def page(site: Site, kind: str, key: str, *, plan: str = "") -> Page:
    """The one published page. Raises Http404."""
    if NO_TEXT in key:
        raise Http404
    found = PublishedPage.objects.current().of_kind(kind).filter(key=key)
    if plan:
        found = found.filter(publication__slug=plan)
    row = found.first()
    if row is None:
        raise Http404
    return Page(site, row)


def once(found: Iterable[Page]) -> list[Page]:
    """The same indicator may be published with two plans; it is shown once."""
    seen: dict[str, Page] = {}
    for one in found:
        seen.setdefault(one.key, one)
    return list(seen.values())


def headlines(site: Site) -> list[Page]:
    """The figures of the front page, at most four."""
    rows = PublishedPage.objects.current().filter(headline__isnull=False)
    return once(Page(site, row) for row in rows.order_by("headline", "publication__slug"))[:4]
