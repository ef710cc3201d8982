"""An indicator as a picture: columns where one counts, a line where one measures a share."""

from datetime import date

from helhed.design import charts
from helhed.strategy.models import Indicator
from helhed.strategy.periods import period_of
from helhed.strategy.rounds.figures import Cell, Figure

# As many periods as a picture can tell of.
SHOWN = 16
LINES = (Indicator.Unit.SHARE, Indicator.Unit.MEAN, Indicator.Unit.DAYS)


def plotted(indicator: Indicator, figure: Figure) -> charts.Picture | None:
    """The latest periods of the figure; None when there is nothing yet."""
    rows = figure["rows"][-SHOWN:]
    if not rows:
        return None
    labels = [
        period_of(date.fromisoformat(row["first_day"]), indicator.frequency).short for row in rows
    ]
    description = ". ".join(f"{row['period']}: {row['total']['said']}" for row in rows)
    if indicator.unit in LINES:
        points = [_point(label, row["total"]) for label, row in zip(labels, rows, strict=True)]
        return charts.lines(
            {figure["title"]: points},
            title=figure["title"],
            description=description,
            unit=figure["unit"],
            goal=figure["target_value"],
        )
    return charts.columns(
        [_column(label, row) for label, row in zip(labels, rows, strict=True)],
        names=figure["columns"] or [figure["title"]],
        title=figure["title"],
        description=description,
        unit=figure["unit"],
        goal=figure["target_value"],
    )


def _point(label: str, cell: Cell) -> charts.Point:
    return charts.Point(label, cell["value"], missing=cell["state"] == "missing")


def _column(label: str, row: dict[str, object]) -> charts.Column:
    total: Cell = row["total"]  # type: ignore[assignment]
    parts: list[Cell] = row["parts"]  # type: ignore[assignment]
    values = tuple(cell["value"] for cell in parts) or (total["value"],)
    return charts.Column(label, values, total["value"], missing=total["state"] == "missing")
