import pytest
from django.core.exceptions import SuspiciousFileOperation
from weasyprint.urls import URLFetcher

from helhed.design.pdf import OUR_SITE, OurFilesOnly, pdf


@pytest.fixture
def as_when_served(settings, tmp_path):
    """The files of a server that has served nobody yet: none is collected."""
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }


def test_a_print_needs_no_collected_files(as_when_served, monkeypatch):
    fetched = []
    fetch = OurFilesOnly.fetch

    def noting(self, url, headers=None):
        fetched.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(OurFilesOnly, "fetch", noting)

    assert pdf("design/base_print.html", {}).startswith(b"%PDF")
    assert f"{OUR_SITE}design/print.css" in fetched


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.css",
        "file:///etc/hostname",
        f"{OUR_SITE}../settings.py",
        f"{OUR_SITE}design/nothing.css",
    ],
)
def test_a_print_asks_for_nothing_but_our_files(url, monkeypatch):
    monkeypatch.setattr(URLFetcher, "fetch", lambda *_: pytest.fail("asked the net"))

    with pytest.raises((ValueError, SuspiciousFileOperation)):
        OurFilesOnly().fetch(url)
