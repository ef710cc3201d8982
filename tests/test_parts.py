"""The parts list names all that is locked, and an audit that could not be made says so."""

import json
import subprocess
import sys

import pytest

from scripts import audit, sbom
from tests.house import ROOT


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    target = tmp_path_factory.mktemp("parts") / "helhed.cdx.json"
    subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-m", "scripts.sbom", str(target)], cwd=ROOT, check=True
    )
    return json.loads(target.read_text())


def test_the_parts_list_names_every_locked_part(parts):
    assert len(sbom.locked()) > 80
    assert sbom.locked() - sbom.named(parts) == set()


def test_the_parts_list_is_what_it_says(parts):
    assert (parts["bomFormat"], parts["specVersion"]) == ("CycloneDX", "1.5")
    assert all(part["purl"].startswith("pkg:") for part in parts["components"])
    assert parts["dependencies"]


def test_the_parts_list_names_what_browsers_are_given(parts):
    names = {part["name"] for part in parts["components"]}

    assert {"dkfds", "htmx.org", "@material-symbols/svg-400"} <= names


def test_a_part_that_is_missing_is_noticed(monkeypatch):
    monkeypatch.setattr(sbom, "exported", lambda: {"components": []})

    with pytest.raises(SystemExit, match="lacks"):
        sbom.main()


@pytest.mark.parametrize(
    ("code", "strict", "ends"), [(0, False, 0), (1, False, 1), (2, False, 0), (2, True, 2)]
)
def test_only_a_known_hole_stops_the_work(code, strict, ends, capsys):
    assert audit.judge(code, "said by uv", strict=strict) == ends

    told = capsys.readouterr().out
    assert ("NOBODY WAS ASKED" in told) == (code == 2)
