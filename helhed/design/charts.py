"""Charts as SVG, drawn on the server: the same picture on the page, in the PDF and without scripts.

A picture never stands alone: the page shows the same figures in a table beside it. A hidden figure
is a hatched outline with the word for hidden, never a zero; its height is that of what is known
(the published total), or a fixed stub where nothing is known.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from helhed.design.chart_marks import (
    NARROW,
    STUB,
    WIDE,
    Layer,
    bars,
    crowded,
    gaps_on,
    hidden_word,
    lettering,
    missing_word,
    number,
    spec_of,
    strokes,
    svg,
    words_on,
)


@dataclass(frozen=True)
class Column:
    """One column, its parts from the bottom up, in the order of the names given to `columns`.

    A part or a total that is None is hidden. `missing`: nobody knows the figure; nothing is drawn.
    """

    label: str
    parts: tuple[float | None, ...]
    total: float | None
    missing: bool = False


@dataclass(frozen=True)
class Point:
    """One point of a line; None is hidden. `missing`: nobody knows the figure."""

    label: str
    value: float | None
    missing: bool = False


@dataclass(frozen=True)
class Picture:
    """The same chart for wide screens and paper, and for phones: two whole <svg> elements."""

    wide: SafeString
    narrow: SafeString


def columns(
    data: Sequence[Column],
    *,
    names: Sequence[str],
    title: str,
    description: str = "",
    unit: str = "",
    goal: float | None = None,
) -> Picture:
    """Stacked columns, one for each period.

    `names` are the names of the parts; with one name the columns are plain. `title` and
    `description` are read aloud instead of the picture.
    """
    top = max([c.total or 0 for c in data] + [_sum(c.parts) for c in data] + [goal or 0, 1])
    blocks = [block for column in data for block in _blocks(column, names, top)]
    tops = [_top(column, top) for column in data if not column.missing and column.total is not None]
    gaps = [{"label": c.label, "y": 0, "text": missing_word()} for c in data if c.missing]

    def draw(width: int) -> dict[str, Any]:
        upright = crowded(len(data), width)
        layers = [bars(blocks, names, width), *words_on(blocks, () if upright else names, upright)]
        layers += [lettering(tops, weight="bold", lift=-10)] if len(data) * 24 <= width else []
        layers += [gaps_on(gaps, upright)] if gaps else []
        return spec_of(layers, [c.label for c in data], width, unit, goal)

    return _picture(draw, title, description)


def lines(
    data: Mapping[str, Sequence[Point]],
    *,
    title: str,
    description: str = "",
    unit: str = "",
    goal: float | None = None,
) -> Picture:
    """Lines over the same periods. Shape of `data`: {name: points}, at most four.

    A line breaks where a figure is hidden or missing, and a hidden place is hatched.
    """
    labels = list(dict.fromkeys(p.label for points in data.values() for p in points))
    known = [p.value for points in data.values() for p in points if p.value is not None]
    top = max([*known, goal or 0, 1])
    rows = [
        {"label": p.label, "y": p.value, "name": name, "text": number(p.value)}
        for name, points in data.items()
        for p in points
    ]
    hidden = {
        p.label for points in data.values() for p in points if p.value is None and not p.missing
    }
    blocks = [
        {"label": label, "y0": 0, "y1": top * STUB, "name": hidden_word(), "kind": "hidden"}
        for label in labels
        if label in hidden
    ]
    gaps = [
        {"label": p.label, "y": 0, "text": missing_word()}
        for points in data.values()
        for p in points
        if p.missing
    ]

    def draw(width: int) -> dict[str, Any]:
        upright = crowded(len(labels), width)
        layers: list[Layer] = []
        if blocks:
            layers += [bars(blocks, (), width), *words_on(blocks, (), upright)]
        layers += strokes(rows, list(data), with_numbers=len(data) == 1 and not upright)
        layers += [gaps_on(gaps, upright)] if gaps else []
        return spec_of(layers, labels, width, unit, goal)

    return _picture(draw, title, description)


def _blocks(column: Column, names: Sequence[str], top: float) -> list[dict[str, Any]]:
    """The pieces of one column: what is known from the bottom up, then what is hidden as one."""
    if column.missing:
        return []
    pieces: list[dict[str, Any]] = []
    height = 0.0
    for name, value in zip(names, column.parts, strict=True):
        if value:
            pieces.append(_block(column.label, height, height + value, name, number(value)))
            height += value
    if column.total is None:
        pieces.append(_block(column.label, height, height + top * STUB, hidden_word(), ""))
    elif None in column.parts and column.total > height:
        pieces.append(_block(column.label, height, column.total, hidden_word(), ""))
    return pieces


def _block(label: str, low: float, high: float, name: str, text: str) -> dict[str, Any]:
    kind = "shown" if text else "hidden"
    return {"label": label, "y0": low, "y1": high, "name": name, "text": text, "kind": kind}


def _top(column: Column, top: float) -> dict[str, Any]:
    return {"label": column.label, "y": column.total, "text": number(column.total)}


def _picture(draw: Callable[[int], dict[str, Any]], title: str, description: str) -> Picture:
    wide, narrow = (
        svg(json.dumps(draw(width), sort_keys=True), title, description) for width in (WIDE, NARROW)
    )
    return Picture(wide, narrow)


def _sum(parts: tuple[float | None, ...]) -> float:
    return sum(part or 0 for part in parts)
