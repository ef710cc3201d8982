"""What the documents call proved is proved: every test they name is there."""

import re

import pytest

from tests.house import ROOT

NAMED = re.compile(r"`(test_\w+)`")
FILE = re.compile(r"`((?:helhed|tests)/[\w/]+\.py)`")
DEFINED = re.compile(r"^\s*def (test_\w+)\(", re.M)
DOCUMENTS = ["SECURITY.md", "docs/asvs.md", "docs/data-protection.md", "docs/law-tests.md"]


@pytest.fixture(scope="module")
def defined():
    sources = [*ROOT.glob("helhed/*/tests/**/*.py"), *ROOT.glob("tests/**/*.py")]
    return {name for path in sources for name in DEFINED.findall(path.read_text())}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_a_document_names_is_there(document, defined):
    text = (ROOT / document).read_text()
    named = set(NAMED.findall(text))

    assert len(named) > 5
    assert sorted(named - defined) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_a_document_names_is_there(document):
    named = FILE.findall((ROOT / document).read_text())

    assert [name for name in named if not (ROOT / name).is_file()] == []
