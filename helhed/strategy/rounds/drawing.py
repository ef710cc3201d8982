"""A figure of the picture as a chart: for the page, the PDF and the Word file."""

from typing import Any

from helhed.design import charts

# Twice the size on paper, so that print is sharp.
SCALE = 2.0


def chart(figure: dict[str, Any]) -> charts.Picture:
    """Columns by period; what is hidden is hatched, never zero."""
    names = figure["columns"] or [figure["title"]]
    data = [_column(row, len(figure["columns"])) for row in figure["rows"]]
    return charts.columns(
        data,
        names=names,
        title=figure["title"],
        description=_aloud(figure),
        unit=figure["unit"],
        goal=figure["target_value"],
    )


def png(figure: dict[str, Any]) -> bytes:
    """For Word, which draws no SVG of ours reliably."""
    import vl_convert

    made: bytes = vl_convert.svg_to_png(str(chart(figure).wide), scale=SCALE)
    return made


def _column(row: dict[str, Any], parts: int) -> charts.Column:
    total = row["total"]
    values = tuple(cell["value"] for cell in row["parts"]) if parts else (total["value"],)
    missing = total["value"] is None and not total["hidden"]
    return charts.Column(row["period"], values, total["value"], missing=missing)


def _aloud(figure: dict[str, Any]) -> str:
    return ". ".join(f"{row['period']}: {row['total']['said']}" for row in figure["rows"])
