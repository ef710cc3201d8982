"""What the dashboards show: the leader's in full, the committee's with small numbers hidden."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import wrap
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.design import charts
from helhed.insights import answers, beside, dacts, hiding
from helhed.insights.figures import Figure
from helhed.insights.measures import MEASURES, Measure, Unit
from helhed.insights.models import Declaration
from helhed.insights.records import Asked
from helhed.insights.snapshot import Snapshot
from helhed.stays.models import Kind, Site
from helhed.teams.models import Team

Text = str | Promise
# The ten figures a leader looks at first: (measure, row).
KEY_FIGURES = (
    ("homeless_count", "all"),
    ("chronic", "danish"),
    ("time_homeless", "seen"),
    ("returns", "12_months"),
    ("retention", "12_months"),
    ("days_to_home", "all"),
    ("discharge_to_address", "all"),
    ("contact_coverage", "14_days"),
    ("attempts_per_success", "all"),
    ("occupancy", "all"),
)
TREND_MONTHS = 6
# As many letters as have room below the columns of a picture, in one line.
LETTERS_BELOW = 84
# One column alone compares with nothing; its number stands in the table.
LEAST_COLUMNS = 2
KINDS: dict[str, Text] = dict(Kind.choices)
UNIT_WORDS: dict[Unit, Text] = {
    Unit.PERSONS: _("persons"),
    Unit.TIMES: _("times"),
    Unit.SHARE: _("%"),
    Unit.DAYS: _("days, mean"),
    Unit.RATE: _("for each"),
}


@dataclass(frozen=True)
class Row:
    """A figure as a page shows it. `hidden`: known, and shown to nobody here."""

    label: Text
    figure: Figure
    hidden: bool = False

    @property
    def number(self) -> Decimal | None:
        return None if self.hidden else self.figure.number

    @property
    def opens(self) -> bool:
        """Whether there are people behind it."""
        return not self.hidden and self.figure.persons > 0

    @property
    def missing_share(self) -> Decimal | None:
        return None if self.hidden else self.figure.missing_share

    @property
    def unit(self) -> Text:
        figure = self.figure
        each = MEASURES[figure.measure].each if figure.unit is Unit.RATE else ""
        own = MEASURES[figure.measure].row_words.get(figure.row, "")
        return own or each or UNIT_WORDS[figure.unit]


@dataclass(frozen=True)
class Shown:
    """A measure on a page."""

    measure: Measure
    asked: Asked
    rows: list[Row]

    @property
    def drawn(self) -> list[Row]:
        """The rows that stand on one axis: those of the unit most of them have."""
        rows = [row for row in self.rows if _is_drawn(row.figure.row)] or self.rows
        units = Counter(row.figure.unit for row in rows).most_common(1)
        return [row for row in rows if row.figure.unit == units[0][0]]

    @property
    def picture(self) -> charts.Picture | None:
        """The rows as columns; None where there is nothing to draw."""
        rows = self.drawn
        data = [
            charts.Column(
                label="|".join(wrap(str(row.label), max(8, LETTERS_BELOW // len(rows)))),
                parts=(None if row.number is None else float(row.number),),
                total=None if row.number is None else float(row.number),
                missing=row.number is None and not row.hidden,
            )
            for row in rows
        ]
        if len(data) < LEAST_COLUMNS or not any(column.total for column in data):
            return None
        unit = str(rows[0].unit)
        return charts.columns(
            data, names=(str(self.measure.title),), title=str(self.measure.title), unit=unit
        )


def _is_drawn(row: str) -> bool:
    """All together would dwarf its parts, and single houses stand in the table."""
    return row != "all" and not row.startswith("house:")


def shown(name: str, asked: Asked, taken: Snapshot, *, hide: bool = False) -> Shown:
    """The measure with its rows named; with `hide`, without what `hiding` shows to nobody."""
    measure = MEASURES[name]
    found = answers.answer(name, asked, taken)
    gone: frozenset[str] = frozenset()
    if hide:
        found = hiding.with_empty_rows(name, found)
        gone = _hidden(name, asked, taken)
    label = _labels(measure, found)
    found = sorted(found, key=lambda figure: figure.row.startswith("house:"))
    rows = [Row(label(figure.row), figure, figure.row in gone) for figure in found]
    return Shown(measure, asked, rows)


def _hidden(name: str, asked: Asked, taken: Snapshot) -> frozenset[str]:
    """The rows of the measure that are shown to nobody who may not see people."""
    family = hiding.family_of(name)
    found = {one: hiding.with_empty_rows(one, answers.answer(one, asked, taken)) for one in family}
    divided = hiding.divided(name)
    groups = answers.groups_of(divided, asked, taken) if divided else {}
    known = beside.known_beside(family, asked)
    hidden = hiding.hidden_rows(found, groups, beside=known)
    return frozenset(row for of, row in hidden if of == name)


def _labels(measure: Measure, found: list[Figure]) -> Callable[[str], Text]:
    houses = _houses() if any(figure.row.startswith("house:") for figure in found) else {}

    def label(row: str) -> Text:
        if row.startswith("house:"):
            return houses.get(int(row.removeprefix("house:")), _("a safe place"))
        return measure.rows.get(row) or KINDS.get(row, row)

    return label


def _houses() -> dict[int, str]:
    names = dict(Site.objects.filter(hidden=False).values_list("pk", "name"))
    return {
        number: names[key] for number, key in answers.pseudonyms_of("site", list(names)).items()
    }


def key_figures(asked: Asked, taken: Snapshot, *, hide: bool = False) -> list[tuple[Measure, Row]]:
    """The figures one looks at first; those with nothing to count are left out."""
    found = []
    for name, row in KEY_FIGURES:
        rows = {one.figure.row: one for one in shown(name, asked, taken, hide=hide).rows}
        if row in rows:
            found.append((MEASURES[name], rows[row]))
    return found


@dataclass(frozen=True)
class Fidelity:
    """A team's items, computed and declared apart."""

    team: Team
    computed: list[dacts.Scored]
    declared: list[tuple[dacts.Item, Declaration | None]]

    @property
    def mean(self) -> Decimal | None:
        return dacts.mean_of(self.computed)


