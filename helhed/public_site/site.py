"""Which of the public sites is being looked at: Danish or English, each with its own addresses."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Site:
    """One language's part of the public site. `prefix` is its address without slashes."""

    language: str
    prefix: str

    @property
    def namespace(self) -> str:
        return f"public_{self.language}"

    def url(self, name: str, *keys: str) -> str:
        return reverse(f"{self.namespace}:{name}", args=keys)

    def pick(self, danish: str, english: str) -> str:
        """The text in this site's language, in Danish where nobody has translated it."""
        return english if self.language == "en" and english else danish


DANISH, ENGLISH = Site("da", "aaben"), Site("en", "open")
SITES = (DANISH, ENGLISH)
API = "api/v1"


class PublicRequest(HttpRequest):
    """A request for a public page: nobody is signed in, and there is no session. For typing."""

    public_site: Site


def site_of(path: str) -> Site | None:
    """The site whose address the path begins with; the API's answers are the Danish site's."""
    for site in SITES:
        if path.startswith(f"/{site.prefix}/"):
            return site
    return DANISH if path.startswith(f"/{API}/") else None
