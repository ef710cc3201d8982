"""What our charts are drawn of: layers, and the drawing as SVG. Rooms use `charts`."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache, partial
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.utils.formats import get_format
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

if TYPE_CHECKING:
    import altair as alt
else:
    # With the first chart: nothing else waits half a second for it.
    alt = SimpleLazyObject(partial(import_module, "altair"))

# Altair's marks are typed so narrowly that composing them by keyword would not pass.
Layer = Any

FONT = "IBM Plex Sans, system-ui, sans-serif"
PALETTE = ("#0F4C5C", "#9CC9E0", "#4F7A5B", "#C7B9DB", "#6B6B6B", "#B9CDB5")
ON_PALETTE = ("#FFFFFF", "#1A1A1A", "#FFFFFF", "#1A1A1A", "#FFFFFF", "#1A1A1A")
INK, QUIET, RULE, GOAL = "#1A1A1A", "#595959", "#E3E1DC", "#7A4F00"
# Vega knows no patterns: what is painted in this colour is hatched afterwards.
HATCHED = "#fe01fd"
VOICES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
WIDE, NARROW = 620, 330
HEIGHT = 220
# The height of a column nothing may be known of, as a share of the axis.
STUB = 0.3


def bars(blocks: list[dict[str, Any]], names: Sequence[str], width: int) -> Layer:
    """All pieces. Without `names` only hidden ones, which then stand apart from other colours."""
    any_hidden = any(block["kind"] == "hidden" for block in blocks)
    shown = [*names, *([hidden_word()] if any_hidden else [])]
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


def words_on(blocks: list[dict[str, Any]], names: Sequence[str], upright: bool) -> list[Layer]:
    """The numbers inside the pieces of `names`; always the word for hidden."""
    on = dict(zip(names, ON_PALETTE, strict=False)) if len(names) > 1 else {}
    numbers = [
        {**b, "y": (b["y0"] + b["y1"]) / 2, "ink": on[b["name"]]} for b in blocks if b["name"] in on
    ]
    hidden = [
        {"label": b["label"], "y": (b["y0"] + b["y1"]) / 2, "text": hidden_short()}
        for b in blocks
        if b["kind"] == "hidden"
    ]
    layers = []
    if numbers:
        inside = lettering(numbers, weight="bold")
        layers.append(inside.encode(color=alt.Color("ink:N", scale=None, legend=None)))
    if hidden:
        # Twice: a white rim below, so that the word can be read on the hatching.
        layers += [
            lettering(hidden, rim=True, upright=upright),
            lettering(hidden, upright=upright),
        ]
    return layers


def strokes(rows: list[dict[str, Any]], names: list[str], *, with_numbers: bool) -> list[Layer]:
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
        drawn.append(lettering([r for r in rows if r["y"] is not None], weight="bold", lift=-14))
    return drawn


def lettering(
    rows: list[dict[str, Any]],
    *,
    weight: str = "normal",
    lift: int = 0,
    rim: bool = False,
    upright: bool = False,
    **more: Any,
) -> Layer:
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


def gaps_on(rows: list[dict[str, Any]], upright: bool) -> Layer:
    """The words for a missing figure, standing on the axis."""
    if upright:
        return lettering(rows, upright=True, align="left", dx=4)
    return lettering(rows, lift=-10)


def crowded(periods: int, width: int) -> bool:
    """Whether words over the columns must be written upright."""
    return periods * 60 > width - 60


def _x() -> "alt.X":
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


def _chart(rows: list[dict[str, Any]]) -> Layer:
    return alt.Chart.from_dict({"data": {"values": rows}, "mark": "bar"})


def _goal(goal: float) -> list[Layer]:
    """A dashed line with its word in the margin, where no column hides it."""
    words = pgettext("chart", "Goal|%(number)s") % {"number": number(goal)}
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


def spec_of(
    layers: list[Layer], labels: list[str], width: int, unit: str, goal: float | None
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


@lru_cache(maxsize=1024)
def svg(spec: str, title: str, description: str) -> SafeString:
    """One <svg>, named for screen readers, without anything a strict CSP would refuse.

    The first drawing in a process takes about half a second, later ones some tens of milliseconds;
    the same picture is drawn once in each process.
    """
    import vl_convert

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
    # Vega's own roles would promise readers of the screen pictures within the picture.
    body = VOICES.sub("", rest).replace(HATCHED, f"url(#{name}-hatch)")
    # Text is escaped by Vega, our own words above; nothing else in it comes from people.
    return mark_safe(  # noqa: S308
        f'<svg xmlns="http://www.w3.org/2000/svg" class="hh-chart" {box} {head}{body}'
    )


def number(value: float | None) -> str:
    if value is None:
        return ""
    shown = f"{value:.1f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
    return shown.replace(".", get_format("DECIMAL_SEPARATOR"))


def hidden_word() -> str:
    return pgettext("chart", "the distribution is hidden")


def hidden_short() -> str:
    return pgettext("chart", "hidden")


def missing_word() -> str:
    return gettext("no figure")