def fidelity_of(team: Team, asked: Asked, taken: Snapshot, *, on: date) -> Fidelity:
    """DACTS of the team: what facts tell, and what its leader has declared."""
    number = next(iter(answers.pseudonyms_of("team", [team.pk])), 0)
    found = {
        figure.row.partition(":")[2]: figure
        for figure in answers.answer("fidelity", asked, taken)
        if figure.row.startswith(f"{number}:")
    }
    spoken = found.get("H3_reviewed")
    everybody = spoken is not None and spoken.value == spoken.of
    latest = {one.item: one for one in Declaration.objects.in_force(on).filter(team=team)}
    return Fidelity(
        team=team,
        computed=[
            dacts.scored(item, found.get(item.code), all_spoken_of=everybody)
            for item in dacts.ITEMS
            if item.computed
        ],
        declared=[(item, latest.get(item.code)) for item in dacts.ITEMS if not item.computed],
    )


def fidelity_trend(team: Team, asked: Asked, taken: Snapshot) -> charts.Picture | None:
    """The mean of the computed items at the end of each of the last months."""
    points = []
    for question in answers.months_back(asked, TREND_MONTHS):
        mean = fidelity_of(team, question, taken, on=question.on).mean
        points.append(charts.Point(f"{question.last:%m.%Y}", None if mean is None else float(mean)))
    if not any(point.value for point in points):
        return None
    title = str(_("Mean of the computed items"))
    return charts.lines({title: points}, title=title, goal=float(dacts.ESTABLISHED))


def citizens_behind(
    name: str, row: str, asked: Asked, taken: Snapshot, *, may: str
) -> tuple[list[UUID], int]:
    """Keys of the citizens behind a figure who are open to the viewer, and how many others."""
    behind = answers.people_behind(name, row, asked, taken)
    mine: dict[int, Any] = answers.open_pseudonyms(may)
    keys = [mine[person] for person in behind & mine.keys()]
    return keys, len(behind) - len(keys)
