import pytest
from django.core.exceptions import SuspiciousFileOperation

from helhed.design.pdf import OUR_SITE, our_file, pdf


@pytest.fixture
def as_when_served(settings, tmp_path):
    """The files of a server that has served nobody yet: none is collected."""
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }


def test_a_print_needs_no_collected_files(as_when_served, monkeypatch):
    asked = []

    def noting(url):
        asked.append(url)
        return our_file(url)

    monkeypatch.setattr("helhed.design.pdf.our_file", noting)

    assert pdf("design/base_print.html", {}).startswith(b"%PDF")
    assert f"{OUR_SITE}design/print.css" in asked


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.css",
        "file:///etc/hostname",
        f"{OUR_SITE}../settings.py",
        f"{OUR_SITE}design/nothing.css",
    ],
)
def test_a_print_asks_for_nothing_but_our_files(url):
    with pytest.raises((ValueError, SuspiciousFileOperation)):
        our_file(url)
