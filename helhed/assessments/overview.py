"""An assessment as it is read: themes with all sides, levels then and now. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from helhed.assessments import ffb
from helhed.assessments.instruments import Instrument, instruments
from helhed.assessments.models import Answers, Assessment, Gap, Level, View
from helhed.citizens.models import of_the_person

# The drawing of a level: five places across, in user units.
LEFT, STEP, MIDDLE = 12, 44, 14


@dataclass(frozen=True)
class Side:
    """What one side says on a theme; no views is an answer of its own: nobody has asked."""

    key: str
    label: str
    views: list[View]


@dataclass(frozen=True)
class Row:
    """A condition then and now. `first` is None when there is only one level."""

    code: str
    label: str
    theme: str
    first: Level | None
    last: Level

    @property
    def first_words(self) -> str:
        return ffb.level_label("severity", self.first.function) if self.first else ""

    @property
    def last_words(self) -> str:
        return ffb.level_label("severity", self.last.function)

    @property
    def support_words(self) -> str:
        return ffb.level_label("support_need", self.last.support)

    @property
    def x_first(self) -> int | None:
        return place(self.first.function) if self.first else None

    @property
    def x_last(self) -> int | None:
        return place(self.last.function)


def place(level: int | None) -> int | None:
    """Where a level stands in the drawing; nothing for one that is not assessed."""
    return None if level is None or level == ffb.NOT_ASSESSED else LEFT + STEP * level


@dataclass
class Theme:
    code: str
    label: str
    sides: list[Side]
    rows: list[Row] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    @property
    def touched(self) -> bool:
        return bool(self.rows or self.gaps or any(side.views for side in self.sides))


def themes_of(assessment: Assessment) -> list[Theme]:
    """All eleven themes in KL's order, each with what three sides say, and what is not known."""
    views: dict[tuple[str, str], list[View]] = defaultdict(list)
    for view in assessment.views.all():
        if view.withdrawn_on is None:
            views[view.theme, view.side].append(view)
    gaps: dict[str, list[Gap]] = defaultdict(list)
    for gap in assessment.gaps.all():
        gaps[gap.theme].append(gap)
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in profile(assessment.citizen.merged_into_id or assessment.citizen_id):
        rows[row.theme].append(row)
    return [
        Theme(
            theme.code,
            theme.label,
            [Side(s.value, str(s.label), views[theme.code, s.value]) for s in View.Side],
            rows[theme.code],
            gaps[theme.code],
        )
        for theme in ffb.of_kind("theme")
    ]


def profile(citizen_id: UUID, *, until: date | None = None) -> list[Row]:
    """Each condition then and now, in KL's order; never one figure for a person."""
    levels = Level.objects.filter(of_the_person(citizen_id), withdrawn_on__isnull=True)
    if until is not None:
        levels = levels.filter(on__lte=until)
    told: dict[str, list[Level]] = defaultdict(list)
    for level in levels.select_related("condition"):
        told[level.condition.code].append(level)
    return [_row(code, told[code.code]) for code in ffb.of_kind("condition") if told.get(code.code)]


def _row(code: ffb.Code, levels: list[Level]) -> Row:
    first = levels[0] if len(levels) > 1 else None
    return Row(code.code, code.label, code.group, first, levels[-1])


@dataclass(frozen=True)
class Filled:
    """The answers given to one instrument, oldest first."""

    instrument: Instrument
    rows: list[Answers]

    @property
    def last(self) -> Answers:
        return self.rows[-1]

    @property
    def says(self) -> str:
        return self.instrument.says(self.last.score)


def filled_in(citizen_id: UUID) -> list[Filled]:
    """What has been answered, by instrument."""
    given: dict[str, list[Answers]] = defaultdict(list)
    standing = Answers.objects.filter(citizen_id=citizen_id, withdrawn_on__isnull=True)
    for row in standing.select_related("noted_by"):
        given[row.instrument].append(row)
    return [Filled(instrument, given[key]) for key, instrument in known(given)]


def known(given: Iterable[str]) -> list[tuple[str, Instrument]]:
    """The instruments among `given` that are installed here."""
    return [(key, instrument) for key, instrument in instruments().items() if key in given]
