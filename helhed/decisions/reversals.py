"""How often the board says otherwise, counted as the Danmarkskort counts (law.md 11)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

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


def count_reversals(results: Iterable[str]) -> Reversals:
    """Counts result codes, whatever rows they come from; empty ones are not answered yet."""
    counted = Counter(results)
    return Reversals(
        upheld=counted[Result.UPHELD],
        changed=counted[Result.CHANGED],
        remitted=counted[Result.REMITTED],
        dismissed=counted[Result.DISMISSED],
    )
