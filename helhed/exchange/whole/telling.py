"""What each column of a row says: to a program (codes, ISO days), and to a person."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from helhed.access.may import Area
from helhed.accounts.models import User
from helhed.assessments import ffb
from helhed.decisions.models import Authority, LegalBasis
from helhed.exchange.whole.gathering import Whole, Written, is_own
from helhed.exchange.whole.register import BY_MODEL, Part, Why
from helhed.housing.models import Rule
from helhed.stays.models import Bed, Site
from helhed.teams.models import Organisation, Team

# A value in the file: plain, or {"code", "says"}, {"row"}, {"left_out"}, {"held_back"}.
Value = Any
CODED = ("theme", "condition", "code")
AREA_WORDS = {
    Area.BASIC: _lazy("the page"),
    Area.PLAN: _lazy("the plan"),
    Area.CONTACTS: _lazy("the contacts"),
    Area.DECISIONS: _lazy("cases and decisions"),
    Area.HEALTH: _lazy("the health"),
    Area.MONEY: _lazy("money"),
}


def value_of(whole: Whole, one: Written, column: Any, held: Collection[Part]) -> Value:
    """The value of a column as it stands in the file."""
    hidden = _hidden(whole, one, column, held)
    if hidden is not None:
        return hidden
    value = getattr(one.row, column.attname)
    if value is None or value == "":
        return None
    if column.is_relation:
        return _pointed_at(whole, column.related_model, value, held)
    if column.name == "with_colleagues":
        return [_pointed_at(whole, User, key, held) for key in value]
    return _coded(column, value) or _plain(value)


def _hidden(whole: Whole, one: Written, column: Any, held: Collection[Part]) -> Value:
    if not getattr(one.row, column.attname):
        return None
    part = one.kind.parts.get(column.name)
    if part in held and not is_own(one):
        return {"held_back": str(part)}
    why = _never_here(whole, one, column.name)
    return None if why is None else {"left_out": str(why)}


def _never_here(whole: Whole, one: Written, name: str) -> Why | None:
    if name not in one.kind.places:
        return None
    kind = getattr(one.row, "kind", "")
    if one.kind.code == "way_to_reach":
        # Who to go through is another person, with a number of their own.
        if kind == "person":
            return Why.OTHERS
        return Why.PLACES if whole.citizen.protected and kind == "place" else None
    return Why.PLACES if whole.citizen.protected or kind == "crisis_centre" else None


def _pointed_at(whole: Whole, model: type[Model], key: Any, held: Collection[Part]) -> Value:
    if model._meta.label in BY_MODEL:
        # A row of a kind that is closed has no name here.
        return {"row": whole.names.get(key)}
    if model is User and Part.COLLEAGUES in held:
        return {"held_back": str(Part.COLLEAGUES)}
    found = whole.others.get(model, {}).get(key)
    return None if found is None else _called(found, whole)


def _called(row: Any, whole: Whole) -> Value:
    if isinstance(row, Bed):
        house = _called(row.site, whole)
        return house if isinstance(house, dict) else f"{house}, {row.name}"
    if isinstance(row, Site):
        return {"left_out": str(Why.PLACES)} if row.hidden else row.name
    if isinstance(row, LegalBasis):
        return f"{row.label} ({row.title})"
    if isinstance(row, Rule):
        return str(row.number)
    if isinstance(row, User | Team | Organisation | Authority):
        return row.name
    raise TypeError(f"It is not said what a {row._meta.label} is called.")


def _coded(column: Any, value: Any) -> Value:
    if column.name == "areas" and set(value) <= set(Area):
        return [{"code": area, "says": str(AREA_WORDS[Area(area)])} for area in value]
    if column.choices:
        says = dict(column.flatchoices).get(value, value)
        return {"code": value, "says": str(says)}
    says = ffb.label(value) if column.name in CODED and isinstance(value, str) else ""
    return {"code": value, "says": says} if says else None


def _plain(value: Any) -> Value:
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, float | Decimal):
        return str(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if value is None:
        return None
    raise TypeError(f"It is not said how a {type(value).__name__} stands in the file.")


def in_words(value: Value, row: Any, column: Any, names: dict[str, str]) -> str:
    """The value as a person reads it; empty where there is nothing to tell."""
    raw = getattr(row, column.attname)
    if isinstance(raw, datetime):
        return date_format(timezone.localtime(raw), "j. F Y H.i")
    if isinstance(raw, date):
        return date_format(raw, "j. F Y")
    return _words(value, names)


def _words(value: Value, names: dict[str, str]) -> str:
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return _("yes")
    if isinstance(value, list):
        return ", ".join(words for item in value if (words := _words(item, names)))
    if isinstance(value, dict):
        return _told(value, names)
    return str(value)


def _told(value: dict[str, Any], names: dict[str, str]) -> str:
    if "says" in value:
        return str(value["says"])
    if "row" in value:
        return names.get(value["row"] or "", "")
    if "held_back" in value or "left_out" in value:
        return _("(not told here)")
    return "; ".join(f"{key}: {_words(item, names)}" for key, item in value.items())


def why_words() -> dict[Why, tuple[str, str]]:
    """What is never given here, and why, in plain words."""
    return {
        Why.CPR: (_("Your CPR number"), _("You know it, and papers get lost.")),
        Why.OTHERS: (
            _("Telephone numbers and names of those who came to us, and of people around you"),
            _("They belong to others."),
        ),
        Why.PLACES: (
            _("Protected places, and the names of crisis centres"),
            _("They may not come into wrong hands."),
        ),
        Why.HOSPITAL: (
            _("The hospital's messages as they were sent"),
            _("What we wrote from them stands here. The region gives out the hospital's record."),
        ),
        Why.SAME: (
            _("Copies of the letters"),
            _("The same words stand here. Ask if you want the letters themselves."),
        ),
        Why.KEYS: (_("The system's own numbers"), _("They say nothing of you.")),
        Why.SEARCH: (_("Pieces of your names, made for searching"), _("Your names stand here.")),
    }


def part_words() -> dict[Part, str | Promise]:
    """What whoever gives the record out decides on."""
    return {
        Part.ENQUIRIES: _("What others have come to us with"),
        Part.OTHERS_SAY: _("What others have said in assessments and cases"),
        Part.AROUND: _("Who the people around the citizen are"),
        Part.COLLEAGUES: _("Names of colleagues"),
    }
