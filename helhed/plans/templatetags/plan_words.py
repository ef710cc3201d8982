"""Words of the plan's templates: `{% load plan_words %}`."""

from typing import Any

from django import template
from django.utils.translation import get_language, gettext

from helhed.plans import ffb
from helhed.plans.models import Step
from helhed.plans.overview import people_of

register = template.Library()


@register.filter
def whose(name: str) -> str:
    """`Bents`, `Jens'`, `”Kaptajnens”`; in English `Bent's`."""
    quoted = name.endswith("”")
    bare = name.strip("”") if quoted else name
    if get_language() == "da":
        said = f"{bare}'" if bare[-1:].lower() in ("s", "x", "z") else f"{bare}s"
    else:
        said = f"{bare}'s"
    return f"”{said}”" if quoted else said


@register.filter
def by_whom(step: Step, name: str) -> str:
    """Who does it: `Amira`, `Bent`, `Amira og Gerda`. `name` is what the citizen is called."""
    named = people_of(step, name)
    if len(named) < 2:
        return "".join(named)
    return gettext("%(some)s and %(last)s") % {"some": ", ".join(named[:-1]), "last": named[-1]}


@register.filter
def ffb_label(code: str) -> str:
    """The short Danish term of a code in Fælles Faglige Begreber."""
    return ffb.label(code)


@register.filter
def stands_at(note: Any, row: Any) -> bool:
    """Whether what was saved belongs to this row: `{% if note|stands_at:goal %}`."""
    return bool(note) and str(note.where).endswith(f"-{row.pk}")
