"""How little the program takes in before it does anything."""

import subprocess
import sys

import pytest

# Each takes a quarter of a second or more, and most commands and pages never use it.
HEAVY = (
    *("weasyprint", "fontTools", "docx", "openpyxl", "pypdf", "fhir.resources"),
    *("ibis", "duckdb", "sqlglot", "pyarrow", "numpy", "pandas"),
    *("altair", "vl_convert", "narwhals", "holidays"),
)
STARTED = "import sys, django; django.setup(); import helhed.config.urls; print(*sys.modules)"


@pytest.fixture(scope="module")
def taken_in():
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", STARTED], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("library", HEAVY)
def test_nothing_waits_for_a_library_before_it_is_used(taken_in, library):
    assert library not in taken_in


@pytest.mark.parametrize(
    "uses_one",
    [
        *(
            "helhed.decisions.letter",
            "helhed.strategy.rounds.word",
            "helhed.strategy.sheets.reading",
        ),
        *("helhed.insights.answers", "helhed.insights.snapshot", "helhed.design.chart_marks"),
        *("helhed.strategy.reading.sources", "helhed.core.days"),
    ],
)
def test_what_uses_them_is_there(taken_in, uses_one):
    assert uses_one in taken_in
