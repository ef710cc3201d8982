"""Whatever comes in as a file is read, or refused with a sentence, within bounds."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from helhed.core.ids import new_id
from helhed.exchange.tests.messages import MONDAY, Ward
from helhed.strategy.sheets.content import content_of
from helhed.strategy.sheets.writing import workbook_of
from helhed.strategy.tests.documents import made
from helhed.strategy.tests.factories import a_milestone, a_plan, an_initiative
from tests.campaigns.proof import LONG, SEED, campaign

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

INPUTS = 10_000 if LONG else 150
MOST_MB = 256
ROOT = Path(__file__).parents[2]
DOCUMENTS = Path(made.__file__).parent


@pytest.fixture(scope="module")
def report():
    told = (
        "Whatever comes in as a message, a plan, a table of payments or a sheet is read, or refused"
        f" with a sentence. No reader falls over or grows by more than {MOST_MB} MB."
    )
    with campaign("bad_input", told) as (report, _lot):
        yield report


def messages() -> dict[str, bytes]:
    ward = Ward()
    came = ward.stin(MONDAY)
    went = ward.slhj(MONDAY + timedelta(days=2))
    return {
        "came.json": came.data,
        "came.xml": came.xml,
        "went.json": went.data,
        "went.xml": went.xml,
    }


def documents() -> dict[str, bytes]:
    plain = {name: (DOCUMENTS / name).read_bytes() for name in ("havn.txt", "skov.txt")}
    return {**plain, "plan.docx": made.as_word(), "plan.pdf": made.as_pdf()}


def payments() -> dict[str, bytes]:
    lines = "".join(f"{new_id()};2026-{month:02};1.234,50;Opdigtet\n" for month in range(1, 13))
    table = f"udgift;måned;beløb;tekst\n{lines}"
    return {"utf8.csv": table.encode(), "windows.csv": table.encode("cp1252")}


def sheets() -> dict[str, bytes]:
    plan = a_plan(title="Handleplan for både")
    for number in (1, 2, 3):
        one = an_initiative(plan=plan, number=number, title=f"Broen nummer {number}")
        a_milestone(initiative=one, title="Aftale")
    return {"plan.xlsx": workbook_of(content_of(plan))}


@pytest.mark.parametrize(
    ("reader", "samples"),
    [("message", messages), ("plan", documents), ("csv", payments), ("excel", sheets)],
)
def test_no_file_makes_a_reader_fall(reader, samples, report, tmp_path):
    for name, content in samples().items():
        (tmp_path / name).write_bytes(content)
    done = subprocess.run(  # noqa: S603 (our own program)
        [
            sys.executable,
            "-m",
            "tests.campaigns.fuzz",
            reader,
            str(tmp_path),
            str(INPUTS),
            str(SEED),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])

    report.tell(f"{reader}: spoiled inputs", found["inputs"])
    report.tell(f"{reader}: read, or answered, in spite of it", found["read"])
    report.tell(f"{reader}: refused with a sentence", found["refused"])
    report.tell(f"{reader}: fell over", len(found["faults"]) and "; ".join(found["faults"]))
    report.tell(f"{reader}: slowest, s", f"{found['slowest_s']:.2f}")
    report.tell(f"{reader}: grown by, MB", f"{found['grown_mb']:.0f}")
    assert found["faults"] == []
    assert found["inputs"] == INPUTS
    assert found["refused"] + (found["read"] if reader == "message" else 0) > INPUTS / 10
    assert found["grown_mb"] < MOST_MB
