"""How often the board says otherwise, counted as the Danmarkskort counts (law.md 11)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from helhed.decisions.models import Complaint

Result = Complaint.Result


@dataclass(frozen=True)
class Reversals:
    """Results of complaints; `dismissed` was not decided on merits and stands outside the share."""

    upheld: int = 0
    changed: int = 0
    remitted: int = 0
    dismissed: int = 0

    @property
    def on_merits(self) -> int:
        return self.upheld + self.changed + self.remitted

    @property
    def reversed(self) -> int:
        return self.changed + self.remitted

    @property
    def share(self) -> float | None:
        """0.0-1.0 of all decided on merits; None when there is none to count."""
        return self.reversed / self.on_merits if self.on_merits else None


@dataclass(frozen=True)
class Year:
    """What the board answered in one year."""

    year: int
    counted: Reversals

    @property
    def percent(self) -> float | None:
        share = self.counted.share
        return None if share is None else round(100 * share, 1)


def by_year(rows: Iterable[tuple[date | None, str]]) -> list[Year]:
    """Counts (day of the board's answer, result), the newest year first."""
    results: dict[int, list[str]] = defaultdict(list)
    for day, result in rows:
        if day is not None:
            results[day.year].append(result)
    return [Year(year, count_reversals(results[year])) for year in sorted(results, reverse=True)]


def count_reversals(results: Iterable[str]) -> Reversals:
    """Counts result codes, whatever rows they come from; empty ones are not answered yet."""
    counted = Counter(results)
    return Reversals(
        upheld=counted[Result.UPHELD],
        changed=counted[Result.CHANGED],
        remitted=counted[Result.REMITTED],
        dismissed=counted[Result.DISMISSED],
    )
