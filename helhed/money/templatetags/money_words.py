"""Amounts in templates."""

from decimal import Decimal

from django import template

from helhed.decisions.models import Price
from helhed.design import words
from helhed.money import amounts

register = template.Library()


@register.filter
def kroner(oere: int) -> str:
    """Øre as kroner: 1.234,50; whole kroner without the zeros."""
    return amounts.kroner(oere).removesuffix(",00")


@register.filter
def whole_kroner(oere: int) -> str:
    """Øre as kroner without øre, rounded: 1.235. For sums that are read, not booked."""
    return words.number(Decimal(oere) / 100)


@register.filter
def per_words(per: str) -> str:
    """What a price is for, one of: hour, day, week, month, once."""
    return str(Price.Per(per).label)
