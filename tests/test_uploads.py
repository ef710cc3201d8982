"""Every form that takes a file, met by files that nobody means well with."""

import ast
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from helhed.config.uploads import MOST_BYTES
from helhed.money.models import ImportedFile, Posting
from helhed.money.verbs import LARGEST_FILE as LARGEST_CSV
from helhed.strategy.models import ImportDraft
from helhed.strategy.reading.sources import MOST_BYTES as LARGEST_DOCUMENT
from helhed.strategy.sheets.reading import LARGEST_FILE as LARGEST_SHEET
from helhed.strategy.tests.factories import a_plan
from helhed.teams.models import Team
from helhed.teams.tests.factories import TeamFactory, colleague
from tests.house import sources

pytestmark = pytest.mark.django_db

PROGRAM = b"MZ\x90\x00" + b"\x00\xff" * 200
ZIP_OF_NOTHING = b"PK\x05\x06" + b"\x00" * 18
PAGE = b"<!doctype html><script>alert(1)</script>"
# Where each form stands, its field, the kind it takes, and how large the file may be.
DOORS = {
    "strategy.UploadForm": ("strategy:reading-upload", "document", "pdf", LARGEST_DOCUMENT),
    "strategy.SheetForm": ("strategy:plan-sheet-read", "file", "xlsx", LARGEST_SHEET),
    "money.ImportForm": ("money:import-actuals", "file", "csv", LARGEST_CSV),
}


def test_every_form_that_takes_a_file_is_listed_here():
    found = {
        f"{path.parts[path.parts.index('helhed') + 1]}.{form.name}"
        for path in sources()
        for form in ast.walk(ast.parse(path.read_text()))
        if isinstance(form, ast.ClassDef) and "FileField" in ast.unparse(form)
        if any("Form" in ast.unparse(base) for base in form.bases)
    }

    assert found == set(DOORS)


@pytest.fixture
def bring(client):
    """Brings a file to a form as somebody who may; tells the answer."""
    team = TeamFactory(name="Sekretariatet", kind=Team.Kind.OTHER)
    secretary = colleague("signe", "Signe Kragh", team, "committee_secretary")
    economist = colleague("gram", "Gram Opdigtet", team, "controller")

    def do(form, data, *, name=""):
        page, field, kind, _most = DOORS[form]
        client.force_login(economist if form.startswith("money") else secretary)
        keys = [a_plan().pk] if page == "strategy:plan-sheet-read" else []
        file = SimpleUploadedFile(name or f"fil.{kind}", data)
        return client.post(reverse(page, args=keys), {field: file})

    return do


def stored():
    return ImportDraft.objects.count() + ImportedFile.objects.count() + Posting.objects.count()


def is_refused(answer):
    if answer.status_code != 200 or not answer.context["form"].errors:
        return False
    said = [word for words in answer.context["form"].errors.values() for word in words]
    return all(escape(word) in answer.content.decode() for word in said)


@pytest.mark.parametrize("form", DOORS)
@pytest.mark.parametrize("data", [PROGRAM, ZIP_OF_NOTHING, PAGE, b"%PDF-1.7\n%%EOF"])
def test_the_content_tells_the_kind_and_not_the_name(bring, form, data):
    answer = bring(form, data)

    assert is_refused(answer)
    assert stored() == 0


@pytest.mark.parametrize("form", DOORS)
def test_a_file_too_large_is_refused(bring, form):
    answer = bring(form, b"x" * (DOORS[form][3] + 1))

    assert is_refused(answer)
    assert "MB" in answer.content.decode()
    assert stored() == 0


@pytest.mark.parametrize("form", DOORS)
@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "C:\\Windows\\a",
        "\u202egpj",
        "a\r\nSet-Cookie: x",
        "å" * 240,
        "'\"<b>",
    ],
)
def test_no_name_of_a_file_breaks_anything(bring, form, name):
    answer = bring(form, PROGRAM, name=f"{name}.{DOORS[form][2]}")

    assert is_refused(answer)
    assert "Set-Cookie" not in answer.headers
    assert "<b>." not in answer.content.decode()
    assert stored() == 0


def test_a_long_name_is_kept_short_where_it_is_kept(bring):
    answer = bring("money.ImportForm", b"udgift;m\xc3\xa5ned;bel\xc3\xb8b;tekst\n", name="å" * 250)

    assert answer.status_code == 302
    assert len(ImportedFile.objects.get().name) <= 200


class Endless(io.BytesIO):
    """A body that must not be read."""

    def read(self, *args):
        raise AssertionError("The body of a request that is too large was read.")


@pytest.mark.parametrize("address", ["/accounts/login/", "/contacts/ask/", "/no-such-address/"])
def test_what_is_too_large_is_turned_away_unread_and_before_signing_in(client, address):
    answer = client.post(
        address,
        content_type="multipart/form-data; boundary=x",
        data=b"",
        **{"CONTENT_LENGTH": str(MOST_BYTES + 1), "wsgi.input": Endless()},
    )

    assert answer.status_code == 413
    assert "20 MB" in answer.content.decode()


@pytest.mark.parametrize("said", ["-1", "many", "1e9"])
def test_a_size_that_is_no_number_is_turned_away(client, said):
    answer = client.post("/accounts/login/", **{"CONTENT_LENGTH": said, "wsgi.input": Endless()})

    assert answer.status_code == 413
