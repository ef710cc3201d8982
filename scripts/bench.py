"""Measure the main pages at two sizes in one run: `make bench`.

Builds an invented municipality of each size once (kept in var/bench), then asks for every page
many times as colleagues of different teams. Times are server time; what counts is the ratio to a
view that makes one query, and how the pages grow. Writes docs/bench.md.
"""

import argparse
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUDGET_MS, BUDGET_RATIO, BUDGET_QUERIES, BUDGET_GROWTH = 100.0, 4.0, 15, 1.5
SEARCH_BUDGET_MS = 50.0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="2000,100000", help="citizens, small and large")
    options.add_argument("--rounds", type=int, default=60, help="times each page is asked for")
    options.add_argument("--write", action="store_true", help="write docs/bench.md")
    chosen = options.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    measured = {size: measure(size, chosen.rounds) for size in sizes}
    report = table(measured)
    sys.stdout.write(report)
    if chosen.write:
        (ROOT / "docs" / "bench.md").write_text(report)
    return 0


def measure(citizens: int, rounds: int) -> dict[str, dict[str, float]]:
    """Build the municipality if need be, and measure in a process of its own."""
    home = ROOT / "var" / "bench" / str(citizens)
    home.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "HELHED_HOME": str(home), "HELHED_PGDATA": str(home)}
    program = [sys.executable, "-m", "helhed.cli"]
    if not (home / "built").exists():
        sys.stderr.write(f"Building {citizens} citizens once. This takes a while.\n")
        build = [*program, "demo", "--citizens", str(citizens), "--build-only"]
        subprocess.run(build, env=environment, cwd=ROOT, check=True)  # noqa: S603 - our own program
        (home / "built").touch()
    collect = [*program, "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env=environment, cwd=ROOT, check=True)  # noqa: S603 - our own program
    asked = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "scripts/bench_pages.py", str(rounds)],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, dict[str, float]] = json.loads(asked.stdout.splitlines()[-1])
    return found


def table(measured: dict[int, dict[str, dict[str, float]]]) -> str:
    small, large = min(measured), max(measured)
    lines = [
        "# Speed of the main pages",
        "",
        f"`make bench`, {date.today():%d.%m.%Y}, {os.cpu_count()} cores. Server time in ms, one"
        " process; queries of the whole page, cards included.",
        f"Database: {facts(measured)}.",
        "",
        f"| Page | p50 {small:,} | p95 {small:,} | p50 {large:,} | p95 {large:,}"
        " | x bare view | growth | queries | within budget |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    bare = measured[large]["bare view"]["p50"]
    for page, at_large in measured[large].items():
        if page == "facts":
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
    ]
    return "\n".join(lines)


def facts(measured: dict[int, dict[str, dict[str, float]]]) -> str:
    return "; ".join(
        f"{found['facts']['citizens']:,.0f} citizens, {found['facts']['contacts']:,.0f} contacts, "
        f"{found['facts']['events']:,.0f} lines of the log"
        for found in measured.values()
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
