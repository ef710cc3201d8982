"""Amounts in templates."""

from django import template

from helhed.money import amounts

register = template.Library()


@register.filter
def kroner(oere: int) -> str:
    """Øre as kroner: 1.234,50; whole kroner without the zeros."""
    return amounts.kroner(oere).removesuffix(",00")
