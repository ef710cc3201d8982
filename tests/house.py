"""The plan of the house, as the tests read it."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "helhed"

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
LAYERS: list[str] = next(c for c in CONTRACTS if c["id"] == "apps")["layers"]
HEIGHT = {
    room.strip(): height
    for height, layer in enumerate(reversed(LAYERS))
    for room in layer.replace(":", "|").split("|")
}


def sources(*, tests: bool = False, migrations: bool = False) -> list[Path]:
    """Our own Python files, without tests and migrations unless asked for."""
    return [
        path
        for path in sorted(HOUSE.rglob("*.py"))
        if (tests or "tests" not in path.parts) and (migrations or "migrations" not in path.parts)
    ]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
