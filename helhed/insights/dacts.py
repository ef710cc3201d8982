"""The 28 items of DACTS: which facts can score, which a leader declares, and where a score begins.

Self-monitoring: the scale asks for an outside rater. Teams are looked at, never single colleagues.
Source: methods.md 1 (SAMHSA ACT toolkit).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.insights.figures import Figure

ESTABLISHED = Decimal(4)


class Group(StrEnum):
    HUMAN = "H"
    ORGANISATION = "O"
    SERVICES = "S"


GROUPS: dict[Group, str | Promise] = {
    Group.HUMAN: _("People on the team"),
    Group.ORGANISATION: _("How the team is bounded"),
    Group.SERVICES: _("What the team does"),
}


@dataclass(frozen=True)
class Item:
    """`begins` are the values from which the scores 2, 3, 4 and 5 begin; None: it is declared.

    `less_is_better` reads them the other way: a score holds up to its value. `times` turns the
    figure into the unit of the scale. `by_median`: the median over citizens is scored.
    """

    code: str
    title: str | Promise
    begins: tuple[str, str, str, str] | None = None
    less_is_better: bool = False
    times: int = 1
    unit: str | Promise = ""
    by_median: bool = False

    @property
    def group(self) -> Group:
        return Group(self.code[0])

    @property
    def computed(self) -> bool:
        return self.begins is not None


PERCENT = _("%")
ITEMS: tuple[Item, ...] = (
    Item(
        "H1",
        _("Small caseload"),
        ("49.99", "34.99", "20", "10"),
        less_is_better=True,
        unit=_("citizens for each full-time colleague"),
    ),
    Item("H2", _("Team approach"), ("10", "37", "64", "90"), times=100, unit=PERCENT),
    Item("H3", _("Team meets"), ("0.5", "1", "2", "4"), unit=_("meetings a week")),
    Item("H4", _("Practising leader"), ("0.01", "5", "25", "50"), times=100, unit=PERCENT),
    Item(
        "H5",
        _("Continuity of staff"),
        ("80", "59.99", "39.99", "19.99"),
        less_is_better=True,
        times=100,
        unit=PERCENT,
    ),
    Item("H6", _("Posts filled")),
    Item("H7", _("Psychiatrist"), ("0.1", "0.4", "0.7", "1"), unit=_("full-time for 100")),
    Item("H8", _("Nurse"), ("0.2", "0.8", "1.4", "2"), unit=_("full-time for 100")),
    Item("H9", _("Substance-use specialist"), ("0.2", "0.8", "1.4", "2"), unit=_("for 100")),
    Item("H10", _("Employment specialist"), ("0.2", "0.8", "1.4", "2"), unit=_("for 100")),
    Item("H11", _("Size of the team"), ("2.5", "5", "7.5", "10"), unit=_("full-time")),
    Item("O1", _("Clear criteria for whom")),
    Item(
        "O2",
        _("Slow intake"),
        ("15", "12", "9", "6"),
        less_is_better=True,
        unit=_("in the busiest month"),
    ),
    Item("O3", _("Full responsibility")),
    Item("O4", _("Responsible in crises")),
    Item("O5", _("Takes part in admissions")),
    Item("O6", _("Takes part in discharges"), ("5", "35", "65", "95"), times=100, unit=PERCENT),
    Item(
        "O7",
        _("Without time limit"),
        ("90", "37.99", "17.99", "4.99"),
        less_is_better=True,
        times=100,
        unit=PERCENT,
    ),
    Item(
        "S1",
        _("Out where the citizen is"),
        ("20", "40", "60", "80"),
        times=100,
        unit=PERCENT,
        by_median=True,
    ),
    Item("S2", _("Nobody drops out"), ("50", "65", "80", "95"), times=100, unit=PERCENT),
    Item("S3", _("Goes on looking")),
    Item(
        "S4",
        _("Time for each citizen"),
        ("15", "50", "85", "120"),
        unit=_("minutes a week"),
        by_median=True,
    ),
    Item("S5", _("How often we meet"), ("1", "2", "3", "4"), unit=_("a week"), by_median=True),
    Item("S6", _("With the network"), ("0.5", "1", "2", "4"), unit=_("in 30 days")),
    Item("S7", _("Own treatment of substance use")),
    Item("S8", _("Groups for double diagnoses")),
    Item("S9", _("Harm reduction by stages")),
    Item("S10", _("Peers on the team")),
)
BY_CODE: dict[str, Item] = {item.code: item for item in ITEMS}


@dataclass(frozen=True)
class Scored:
    """An item of a team: the score with its evidence, computed or declared."""

    item: Item
    score: int | None
    value: Decimal | None = None
    mean: Decimal | None = None
    missing: int = 0
    universe: int = 0
    note: str = ""


def score(item: Item, value: Decimal) -> int:
    """1 to 5, by where the value lies between the anchors of the item."""
    begins = [Decimal(one) for one in item.begins or ()]
    if item.less_is_better:
        return 1 + sum(value <= one for one in begins)
    return 1 + sum(value >= one for one in begins)


def scored(item: Item, figure: Figure | None, *, all_spoken_of: bool = True) -> Scored:
    """The item from its figure. H3 gives 5 only where every citizen was spoken of."""
    if figure is None or not figure.of:
        return Scored(item, None)
    mean = Decimal(item.times * figure.value) / Decimal(figure.of)
    middle = mean
    if item.by_median and figure.twice_median is not None:
        middle = Decimal(item.times * figure.twice_median) / Decimal(2 * figure.part)
    points = score(item, middle)
    if item.code == "H3" and not all_spoken_of:
        points = min(points, 4)
    return Scored(item, points, middle, mean, figure.missing, figure.universe)


def mean_of(scores: list[Scored]) -> Decimal | None:
    """The mean of the scores that there are, with one decimal."""
    known = [one.score for one in scores if one.score is not None]
    if not known:
        return None
    return (Decimal(sum(known)) / Decimal(len(known))).quantize(Decimal("0.1"))
