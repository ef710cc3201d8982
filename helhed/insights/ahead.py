"""What the pages of figures ask of a new snapshot first, counted before anybody waits for it."""

from helhed.insights import answers, boards, hiding
from helhed.insights.measures import MEASURES
from helhed.insights.records import Asked
from helhed.insights.snapshot import Snapshot


def count_ahead(taken: Snapshot) -> int:
    """Count the last year, and the newest closed year as the committee sees it.

    Returns how many questions are answered; the answers lie beside the snapshot.
    """
    usual = answers.usual(taken)
    closed = answers.year_as_closed(answers.closed_years(taken)[0])
    asked = [(name, one) for name in MEASURES for one in (usual, closed)]
    asked += [("fidelity", month) for month in answers.months_back(usual, boards.TREND_MONTHS)[:-1]]
    for name, one in asked:
        answers.answer(name, one, taken)
    return len(asked) + _guarded(closed, taken)


def _guarded(asked: Asked, taken: Snapshot) -> int:
    """The groups of people by which small numbers are hidden; of a family once."""
    families = {hiding.divided(name) for name in MEASURES if name != "fidelity"} - {()}
    for family in families:
        answers.groups_of(family, asked, taken)
    return len(families)
