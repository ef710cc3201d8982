"""Charts as SVG, drawn on the server: the same picture on the page, in the PDF and without scripts.

A picture never stands alone: the page shows the same figures in a table beside it. A hidden figure
is a hatched outline with the word for hidden, never a zero; its height is that of what is known
(the published total), or a fixed stub where nothing is known.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

import altair as alt
import vl_convert
from django.utils.formats import get_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

FONT = "IBM Plex Sans, system-ui, sans-serif"
PALETTE = ("#0F4C5C", "#9CC9E0", "#4F7A5B", "#C7B9DB", "#6B6B6B", "#B9CDB5")
ON_PALETTE = ("#FFFFFF", "#1A1A1A", "#FFFFFF", "#1A1A1A", "#FFFFFF", "#1A1A1A")
INK, QUIET, RULE, GOAL = "#1A1A1A", "#595959", "#E3E1DC", "#7A4F00"
# Vega knows no patterns: what is painted in this colour is hatched afterwards.
HATCHED = "#fe01fd"
WIDE, NARROW = 620, 330
HEIGHT = 220
# The height of a column nothing may be known of, as a share of the axis.
STUB = 0.3


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
    gaps = [{"label": c.label, "y": 0, "text": _missing()} for c in data if c.missing]

    def draw(width: int) -> dict[str, Any]:
        upright = _crowded(len(data), width)
        layers = [_bars(blocks, names, width), *_words(blocks, () if upright else names, upright)]
        layers += [_lettering(tops, weight="bold", lift=-10)] if len(data) * 24 <= width else []
        layers += [_gaps(gaps, upright)] if gaps else []
        return _spec(layers, [c.label for c in data], width, unit, goal)

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
        {"label": p.label, "y": p.value, "name": name, "text": _number(p.value)}
        for name, points in data.items()
        for p in points
    ]
    hidden = {
        p.label for points in data.values() for p in points if p.value is None and not p.missing
    }
    blocks = [
        {"label": label, "y0": 0, "y1": top * STUB, "name": _hidden(), "kind": "hidden"}
        for label in labels
        if label in hidden
    ]
    gaps = [
        {"label": p.label, "y": 0, "text": _missing()}
        for points in data.values()
        for p in points
        if p.missing
    ]

    def draw(width: int) -> dict[str, Any]:
        upright = _crowded(len(labels), width)
        layers: list[alt.Chart] = []
        if blocks:
            layers += [_bars(blocks, (), width), *_words(blocks, (), upright)]
        layers += _strokes(rows, list(data), with_numbers=len(data) == 1 and not upright)
        layers += [_gaps(gaps, upright)] if gaps else []
        return _spec(layers, labels, width, unit, goal)

    return _picture(draw, title, description)


def _blocks(column: Column, names: Sequence[str], top: float) -> list[dict[str, Any]]:
    """The pieces of one column: what is known from the bottom up, then what is hidden as one."""
    if column.missing:
        return []
    pieces: list[dict[str, Any]] = []
    height = 0.0
    for name, value in zip(names, column.parts, strict=True):
        if value:
            pieces.append(_block(column.label, height, height + value, name, _number(value)))
            height += value
    if column.total is None:
        pieces.append(_block(column.label, height, height + top * STUB, _hidden(), ""))
    elif None in column.parts and column.total > height:
        pieces.append(_block(column.label, height, column.total, _hidden(), ""))
    return pieces


def _block(label: str, low: float, high: float, name: str, text: str) -> dict[str, Any]:
    kind = "shown" if text else "hidden"
    return {"label": label, "y0": low, "y1": high, "name": name, "text": text, "kind": kind}


def _top(column: Column, top: float) -> dict[str, Any]:
    return {"label": column.label, "y": column.total, "text": _number(column.total)}


def _bars(blocks: list[dict[str, Any]], names: Sequence[str], width: int) -> alt.Chart:
    """All pieces. Without `names` only hidden ones, which then stand apart from other colours."""
    any_hidden = any(block["kind"] == "hidden" for block in blocks)
    shown = [*names, *([_hidden()] if any_hidden else [])]
    colours = [*PALETTE[: len(names)], *([HATCHED] if any_hidden else [])]
    legend = alt.Legend(
        orient="bottom", title=None, columns=4 if width == WIDE else 1, symbolSize=160
    )
    scale = alt.Scale(domain=shown, range=colours)
    colour = alt.Color("name:N", scale=scale, legend=legend if len(names) > 1 else None)
    is_hidden = alt.datum.kind == "hidden"
    return (
        _chart(blocks)
        .mark_bar(strokeWidth=1)
        .encode(
            x=_x(),
            y=alt.Y("y0:Q"),
            y2=alt.Y2("y1:Q"),
            color=colour if names else alt.value(HATCHED),
            stroke=alt.condition(is_hidden, alt.value(QUIET), alt.value("#FFFFFF")),
            strokeDash=alt.condition(is_hidden, alt.value([4, 3]), alt.value([1, 0])),
        )
    )


def _words(blocks: list[dict[str, Any]], names: Sequence[str], upright: bool) -> list[alt.Chart]:
    """The numbers inside the pieces of `names`; always the word for hidden."""
    on = dict(zip(names, ON_PALETTE, strict=False)) if len(names) > 1 else {}
    numbers = [
        {**b, "y": (b["y0"] + b["y1"]) / 2, "ink": on[b["name"]]} for b in blocks if b["name"] in on
    ]
    hidden = [
        {"label": b["label"], "y": (b["y0"] + b["y1"]) / 2, "text": _hidden_short()}
        for b in blocks
        if b["kind"] == "hidden"
    ]
    layers = []
    if numbers:
        inside = _lettering(numbers, weight="bold")
        layers.append(inside.encode(color=alt.Color("ink:N", scale=None, legend=None)))
    if hidden:
        # Twice: a white rim below, so that the word can be read on the hatching.
        layers += [
            _lettering(hidden, rim=True, upright=upright),
            _lettering(hidden, upright=upright),
        ]
    return layers


def _strokes(
    rows: list[dict[str, Any]], names: list[str], *, with_numbers: bool
) -> list[alt.Chart]:
    colour = alt.Color(
        "name:N",
        scale=alt.Scale(domain=names, range=list(PALETTE[: len(names)])),
        legend=alt.Legend(orient="bottom", title=None) if len(names) > 1 else None,
    )
    dash = alt.StrokeDash(
        "name:N",
        scale=alt.Scale(domain=names, range=[[1, 0], [6, 3], [2, 3], [8, 3, 2, 3]][: len(names)]),
        legend=None,
    )
    place = {"x": _x(), "y": alt.Y("y:Q")}
    drawn = [
        _chart(rows)
        .mark_line(strokeWidth=2.5, invalid="break-paths-filter-domains")
        .encode(color=colour, strokeDash=dash, **place),
        _chart([r for r in rows if r["y"] is not None])
        .mark_point(filled=True, size=55, opacity=1)
        .encode(color=colour, **place),
    ]
    if with_numbers:
        drawn.append(_lettering([r for r in rows if r["y"] is not None], weight="bold", lift=-14))
    return drawn


def _lettering(
    rows: list[dict[str, Any]],
    *,
    weight: str = "normal",
    lift: int = 0,
    rim: bool = False,
    upright: bool = False,
    **more: Any,
) -> alt.Chart:
    border = {"stroke": "#FFFFFF", "strokeWidth": 5} if rim else {}
    mark = _chart(rows).mark_text(
        fontSize=13,
        fontWeight=weight,
        dy=lift,
        color=INK,
        baseline="middle",
        angle=270 if upright else 0,
        **border,
        **more,
    )
    return mark.encode(x=_x(), y=alt.Y("y:Q"), text="text:N")


def _gaps(rows: list[dict[str, Any]], upright: bool) -> alt.Chart:
    """The words for a missing figure, standing on the axis."""
    if upright:
        return _lettering(rows, upright=True, align="left", dx=4)
    return _lettering(rows, lift=-10)


def _crowded(periods: int, width: int) -> bool:
    """Whether words over the columns must be written upright."""
    return periods * 60 > width - 60


def _x() -> alt.X:
    # A label of two lines is written "1. kv.|2025".
    axis = alt.Axis(
        title=None,
        labelAngle=0,
        labelExpr="split(datum.label, '|')",
        labelOverlap="parity",
        ticks=False,
        labelPadding=8,
        domainColor="#8E8E8E",
    )
    return alt.X("label:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.4))


def _chart(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.Data(values=rows))


def _goal(goal: float) -> list[alt.Chart]:
    """A dashed line with its word in the margin, where no column hides it."""
    words = pgettext("chart", "Goal|%(number)s") % {"number": _number(goal)}
    one = [{"y": goal, "text": words}]
    rule = _chart([{"y": goal}]).mark_rule(color=GOAL, strokeDash=[6, 4], strokeWidth=1.5)
    text = _chart(one).mark_text(
        align="left",
        baseline="bottom",
        fontSize=13,
        fontWeight="bold",
        color=GOAL,
        lineBreak="|",
        dx=6,
        dy=4,
        x="width",
    )
    return [rule.encode(y="y:Q"), text.encode(y="y:Q", text="text:N")]


def _spec(
    layers: list[alt.Chart], labels: list[str], width: int, unit: str, goal: float | None
) -> dict[str, Any]:
    whole = alt.layer(*layers, *(_goal(goal) if goal is not None else []))
    spec: dict[str, Any] = whole.properties(
        width=width - (96 if goal is not None else 56), height=HEIGHT
    ).to_dict()
    spec["config"] = _config()
    for layer in spec["layer"]:
        if "x" in layer["encoding"]:
            # All periods keep their place, also those a layer has nothing to draw for.
            layer["encoding"]["x"]["scale"] = {"domain": labels, "paddingInner": 0.4}
        if "y" in layer["encoding"]:
            layer["encoding"]["y"]["axis"] = {
                "title": unit or None,
                "tickCount": 5,
                "domain": False,
                "ticks": False,
                "labelPadding": 8,
                "titleAngle": 0,
                "titleAlign": "left",
                "titleX": -34,
                "titleY": -14,
            }
    return spec


def _config() -> dict[str, Any]:
    decimal, thousands = get_format("DECIMAL_SEPARATOR"), get_format("THOUSAND_SEPARATOR")
    return {
        "aria": False,
        "background": None,
        "font": FONT,
        "padding": {"left": 4, "right": 8, "top": 18, "bottom": 4},
        "view": {"stroke": None},
        "axis": {
            "labelColor": QUIET,
            "labelFontSize": 13,
            "titleColor": QUIET,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "gridColor": RULE,
        },
        "axisX": {"grid": False},
        "legend": {
            "labelFontSize": 13,
            "labelColor": INK,
            "labelLimit": 240,
            "symbolType": "square",
        },
        "locale": {
            "number": {
                "decimal": decimal,
                "thousands": thousands,
                "grouping": [3],
                "currency": ["", ""],
            }
        },
    }


def _picture(draw: Any, title: str, description: str) -> Picture:
    wide, narrow = (
        _svg(json.dumps(draw(width), sort_keys=True), title, description)
        for width in (WIDE, NARROW)
    )
    return Picture(wide, narrow)


@lru_cache(maxsize=1024)
def _svg(spec: str, title: str, description: str) -> SafeString:
    """One <svg>, named for screen readers, without anything a strict CSP would refuse.

    The first drawing in a process takes about half a second, later ones some tens of milliseconds;
    the same picture is drawn once in each process.
    """
    drawn = vl_convert.vegalite_to_svg(json.loads(spec))
    name = f"chart-{sha256((spec + title + description).encode()).hexdigest()[:12]}"
    head = (
        f'role="img" aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">'
        f'{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f'<defs><pattern id="{name}-hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="8" height="8" fill="#F7F6F3"/>'
        '<rect width="2" height="8" fill="#B5B1A8"/></pattern></defs>'
    )
    opening, rest = drawn.split(">", 1)
    view = re.search(r'viewBox="[^"]+"', opening)
    box = view[0] if view else ""
    body = rest.replace(HATCHED, f"url(#{name}-hatch)")
    # Text is escaped by Vega, our own words above; nothing else in it comes from people.
    return mark_safe(  # noqa: S308
        f'<svg xmlns="http://www.w3.org/2000/svg" class="hh-chart" {box} {head}{body}'
    )


def _sum(parts: tuple[float | None, ...]) -> float:
    return sum(part or 0 for part in parts)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    shown = f"{value:.1f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
    return shown.replace(".", get_format("DECIMAL_SEPARATOR"))


def _hidden() -> str:
    return pgettext("chart", "the distribution is hidden")


def _hidden_short() -> str:
    return pgettext("chart", "hidden")


def _missing() -> str:
    return gettext("no figure")
