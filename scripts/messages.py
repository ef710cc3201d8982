"""Collect the words of every room, and compile the Danish ones.

python scripts/messages.py             add new msgids to each room's django.po, and compile
python scripts/messages.py --check     change nothing; fail if a Danish word is missing
python scripts/messages.py --compile   compile only
python scripts/messages.py plans desk  only these rooms
"""

import io
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import catalogues
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    # `gettext` under the names that stand beside `gettext_lazy as _`.
    "_now": None,
    "_lazy": None,
    "_text": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = {".html", ".txt", ".svg"}
Found = tuple[str | tuple[str, ...], str | None, Path]


def rooms(names: list[str]) -> list[Path]:
    every = [path.parent for path in sorted((catalogues.ROOT / "helhed").glob("*/__init__.py"))]
    return [room for room in every if not names or room.name in names]


def words_in(room: Path) -> Iterator[Found]:
    """Every msgid of a room, with its context and the file it stands in."""
    for path in sorted(room.rglob("*")):
        inside = path.relative_to(room).parts
        if {"tests", "migrations", "static", "locale"} & set(inside):
            continue
        if path.suffix == ".py":
            source = path.read_text(encoding="utf-8")
        elif path.suffix in TEMPLATES and "templates" in inside:
            # Babel reads by lines of Python, which may not be indented at random.
            blanked = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            source = "\n".join(line.lstrip() for line in blanked.splitlines())
        else:
            continue
        code = io.BytesIO(source.encode())
        for _line, msgid, _comments, context in extract("python", code, keywords=KEYWORDS):
            yield msgid, context, path.relative_to(catalogues.ROOT)


def collect(room: Path) -> Catalog:
    found = Catalog(locale=catalogues.LANGUAGE, charset="utf-8", fuzzy=False)
    for msgid, context, path in words_in(room):
        if msgid:
            found.add(msgid, context=context, locations=[(path.as_posix(), 0)])
    return found


def updated(room: Path) -> Catalog:
    """The room's catalogue with exactly the msgids in use; words no longer used wait below."""
    catalogue = catalogues.read(catalogues.path_of(room))
    for message in list(catalogue.obsolete.values()):
        catalogue[message.id] = message
    catalogue.obsolete.clear()
    catalogue.update(collect(room), no_fuzzy_matching=True)
    for message in catalogue:
        if message.id and not is_translated(message):
            message.string = said_elsewhere(room).get((message.context, message.id), message.string)
    return catalogue


@cache
def said_elsewhere(room: Path) -> dict[object, Any]:
    """What the other rooms say in Danish, so that the house speaks with one voice."""
    return {
        (message.context, message.id): message.string
        for other in rooms([])
        if other != room
        for message in catalogues.read(catalogues.path_of(other))
        if message.id and is_translated(message)
    }


def is_translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    wanted = 2 if message.pluralizable else 1
    return len(texts) == wanted and all(texts) and not message.fuzzy


def faults(names: list[str]) -> Iterator[str]:
    """What is missing or wrong, a line each."""
    for room in rooms(names):
        catalogue = updated(room)
        for message in catalogue:
            if not message.id:
                continue
            if not is_translated(message):
                yield f"{room.name}: no Danish for {message.id!r}"
                continue
            for wrong in message.check(catalogue):
                yield f"{room.name}: {message.id!r}: {wrong}"
    yield from disagreements()


def disagreements() -> Iterator[str]:
    """Django keeps one catalogue for all rooms, so one of two sayings would be shown in both."""
    danish: dict[object, dict[object, str]] = defaultdict(dict)
    for room in rooms([]):
        for message in updated(room):
            if message.id and is_translated(message):
                danish[(message.context, message.id)].setdefault(message.string, room.name)
    for (_context, msgid), versions in danish.items():
        if len(versions) > 1:
            said = " and ".join(f"{text!r} ({room})" for text, room in versions.items())
            yield f"{msgid!r} is said in two ways: {said}. Agree, or give a context (pgettext)."


def main(arguments: list[str]) -> int:
    settings.configure(USE_I18N=True)
    names = [name for name in arguments if not name.startswith("--")]
    if "--check" in arguments:
        wrong = list(faults(names))
        print("\n".join(wrong) if wrong else "Every word is said in Danish.")
        return 1 if wrong else 0
    if "--compile" not in arguments:
        for room in rooms(names):
            catalogue = updated(room)
            if len(catalogue) or catalogues.path_of(room).exists():
                catalogues.write(catalogue, catalogues.path_of(room))
    catalogues.compile_all()
    for line in faults(names) if "--compile" not in arguments else ():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
