"""What a campaign found, written where anybody can read it.

A campaign has a short form, run by `make test`, and a long one, `make campaign NAME=…`, which
writes docs/proof/NAME.md. Both draw from one seed, so that what was found can be found again:
`HELHED_SEED=7 make campaign NAME=crash`.
"""

import os
import platform
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psutil

LONG = os.environ.get("HELHED_CAMPAIGN") == "long"
SEED = int(os.environ.get("HELHED_SEED", "20261122"))
PROOF = Path(__file__).parents[2] / "docs" / "proof"


class Report:
    """The figures of one campaign, in the order in which they were told."""

    def __init__(self, name: str, promise: str) -> None:
        self.name, self.promise = name, promise
        self.lines: list[tuple[str, str]] = []
        self.tables: list[str] = []
        self.notes: list[str] = []
        self.began = time.monotonic()

    def tell(self, what: str, figure: object) -> None:
        self.lines.append((what, f"{figure:,}" if isinstance(figure, int) else str(figure)))

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """One more table, below the first."""
        lines = [head, ["---"] * len(head), *rows]
        self.tables.append("".join(f"| {' | '.join(line)} |\n" for line in lines))

    def note(self, sentence: str) -> None:
        """What the figures do not say, such as what was not tried."""
        self.notes.append(sentence)

    def write(self) -> None:
        head = f"# {self.name.replace('_', ' ').capitalize()}\n\n{self.promise}\n\n"
        ran = f"`HELHED_SEED={SEED} make campaign NAME={self.name}`"
        when = f"{date.today():%Y-%m-%d}, {machine()}, {time.monotonic() - self.began:,.0f} s."
        rows = "".join(f"| {what} | {figure} |\n" for what, figure in self.lines)
        notes = "".join(f"\n- {sentence}" for sentence in self.notes)
        table = "\n".join([f"| What | Found |\n|---|---|\n{rows}", *self.tables])
        PROOF.mkdir(exist_ok=True)
        (PROOF / f"{self.name}.md").write_text(
            f"{head}{ran}: {when}\n\n{table}{notes}\n".rstrip() + "\n"
        )


@contextmanager
def campaign(name: str, promise: str) -> Iterator[tuple[Report, random.Random]]:
    """Gives a report and a lot; the long form writes the report, also when something was found."""
    report = Report(name, promise)
    try:
        yield report, random.Random(SEED)  # noqa: S311 (to be drawn again, not to be secret)
    except AssertionError as failure:
        report.note(
            f"**Failed**: {str(failure).splitlines()[0] if str(failure) else 'see the log'}"
        )
        raise
    finally:
        if LONG:
            report.write()


def machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return f"{psutil.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"
