"""What import contracts cannot see. Each test says what to do instead."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver

from helhed.config.rooms import ROOMS
from tests.house import HEIGHT, HOUSE, ROOT, short, sources

LONGEST_FILE = 400
WRITES = {
    *("save", "create", "delete", "update", "get_or_create", "update_or_create"),
    *("bulk_create", "bulk_update", "full_clean", "select_for_update"),
}
NAMED_AFTER_NOTHING = {"utils", "helpers", "common", "misc"}
UNNAMED_MIGRATION = re.compile(r"_auto_|_and_more|^\d+_merge_|^\d+_auto$")
READ_FROM_ENVIRONMENT = re.compile(
    r"(?:env\.\w+|secret|text|environ(?:ment)?(?:\.\w+)?)[\[(]\"([A-Z_]+)\""
)
EXPECTED_ROOMS = {*ROOMS, "cli"}
WITH_PAGES = [
    room for room in ROOMS if room != "config" and find_spec(f"helhed.{room}.urls") is not None
]


def test_every_named_room_exists_and_every_room_is_named():
    folders = {path.parent.name for path in HOUSE.glob("*/__init__.py")}

    assert set(HEIGHT) == EXPECTED_ROOMS
    assert folders == set(ROOMS)
    assert {room for room in ROOMS if not apps.is_installed(f"helhed.{room}")} == set()


def test_a_rooms_label_is_its_name():
    labels = {config.name.removeprefix("helhed."): config.label for config in our_apps()}

    assert labels == {room: room for room in ROOMS}


def test_foreign_keys_point_downwards():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in HEIGHT
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if (target := field.related_model._meta.app_label) != model._meta.app_label
        if target in HEIGHT and HEIGHT[target] >= HEIGHT[model._meta.app_label]
    ]
    assert upward == [], "Ask which of the two is more basic, and let the other point at it."


def views():
    """Every module of views: `views.py`, `views_merge.py`, `views/pages.py`."""
    return [*HOUSE.glob("*/views*.py"), *HOUSE.glob("*/views/*.py")]


def test_no_view_fetches_a_citizen_itself():
    # The import contract can name `views` only; a room with many has `views_<subject>` as well.
    fetching = [
        f"{short(path)}:{node.lineno}"
        for path in views()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom | ast.Import)
        if "helhed.citizens.models" in imported(node)
    ]
    assert fetching == [], "Go through helhed.access.door, in a module that is no view."


def imported(node: ast.ImportFrom | ast.Import) -> set[str]:
    """The modules a line of imports leads to."""
    if isinstance(node, ast.Import):
        return {name.name for name in node.names}
    return {node.module or "", *(f"{node.module}.{name.name}" for name in node.names)}


def test_views_leave_writing_to_verbs():
    writes = [
        f"{short(path)}:{node.lineno} .{node.func.attr}()"
        for path in views()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in WRITES
    ]
    assert writes == [], "A view calls a verb. (For a dict, write {**one, **other}.)"


def test_imports_of_our_own_stand_at_the_top():
    hidden = [
        f"{short(path)}:{inner.lineno}"
        for path in sources(tests=True)
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for inner in ast.walk(function)
        if is_first_party_import(inner)
    ]
    assert hidden == [], "An import inside a function hides that two rooms are tangled."


def test_only_libraries_of_others_wait_until_they_are_used():
    ours = [
        f"{short(path)}:{node.lineno}"
        for path in sources(tests=True)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id == "when_used" and not is_of_others(node)
    ]
    assert ours == [], "An import put off hides that two rooms are tangled."


def is_of_others(call: ast.Call) -> bool:
    named = call.args[0] if call.args else None
    return isinstance(named, ast.Constant) and str(named.value).split(".")[0] != "helhed"


def is_first_party_import(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").split(".")[0] == "helhed"
    return isinstance(node, ast.Import) and any(
        name.name.split(".")[0] == "helhed" for name in node.names
    )


def test_only_config_reads_the_environment():
    readers = [
        f"{short(path)}:{node.lineno}"
        for path in sources()
        if path.relative_to(HOUSE).parts[0] not in ("config", "cli.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    ]
    assert readers == [], "Add a setting in helhed/config/settings and a line in docs/settings.md."


def test_every_variable_of_the_environment_is_explained():
    read = {
        name
        for path in [*(HOUSE / "config").rglob("*.py"), HOUSE / "cli.py"]
        if "tests" not in path.parts
        for name in READ_FROM_ENVIRONMENT.findall(path.read_text())
    }
    explained = (ROOT / "docs" / "settings.md").read_text()

    assert len(read) > 20
    assert sorted(name for name in read if f"`{name}`" not in explained) == []


def test_files_are_short_enough_to_read():
    long = {
        short(path): lines
        for path in sources(tests=True)
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}, "Split by subject into a package of the same name."


def test_files_are_named_after_what_they_know():
    nameless = [short(path) for path in sources(tests=True) if path.stem in NAMED_AFTER_NOTHING]

    assert nameless == []


def test_migrations_are_named():
    unnamed = [
        short(path)
        for path in HOUSE.glob("*/migrations/0*.py")
        if UNNAMED_MIGRATION.search(path.stem)
    ]
    assert unnamed == [], "makemigrations <room> -n what_it_does"


def test_migrations_import_none_of_our_code_but_core():
    imports = [
        f"{short(path)}:{node.lineno} {name}"
        for path in HOUSE.glob("*/migrations/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in imported_names(node)
        if name.startswith("helhed.") and not name.startswith("helhed.core")
    ]
    assert imports == [], "A migration must mean the same in five years; our code will not."


def imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [name.name for name in node.names] if isinstance(node, ast.Import) else []


@pytest.mark.parametrize("room", WITH_PAGES)
def test_every_url_is_in_its_rooms_table_of_doors(room):
    doors = import_module(f"helhed.{room}.tests.test_access").DOORS
    names = set(url_names(import_module(f"helhed.{room}.urls").urlpatterns))

    assert names - set(doors) == set(), f"Add them to DOORS in helhed/{room}/tests/test_access.py."


def url_names(patterns: list[URLPattern | URLResolver]) -> list[str]:
    names: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            names.append(str(pattern.name))
        else:
            names.extend(url_names(pattern.url_patterns))
    return names


def test_every_word_is_said_in_danish():
    check = subprocess.run(
        [sys.executable, "scripts/messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, f"Run make messages and fill in the Danish.\n{check.stdout}"


def our_apps():
    return [config for config in apps.get_app_configs() if config.name.startswith("helhed.")]


def test_no_two_rows_can_stand_in_either_order():
    loose = [
        model._meta.label
        for config in our_apps()
        for model in config.get_models()
        if model._meta.ordering and not is_unique(model, model._meta.ordering[-1])
    ]
    assert loose == [], 'End the order in "id", or the database draws lots between equal rows.'


def is_unique(model, key):
    name = key.lstrip("-") if isinstance(key, str) else ""
    found = model._meta.pk if name in ("pk", "id") else None
    found = found or next((f for f in model._meta.concrete_fields if f.name == name), None)
    return found is not None and found.unique


def test_no_table_that_leaves_the_house_can_run_as_a_formula():
    careless = [
        short(path)
        for path in sources()
        if ("csv.writer(" in path.read_text() or "Workbook(" in path.read_text())
        and "core.cells import plain" not in path.read_text()
        and short(path) not in {"helhed/strategy/sheets/writing.py"}
    ]
    assert careless == [], "Write texts by helhed.core.cells.plain."
