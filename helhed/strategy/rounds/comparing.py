"""This year beside last year: what went better, what went worse, what is new and what is gone."""

from dataclasses import dataclass, field
from typing import Any

from helhed.strategy.rounds.picture import Picture

# Higher is better. What is not followed cannot be compared.
ORDER = {
    "at_risk": 0,
    "late": 1,
    "paused": 1,
    "postponed": 1,
    "not_started": 2,
    "on_track": 3,
    "continued": 3,
    "done": 4,
    "in_operations": 4,
}


@dataclass(frozen=True)
class Moved:
    """One initiative that stands otherwise than last year; statuses as words in code."""

    title: str
    before: str
    now: str


@dataclass(frozen=True)
class Comparison:
    """Beside the picture of `year`."""

    year: int
    better: list[Moved] = field(default_factory=list)
    worse: list[Moved] = field(default_factory=list)
    same: int = 0
    new: list[str] = field(default_factory=list)
    gone: list[Moved] = field(default_factory=list)


def compared(now: Picture, before: Picture | None) -> Comparison | None:
    """None when there is nothing to compare with."""
    if before is None:
        return None
    earlier = {line["initiative"]: line for line in before["lines"]}
    found = Comparison(year=before["year"])
    seen: set[str] = set()
    for line in now["lines"]:
        old = _old(line, earlier)
        if old is None:
            found.new.append(line["title"])
        else:
            seen.add(old["initiative"])
            _place(found, old, line)
    same = found.same + sum(_is_same(line, _old(line, earlier)) for line in now["lines"])
    gone = [
        Moved(line["title"], line["status"], "") for key, line in earlier.items() if key not in seen
    ]
    return Comparison(found.year, found.better, found.worse, same, found.new, gone)


def _old(line: dict[str, Any], earlier: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    keys = [line["initiative"], *line["came_from"]]
    return next((earlier[key] for key in keys if key in earlier), None)


def _place(found: Comparison, old: dict[str, Any], new: dict[str, Any]) -> None:
    was, now = ORDER.get(old["status"]), ORDER.get(new["status"])
    if was is None or now is None or was == now:
        return
    moved = Moved(new["title"], old["status"], new["status"])
    (found.better if now > was else found.worse).append(moved)


def _is_same(new: dict[str, Any], old: dict[str, Any] | None) -> bool:
    return old is not None and ORDER.get(old["status"]) == ORDER.get(new["status"])
