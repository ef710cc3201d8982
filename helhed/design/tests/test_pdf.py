import pytest
from django.core.exceptions import SuspiciousFileOperation
from fontTools.ttLib import woff2

from helhed.design.pdf import OUR_SITE, _font, our_file, pdf


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


def test_a_font_is_unpacked_once_for_all_prints(monkeypatch):
    unpacked = []
    unpack = woff2.decompress
    monkeypatch.setattr(
        woff2, "decompress", lambda packed, into: (unpacked.append(packed), unpack(packed, into))
    )
    pdf("design/base_print.html", {})
    before = len(unpacked)

    for font in ("Regular", "Bold"):
        plain = _font(our_file(f"{OUR_SITE}design/fonts/IBMPlexSans-{font}-Latin1.woff2"))
        assert plain.startswith(b"\0\1\0\0")
    pdf("design/base_print.html", {})

    assert len(unpacked) == before


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
