"""The Danish words of every room, as files: read, written and compiled with Babel alone."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "da"


def path_of(room: Path) -> Path:
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def catalogue_files() -> Iterator[Path]:
    yield from sorted((ROOT / "helhed").glob("*/locale/*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    """The catalogue in the file, or an empty one."""
    if not path.exists():
        return Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE, charset="utf-8", abort_invalid=True)


def write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # No header: its dates would differ each time, and two people's edits would collide.
        write_po(file, catalogue, sort_output=True, include_lineno=False, omit_header=True)
    file_text = path.read_text(encoding="utf-8")
    path.write_text(HEADER + file_text, encoding="utf-8")


def compile_all() -> None:
    """Make the .mo file that Django reads beside each .po file, where the .po is newer."""
    for path in catalogue_files():
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime > path.stat().st_mtime:
            continue
        with compiled.open("wb") as file:
            write_mo(file, read(path))


HEADER = """\
msgid ""
msgstr ""
"Language: da\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
