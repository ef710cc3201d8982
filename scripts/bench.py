"""Measure the main pages at two sizes in one run: `make bench`.

Builds an invented municipality of each size once (kept in var/bench, or where --homes says), then
asks for every page many times as colleagues of different teams. Times are server time; what counts
is the ratio to a view that makes one query, and how the pages grow. Writes docs/bench.md.
"""

import argparse
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from bench_build import built, environment

ROOT = Path(__file__).resolve().parent.parent
BUDGET_MS, BUDGET_RATIO, BUDGET_QUERIES, BUDGET_GROWTH = 100.0, 4.0, 15, 1.5
SEARCH_BUDGET_MS = 50.0
HOW_IT_IS_BUILT = (
    "What is measured: a district of 80 citizens and a year, built by the verbs and copied"
    " (decisions/0008). Every citizen",
    "has the whole year of contacts, appointments, duties, plans, stays and their histories; of"
    " the log only the last two",
    "months are copied, as older months are sealed and kept elsewhere where people really work."
    " Memory is that of the",
    "program and its database together, shared pages counted once; disk includes PostgreSQL's"
    " write-ahead log (up to 2 GiB).",
    "",
)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="2000,100000", help="citizens, small and large")
    options.add_argument("--rounds", type=int, default=60, help="times each page is asked for")
    options.add_argument("--homes", type=Path, default=ROOT / "var" / "bench")
    options.add_argument("--write", action="store_true", help="write docs/bench.md")
    chosen = options.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    measured = {size: measure(chosen.homes / str(size), size, chosen.rounds) for size in sizes}
    report = table(measured)
    sys.stdout.write(report)
    if chosen.write:
        (ROOT / "docs" / "bench.md").write_text(report)
    return 0


def measure(home: Path, citizens: int, rounds: int) -> dict[str, dict[str, float]]:
    """Build the municipality if need be, and measure in a process of its own."""
    took = built(home, citizens)
    surroundings = environment(home)
    program = [sys.executable, "-m", "helhed.cli"]
    collect = [*program, "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env=surroundings, cwd=ROOT, check=True)  # noqa: S603 - our own program
    asked = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "scripts/bench_pages.py", str(rounds)],
        env=surroundings,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, dict[str, float]] = json.loads(asked.stdout.splitlines()[-1])
    return {**found, "building": took}


def table(measured: dict[int, dict[str, dict[str, float]]]) -> str:
    small, large = min(measured), max(measured)
    lines = [
        "# Speed of the main pages",
        "",
        f"`make bench`, {date.today():%d.%m.%Y}, {os.cpu_count()} cores. Server time in ms, one"
        " process; queries of the whole page, cards included.",
        f"Database: {facts(measured)}.",
        f"Building: {building(measured)}.",
        "",
        f"| Page | p50 {small:,} | p95 {small:,} | p50 {large:,} | p95 {large:,}"
        " | x bare view | growth | queries | within budget |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    bare = measured[large]["bare view"]["p50"]
    for page, at_large in measured[large].items():
        if page in ("facts", "building"):
            continue
        at_small = measured[small][page]
        ratio, growth = at_large["p50"] / bare, at_large["p50"] / at_small["p50"]
        lines.append(
            f"| {page} | {at_small['p50']:.1f} | {at_small['p95']:.1f} | {at_large['p50']:.1f} "
            f"| {at_large['p95']:.1f} | {ratio:.1f} | {growth:.2f} | {at_large['queries']:.0f} "
            f"| {verdict(page, at_large, ratio, growth)} |"
        )
    lines += [
        "",
        f"Budgets (design): p95 at most {BUDGET_MS:.0f} ms (search {SEARCH_BUDGET_MS:.0f} ms),"
        f" at most {BUDGET_RATIO:.0f} x a bare view, at most {BUDGET_QUERIES} queries,"
        f" growth at most {BUDGET_GROWTH} x.",
        "",
        *HOW_IT_IS_BUILT,
    ]
    return "\n".join(lines)


def facts(measured: dict[int, dict[str, dict[str, float]]]) -> str:
    return "; ".join(
        f"{found['facts']['citizens']:,.0f} citizens, {found['facts']['contacts']:,.0f} contacts, "
        f"{found['facts']['events']:,.0f} lines of the log"
        for found in measured.values()
    )


def building(measured: dict[int, dict[str, dict[str, float]]]) -> str:
    return "; ".join(
        f"{size:,} citizens in {found['building'].get('minutes', 0)} min,"
        f" {found['building'].get('peak_mib', 0):,.0f} MiB of memory at most,"
        f" {found['building'].get('disk_gib', 0)} GiB of disk"
        for size, found in measured.items()
    )


def verdict(page: str, at_large: dict[str, float], ratio: float, growth: float) -> str:
    if page == "bare view":
        return ""
    limit = SEARCH_BUDGET_MS if page.startswith("search") else BUDGET_MS
    over = [
        words
        for words, broken in (
            (f"p95 over {limit:.0f} ms", at_large["p95"] > limit),
            (f"over {BUDGET_RATIO:.0f} x", ratio > BUDGET_RATIO),
            (f"over {BUDGET_QUERIES} queries", at_large["queries"] > BUDGET_QUERIES),
            (f"grows over {BUDGET_GROWTH} x", growth > BUDGET_GROWTH),
        )
        if broken
    ]
    return "yes" if not over else "no: " + ", ".join(over)


if __name__ == "__main__":
    sys.exit(main())
