"""`{% load desk %}`: the cards of a citizen's page."""

from uuid import UUID

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from helhed.desk.cards import made_by_its_room

register = template.Library()


@register.simple_tag(takes_context=True)
def card(context: Context, name: str, citizen_id: UUID) -> SafeString:
    """`{% card "plans:card" citizen.pk %}`: what the address of that name answers."""
    return made_by_its_room(context["request"], reverse(name, args=[citizen_id]))
