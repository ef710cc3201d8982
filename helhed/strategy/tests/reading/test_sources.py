"""Files that are wrong, empty, scanned, too long or made to do harm."""

import io
import os
import zipfile

import pytest
from docx import Document
from pypdf import PdfWriter

from helhed.strategy.reading.documents import read_document
from helhed.strategy.reading.labels import load_labels
from helhed.strategy.reading.refusals import (
    BadLabels,
    Damaged,
    Empty,
    NoSuchFile,
    NothingFound,
    Scanned,
    TooLarge,
    TooLong,
    Unsafe,
    WrongKind,
)
from helhed.strategy.reading.sources import MOST_BYTES, bytes_of, lines_of, shown_name
from helhed.strategy.tests.documents.made import as_word


def pages(count):
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def locked():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("hemmelig")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def word(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return file.getvalue()


def word_with(part, data):
    """A real Word file with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(as_word(1))) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    return word(parts | {part: data})


def long_word():
    document = Document()
    for _ in range(301):
        document.add_page_break()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


ENTITY = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"""


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("plan.xls", b"x", WrongKind),
        ("plan", b"x", WrongKind),
        ("plan.pdf", b"hello", WrongKind),
        ("plan.docx", b"hello", WrongKind),
        ("plan.txt", b"PK\x03\x04rest", WrongKind),
        ("plan.txt", b"bin\x00ary", WrongKind),
        ("plan.docx", word({"hello.txt": "x"}), WrongKind),
        ("plan.txt", b"", Empty),
        ("plan.txt", b"  \n \n", Empty),
        ("plan.pdf", pages(2), Scanned),
        ("plan.pdf", pages(500), TooLong),
        ("plan.txt", b"linje\n" * 22_500, TooLong),
        ("plan.docx", long_word(), TooLong),
        ("plan.pdf", b"%PDF-1.7\n garbage", Damaged),
        ("plan.pdf", locked(), Damaged),
        ("plan.docx", b"PK\x03\x04 garbage", Damaged),
        ("plan.docx", word({"word/document.xml": "<not closed"}), Damaged),
        ("plan.docx", word({"word/document.xml": b"0" * (70 * 2**20)}), Unsafe),
        ("plan.docx", word_with("word/document.xml", ENTITY), Unsafe),
        ("plan.txt", b"x" * (MOST_BYTES + 1), TooLarge),
        ("brev.txt", b"Dear all, the harbour is open.", NothingFound),
    ],
    ids=lambda it: it if isinstance(it, str) else getattr(it, "__name__", ""),
)
def test_what_cannot_be_read_is_refused_by_name(name, content, refusal):
    with pytest.raises(refusal) as refused:
        read_document(content, name, load_labels())

    assert name in str(refused.value)


def test_an_entity_in_utf_16_is_found_too():
    sneaky = ENTITY.decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"')

    with pytest.raises(Unsafe):
        read_document(
            word_with("word/document.xml", sneaky.encode("utf-16")), "x.docx", load_labels()
        )


def test_only_plain_files_are_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    for path in (
        tmp_path,
        tmp_path / "missing.txt",
        tmp_path / "pipe.txt",
        tmp_path / "a\x00b.txt",
    ):
        with pytest.raises(NoSuchFile):
            bytes_of(path)


def test_a_file_larger_than_we_read_is_not_read(tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    with pytest.raises(TooLarge):
        bytes_of(large)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\plans\\plan.docx", "plan.docx"),
        ("plan\n\x1b[31m.txt", "plan[31m.txt"),
        ("\u202efdp.txt", "fdp.txt"),
        ("", "document"),
    ],
)
def test_a_name_is_shown_without_its_path_and_tricks(given, shown):
    assert shown_name(given) == shown


def test_text_from_windows_and_with_a_mark_is_read_as_letters():
    text = "Indsats nr. 1 Æble\r\nØl"

    for encoded in (text.encode("cp1252"), text.encode("utf-8-sig"), text.encode("utf-16")):
        assert [line.text for line in lines_of(encoded, "x.txt")] == ["Indsats nr. 1 Æble", "Øl"]


def test_a_form_feed_is_a_page_break():
    lines = lines_of(b"one\fUdvalg Havneudvalget", "x.txt")

    assert (lines[1].text, lines[1].indented) == ("Udvalg Havneudvalget", True)


@pytest.mark.parametrize(
    "text", ["not toml [", "[unknown]\nx = 1", '[fields]\nfunny = ["x"]', "[fields]\ngoals = [1]"]
)
def test_a_table_of_labels_that_cannot_be_used_is_refused_by_name(text):
    with pytest.raises(BadLabels) as refused:
        load_labels(("more.toml", text))

    assert "more.toml" in str(refused.value)
