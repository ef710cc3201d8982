"""Words, icons and small charts for templates: `{% load helhed %}`.

Days are told as seen from `today`: give it as the argument (`{{ stay.left_on|day:today }}`),
so that the page says the same day everywhere; without it the clock is asked.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils import dates, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from helhed.design import comparing, drawing, fields, icons, nights, words

register = template.Library()


@register.simple_tag
def icon(name: str, size: int = 24, label: str = "", inline: bool = False) -> SafeString:
    """`{% icon "bed" %}`, `{% icon "lock" size=18 label="Locked" %}`, in prints `inline=True`."""
    return icons.icon(name, size=size, label=label, inline=inline)


@register.simple_tag
def sprite_url() -> str:
    return icons.sprite_url()


@register.filter
def day(value: words.Moment | None, today: date | None = None) -> str:
    """`{{ contact.began_at|day:today }}`: i dag, i går, fre. 21. nov."""
    return words.day(value, today or timezone.localdate()) if value else ""


@register.filter
def long_day(value: words.Moment | None, today: date | None = None) -> str:
    """fredag 21. november"""
    return words.long_day(value, today or timezone.localdate()) if value else ""


@register.filter
def plain_day(value: words.Moment | None, today: date | None = None) -> str:
    """21. november"""
    return words.plain_day(value, today or timezone.localdate()) if value else ""


@register.filter
def clock(value: datetime | time | None) -> str:
    """13.42"""
    return words.clock(value) if value is not None else ""


@register.filter
def at_clock(value: datetime | time | None) -> str:
    """kl. 13.42"""
    return words.at_clock(value) if value is not None else ""


@register.filter
def until_clock(value: datetime | time | str | None) -> str:
    """23 for the full hour, else 15.30; a text is left as it is."""
    if value is None or isinstance(value, str):
        return value or ""
    said = words.clock(value)
    return said[:-3] if said[-2:] == "00" else said


@register.filter
def moment(value: datetime | None, today: date | None = None) -> str:
    """i dag kl. 8.20"""
    if not value:
        return ""
    return f"{words.day(value, today or timezone.localdate())} {words.at_clock(value)}"


@register.filter
def ago_days(value: words.Moment | None, today: date | None = None) -> str:
    """i dag, i går, 9 dage; aldrig when there is nothing."""
    return words.days_since(value, today or timezone.localdate())


@register.filter
def until_days(value: words.Moment | None, today: date | None = None) -> str:
    """i dag, i morgen, om 3 dage, 2 dage over tiden"""
    return words.days_until(value, today or timezone.localdate()) if value else ""


@register.filter
def number(value: int | float | Decimal | None, decimals: int = 0) -> str:
    """1.234,5"""
    return words.number(value, decimals) if value is not None else ""


@register.filter
def phone(value: str | None) -> str:
    """55 55 01 02"""
    return words.phone(str(value)) if value else ""


@register.filter
def tel(value: str | None) -> str:
    """The number for `href="tel:…"`."""
    return "".join(sign for sign in str(value or "") if sign.isdigit() or sign == "+")


@register.filter
def initials(name: object) -> str:
    return words.initials(str(name or ""))


@register.filter
def first_name(name: object) -> str:
    """Bent"""
    return str(name or "").split(" ", 1)[0]


@register.filter
def capital(text: object) -> str:
    """A capital first letter, the rest as it is: `i dag` becomes `I dag`."""
    said = str(text or "")
    return said[:1].upper() + said[1:]


@register.filter
def night_look(kind: object) -> nights.Look:
    """Icon, tone and label of a kind of night."""
    return nights.look(str(kind or ""))


@register.simple_tag
def tonight(kind: object, place: object = "", sub: object = "") -> SafeString:
    """Where somebody sleeps, for dense lists: `c-tonight` without the cost of a component."""
    shown = nights.look(str(kind))
    hidden = shown.tone == "protected"
    return format_html(
        '<span class="hh-tonight hh-tonight-{}"><span class="hh-night-icon">{}</span>'
        '<span class="hh-tonight-words"><span class="hh-tonight-place">{}</span>{}</span></span>',
        shown.tone,
        icons.icon(shown.icon, size=20),
        shown.label if hidden else (place or shown.label),
        format_html('<span class="hh-sub">{}</span>', sub) if sub else "",
    )


@register.filter
def undo_url(message: Any) -> str:
    """Where a saved message can be undone, or an empty string. See `design.http.saved`."""
    tags = str(getattr(message, "extra_tags", "") or "").split()
    found = next((tag.removeprefix("undo=") for tag in tags if tag.startswith("undo=")), "")
    # Only a path of our own site: extra_tags come from a cookie in some set-ups.
    return found if found.startswith("/") and not found.startswith("//") else ""


@register.simple_tag
def word_diff(mine: str, theirs: str) -> tuple[list[comparing.Piece], list[comparing.Piece]]:
    return comparing.word_diff(mine or "", theirs or "")


@register.simple_tag
def both_texts(mine: str, theirs: str) -> str:
    return comparing.both(mine or "", theirs or "")


@register.simple_tag
def two_lines(
    citizen: drawing.Readings | None, professional: drawing.Readings | None
) -> drawing.TwoLines:
    return drawing.two_lines(citizen or (), professional or ())


@register.simple_tag
def nights_bar(
    stays: Iterable[Any], today: date | None = None, months: int = 12
) -> tuple[list[drawing.Night], list[tuple[float, str]]]:
    return drawing.nights_bar(stays, today or timezone.localdate(), months)


@register.simple_tag
def week_words(days: Iterable[str]) -> str:
    """`mandag mødt, torsdag forsøgt`: the dots of a week for those who hear the page."""
    return words.week(days)


@register.simple_tag
def week_dots(days: Iterable[str], today: int | None = None) -> SafeString:
    return icons.week_dots(days, today)


@register.simple_tag
def weekday_letters() -> list[str]:
    """M T O T F L S"""
    return [str(name)[:1].upper() for name in dates.WEEKDAYS.values()]


@register.simple_tag(takes_context=True)
def page_url(context: Context, number: int) -> str:
    """`?show=mine&page=2`: another page of the list that was asked for.

    A component has no request of its own as `{% querystring %}` wants it, only the page's word.
    """
    page = QueryDict(mutable=True)
    if "request" in context:
        page.update(context["request"].GET)
    page["page"] = str(number)
    return f"?{page.urlencode()}"


@register.filter
def field_kind(field: Any) -> str:
    return fields.kind(field)


@register.simple_tag
def control(field: Any) -> SafeString:
    """The input of a bound field, dressed for its kind."""
    return fields.control(field)


@register.filter
def options(field: Any) -> list[Any]:
    return fields.options(field)


@register.filter
def problems(form: Any) -> list[tuple[str, str]]:
    return fields.problems(form)


@register.filter
def lookup(mapping: Any, key: object) -> Any:
    """`{{ icons|lookup:option.data.value }}`"""
    return (mapping or {}).get(str(key), "") if hasattr(mapping, "get") else ""
