"""Reads spoiled files in a process of its own, so that its memory tells what the reading took.

    python -m tests.campaigns.fuzz READER FOLDER INPUTS SEED

FOLDER holds whole samples. Prints one line of JSON: see `Found`.
"""

import io
import json
import random
import signal
import sys
import time
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import django

KEPT_FAULTS = 5
LONGEST_SECONDS = 30
NASTY = [
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b'"', b";", b"=1+1", b"{" * 400),
    *(
        "\N{RIGHT-TO-LEFT OVERRIDE}".encode(),
        "\N{GRINNING FACE}".encode(),
        b"9" * 400,
        b"-1",
        b"1e999",
    ),
    *(
        b"[" * 3000,
        b"<a>" * 300,
        b"&#x110000;",
        b"null",
        b"NaN",
        b"../../etc/passwd",
        b"A" * 200_000,
    ),
    b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;&b;">]>',
    b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
]


class Hangs(BaseException):
    """One input took so long that somebody waits for it. No reader may catch it."""


@dataclass
class Found:
    """What became of the inputs. `faults`: the first of those neither read nor refused."""

    inputs: int = 0
    read: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    grown_mb: float = 0.0


def spoil(data: bytes, lot: random.Random) -> bytes:
    """One to four things done to the bytes that a bad line, disk or person may do."""
    for _time in range(lot.randint(1, 4)):
        place, other = lot.randint(0, len(data)), lot.randint(0, len(data))
        first, last = min(place, other), max(place, other)
        cut = data[first : min(last, first + 5000)]
        data = lot.choice(
            [
                lambda: data[:place] + lot.randbytes(lot.randint(1, 8)) + data[place:],  # noqa: B023
                lambda: data[:place] + lot.choice(NASTY) + data[place:],  # noqa: B023
                lambda: data[:first] + data[last:],  # noqa: B023
                lambda: data[:place] + cut + data[place:],  # noqa: B023
                lambda: data[:place],  # noqa: B023
                lambda: data.replace(cut[:12], lot.choice(NASTY), 3) if cut else data,  # noqa: B023
            ]
        )()
    return data


OTHER_KINDS: list[Any] = [
    None,
    True,
    0,
    -1,
    1e300,
    "",
    " ",
    [],
    {},
    [[]],
    [None],
    {"a": []},
    "A" * 70_000,
]


def spoil_tree(data: bytes, lot: random.Random) -> bytes:
    """JSON that can be read, with values of another kind than they should be, or gone."""
    if lot.random() < 0.3:
        return spoil(data, lot)
    tree = json.loads(data)
    for _time in range(lot.randint(1, 3)):
        spots: list[tuple[Any, Any]] = []
        todo = [tree]
        while todo:
            one = todo.pop()
            inside = one.items() if isinstance(one, dict) else enumerate(one)
            for key, value in inside:
                spots.append((one, key))
                if isinstance(value, dict | list):
                    todo.append(value)
        if not spots:
            break
        owner, key = lot.choice(spots)
        if lot.random() < 0.2:
            del owner[key]
        else:
            owner[key] = deepcopy(lot.choice([*OTHER_KINDS, [owner[key]]]))
    return json.dumps(tree).encode()


def spoil_package(data: bytes, lot: random.Random) -> bytes:
    """A Word or Excel file with one of its parts spoiled; sometimes the package itself."""
    if lot.random() < 0.3:
        return spoil(data, lot)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chosen = lot.choice(sorted(parts))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            if name != chosen:
                package.writestr(name, content)
            elif lot.random() < 0.9:
                package.writestr(lot.choice([name, name, "../" + name]), spoil(content, lot))
    return out.getvalue()


SPOILERS = {".json": spoil_tree, ".docx": spoil_package, ".xlsx": spoil_package}


def readers() -> dict[str, Callable[[bytes, str], object]]:
    # Django is set up by `main`, and what is read needs it.
    from helhed.exchange.rehearsal import RehearsalMemory
    from helhed.money.verbs.ledger import _decoded, _rows
    from helhed.strategy.reading.documents import read_document
    from helhed.strategy.reading.labels import load_labels
    from helhed.strategy.sheets.reading import read_workbook

    labels = load_labels()
    return {
        "message": lambda data, _name: RehearsalMemory().receive(data),
        "plan": lambda data, name: read_document(data, name, labels),
        "csv": lambda data, name: list(_rows(name, _decoded(name, data))),
        "excel": lambda data, _name: read_workbook(data),
    }


def try_one(read: Callable[[bytes, str], object], data: bytes, name: str, found: Found) -> None:
    from helhed.core.errors import Refused

    began = time.monotonic()
    found.inputs += 1
    signal.alarm(LONGEST_SECONDS)
    try:
        read(data, name)
        found.read += 1
    except Refused:
        found.refused += 1
    except (Exception, Hangs) as fault:
        place = fault.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else ""
        told = f"{type(fault).__name__} at {where} (input {found.inputs}, {name})"
        if len(found.faults) < KEPT_FAULTS:
            found.faults.append(told)
    finally:
        signal.alarm(0)
    found.slowest_s = max(found.slowest_s, time.monotonic() - began)


def hang(_signal: int, _frame: object) -> None:
    raise Hangs


def peak_mb(*, afresh: bool = False) -> float:
    """The most memory held so far; `afresh` begins to count from what is held now."""
    if afresh:
        Path("/proc/self/clear_refs").write_text("5")
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def main(reader: str, folder: str, inputs: int, seed: int) -> Found:
    django.setup()
    read = readers()[reader]
    samples = [(path.name, path.read_bytes()) for path in sorted(Path(folder).iterdir())]
    lot, found = random.Random(seed), Found()  # noqa: S311 (to be drawn again)
    for name, data in samples:
        read(data, name)
    signal.signal(signal.SIGALRM, hang)
    before = peak_mb(afresh=True)
    for _input in range(inputs):
        name, data = lot.choice(samples)
        spoiler = SPOILERS.get(Path(name).suffix, spoil)
        try_one(read, spoiler(data, lot), name, found)
    found.grown_mb = peak_mb() - before
    return found


if __name__ == "__main__":
    sys.stdout.write(
        json.dumps(asdict(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
    )
